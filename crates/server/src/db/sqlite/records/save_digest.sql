INSERT INTO scope_digest (organisation, scope, count, sum) VALUES (:org, :scope, :count, :sum)
    ON CONFLICT (organisation, scope) DO UPDATE SET count = excluded.count, sum = excluded.sum;

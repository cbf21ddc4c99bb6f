SELECT count(*) AS count, coalesce(sum(mark), 0) AS sum FROM record WHERE scope = :scope AND mark IS NOT NULL;

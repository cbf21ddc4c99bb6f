INSERT INTO id_pool (organisation, campaign, format, next, last, a_day, in_all)
VALUES (:org, :campaign, :format, :next, :last, :a_day, :in_all)
ON CONFLICT (organisation, campaign) DO UPDATE
   SET format = excluded.format, next = excluded.next, last = excluded.last, a_day = excluded.a_day, in_all = excluded.in_all;

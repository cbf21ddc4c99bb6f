SELECT what, sum(times) AS times, sum(ms_in_all) AS ms_in_all, max(ms_most) AS ms_most FROM event_count
 WHERE organisation = :org AND day >= :since GROUP BY what ORDER BY times DESC, what;

SELECT what, count(*) AS times FROM used GROUP BY what ORDER BY times DESC, what;

SELECT school, count(*) AS changes, count(DISTINCT child) AS children
  FROM outbox WHERE receipt IS NULL AND school IS NOT NULL GROUP BY school;

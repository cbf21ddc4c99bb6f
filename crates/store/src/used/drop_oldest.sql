DELETE FROM used WHERE place IN (SELECT place FROM used ORDER BY place LIMIT max(0, (SELECT count(*) FROM used) - :most));

-- The last number that was given out: AUTOINCREMENT never gives one twice.
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0);

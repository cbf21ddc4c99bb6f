   -- Everybody with a word that begins so.
   AND r.place IN (SELECT DISTINCT doc FROM people_piece WHERE term >= :from AND term < :to LIMIT 300);

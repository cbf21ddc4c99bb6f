   -- Those who share most pieces with what was typed.
   AND r.place IN (SELECT doc FROM people_piece WHERE term IN (SELECT value FROM json_each(:pieces))
                    GROUP BY doc ORDER BY count(*) DESC LIMIT 300);

-- ':' is the character after '9'.
SELECT id FROM record
 WHERE number >= :digits AND number < :digits || ':' AND removed = 0 AND (:school IS NULL OR school = :school)
 ORDER BY number LIMIT 300;

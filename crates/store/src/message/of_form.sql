-- A module that is no form's id holds for every form of its campaign; what is said for this form alone comes last and holds.
SELECT facts ->> '$.locale' AS locale, facts ->> '$.code' AS code, facts ->> '$.text' AS text
  FROM record
 WHERE kind = 'message' AND removed = 0
   AND facts ->> '$.campaign' IN (SELECT facts ->> '$.campaign' FROM record WHERE kind = 'form' AND facts ->> '$.form' = ?1)
   AND (facts ->> '$.module' = ?1
        OR facts ->> '$.module' NOT IN (SELECT 'app' UNION ALL SELECT facts ->> '$.form' FROM record WHERE kind = 'form'))
 ORDER BY facts ->> '$.module' = ?1, facts ->> '$.module', code, locale;

SELECT facts ->> '$.locale' AS locale, facts ->> '$.code' AS code, facts ->> '$.text' AS text
  FROM record
 WHERE kind = 'message' AND removed = 0 AND facts ->> '$.module' = 'app'
 ORDER BY facts ->> '$.campaign', code, locale;

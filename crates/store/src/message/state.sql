SELECT coalesce(group_concat(scope || ' ' || generation || ' ' || coalesce(cursor, ''), '; ' ORDER BY scope), '')
  FROM scope
 WHERE scope LIKE 'messages:%' OR scope LIKE 'forms:%';

  JOIN json_each(:ids) asked ON asked.value = r.id
 WHERE r.kind = 'household' AND r.removed = 0
 ORDER BY asked.key;

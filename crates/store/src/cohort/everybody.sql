ORDER BY r.kind <> 'child';

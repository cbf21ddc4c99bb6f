   AND c.school = :school ORDER BY r.kind <> 'child';

   AND r.kind = 'child' AND r.school = :school;

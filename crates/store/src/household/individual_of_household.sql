 WHERE r.kind = 'individual' AND r.household = :household AND r.removed = 0;

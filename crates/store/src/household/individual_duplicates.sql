 WHERE r.kind = 'individual' AND r.area IS NOT NULL AND r.facts ->> '$.duplicate_of' = :id AND r.removed = 0;

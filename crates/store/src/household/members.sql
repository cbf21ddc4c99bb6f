SELECT id, facts FROM record WHERE kind = 'individual' AND household = :household AND removed = 0;

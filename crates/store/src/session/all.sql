SELECT id, facts FROM record WHERE kind = 'session' AND removed = 0;

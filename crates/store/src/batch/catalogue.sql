SELECT id, facts FROM record WHERE kind = 'vaccine' AND removed = 0;

-- One writer: whoever holds the number commits before the next one is given out.
UPDATE organisation SET last_sequence = last_sequence + 1 WHERE ods = :org RETURNING last_sequence AS sequence;

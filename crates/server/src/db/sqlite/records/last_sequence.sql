SELECT last_sequence AS sequence FROM organisation WHERE ods = :org;

SELECT key, name, phone, email FROM team WHERE organisation = :org ORDER BY key;

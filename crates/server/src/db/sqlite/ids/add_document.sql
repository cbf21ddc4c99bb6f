INSERT OR IGNORE INTO document (organisation, scheme, value, record) VALUES (:org, :scheme, :value, :record);

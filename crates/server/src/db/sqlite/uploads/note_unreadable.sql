INSERT INTO upload_unreadable (organisation, upload, place, line, ticket) VALUES (:org, :upload, :place, :line, :ticket);

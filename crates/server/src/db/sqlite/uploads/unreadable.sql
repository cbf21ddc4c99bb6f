SELECT line, ticket FROM upload_unreadable WHERE organisation = :org AND upload = :upload ORDER BY place;

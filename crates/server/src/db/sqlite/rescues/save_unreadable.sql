INSERT INTO rescue_unreadable (organisation, device, sha256, ticket) VALUES (:org, :device, :sha256, :ticket);

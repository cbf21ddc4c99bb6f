DELETE FROM used WHERE request = :request;

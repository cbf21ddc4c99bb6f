UPDATE draft SET discarded_at = :at WHERE id = :id;

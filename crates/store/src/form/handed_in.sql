UPDATE attachment SET handed_in_at = :at WHERE sha256 = :sha256;

SELECT media_type, bytes FROM attachment WHERE sha256 = :sha256;

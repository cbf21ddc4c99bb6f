SELECT seq, hash FROM audit_line WHERE organisation = :org ORDER BY seq DESC LIMIT 1;

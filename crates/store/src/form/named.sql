SELECT a.sha256, a.bytes FROM attachment_of o JOIN attachment a USING (sha256) WHERE o.record = :record ORDER BY a.sha256;

-- What the service took of a record that has not come down since.
SELECT change FROM outbox
 WHERE kind = :kind AND record = :record AND receipt IS NOT NULL AND outcome <> 'with_support' ORDER BY revision;

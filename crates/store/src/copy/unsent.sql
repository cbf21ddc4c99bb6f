-- Every record of which something waits, from its first change here to its last, as it would be sent. What has a receipt goes
-- along: a service that was restored from a backup may have forgotten it, and must not hear the end before the beginning.
SELECT change_id, change, receipt IS NULL AS waits FROM outbox
 WHERE (kind, record) IN (SELECT kind, record FROM outbox WHERE receipt IS NULL)
 ORDER BY seq;

SELECT log.sequence, log.origin, log.received_at, log.outcome, log.ticket, log.reason, log.time_suspect, log.change, upload_change.repeated,
       (SELECT number FROM registration WHERE registration.organisation = :org AND registration.record = log.record) AS registration
  FROM upload_change
  JOIN change_log AS log ON log.organisation = upload_change.organisation AND log.change_id = upload_change.change_id
 WHERE upload_change.organisation = :org AND upload_change.upload = :upload
 ORDER BY upload_change.place;

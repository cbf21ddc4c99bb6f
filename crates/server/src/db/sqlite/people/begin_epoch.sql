-- Only after a restore: every device will offer again what it believes the service has.
UPDATE organisation SET epoch = :epoch WHERE ods = :ods;

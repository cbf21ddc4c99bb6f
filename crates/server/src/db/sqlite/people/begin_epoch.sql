-- Only after a restore: every device will offer again what it believes the service has.
-- The order jumps, so that no number is ever given out twice: what a device saw at a number before the restore must not pass
-- for having seen what another change was given that number after it.
UPDATE organisation SET epoch = :epoch, last_sequence = last_sequence + :jump WHERE ods = :ods;

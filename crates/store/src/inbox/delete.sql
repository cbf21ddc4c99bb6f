-- It moved out of this scope; nothing of it is unsent.
DELETE FROM record WHERE place = :place;

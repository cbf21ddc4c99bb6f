-- Only before anything of it was taken.
DELETE FROM upload WHERE organisation = :org AND id = :id AND stage = 'whole';

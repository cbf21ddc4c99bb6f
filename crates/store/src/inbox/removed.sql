-- Somebody removed it, and nothing of ours waits.
UPDATE record
   SET removed = 1, base_removed = 1, mark = NULL, base_facts = NULL, base_version = :version, seen_version = :version
 WHERE place = :place;

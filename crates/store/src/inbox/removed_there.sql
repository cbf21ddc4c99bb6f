-- Somebody removed it, and something of ours waits: ours stays on the screen until it has its receipt.
UPDATE record SET base_removed = 1, mark = NULL, base_facts = coalesce(base_facts, facts), base_version = :version WHERE place = :place;

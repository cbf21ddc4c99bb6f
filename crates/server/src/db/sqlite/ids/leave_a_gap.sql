-- After a restore: ids that were given since the backup are with devices, and nobody here knows which. A tenth of what the pool
-- ever had is left out, so that none of them is given again.
UPDATE id_pool SET next = min(next + last / 10 + 1, last + 1) WHERE organisation = :org;

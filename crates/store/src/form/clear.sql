-- Drafts in which nothing was ever filled in, and those that were discarded long enough ago.
DELETE FROM draft WHERE (changed_at IS NULL AND begun_at < :before) OR discarded_at < :before;

-- The same draft under another form.
UPDATE draft SET sha256 = :sha256, answers = :answers, page = NULL, changed_at = :at WHERE id = :id AND discarded_at IS NULL;

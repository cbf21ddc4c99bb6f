-- Forms that only drafts kept, once no draft does.
DELETE FROM draft_form WHERE sha256 NOT IN (SELECT sha256 FROM draft);

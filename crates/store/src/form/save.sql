-- The whole draft as it is now. Turning a page changes nothing in it.
UPDATE draft
   SET changed_at = CASE WHEN answers = :answers THEN changed_at ELSE :at END, answers = :answers, page = :page
 WHERE id = :id AND discarded_at IS NULL;

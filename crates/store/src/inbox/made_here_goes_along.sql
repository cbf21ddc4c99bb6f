-- Its child moved out of this scope. What was recorded here about her, and the service never held here, is not told of one
-- by one: it goes with her, once nothing of it is unsent.
UPDATE record SET departed = 1
 WHERE child = :child AND kind <> 'child' AND scope = :scope AND base_version IS NULL;

-- Its child moved out of this scope. What is here about her and not held by the service in this scope (recorded here and
-- with support, or removed) is not told of one by one: it goes with her, once nothing of it is unsent.
UPDATE record SET departed = 1
 WHERE child = :child AND kind <> 'child' AND scope = :scope AND mark IS NULL;

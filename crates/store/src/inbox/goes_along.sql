-- Her school tells of her, and it may be another than before. What is here about her and not held by the service where it
-- stood is not told of one by one: it goes with her, so that it leaves when her school does.
UPDATE record SET scope = :scope, generation = :generation, departed = 0
 WHERE child = :child AND kind <> 'child' AND mark IS NULL AND (scope IS NOT :scope OR departed = 1);

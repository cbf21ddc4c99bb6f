-- Ours waits and says otherwise: ours stays on the screen, theirs is kept beside it. What the nurse has seen has not moved
-- (`seen_version`), so that her next edit cannot pass for an answer to what she was never shown.
UPDATE record
   SET scope = :scope, base_facts = :facts, base_version = :version, base_removed = 0,
       mark = :mark, generation = :generation, departed = 0
 WHERE kind = :kind AND id = :id;

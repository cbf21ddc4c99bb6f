-- Ours waits and says the same: theirs is now the base. Ours still goes out, for its receipt.
UPDATE record
   SET scope = :scope, base_facts = :facts, base_version = :version, base_removed = 0,
       seen_version = :version, mark = :mark, generation = :generation, departed = 0
 WHERE kind = :kind AND id = :id;

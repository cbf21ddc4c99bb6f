-- Nothing of ours waits: theirs stands, and is what the screen shows.
UPDATE record
   SET scope = :scope, facts = :facts, removed = 0, base_facts = NULL, base_version = :version, base_removed = 0,
       seen_version = :version, mark = :mark, generation = :generation, departed = 0
 WHERE kind = :kind AND id = :id;

-- Where a household or a person is registered.
SELECT area FROM record WHERE kind = :kind AND id = :id AND area IS NOT NULL;

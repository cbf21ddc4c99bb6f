DELETE FROM departure WHERE organisation = :org AND scope = :scope AND kind = :kind AND id = :id;

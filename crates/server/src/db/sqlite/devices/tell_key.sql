-- The first key stands: whoever takes over a device's name later cannot sign for it.
UPDATE device SET public_key = :key WHERE organisation = :org AND id = :id AND public_key IS NULL;

-- The epoch of a known organisation stays: only a restore changes it.
INSERT INTO organisation (ods, name, epoch) VALUES (:ods, :name, :epoch)
    ON CONFLICT (ods) DO UPDATE SET name = excluded.name;

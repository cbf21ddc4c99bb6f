INSERT INTO rescue (organisation, sha256, reference, stored_under, bytes, handed_in_by, handed_in_at, about, signed, outcome)
VALUES (:org, :sha256, :reference, :stored_under, :bytes, :handed_in_by, :handed_in_at, :about, :signed, :outcome)
    ON CONFLICT (organisation, sha256) DO NOTHING;

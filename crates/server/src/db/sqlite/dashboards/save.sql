INSERT INTO dashboard (organisation, campaign, key, place, definition) VALUES (:org, :campaign, :key, :place, :definition)
    ON CONFLICT (organisation, campaign, key) DO UPDATE SET place = excluded.place, definition = excluded.definition;

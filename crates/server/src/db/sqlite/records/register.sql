INSERT INTO registration (organisation, record, number) VALUES (:org, :record, :number) ON CONFLICT DO NOTHING;

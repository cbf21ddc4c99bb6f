INSERT INTO team_school (organisation, team, urn) VALUES (:org, :team, :urn) ON CONFLICT DO NOTHING;

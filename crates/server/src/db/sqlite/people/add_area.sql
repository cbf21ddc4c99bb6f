INSERT INTO team_area (organisation, team, area, campaign) VALUES (:org, :team, :area, :campaign)
    ON CONFLICT (organisation, team, area) DO UPDATE SET campaign = excluded.campaign WHERE campaign <> excluded.campaign;

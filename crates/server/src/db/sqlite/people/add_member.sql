INSERT INTO team_member (organisation, user_id, team) VALUES (:org, :user, :team) ON CONFLICT DO NOTHING;

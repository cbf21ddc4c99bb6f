DELETE FROM team_member WHERE organisation = :org AND user_id = :user AND team = :team;

DELETE FROM team_school WHERE organisation = :org AND team = :team AND urn = :urn;

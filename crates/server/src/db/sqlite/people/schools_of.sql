SELECT urn FROM team_school WHERE organisation = :org AND team = :team ORDER BY urn;

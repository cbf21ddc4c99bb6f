SELECT area FROM team_area WHERE organisation = :org AND team = :team ORDER BY area;

DELETE FROM team_area WHERE organisation = :org AND team = :team AND area = :area;

SELECT team.key, team.name, team.phone, team.email
  FROM team_member AS member
  JOIN team ON team.organisation = member.organisation AND team.key = member.team
 WHERE member.organisation = :org AND member.user_id = :user
 ORDER BY team.key;

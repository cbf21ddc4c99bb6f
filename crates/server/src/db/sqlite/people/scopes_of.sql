-- What a person may see, beside the reference data: her teams, then their schools.
SELECT 1 AS place, 'team:' || team AS scope FROM team_member WHERE organisation = :org AND user_id = :user
UNION
SELECT 2, 'school:' || school.urn
  FROM team_member AS member
  JOIN team_school AS school ON school.organisation = member.organisation AND school.team = member.team
 WHERE member.organisation = :org AND member.user_id = :user
 ORDER BY place, scope;

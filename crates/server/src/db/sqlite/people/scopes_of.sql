-- What a person may see, beside the reference data: her teams, their schools, their areas with what their campaigns need, and
-- whom to ring.
WITH member AS (SELECT team FROM team_member WHERE organisation = :org AND user_id = :user),
     area AS (SELECT area, campaign FROM team_area WHERE organisation = :org AND team IN (SELECT team FROM member))
SELECT 1 AS place, 'team:' || team AS scope FROM member
UNION
SELECT 2, 'school:' || urn FROM team_school WHERE organisation = :org AND team IN (SELECT team FROM member)
UNION
SELECT 3, 'area:' || area FROM area
UNION
SELECT 4, 'forms:' || campaign FROM area
UNION
SELECT 5, 'messages:' || campaign FROM area
UNION
SELECT 6, 'dashboards:' || campaign FROM area
UNION
SELECT 7, 'contacts' FROM member
 ORDER BY place, scope;

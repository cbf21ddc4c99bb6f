-- A scope that comes back before it was cleared goes on from where it was.
INSERT INTO scope (scope, name, about, given_at) VALUES (:scope, :name, :about, :at)
ON CONFLICT (scope) DO UPDATE SET name = excluded.name, about = excluded.about, leaving = 0;

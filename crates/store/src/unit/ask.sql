INSERT INTO asked_unit (unit, priority, asked_at) VALUES (:unit, :priority, :at)
ON CONFLICT (unit) DO UPDATE SET priority = max(priority, excluded.priority);

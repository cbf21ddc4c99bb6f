UPDATE organisation SET last_ticket = last_ticket + 1 WHERE ods = :org RETURNING last_ticket AS number;

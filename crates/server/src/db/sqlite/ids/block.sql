SELECT value, campaign, number, request, person, device, given_at, record FROM pool_id WHERE organisation = :org AND request = :request ORDER BY number;

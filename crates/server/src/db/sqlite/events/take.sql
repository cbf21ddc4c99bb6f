INSERT INTO event_request (organisation, request, day, dropped) VALUES (:org, :request, :day, :dropped) ON CONFLICT DO NOTHING;

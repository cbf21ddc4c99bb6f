INSERT INTO sign_in (organisation, id, user_id, device, opened_at) VALUES (:org, :id, :user, :device, :at);

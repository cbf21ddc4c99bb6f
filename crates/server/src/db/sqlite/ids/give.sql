INSERT INTO pool_id (organisation, value, campaign, number, request, person, device, day, given_at, record, used_at)
VALUES (:org, :value, :campaign, :number, :request, :person, :device, :day, :at, :record, CASE WHEN :record IS NULL THEN NULL ELSE :at END);

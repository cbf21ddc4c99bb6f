INSERT INTO release (organisation, id, user_id, device, words, secret_hash, seal_to, sealed_key, sealed_answer, state, asked_at,
                     asked_seconds, decided_at, decided_by, note)
VALUES (:org, :id, :user, :device, :words, :secret_hash, :seal_to, :sealed_key, :sealed_answer, :state, :asked_at,
        :asked_seconds, :decided_at, :decided_by, :note)
    ON CONFLICT (organisation, id) DO UPDATE
       SET sealed_key = excluded.sealed_key, sealed_answer = excluded.sealed_answer, state = excluded.state,
           decided_at = excluded.decided_at, decided_by = excluded.decided_by, note = excluded.note;

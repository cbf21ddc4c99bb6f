SELECT organisation, id, user_id, device, words, secret_hash, seal_to, sealed_key, sealed_answer, state, asked_at, decided_at, decided_by, note
  FROM release WHERE id = :id;

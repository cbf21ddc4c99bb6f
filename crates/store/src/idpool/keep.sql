INSERT INTO pool_id (value, block, given_at) VALUES (:value, :block, :at) ON CONFLICT (value) DO NOTHING;

UPDATE pool_id SET record = :record, used_at = coalesce(used_at, :at) WHERE organisation = :org AND value = :value;

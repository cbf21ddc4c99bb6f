SELECT record FROM document WHERE organisation = :org AND scheme = :scheme AND value = :value;

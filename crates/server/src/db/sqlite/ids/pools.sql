SELECT campaign, format, next, last, a_day, in_all FROM id_pool WHERE organisation = :org ORDER BY campaign;

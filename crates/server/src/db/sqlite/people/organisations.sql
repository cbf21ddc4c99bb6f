SELECT ods, name, epoch FROM organisation WHERE :ods IS NULL OR ods = :ods ORDER BY ods;

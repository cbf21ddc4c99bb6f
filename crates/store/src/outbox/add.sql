INSERT INTO outbox (change_id, kind, record, revision, child, school, area, made_on, change, bytes)
VALUES (:change_id, :kind, :record, :revision, :child, :school, :area, :made_on, :change, :bytes);

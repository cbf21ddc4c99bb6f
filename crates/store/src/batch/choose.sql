INSERT OR REPLACE INTO default_batch (day, programme, method, batch) VALUES (:day, :programme, :method, :batch);

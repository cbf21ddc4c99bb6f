INSERT INTO upload_change (organisation, upload, place, change_id, repeated) VALUES (:org, :upload, :place, :change_id, :repeated);

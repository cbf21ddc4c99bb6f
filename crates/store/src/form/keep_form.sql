INSERT INTO draft_form (sha256, form, version, title, definition) VALUES (:sha256, :form, :version, :title, :definition)
ON CONFLICT (sha256) DO NOTHING;

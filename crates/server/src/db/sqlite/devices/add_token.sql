INSERT INTO token (organisation, hash, sign_in, what_for, expires, parent) VALUES (:org, :hash, :session, :what_for, :expires, :parent);

INSERT INTO app_user (organisation, id, username, given_name, family_name, role, password_hash)
VALUES (:org, :id, :username, :given_name, :family_name, :role, :password_hash)
    ON CONFLICT (organisation, id) DO UPDATE
       SET username = excluded.username, given_name = excluded.given_name, family_name = excluded.family_name,
           role = excluded.role, password_hash = excluded.password_hash;

INSERT INTO team (organisation, key, name, phone, email) VALUES (:org, :key, :name, :phone, :email)
    ON CONFLICT (organisation, key) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email;

SELECT organisation, id, username, given_name, family_name, role, password_hash
  FROM app_user WHERE organisation = :org ORDER BY username;

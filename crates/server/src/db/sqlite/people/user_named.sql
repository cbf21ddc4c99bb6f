-- The one question without an organisation: whoever signs in has only said her name.
SELECT organisation, id, username, given_name, family_name, role, password_hash FROM app_user WHERE username = :username;

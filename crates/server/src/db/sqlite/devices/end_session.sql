UPDATE sign_in SET ended = 1 WHERE organisation = :org AND id = :id;

-- Without an organisation: the token is all that a request brings.
SELECT token.organisation, token.hash, token.what_for, token.expires, token.spent, token.parent, token.used, token.revoked,
       sign_in.id AS session, sign_in.user_id, sign_in.device, sign_in.ended
  FROM token
  JOIN sign_in ON sign_in.organisation = token.organisation AND sign_in.id = token.sign_in
 WHERE token.hash = :hash;

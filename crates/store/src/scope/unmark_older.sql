-- What stayed although it did not arrive in this round: the service does not hold it here.
UPDATE record SET mark = NULL
 WHERE scope = :scope AND mark IS NOT NULL AND generation < (SELECT generation FROM scope WHERE scope = :scope);

INSERT INTO draft (id, sha256, answers, household, individual, area, begun_at)
VALUES (:id, :sha256, :answers, :household, :individual, :area, :at);

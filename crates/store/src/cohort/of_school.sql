   AND c.school = :school;

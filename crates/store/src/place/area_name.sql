SELECT name FROM scope WHERE scope = 'area:' || :area;

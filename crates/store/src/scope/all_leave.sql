UPDATE scope SET leaving = 1;

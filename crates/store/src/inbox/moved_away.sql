-- It moved out of this scope, and something of it is unsent: it stays until that has its receipt.
UPDATE record SET departed = 1, mark = NULL WHERE place = :place;

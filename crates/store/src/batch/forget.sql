DELETE FROM default_batch WHERE day < :day;

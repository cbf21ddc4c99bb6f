DELETE FROM token WHERE expires < :before;

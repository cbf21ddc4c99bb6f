DELETE FROM default_batch WHERE day = :day AND programme = :programme AND method = :method;

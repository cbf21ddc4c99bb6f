SELECT ended_at FROM sync_run WHERE state = 'completed' ORDER BY number DESC LIMIT 1;

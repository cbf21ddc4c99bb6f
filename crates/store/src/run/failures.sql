SELECT count(*) FROM sync_run
 WHERE number > coalesce((SELECT max(number) FROM sync_run WHERE state = 'completed'), 0)
   AND state IN ('link_lost', 'service_failing', 'not_our_service', 'out_of_space', 'counts_differ');

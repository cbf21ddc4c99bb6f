INSERT INTO event_count (organisation, day, what, times, ms_in_all, ms_most) VALUES (:org, :day, :what, 1, :ms, :ms)
    ON CONFLICT (organisation, day, what) DO UPDATE
       SET times = times + 1, ms_in_all = ms_in_all + excluded.ms_in_all, ms_most = max(ms_most, excluded.ms_most);

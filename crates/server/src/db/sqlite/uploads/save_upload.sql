INSERT INTO upload (organisation, id, device, user_id, sha256, bytes, stage, lines, taken, at)
VALUES (:org, :id, :device, :user, :sha256, :bytes, :stage, :lines, :taken, :at)
    ON CONFLICT (organisation, id) DO UPDATE
       SET user_id = excluded.user_id, bytes = excluded.bytes, stage = excluded.stage, lines = excluded.lines, taken = excluded.taken;

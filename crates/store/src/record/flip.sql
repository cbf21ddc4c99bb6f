-- Removed on the screen, or back again. The facts stay: a removal can be undone.
UPDATE record SET removed = :removed WHERE place = :place;

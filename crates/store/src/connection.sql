-- What every connection is told. None of it writes to the file.
PRAGMA cipher_log_level = NONE;  -- what is wrong comes back as an error; nothing goes to the console
PRAGMA cipher_compatibility = 4; -- a later SQLCipher must still read today's files
PRAGMA temp_store = MEMORY;      -- sorting must not leave names in a plain file
PRAGMA foreign_keys = ON;
PRAGMA synchronous = FULL;       -- durable before said
PRAGMA fullfsync = ON;           -- on macOS only this reaches the disk
PRAGMA cache_size = -8000;

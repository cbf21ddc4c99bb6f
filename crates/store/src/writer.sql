-- What the writer tells the file, once it is known to open: readers and writer do not wait for each other.
PRAGMA journal_mode = WAL;

INSERT OR REPLACE INTO child_search (rowid, given, family, preferred, letters) VALUES (:place, :given, :family, :preferred, :letters);

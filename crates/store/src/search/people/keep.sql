INSERT OR REPLACE INTO people_search (rowid, names, letters, numbers) VALUES (:place, :names, :letters, :numbers);

//! `key.json`, which lies in clear beside an encrypted database and may have been damaged or changed.

use daybook_store::tried::key_file;

/// As the file.
pub fn beside_the_database(bytes: &[u8]) {
    if let Some(written) = key_file(bytes) {
        assert_eq!(key_file(&written).as_ref(), Some(&written), "what was read is written as it was read");
    }
}

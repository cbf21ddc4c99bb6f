//! What a request carries beside its body: the cursor, the token, the name of a file.

use daybook_record::Scope;
use daybook_server::http::tried::{cursor, names_a_file, sealed, token};

const KEY: [u8; 32] = [7; 32];

/// As each of them; and as the place and scope of a cursor that is then changed.
pub fn beside_the_body(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(cursor(&text, &KEY, &Scope::Reference), None, "nobody guesses a cursor");
    if let Some(hash) = token(bytes) {
        assert_eq!(hash.len(), 32, "a token is looked up by its hash");
    }
    if names_a_file(&text) {
        assert!(text.len() == 64 && text.chars().all(|letter| letter.is_ascii_hexdigit()), "no way out of its folder");
    }
    if let Some((place, rest)) = bytes.split_at_checked(16) {
        let number = |at: usize| place[at..at + 8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let scope = Scope::School(String::from_utf8_lossy(rest).into_owned());
        let ours = sealed(number(0), number(8), &KEY, &scope);
        assert_eq!(cursor(&ours, &KEY, &scope).as_ref(), Some(&ours), "a cursor opens for its owner");
        assert_eq!(cursor(&ours, &[8; 32], &scope), None);
        assert_eq!(cursor(&ours, &KEY, &Scope::Reference), None);
    }
}

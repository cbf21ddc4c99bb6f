//! Forms as pages with properties, from another app's configuration.

use daybook_form::import::{Ask, Message, pages};
use daybook_form::{Form, Limits};

/// The first line is the file of pages, the second one the file of its messages.
pub fn file(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let (file, messages) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let messages: Vec<Message> = serde_json::from_slice(messages).unwrap_or_default();
    for leave_out in [false, true] {
        let ask = Ask { id: "tried".to_owned(), version: "1".to_owned(), language: "en".to_owned(), leave_out, limits: Limits::default() };
        match pages(file, &messages, &ask) {
            Ok(made) => {
                assert!(leave_out || made.left_out.is_empty(), "nothing is left out that was not asked for");
                Form::new(made.definition, &Limits::default()).expect("what was made holds together");
            }
            Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says what is wrong"),
        }
    }
}

//! The one way to write a form down: JSON without blanks, keys in the order of their code points, nothing that is a default.
//!
//! The identity of a form is the hash of these bytes. They are made from what was understood, not from what arrived: the
//! same form with other blanks, or with its keys in another order, is the same form.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The canonical bytes of anything whose keys are strings.
pub fn bytes(thing: &impl Serialize) -> Vec<u8> {
    // Neither step can fail for what has only strings as keys, no foreign serializer and no writer but memory.
    let value = serde_json::to_value(thing).unwrap_or(Value::Null);
    let mut out = Vec::new();
    write(&value, &mut out);
    out
}

/// Sorted here and not left to the map: another room may switch on `serde_json/preserve_order`, and identities must not change.
fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(map) => {
            let sorted: BTreeMap<&str, &Value> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
            list(b'{', b'}', sorted, out, |(key, value), out| {
                plain(key, out);
                out.push(b':');
                write(value, out);
            });
        }
        Value::Array(items) => list(b'[', b']', items, out, write),
        value => plain(value, out),
    }
}

/// Memory takes everything, and a text or a number is always JSON: there is no failure to tell of.
fn plain(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) {
    let _ = serde_json::to_writer(out, value);
}

fn list<T>(open: u8, close: u8, items: impl IntoIterator<Item = T>, out: &mut Vec<u8>, mut each: impl FnMut(T, &mut Vec<u8>)) {
    out.push(open);
    for (number, item) in items.into_iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        each(item, out);
    }
    out.push(close);
}

//! What is tried on every decoder, one function a decoder: bytes come in, and whatever they are, nothing panics, and what
//! was understood is written again as it was understood.
//!
//! `fuzz_targets/` hands these functions to libFuzzer (`cargo xtask fuzz`). An ordinary test hands them the samples and
//! everything that was ever found (`crates/testkit/tests/decoders.rs`), on the stable compiler. What is deliberately not
//! here: what becomes of what was understood.

mod batch;
mod catalogue;
mod csv;
mod form;
mod key_file;
mod pages;
mod parcel;
mod record;
mod request;
mod wire;
mod xlsform;

pub use parcel::SECRET;
pub use xlsform::workbook_around;

/// Its name, what it does with some bytes, and where samples for it lie, from the top of the checkout.
pub type Target = (&'static str, fn(&[u8]), &'static str);

/// Every target.
pub const TARGETS: [Target; 11] = [
    ("wire", wire::every_message, "crates/wire/tests/golden"),
    ("batch", batch::file, "fuzz/samples/batch"),
    ("record", record::values, "fuzz/samples/record"),
    ("parcel", parcel::sealed_and_not, "fuzz/samples/parcel"),
    ("csv", csv::every_kind, "fuzz/samples/csv"),
    ("catalogue", catalogue::yaml, "fuzz/samples/catalogue"),
    ("request", request::beside_the_body, "fuzz/samples/request"),
    ("key_file", key_file::beside_the_database, "fuzz/samples/key_file"),
    ("form", form::definition, "fuzz/samples/form"),
    ("xlsform", xlsform::workbook, "fuzz/samples/xlsform"),
    ("pages", pages::file, "fuzz/samples/pages"),
];

/// Does with the bytes what the target does.
pub fn try_on(target: &str, bytes: &[u8]) {
    for (name, decode, _) in TARGETS {
        if name == target {
            decode(bytes);
        }
    }
}

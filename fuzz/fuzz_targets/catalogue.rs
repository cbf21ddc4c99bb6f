//! See `src/catalogue.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daybook_fuzz::try_on("catalogue", bytes));

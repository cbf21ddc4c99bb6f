//! See `src/xlsform.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daybook_fuzz::try_on("xlsform", bytes));

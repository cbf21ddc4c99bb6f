//! See `src/key_file.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daybook_fuzz::try_on("key_file", bytes));

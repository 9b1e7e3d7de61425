//! Hostile input for the query language.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::program::query(bytes));

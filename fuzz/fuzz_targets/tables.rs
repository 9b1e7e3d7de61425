//! Hostile input for tables.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.csv", "a.tsv"], bytes));

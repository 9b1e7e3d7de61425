//! Hostile input for JSON of every shape.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.json", "a.jsonl"], bytes));

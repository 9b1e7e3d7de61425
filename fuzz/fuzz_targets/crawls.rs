//! Hostile input for crawls.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.warc"], bytes));

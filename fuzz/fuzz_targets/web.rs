//! Hostile input for web pages.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.html", "a.mhtml"], bytes));

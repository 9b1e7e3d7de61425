//! Hostile input for containers and what is in them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.zip", "a.tar", "a.gz"], bytes));

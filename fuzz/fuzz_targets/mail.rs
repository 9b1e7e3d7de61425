//! Hostile input for mail and mailboxes.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.eml", "a.mbox"], bytes));

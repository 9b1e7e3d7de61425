//! Hostile input for agency XML, exports and feeds, recognised by their root.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.xml"], bytes));

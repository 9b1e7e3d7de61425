//! Hostile input for the files of the desk.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::program::desk(bytes));

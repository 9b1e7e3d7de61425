//! Hostile input for the settings.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::program::settings(bytes));

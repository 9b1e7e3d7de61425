//! Hostile input for newswire corpora in SGML.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.sgm"], bytes));

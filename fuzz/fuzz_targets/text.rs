//! Hostile input for plain text and Markdown.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morgue_fuzz::read(&["a.txt", "a.md", "2023/06/18"], bytes));

//! The library behind `morgue`: builds and searches an archive of news articles.
//!
//! It never talks to a terminal, reads no environment and holds no state but the threads that questions share; the program in `cli/` does that.

pub mod archive;
pub mod desk;
pub mod render;
pub mod search;
pub mod view;
pub mod web;

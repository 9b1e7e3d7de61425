//! The table of formats. A new one is a file in this folder and a row here.

mod budget;
mod csv;
mod json;
mod markdown;
mod reuters;
mod sgml;
mod text;
mod trec;

use crate::Format;

/// All formats, in the order in which they are asked whether a file is theirs.
pub(crate) static FORMATS: &[Format] =
    &[reuters::FORMAT, trec::FORMAT, json::FORMAT, csv::FORMAT, markdown::FORMAT, text::FORMAT];

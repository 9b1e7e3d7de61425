//! The table of formats. A new one is a file in this folder and a row here.

mod markdown;
mod packed;
mod tar;
mod text;
mod zip;

use crate::Format;

/// All formats, in the order in which they are asked whether a file is theirs.
pub(crate) static FORMATS: &[Format] = &[
    packed::GZIP,
    packed::ZSTD,
    packed::BZIP2,
    packed::XZ,
    zip::FORMAT,
    tar::FORMAT,
    markdown::FORMAT,
    text::FORMAT,
];

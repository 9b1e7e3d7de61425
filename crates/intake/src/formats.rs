//! The table of formats. A new one is a file in this folder and a row here.

mod markdown;
mod text;

use crate::Format;

/// All formats, in the order in which they are asked whether a file is theirs.
pub(crate) static FORMATS: &[Format] = &[markdown::FORMAT, text::FORMAT];

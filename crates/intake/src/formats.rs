//! The table of formats. A new one is a file in this folder and a row here.

pub(crate) mod html;
mod markdown;
mod mhtml;
mod text;

use crate::Format;

/// All formats, in the order in which they are asked whether a file is theirs.
pub(crate) static FORMATS: &[Format] = &[mhtml::FORMAT, html::FORMAT, markdown::FORMAT, text::FORMAT];

//! The table of formats. A new one is a file in this folder and a row here.

mod atom;
mod budget;
mod csv;
pub(crate) mod html;
pub(crate) mod json;
mod mail;
mod markdown;
mod mbox;
mod mhtml;
mod newsml_1;
mod newsml_g2;
mod nitf;
mod packed;
mod rcv1;
mod reuters;
mod rss;
mod sgml;
mod tar;
mod text;
mod trec;
mod warc;
mod wordpress;
mod xml;
mod zip;

#[cfg(test)]
mod tests;

use crate::Format;

/// All formats, in the order in which they are asked whether a file is theirs.
pub(crate) static FORMATS: &[Format] = &[
    packed::GZIP,
    packed::ZSTD,
    packed::BZIP2,
    packed::XZ,
    zip::WACZ,
    zip::FORMAT,
    tar::FORMAT,
    warc::FORMAT,
    reuters::FORMAT,
    trec::FORMAT,
    nitf::FORMAT,
    newsml_g2::FORMAT,
    newsml_1::FORMAT,
    rcv1::FORMAT,
    wordpress::FORMAT,
    rss::FORMAT,
    atom::FORMAT,
    mhtml::FORMAT,
    mbox::FORMAT,
    mail::FORMAT,
    html::FORMAT,
    json::FORMAT,
    xml::FORMAT,
    csv::FORMAT,
    markdown::FORMAT,
    text::FORMAT,
];

//! What programs that save pages write at the top of them: where the page was, and when it was saved.

use super::dates;
use crate::fields::{Fields, Place};

/// How much of a page is looked at, in bytes.
const LOOKED_AT: usize = 4000;

/// Takes the address and the day of a saved page, which count where the page says nothing itself.
pub(super) fn take(html: &str, fields: &mut Fields) {
    let end = (0..=html.len().min(LOOKED_AT)).rev().find(|&at| html.is_char_boundary(at)).unwrap_or(0);
    for comment in html[..end].split("<!--").skip(1) {
        let comment = comment.split("-->").next().unwrap_or_default().trim();
        if comment.starts_with("Page saved with SingleFile") {
            single_file(comment, fields);
        } else if let Some(rest) = comment.strip_prefix("saved from url=(") {
            // The number in the brackets is the length of the address.
            fields.set_url(rest.split_once(')').map_or("", |(_, address)| address));
        } else if let Some(rest) = comment.strip_prefix("Mirrored from ") {
            mirrored(rest, fields);
        }
    }
}

/// `SingleFile` names each value in a line of its own.
fn single_file(comment: &str, fields: &mut Fields) {
    for line in comment.lines() {
        match line.trim().split_once(": ") {
            Some(("url", address)) => fields.set_url(address),
            Some(("saved date", date)) => dates::add_date(fields, Place::Created, date),
            _ => {}
        }
    }
}

/// "www.example.org/a.html by `HTTrack` Website Copier/3.x [XR&CO'2014], Thu, 05 Sep 2019 14:30:00 GMT".
fn mirrored(rest: &str, fields: &mut Fields) {
    let Some((address, program)) = rest.split_once(" by HTTrack") else { return };
    fields.set_url(&format!("http://{}", address.trim()));
    if let Some((_, date)) = program.split_once("], ") {
        dates::add_date(fields, Place::Created, date);
    }
}

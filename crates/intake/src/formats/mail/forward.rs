//! Reads a message that was forwarded: who wrote what is in it, when, and under what headline.
//!
//! Programs put a line above the message and its headers below that; what stands before the line is a note of whoever forwarded it.

use crate::{
    block::Block,
    fields::{Fields, Place, key::Key},
    words::{Words, words},
};

/// What programs put before a headline they forward.
const PREFIXES: [&str; 6] = ["fw:", "fwd:", "wg:", "tr:", "rv:", "enc:"];

/// How the line above a forwarded message begins, in lower case and without its hyphens.
const LINES: Words = words!(
    "original message|forwarded message|begin forwarded message|start forwarded message|ursprüngliche nachricht|\
     weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message d'origine|message transféré|message original|\
     début du message réexpédié|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|\
     messaggio inoltrato|inizio messaggio inoltrato",
);

/// Names of headers, as programs write them for their users.
const FROM: Words = words!("from|von|de|da|expéditeur");
const DATE: Words = words!("date|sent|datum|gesendet|envoyé|fecha|enviado|enviado el|data|inviato");
const SUBJECT: Words = words!("subject|betreff|objet|asunto|assunto|oggetto");
const OTHERS: Words =
    words!("to|cc|bcc|reply-to|an|à|para|a|importance|attachments|anlagen|organization|message-id|x-mailer");

/// How many blocks of a note may stand before the line.
const NOTE: usize = 8;

/// Most headers.
const HEADERS: usize = 12;

/// A headline without what says that it was forwarded.
pub(super) fn bare(title: &str) -> &str {
    let mut title = title.trim();
    while let Some(prefix) = PREFIXES.iter().find(|prefix| begins(title, prefix)) {
        title = title[prefix.len()..].trim_start();
    }
    title
}

fn begins(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Takes the headers of a forwarded message out of its text; they count before those of the message around it.
pub(super) fn take(blocks: &mut Vec<Block<'static>>, fields: &mut Fields) {
    let was_forwarded = fields.title.as_deref().is_some_and(|title| bare(title) != title.trim());
    if let Some(title) = &mut fields.title {
        *title = bare(title).to_owned();
    }
    let at = blocks.iter().take(NOTE).position(|block| is_line(&block.text));
    let Some(at) = at.or(was_forwarded.then_some(0).filter(|_| header(blocks, 0).is_some())) else { return };
    let first = at + usize::from(is_line(&blocks[at].text));
    let count =
        (first..blocks.len().min(first + HEADERS)).take_while(|&at| header(blocks, at).is_some()).count();
    if count < 2 {
        return;
    }
    let headers: Vec<(String, String)> = (first..first + count).filter_map(|at| header(blocks, at)).collect();
    let of = |names: &Words| {
        headers.iter().find(|(name, _)| names.contains(name)).map(|(_, value)| value.as_str())
    };
    let Some(from) = of(&FROM) else { return };
    let (name, address) = from.split_once(['<', '[']).unwrap_or((from, from));
    let host = address.split_once('@').map(|(_, host)| host.trim_end_matches(['>', ']', ' ']).to_owned());
    fields.authors.clear();
    fields.source = host.filter(|host| host.contains('.'));
    fields.take(Key::Author, name.trim().trim_matches(['"', '\'']));
    if let Some(date) = of(&DATE) {
        fields.dates.clear();
        fields.add_date(Place::Field, date);
    }
    if let Some(subject) = of(&SUBJECT).map(bare).filter(|subject| !subject.is_empty()) {
        fields.title = Some(subject.to_owned());
    }
    blocks.drain(at..first + count);
}

/// Whether a line stands above a forwarded message.
fn is_line(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| matches!(c, '-' | '_' | '=' | ':' | ' '));
    bare.len() <= 60 && LINES.contains(&bare.to_lowercase())
}

/// The name of a header, in lower case, and its value.
fn header(blocks: &[Block<'static>], at: usize) -> Option<(String, String)> {
    let (name, value) = blocks.get(at)?.text.split_once(':')?;
    let name = name.trim_matches(['*', ' ', '\u{a0}']).to_lowercase();
    let is_known = [&FROM, &DATE, &SUBJECT, &OTHERS].iter().any(|names| names.contains(&name));
    is_known.then(|| (name, value.trim_matches(['*', ' ', '\u{a0}']).to_owned()))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn the_message_inside_counts() {
        let check = |title: &str, lines: &[&str], expected: (&str, &str, &str), rest: &[&str]| {
            let mut blocks: Vec<Block<'static>> =
                lines.iter().map(|line| Block::new(Cow::Owned((*line).to_owned()), true)).collect();
            let mut fields = Fields::default();
            fields.take(Key::Title, title);
            fields.take(Key::Author, "Eddie Tor");
            take(&mut blocks, &mut fields);
            let found = (fields.title.as_deref(), fields.authors.join(";"), fields.source.as_deref());
            assert_eq!(
                (found.0, found.1.as_str(), found.2.unwrap_or("")),
                (Some(expected.0), expected.1, expected.2)
            );
            assert_eq!(blocks.iter().map(|block| block.text.as_ref()).collect::<Vec<_>>(), rest);
        };
        let headers =
            ["From: Jane Doe <jane@herald.example>", "Sent: 18 June 2018 10:42", "Subject: Harbour closes"];
        let text = "The mayor closed it.";
        check(
            "FW: Harbour closes",
            &["See below.", "-----Original Message-----", headers[0], headers[1], headers[2], text],
            ("Harbour closes", "Jane Doe", "herald.example"),
            &["See below.", text],
        );
        check(
            "WG: Harbour",
            &["Von: Jane Doe", "Gesendet: 18. Juni 2018", "An: Eddie", "Betreff: WG: Harbour closes", text],
            ("Harbour closes", "Jane Doe", ""),
            &[text],
        );
        check(
            "Harbour closes",
            &[text, "From: the quay"],
            ("Harbour closes", "Eddie Tor", ""),
            &[text, "From: the quay"],
        );
    }
}

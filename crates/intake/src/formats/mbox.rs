//! Mailboxes in one file, `.mbox`: message after message, each behind a line that begins with "From ".
//!
//! The dialects disagree on what such a line inside of a message becomes, and how long a message is: some put ">"
//! before it (mboxo, and mboxrd, which does so again to lines that have one), some count bytes in a header that is
//! wrong as soon as a program touches the message. So no count is believed: a line ends a message if it begins with
//! "From " and a header follows it, and it stands below a blank line or has the date that such lines have.

use std::io::{self, BufRead, BufReader, Read};

use super::mail::{self, header_name};
use crate::{
    Format, Problem, ProblemKind, Sink,
    detect::Head,
    read::{Input, Peek, unreadable},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "mbox",
    version: 5,
    about: "mailboxes in one file, message by message",
    suffixes: &["mbox", "mbx"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    let named = FORMAT.suffixes.contains(&head.suffix);
    let Some(end) = head.bytes.iter().position(|b| *b == b'\n') else { return named && head.is_text() };
    let (first, rest) = head.bytes.split_at(end + 1);
    let begins = first.starts_with(FROM) && (dated(first) || named) && begins_header(rest);
    (begins || named) && head.is_text()
}

const FROM: &[u8] = b"From ";

/// The longest line that is kept whole; a longer one is the same text in pieces.
const LONGEST_LINE: u64 = 1 << 20;

/// The most bytes in which the name of a header ends.
const LONGEST_NAME: usize = 256;

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let mut mailbox =
        Mailbox::new(BufReader::with_capacity(1 << 16, &mut *input.reader), input.limits.text_bytes);
    let nest = input.nest;
    let mut number = 0u64;
    loop {
        let message = mailbox.next().map_err(|error| unreadable(&error))?;
        let Some(message) = message else { break };
        if message.bytes.trim_ascii().is_empty() {
            continue;
        }
        number += 1;
        let name = message_id(&message.bytes).unwrap_or_else(|| number.to_string());
        let flow = nest.read_as(&mail::FORMAT, &name, sink, &mut |nest, sink| {
            if message.too_large {
                return Err(too_large(input.limits.text_bytes));
            }
            mail::message(&message.bytes, message.delivered.as_deref(), input.path, nest, sink)
        });
        if flow.is_break() {
            return Ok(());
        }
        mailbox.message = message.bytes;
    }
    if number == 0 { Err(crate::read::empty()) } else { Ok(()) }
}

fn too_large(limit: u64) -> Problem {
    let megabytes = limit.div_ceil(1_000_000);
    let detail = format!("the message has more than {megabytes} MB; raise text_megabytes in the settings");
    Problem::new(ProblemKind::TooLarge, detail)
}

/// A message of a mailbox.
struct Stored {
    bytes: Vec<u8>,
    /// The date of the line before it.
    delivered: Option<String>,
    too_large: bool,
}

/// Gives the messages of a mailbox.
struct Mailbox<R> {
    reader: Peek<R>,
    most: u64,
    /// The line at hand; empty at the end.
    line: Vec<u8>,
    /// The line before was blank, or there was none.
    after_blank: bool,
    /// Room for a message.
    message: Vec<u8>,
}

impl<R: BufRead> Mailbox<R> {
    fn new(reader: R, most: u64) -> Self {
        let reader = Peek::new(reader);
        Self { reader, most, line: Vec::new(), after_blank: true, message: Vec::new() }
    }

    /// Reads the next line into `line`.
    fn advance(&mut self) -> io::Result<()> {
        self.line.clear();
        (&mut self.reader).take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
        Ok(())
    }

    /// Whether the line at hand stands between two messages.
    fn is_border(&mut self) -> io::Result<bool> {
        if !self.line.starts_with(FROM) || !(self.after_blank || dated(&self.line)) {
            return Ok(false);
        }
        Ok(begins_header(self.reader.peek(LONGEST_NAME)?))
    }

    fn next(&mut self) -> io::Result<Option<Stored>> {
        if self.line.is_empty() {
            self.advance()?;
        }
        if self.line.is_empty() {
            return Ok(None);
        }
        let mut delivered = None;
        if self.line.starts_with(FROM) {
            delivered = delivery(&self.line);
            self.advance()?;
        }
        let mut bytes = std::mem::take(&mut self.message);
        bytes.clear();
        let mut too_large = false;
        while !self.line.is_empty() && !self.is_border()? {
            self.after_blank = self.line.trim_ascii().is_empty();
            let marks = self.line.iter().take_while(|b| **b == b'>').count();
            let escaped = marks > 0 && self.line[marks..].starts_with(FROM);
            too_large |= (bytes.len() + self.line.len()) as u64 > self.most;
            if !too_large {
                bytes.extend_from_slice(&self.line[usize::from(escaped)..]);
            }
            self.advance()?;
        }
        Ok(Some(Stored { bytes, delivered, too_large }))
    }
}

/// Whether bytes begin with a line that is a header.
fn begins_header(bytes: &[u8]) -> bool {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    header_name(line).is_some() || line.starts_with(b">From ")
}

/// Whether a line ends as those between messages do: the clock's time, perhaps a zone, the year.
fn dated(line: &[u8]) -> bool {
    delivery(line).is_some()
}

/// The day in a line such as "From jane@doe.example Sun Jun 18 14:05:00 2023": "18 Jun 2023 14:05".
fn delivery(line: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(line.get(..line.len().min(300))?).into_owned();
    let words: Vec<&str> = line.split_whitespace().collect();
    let clock = words.iter().position(|word| {
        let mut parts = word.split(':');
        let numbers = parts.by_ref().take(3).filter(|part| part.parse::<u8>().is_ok()).count();
        numbers >= 2 && parts.next().is_none()
    })?;
    let [month, day] = words.get(clock.checked_sub(2)?..clock)? else { return None };
    let is_year =
        |word: &&&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && !word.starts_with('0');
    let year = words[clock + 1..].iter().take(3).find(is_year)?;
    day.parse::<u8>().ok()?;
    let time = words[clock].get(..5).unwrap_or_default();
    Some(format!("{day} {month} {year} {time}"))
}

/// The longest name of a message that it is known by.
const LONGEST_ID: usize = 250;

/// What a message calls itself, so that it has the same name wherever in a mailbox it stands.
fn message_id(message: &[u8]) -> Option<String> {
    let head = &message[..message.len().min(1 << 16)];
    for line in head.split(|b| *b == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            return None;
        }
        if header_name(line).is_some_and(|name| name == "message-id") {
            let value = String::from_utf8_lossy(&line["message-id:".len()..]).into_owned();
            let id = value.trim().trim_start_matches('<').trim_end_matches('>').trim();
            let fits = (1..=LONGEST_ID).contains(&id.len()) && !id.contains(char::is_control);
            return fits.then(|| id.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::read_all;

    #[test]
    fn messages_end_wherever_a_buffer_does() {
        let text = "From a@doe.example Sun Jun 18 14:05:00 2023\nSubject: One\n\nIt rained.\n\n\
                    From b@doe.example Mon Jun 19 14:05:00 2023\nReturn-Path: <b@doe.example>\nSubject: Two\n\nIt shone.\n";
        for capacity in 1..text.len() {
            let mut mailbox = Mailbox::new(BufReader::with_capacity(capacity, text.as_bytes()), 1 << 20);
            let mut bodies = 0;
            while mailbox.next().expect("bytes").is_some() {
                bodies += 1;
            }
            assert_eq!(bodies, 2, "{capacity}");
        }
    }

    fn titles(bytes: &[u8]) -> Vec<String> {
        let (outcome, kept) = read_all("list.mbox", bytes);
        assert_eq!(outcome.formats[0].name, "mbox");
        assert!(kept.problems.is_empty(), "{:?}", kept.problems);
        kept.articles.into_iter().filter_map(|article| article.title).collect()
    }

    #[test]
    fn borders_are_told_from_sentences() {
        let dated = "From jane@doe.example Sun Jun 18 14:05:00 2023";
        let message = |border: &str, title: &str, body: &str| {
            format!(
                "{border}\nFrom: Jane Doe <jane@doe.example>\nSubject: {title}\nContent-Length: 9999\n\n{body}\n"
            )
        };
        let harbour = "It rained.\n\nFrom here the ships go\nto sea: all of them.\n\n>From Port Doe too.\n";
        let mailbox = [
            message(dated, "Harbour", harbour),
            message("From - Mon Jun 19 09:00:00 2023", "Bakery", "It is shut."),
            message("From ???@??? Tue Jun 20 09:00:00 2023 +0100", "Bridge", "It is open."),
        ];
        assert_eq!(titles(mailbox.concat().as_bytes()), ["Harbour", "Bakery", "Bridge"]);
        assert_eq!(
            titles(mailbox.concat().replace('\n', "\r\n").as_bytes()),
            ["Harbour", "Bakery", "Bridge"]
        );
    }

    #[test]
    fn a_message_is_known_by_its_own_name() {
        let mailbox = "From a@b.example Sun Jun 18 14:05:00 2023\nFrom: Jane Doe <a@b.example>\nMessage-ID: <17@b.example>\n\
                       Subject: Harbour\n\nIt rained.\n>From here on.\n\nFrom a@b.example Sun Jun 18 14:06:00 2023\nSubject: Ships\n\nMore.\n";
        let (_, kept) = read_all("list", mailbox.as_bytes());
        let members: Vec<_> =
            kept.articles.iter().map(|article| article.member.as_deref().unwrap_or("")).collect();
        assert_eq!(members, ["17@b.example", "2"]);
        assert!(kept.articles[0].body().contains("\n\nFrom here on."), "{}", kept.articles[0].body());
        let date = kept.articles[0].date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2023-06-18T14:05"));
    }

    #[test]
    fn a_mailbox_of_nothing_is_a_problem() {
        let (_, kept) = read_all("list.mbox", b"\n\n");
        assert_eq!((kept.articles.len(), kept.problems.len()), (0, 1));
    }
}

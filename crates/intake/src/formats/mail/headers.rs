//! What the headers of a message say: headline, who wrote it, the paper or list, the day, the address on the web.

use std::borrow::Cow;

use mail_parser::{Addr, DateTime, Header, HeaderName, HeaderValue, Message};

use super::encoded;
use crate::{
    decode::decode,
    fields::{Fields, Place, byline, key::Key, url},
    words::{Words, words},
};

/// The fields of a message; `delivered` is what a mailbox says of its day.
pub(super) fn fields(message: &Message<'_>, delivered: Option<&str>) -> Fields {
    let mut fields = Fields::default();
    if let Some(subject) = text_of(message, &HeaderName::Subject) {
        fields.take(Key::Title, &one_line(&subject));
    }
    origin(message, &mut fields);
    dates(message, delivered, &mut fields);
    if let Some(words) = message.header_raw(HeaderName::Keywords) {
        fields.take(Key::Keyword, &one_line(words));
    }
    if let Some(language) = message.header_raw(HeaderName::ContentLanguage) {
        fields.take(Key::Language, language.split(',').next().unwrap_or_default());
    }
    fields
}

/// Sets the address of the message on the web: what its headers say, else the link of its text to it.
pub(super) fn set_url(message: &Message<'_>, online: Option<&str>, fields: &mut Fields) {
    let named = [HeaderName::ArchivedAt, HeaderName::Other("List-URL".into()), HeaderName::ListPost];
    let raw = named.into_iter().filter_map(|name| message.header_raw(name));
    let mut addresses =
        raw.flat_map(|value| value.split(['<', '>', ',', ' ', '\r', '\n', '\t'])).chain(online);
    // The address of the paper is less than that of the message.
    let has_path = |address: &String| url::after_host(address).is_some_and(|path| path.len() > 1);
    let found: Vec<String> = addresses.by_ref().filter_map(clear).collect();
    if let Some(address) = found.iter().find(|address| has_path(address)).or(found.first()) {
        fields.take(Key::Url, address);
    }
}

/// The longest run of letters and digits in an address that is no mark of a reader: a slug has hyphens.
const LONGEST_RUN: usize = 31;

/// An address without what tracks the reader; nothing if all of it is there to track.
fn clear(address: &str) -> Option<String> {
    let address = url::web_address(address.trim())?;
    let address = address.split('#').next().unwrap_or(address);
    let clear = url::untracked(address).into_owned();
    let longest = clear.split(|c: char| !c.is_ascii_alphanumeric()).map(str::len).max().unwrap_or_default();
    (longest <= LONGEST_RUN).then_some(clear)
}

/// The text of a header; what an old program wrote into it without saying how is guessed.
fn text_of<'m>(message: &'m Message<'_>, name: &HeaderName<'_>) -> Option<Cow<'m, str>> {
    let header = message.headers().iter().rev().find(|header| header.name == *name)?;
    let text = header.value().as_text()?;
    if text.contains('\u{fffd}') {
        let read = guessed(message, header);
        return Some(read.map_or(Cow::Borrowed(text), |read| Cow::Owned(read.trim().to_owned())));
    }
    Some(Cow::Borrowed(text))
}

/// The text of a header whose encoding is not said, or was cut inside of a letter.
fn guessed(message: &Message<'_>, header: &Header<'_>) -> Option<String> {
    let (start, end) = (header.offset_start() as usize, header.offset_end() as usize);
    let raw = message.raw_message.get(start..end)?;
    match std::str::from_utf8(raw) {
        Ok(text) if text.is_ascii() => encoded::joined(text),
        _ => Some(decode(raw).into_owned()),
    }
}

fn one_line(text: &str) -> String {
    let text = crate::sanitize::sanitize(Cow::Borrowed(text));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who wrote it, and what paper or list it came from.
fn origin(message: &Message<'_>, fields: &mut Fields) {
    let sender = message.from().and_then(|from| from.first()).or_else(|| message.sender()?.first());
    let list = text_of(message, &HeaderName::ListId)
        .or_else(|| message.header_raw(HeaderName::ListId).map(Cow::Borrowed));
    let list = list.as_deref().map(one_line).unwrap_or_default();
    let (phrase, list_host) =
        list.split_once('<').map_or((list.as_str(), ""), |(phrase, host)| (phrase, host));
    let phrase = phrase.trim().trim_matches('"').trim();
    if is_name_of_list(phrase) {
        fields.take(Key::Source, phrase);
    }
    if let Some(sender) = sender {
        take_sender(sender, name_of_sender(message, sender).as_ref(), fields);
    }
    fields.take(Key::Source, list_host.trim_end_matches('>').trim());
}

/// Whether the name of a list was given by a person: providers write numbers.
fn is_name_of_list(phrase: &str) -> bool {
    let coded =
        |word: &str| word.contains(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic);
    !phrase.is_empty()
        && phrase.contains(char::is_alphabetic)
        && !phrase.contains('@')
        && !phrase.split(' ').any(coded)
}

/// Mailboxes of a desk, not of a person.
const DESKS: Words = words!(
    "news|newsletter|newsletters|noreply|no-reply|donotreply|do-not-reply|info|mail|email|editor|editors|editorial|\
     alerts|alert|updates|update|hello|contact|press|media|redaktion|redaction|redaccion|redacao|redazione|digest|daily|\
     weekly|list|lists|admin|support|team|subscriptions|abo|bounce|bounces|office|service",
);

/// What stands between a person's name and that of the paper.
const BETWEEN: [&str; 9] = [" from ", " at ", " via ", " of ", " | ", " - ", " – ", " bei ", ", "];

/// Where anybody can have a mailbox: such a host is nobody's paper.
const ANYBODYS: Words = words!(
    "gmail.com|googlemail.com|outlook.com|hotmail.com|live.com|yahoo.com|icloud.com|me.com|aol.com|gmx.de|gmx.net|web.de|\
     t-online.de|orange.fr|free.fr|laposte.net|libero.it|proton.me|protonmail.com|substack.com|mail.ru|yandex.ru",
);

/// What the sender is called; what an old program wrote without saying how is guessed, as for other headers.
fn name_of_sender<'m>(message: &'m Message<'_>, sender: &'m Addr<'_>) -> Cow<'m, str> {
    let name = sender.name().unwrap_or_default();
    if !name.contains('\u{fffd}') {
        return Cow::Borrowed(name);
    }
    let header = message.headers().iter().rev().find(|header| header.name == HeaderName::From);
    let read = header.and_then(|header| guessed(message, header));
    let read = read.as_deref().and_then(|read| read.split('<').next()).map(|name| name.trim().to_owned());
    read.map_or(Cow::Borrowed(name), Cow::Owned)
}

fn take_sender(sender: &Addr<'_>, name: &str, fields: &mut Fields) {
    let address = sender.address().unwrap_or_default().trim().to_lowercase();
    let (mailbox, host) = address.rsplit_once('@').unwrap_or(("", ""));
    let name = one_line(name);
    let name = name.trim_matches(['"', '\'', ' ']);
    // "Doe, Jane" is how address books write her.
    let turned = name.split_once(", ").map(|(last, first)| format!("{first} {last}"));
    let turned = turned.filter(|turned| !turned.contains(',') && byline::is_full_name(turned));
    let turned = turned.filter(|turned| is_person(turned, mailbox, host, fields.source.as_deref()));
    let name = turned.as_deref().unwrap_or(name);
    // "Jane Doe (Harbour Herald)" and "Jane Doe at Harbour Herald".
    let parts = name.strip_suffix(')').and_then(|name| name.split_once(" ("));
    let parts = parts.or_else(|| BETWEEN.iter().find_map(|between| name.split_once(between)));
    match parts {
        // "LexisNexis(R) Delivery": a mark, no paper.
        Some((person, paper)) if paper.len() > 2 && byline::is_full_name(person.trim()) => {
            fields.take(Key::Author, person);
            fields.take(Key::Source, paper);
        }
        _ if name.is_empty() || name.contains('@') => {}
        _ if byline::is_full_name(name) && is_person(name, mailbox, host, fields.source.as_deref()) => {
            fields.take(Key::Author, name);
        }
        _ => fields.take(Key::Source, name),
    }
    if !ANYBODYS.contains(host) {
        fields.take(Key::Source, host);
    }
}

/// Whether a name is that of somebody rather than of the paper that sends; `list` is what the list is called.
fn is_person(name: &str, mailbox: &str, host: &str, list: Option<&str>) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let bare = letters(name);
    let in_mailbox = |word: &str| word.len() > 2 && letters(mailbox).contains(&letters(word));
    let desk = mailbox.split(['.', '-', '_', '+']).any(|word| DESKS.contains(word));
    let of_host = host
        .split('.')
        .rev()
        .skip(1)
        .map(letters)
        .any(|label| label.len() > 3 && (label.contains(&bare) || bare.contains(&label)));
    let of_list = list.map(letters).is_some_and(|list| list.contains(&bare) || bare.contains(&list));
    if name.split(' ').any(in_mailbox) {
        // "jane@doe.example" is Jane Doe's; "herald@herald.example" is the paper's.
        return !of_host || !desk && name.split(' ').next().is_some_and(in_mailbox);
    }
    // Whose list has a name of its own sends under that of a writer, even from the mailbox of a desk.
    !of_host && !of_list && (!desk || list.is_some())
}

/// The day: of the message, else of its delivery.
fn dates(message: &Message<'_>, delivered: Option<&str>, fields: &mut Fields) {
    if let Some(HeaderValue::DateTime(date)) = message.header(HeaderName::Date)
        && let Some(date) = printed(date)
    {
        fields.add_date(Place::Field, &date);
    } else if let Some(raw) = message.header_raw(HeaderName::Date) {
        fields.add_date(Place::Field, &one_line(raw));
    }
    let received = message.received().and_then(mail_parser::Received::date);
    if fields.dates.is_empty()
        && let Some(date) = received.as_ref().and_then(printed)
    {
        fields.add_date(Place::Field, &date);
    }
    if fields.dates.is_empty()
        && let Some(date) = delivered
    {
        fields.add_date(Place::Field, date);
    }
}

/// A moment in a form that dates have everywhere, by the clock of the sender.
fn printed(date: &DateTime) -> Option<String> {
    let DateTime { year, month, day, hour, minute, .. } = date;
    date.is_valid().then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
}

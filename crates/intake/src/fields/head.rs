//! Reads the top of a text: url, fields, headline, byline and date, down to where the story begins.

use super::{
    Fields, Place,
    byline::{self, Byline},
    date_line::dates,
    dateline::{self, Dateline},
    headline::{is_dated, is_headline},
    key::{Key, field_line},
    url,
};
use crate::block::Block;

/// How many blocks are looked at.
pub(crate) const DEEPEST: usize = 14;
/// How many blocks of the story (standfirst, caption) may stand among them.
const MOST_KEPT: usize = 3;

/// Moves what is no part of the story from the first blocks into the fields.
pub(crate) fn read(blocks: &mut Vec<Block<'_>>, fields: &mut Fields) {
    let mut head = Head { blocks, fields, at: 0, after_field: false };
    for _ in 0..DEEPEST {
        if head.at >= head.blocks.len() || head.at >= MOST_KEPT {
            break;
        }
        if head.take() {
            head.blocks.remove(head.at);
        } else {
            head.at += 1;
        }
    }
    strip_dateline(blocks, fields);
}

/// Whether a line certainly is a field, wherever it stands at the top.
pub(crate) fn is_field(line: &str) -> bool {
    url::web_address(line).is_some()
        || field_line(line).is_some_and(|(key, _)| is_plain(key))
        || !dates(line).is_empty()
        || byline::parse(line).is_some()
}

/// Fields that hardly a sentence begins with; others are only believed in a list of fields.
fn is_plain(key: Key) -> bool {
    matches!(key, Key::Title | Key::Author | Key::Date | Key::Created | Key::Updated | Key::Source | Key::Url)
}

/// The top of a text while it is read. Fields are taken out of the blocks, so that `at` counts those that stay.
struct Head<'a, 'b> {
    blocks: &'a mut Vec<Block<'b>>,
    fields: &'a mut Fields,
    at: usize,
    after_field: bool,
}

impl Head<'_, '_> {
    /// Whether the block at hand is a field, which is then taken.
    fn take(&mut self) -> bool {
        let text = self.blocks[self.at].text.clone();
        let after_field = std::mem::take(&mut self.after_field);
        if self.is_top() && url::web_address(&text).is_some() {
            self.fields.set_url(&text);
        } else if let Some((key, value)) = self.field(&text, after_field) {
            self.fields.take(key, value);
            self.after_field = true;
        } else if let dated @ [_, ..] = dates(&text).as_slice() {
            self.fields.dates.extend_from_slice(dated);
        } else if let Some(byline) = byline::parse(&text) {
            take_byline(byline, self.fields);
        } else if let Some(dateline) = dateline::line(&text).filter(|_| self.has_title()) {
            take_dateline(&dateline, self.fields);
        } else if self.has_title() && dateline::is_place(&text) && self.is_above_date() {
            self.fields.dateline.get_or_insert_with(|| text.into_owned());
        } else if self.is_top() && self.is_lone_name(&text) {
            self.fields.add_authors(vec![text.into_owned()]);
        } else if self.is_top() && !self.has_title() && is_headline(self.blocks, self.at, self.fields) {
            self.fields.title = Some(text.into_owned());
        } else {
            return false;
        }
        true
    }

    /// Whether nothing of the story stands above.
    fn is_top(&self) -> bool {
        self.at == 0
    }

    fn is_above_date(&self) -> bool {
        self.blocks.get(self.at + 1).is_some_and(is_dated)
    }

    fn has_title(&self) -> bool {
        self.fields.title.is_some()
    }

    /// The field that a line is, if it leaves no doubt or stands in a list of fields.
    fn field<'t>(&self, text: &'t str, after_field: bool) -> Option<(Key, &'t str)> {
        let next_is_field =
            || self.blocks.get(self.at + 1).is_some_and(|next| field_line(&next.text).is_some());
        field_line(text)
            .filter(|(key, _)| is_plain(*key) || self.is_top() && (after_field || next_is_field()))
    }

    /// Whether a block is a writer's name alone: it has the form of one, and the story does not mention it.
    fn is_lone_name(&self, text: &str) -> bool {
        let due = self.fields.authors.is_empty() && (self.has_title() || self.fields.url.is_some());
        let story = &self.blocks[self.at + 1..];
        if !due || story.is_empty() || text.split(' ').count() > 4 || !byline::is_full_name(text) {
            return false;
        }
        let names: Vec<String> =
            text.split(' ').filter(|word| word.len() > 2).map(str::to_lowercase).collect();
        let mentioned = |text: &str| {
            let text = text.to_lowercase();
            text.split(|c: char| !c.is_alphabetic() && c != '-')
                .any(|word| names.iter().any(|name| name == word))
        };
        !names.is_empty() && !story.iter().any(|block| mentioned(&block.text))
    }
}

fn take_byline(byline: Byline, fields: &mut Fields) {
    fields.add_authors(byline.authors);
    if fields.agency.is_none() {
        fields.agency = byline.agency;
    }
    fields.dates.extend(byline.rest.iter().flat_map(|rest| dates(rest)));
}

fn take_dateline(dateline: &Dateline<'_>, fields: &mut Fields) {
    fields.dates.extend(dateline.date.map(|date| (Place::Dateline, date)));
    if fields.agency.is_none() {
        fields.agency = dateline.agency.map(ToOwned::to_owned);
    }
    if fields.dateline.is_none() {
        fields.dateline = Some(dateline.text.to_owned());
    }
}

/// Takes the dateline off the first paragraph that has one.
fn strip_dateline(blocks: &mut [Block<'_>], fields: &mut Fields) {
    for block in blocks.iter_mut().take(MOST_KEPT) {
        if let Some(dateline) = dateline::prefix(&block.text) {
            let rest = dateline.rest.to_owned();
            take_dateline(&dateline, fields);
            block.text = rest.into();
            return;
        }
    }
}

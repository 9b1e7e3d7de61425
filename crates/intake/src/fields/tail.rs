//! Reads the end of a text: bylines, credits and agency lines that stand below the story.

use super::{Fields, agency::agency, byline};
use crate::{
    block::Block,
    words::{Words, words},
};

/// How many of the last blocks are looked at.
const DEEPEST: usize = 3;
/// The longest credit.
const LONGEST: usize = 240;

/// Moves what is no part of the story from the last blocks into the fields.
pub(crate) fn read(blocks: &mut Vec<Block<'_>>, fields: &mut Fields) {
    let story: Vec<usize> = (1..blocks.len()).filter(|&at| blocks[at].cut.is_none()).collect();
    for &at in story.iter().rev().take(DEEPEST) {
        if take(&blocks[at].text, fields) {
            blocks.remove(at);
        }
    }
    if let Some(last) = blocks.iter_mut().rev().find(|block| block.cut.is_none())
        && let Some((end, names)) = sign_off(&last.text)
    {
        fields.add_authors(names);
        last.text = last.text[..end].to_owned().into();
    }
}

/// The writer behind the last sentence of a story, "… on Sunday. - Jane Doe", and where the sentence ends.
fn sign_off(text: &str) -> Option<(usize, Vec<String>)> {
    let (story, name) = text.rsplit_once(['-', '–', '—'])?;
    let story = story.strip_suffix(' ')?;
    let names = byline::names(name.strip_prefix(' ')?);
    let is_signed =
        story.ends_with(['.', '!', '?', '”', '"']) && names.iter().all(|name| byline::is_name(name));
    (is_signed && !names.is_empty()).then_some((story.len(), names))
}

fn take(text: &str, fields: &mut Fields) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let bare = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '—' | '–' | '-'));
    if let Some(name) = signature(bare) {
        fields.agency.get_or_insert_with(|| name.to_owned());
        return true;
    }
    if let Some(names) = credit(bare) {
        fields.add_authors(names);
        return true;
    }
    let signed = text.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    let byline = byline::parse(text).filter(|byline| signed && !byline.authors.is_empty());
    byline.map(|byline| fields.add_authors(byline.authors)).is_some()
}

/// The agency that signs a line: "AFP", "IPS UN Bureau Report".
fn signature(text: &str) -> Option<&str> {
    let name = text.strip_suffix(" Report").and_then(|text| text.split(' ').next());
    agency(name.unwrap_or(text))
}

/// How credits begin.
const CREDITS: Words = words!(
    "Reporting by |Additional reporting by |Writing by |This article was written by |\
     This article was compiled from reports by |This story was written by |This report was compiled by ",
);

/// The writers that a credit names: "Reporting by Jane Doe in Paris; editing by John Roe".
fn credit(text: &str) -> Option<Vec<String>> {
    let names = CREDITS.after(text).next()?;
    let names = names.split(';').next()?.trim_end_matches(['.', ' ', ')']);
    Some(byline::names(names)).filter(|names| names.iter().all(|name| byline::is_name(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_story() {
        let check = |last: &str, authors: &[&str], agency: Option<&str>, stays: bool| {
            let mut blocks =
                ["The mayor closed the harbour.", last].map(|text| Block::new(text.into(), true)).to_vec();
            let mut fields = Fields::default();
            read(&mut blocks, &mut fields);
            assert_eq!(
                (fields.authors.as_slice(), fields.agency.as_deref()),
                (&own(authors)[..], agency),
                "{last}"
            );
            assert_eq!(blocks.len() == 2, stays, "{last}");
        };
        check("By Jane al-Doe", &["Jane al-Doe"], None, false);
        check("(This article was written by Jane Doe and John Roe.)", &["Jane Doe", "John Roe"], None, false);
        check("(Reporting by Jane Doe in Paris; Editing by John Roe)", &["Jane Doe"], None, false);
        check("— AFP", &[], Some("AFP"), false);
        check("IPS UN Bureau Report", &[], Some("IPS"), false);
        check("Jane Doe, Reuters", &[], None, true);
        check("Reporting by candle light is hard, she said.", &[], None, true);
        check("By and by, all ships came home.", &[], None, true);
        check("The ship sank on Sunday. - Jane Doe", &["Jane Doe"], None, true);
        check("The ship - the Jane Doe", &[], None, true);
    }

    fn own(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }
}

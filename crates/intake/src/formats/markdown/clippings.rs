//! What reading programs write around the text they keep: a section of metadata, links back to themselves and to the original,
//! a line of tags.

use std::borrow::Cow;

use crate::{
    block::Block,
    fields::{
        Fields,
        key::{Key, key},
    },
    words::{Words, words},
};

/// A link of the text: its words, and where it leads.
pub(super) type Link = (String, String);

/// The words of links to the original.
const ORIGINAL: Words = words!(
    "read original|view original|open original|original article|original link|original source|read the original|link to original",
);

/// The words of links into the program itself.
const OWN: Words = words!(
    "read on omnivore|view highlight|view in readwise|open in readwise|view in readeck|open in readeck|open in wallabag|\
     view on pocket|open in pocket|open in instapaper|view in app|saved copy",
);

/// Headings of sections that programs add.
const METADATA: Words = words!("metadata|meta|article info|article information");
const HIGHLIGHTS: Words = words!("highlights|my highlights|highlights & notes");

/// What Readwise writes behind each passage.
const VIEW: &str = "(View Highlight)";

/// How many blocks at the top may be a line of tags.
const TOP: usize = 4;

/// Takes what is no text out of the blocks, into the fields where it belongs.
pub(super) fn take(blocks: &mut Vec<Block<'static>>, links: &[Link], fields: &mut Fields) {
    take_metadata(blocks, fields);
    let is = |words: &Words, link: &Link| words.contains(&link.0.trim().to_lowercase());
    if let Some((_, address)) = links.iter().find(|link| is(&ORIGINAL, link)) {
        fields.take(Key::Url, address);
    }
    let pointers: Vec<&str> = links
        .iter()
        .filter(|link| is(&ORIGINAL, link) || is(&OWN, link))
        .map(|(words, _)| words.trim())
        .collect();
    let mut at = 0;
    blocks.retain_mut(|block| {
        at += 1;
        if let Some(bare) = block.text.trim_end().strip_suffix(VIEW) {
            block.text = Cow::Owned(bare.trim_end().to_owned());
        }
        if at <= TOP && take_tags(&block.text, fields) {
            return false;
        }
        !is_pointers(&block.text, &pointers)
    });
}

/// Takes the section "Metadata" with a field an item.
fn take_metadata(blocks: &mut Vec<Block<'static>>, fields: &mut Fields) {
    let is_heading =
        |block: &Block<'_>, words: &Words| block.heading && words.contains(&block.text.to_lowercase());
    let Some(at) = blocks.iter().position(|block| is_heading(block, &METADATA)) else { return };
    let items =
        blocks[at + 1..].iter().take_while(|block| !block.heading && block.text.contains(':')).count();
    for block in &blocks[at + 1..=at + items] {
        let Some((name, value)) = block.text.split_once(':') else { continue };
        let value = value.trim();
        match key(name) {
            Some(Key::Section) if value.starts_with('#') => {}
            Some(Key::Keyword) => fields.take(Key::Keyword, &value.replace('#', ",")),
            Some(key) => fields.take(key, value),
            None => {}
        }
    }
    blocks.drain(at..=at + items);
    blocks.retain(|block| !is_heading(block, &HIGHLIGHTS));
}

/// Whether a line is nothing but tags, which become keywords: "#harbour #news".
fn take_tags(text: &str, fields: &mut Fields) -> bool {
    let is_tag = |word: &str| {
        let name = word.strip_prefix('#').unwrap_or_default();
        name.starts_with(char::is_alphabetic) && !name.contains('#')
    };
    let are_tags = !text.is_empty() && text.split(' ').all(is_tag);
    if are_tags {
        // The programs tag what they keep with their own names.
        let own = ["Omnivore", "articles", "clippings", "readwise"];
        let tags = text.split(' ').map(|tag| &tag[1..]).filter(|tag| !own.contains(tag));
        tags.for_each(|tag| fields.add_keyword(tag));
    }
    are_tags
}

/// Whether a block has no more than the words of such links.
fn is_pointers(text: &str, pointers: &[&str]) -> bool {
    let mut rest = text.to_owned();
    for pointer in pointers {
        rest = rest.replacen(pointer, "", 1);
    }
    rest.len() < text.len() && !rest.contains(char::is_alphanumeric)
}

//! Makes an article of the blocks of a text, whatever format they came from.

use crate::{
    Article, Paragraph,
    block::Block,
    clean,
    fields::{Fields, head, tail},
    language,
};

/// The article that the blocks are, or nothing if they hold no text.
///
/// `fields` has what the format itself told; what stands in the text adds to it.
pub(crate) fn article(mut blocks: Vec<Block<'_>>, mut fields: Fields, path: &str) -> Option<Article> {
    head::read(&mut blocks, &mut fields);
    clean::mark(&mut blocks, fields.title.as_deref());
    tail::read(&mut blocks, &mut fields);
    if blocks.is_empty() && fields.title.is_none() {
        return None;
    }
    fields.add_path(path);
    let mut article = fields.settle();
    article.paragraphs =
        blocks.into_iter().map(|block| Paragraph { text: block.text.into_owned(), cut: block.cut }).collect();
    if article.language.is_none() {
        let story = article.paragraphs.iter().filter(|paragraph| paragraph.cut.is_none());
        let title = article.title.as_deref();
        article.language =
            language::language(story.map(|p| p.text.as_str()).chain(title)).map(ToOwned::to_owned);
    }
    Some(article)
}

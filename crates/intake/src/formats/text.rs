//! Plain text: `.txt`, `.text` and files without a suffix.

use crate::{
    Format, Problem, Sink,
    decode::decode,
    detect::Head,
    fields::front_matter,
    layout,
    read::{Input, empty},
    sanitize::sanitize,
    story,
};

/// The row of the table.
pub(super) const FORMAT: Format =
    Format { name: "text", version: 4, about: "plain text", suffixes: &["txt", "text"], claims, read };

fn claims(head: &Head<'_>) -> bool {
    (head.suffix.is_empty() || FORMAT.suffixes.contains(&head.suffix)) && head.is_text()
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let bytes = input.text_bytes()?;
    let text = sanitize(decode(&bytes));
    let (fields, rest, problem) = front_matter::take(&text);
    if let Some(problem) = problem {
        sink.problem(problem);
    }
    let article = story::article(layout::blocks(rest), fields, input.path).ok_or_else(empty)?;
    // It is the only article of its file: there is nothing to break off.
    let _ = sink.article(article);
    Ok(())
}

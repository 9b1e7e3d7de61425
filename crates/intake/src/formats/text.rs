//! Plain text: `.txt`, `.text` and files without a suffix.

use crate::{
    Format, Problem, ProblemKind, Sink,
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
    if let Some(problem) = database(rest) {
        sink.problem(problem);
    }
    let article = story::article(layout::blocks(rest), fields, input.path).ok_or_else(empty)?;
    // It is the only article of its file: there is nothing to break off.
    let _ = sink.article(article);
    Ok(())
}

/// How databases of newspapers begin or end each article of a download, in lower case: a line of it, or its first words.
const BORDERS: [&str; 2] = ["end of document", "document "];

/// The problem that a text holds many articles of a database, which are read as one.
fn database(text: &str) -> Option<Problem> {
    let is_count = |line: &str, between: &str| {
        let mut words = line.split_whitespace();
        let (number, of) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        number.bytes().all(|byte| byte.is_ascii_digit())
            && of == between
            && words.next().is_some_and(|all| all.parse::<u32>().is_ok())
    };
    let is_border = |line: &&str| {
        let line = line.trim();
        if line.len() > 60 || line.is_empty() {
            return false;
        }
        let lower = line.to_lowercase();
        let numbered =
            lower.ends_with("documents") || lower.ends_with("dokumenten") || lower.ends_with("documentos");
        // "1 of 50 DOCUMENTS", "Document 1 of 50", "Document ELLPAC0020180618ee6i0000a".
        numbered && [" of ", " von ", " de "].iter().any(|of| is_count(&lower, of.trim()))
            || lower == BORDERS[0]
            || lower.strip_prefix(BORDERS[1]).is_some_and(|rest| {
                is_count(rest, "of")
                    || line.len() > 24 && !rest.contains(' ') && rest.contains(|c: char| c.is_ascii_digit())
            })
    };
    let articles = text.lines().filter(is_border).take(10_000).count();
    (articles > 1).then(|| {
        let detail = format!(
            "a download of a database with {articles} articles, which was read as one; \
             download them one by one, or as files of their own"
        );
        Problem::new(ProblemKind::Unsupported, detail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downloads_of_databases_are_recognised() {
        let check = |text: &str, expected: bool| assert_eq!(database(text).is_some(), expected, "{text}");
        check("      1 of 2 DOCUMENTS\n\nHarbour closes\n\n      2 of 2 DOCUMENTS\n\nMore\n", true);
        check("Harbour closes\nEnd of Document\nMore\nEnd of Document\n", true);
        check("A\nDocument HERALD0020180618ee6i0000a\nB\nDocument HERALD0020180618ee6i0000b\n", true);
        check("Document 1 of 2\nA\nDocument 2 of 2\nB\n", true);
        check("1 of 1 DOCUMENTS\n\nHarbour closes\n", false);
        check("Document this.\nThe end of document\nDocument that.\n", false);
    }
}

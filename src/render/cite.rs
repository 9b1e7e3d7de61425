//! Citations of articles, as other programs read them and as people print them.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use names::variants::{Parted, parted};

use super::dates::day;
use crate::view::CitationView;

/// The style of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CiteStyle {
    /// For LaTeX.
    Bibtex,
    /// For most citation programs.
    Ris,
    /// A sentence.
    Plain,
}

/// Writes a citation.
pub fn cite(out: &mut dyn Write, citation: &CitationView, style: CiteStyle) -> io::Result<()> {
    match style {
        CiteStyle::Bibtex => bibtex(out, citation),
        CiteStyle::Ris => ris(out, citation),
        CiteStyle::Plain => writeln!(out, "{}", plain(citation)),
    }
}

/// A citation as a sentence: who, "what", where, when, and its address or place in the archive.
pub fn plain(citation: &CitationView) -> String {
    let mut text = String::new();
    if !citation.authors.is_empty() {
        let _ = write!(text, "{}, ", citation.authors.join(", "));
    }
    let _ = write!(text, "\u{201c}{}\u{201d}", citation.title);
    let date = citation.date.as_deref().map(day);
    for part in [&citation.source, &date].into_iter().flatten() {
        let _ = write!(text, ", {part}");
    }
    let place = citation.url.as_ref().unwrap_or(&citation.path);
    let _ = write!(text, ", {place}");
    one_line(&text)
}

fn bibtex(out: &mut dyn Write, citation: &CitationView) -> io::Result<()> {
    // An article without a journal is an error to most styles.
    let kind = if citation.source.is_some() { "article" } else { "misc" };
    writeln!(out, "@{kind}{{morgue-{},", citation.id)?;
    let mut field = |name: &str, value: &str| match value {
        "" => Ok(()),
        value => writeln!(out, "  {name} = {{{value}}},"),
    };
    // Braces around what is nobody's name keep "Reuters Staff" from being taken apart.
    let author = |name: &String| match parted(name) {
        Some(parts) => {
            let parts = [Some(parts.surname), parts.suffix, Some(parts.given)];
            parts.into_iter().flatten().map(for_latex).collect::<Vec<_>>().join(", ")
        }
        None => format!("{{{}}}", for_latex(name)),
    };
    let authors: Vec<String> = citation.authors.iter().map(author).collect();
    field("author", &authors.join(" and "))?;
    // The second braces keep a headline's capitals, which most styles take away.
    field("title", &format!("{{{}}}", for_latex(&citation.title)))?;
    field("journal", &for_latex(citation.source.as_deref().unwrap_or_default()))?;
    let parts = citation.date_parts();
    for (name, part) in ["year", "month", "day"].into_iter().zip(&parts) {
        field(name, &part.to_string())?;
    }
    // Addresses are read as they stand, but for what would end the field.
    let url = citation.url.as_deref().map(one_line).unwrap_or_default();
    field("url", &url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C"))?;
    field("note", &for_latex(&citation.path))?;
    writeln!(out, "}}")
}

/// Text that LaTeX prints as it stands.
fn for_latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            c => out.push(c),
        }
    }
    out
}

fn ris(out: &mut dyn Write, citation: &CitationView) -> io::Result<()> {
    let mut line = |tag: &str, value: &str| match value {
        "" => Ok(()),
        value => write!(out, "{tag}  - {}\r\n", one_line(value)),
    };
    line("TY", "NEWS")?;
    line("ID", &citation.id)?;
    line("TI", &citation.title)?;
    for author in &citation.authors {
        match parted(author) {
            Some(Parted { given, surname, suffix: None }) => line("AU", &format!("{surname}, {given}"))?,
            Some(Parted { given, surname, suffix: Some(suffix) }) => {
                line("AU", &format!("{surname}, {given}, {suffix}"))?;
            }
            None => line("AU", author)?,
        }
    }
    line("T2", citation.source.as_deref().unwrap_or_default())?;
    let parts = citation.date_parts();
    if let Some(year) = parts.first() {
        let rest: Vec<String> = parts[1..].iter().map(|part| format!("{part:02}")).collect();
        line("PY", &year.to_string())?;
        line("DA", &format!("{year}/{}/{}/", rest.first().map_or("", |m| m), rest.get(1).map_or("", |d| d)))?;
    }
    line("SE", citation.section.as_deref().unwrap_or_default())?;
    line("LA", citation.language.as_deref().unwrap_or_default())?;
    line("UR", citation.url.as_deref().unwrap_or_default())?;
    line("L1", &citation.path)?;
    write!(out, "ER  - \r\n\r\n")
}

/// Text without what would begin another line or field.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation() -> CitationView {
        CitationView {
            id: "1abc".to_owned(),
            title: "Tolls & {gates}: 50% up\nagain".to_owned(),
            authors: vec!["Ann Lund".to_owned(), "Packet Staff".to_owned()],
            source: Some("Ellery Packet".to_owned()),
            date: Some("2019-05".to_owned()),
            url: None,
            section: Some("Local".to_owned()),
            language: Some("en".to_owned()),
            path: "2019/a_b.txt".to_owned(),
        }
    }

    #[test]
    fn each_style_is_what_its_readers_expect() {
        let check = |style, expected: &str| {
            let mut out = Vec::new();
            cite(&mut out, &citation(), style).expect("written");
            assert_eq!(String::from_utf8(out).expect("text").replace("\r\n", "\n"), expected);
        };
        check(
            CiteStyle::Bibtex,
            "@article{morgue-1abc,\n  author = {Lund, Ann and {Packet Staff}},\n  \
             title = {{Tolls \\& \\{gates\\}: 50\\% up again}},\n  journal = {Ellery Packet},\n  year = {2019},\n  \
             month = {5},\n  note = {2019/a\\_b.txt},\n}\n",
        );
        check(
            CiteStyle::Ris,
            "TY  - NEWS\nID  - 1abc\nTI  - Tolls & {gates}: 50% up again\nAU  - Lund, Ann\nAU  - Packet Staff\n\
             T2  - Ellery Packet\nPY  - 2019\nDA  - 2019/05//\nSE  - Local\nLA  - en\nL1  - 2019/a_b.txt\nER  - \n\n",
        );
        check(
            CiteStyle::Plain,
            "Ann Lund, Packet Staff, \u{201c}Tolls & {gates}: 50% up again\u{201d}, Ellery Packet, May 2019, 2019/a_b.txt\n",
        );
    }
}

//! Corrections and retractions that an article says of itself.

use serde::Serialize;

use crate::{
    Article,
    words::{Words, words},
};

/// What an article says of its own mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// A note of the editors, which may be about anything.
    EditorsNote,
    /// Something in it was wrong and has been put right, or it puts right another article.
    Correction,
    /// It was taken back.
    Retraction,
}

/// The longest paragraph that can be a notice, in bytes.
const LONGEST: usize = 1500;

/// Labels that stand before a notice, with a colon or dash behind them or alone in a line.
const LABELS: [(Words, Notice); 3] = [
    (words!("retraction|retracted|notice of retraction|retraction notice|withdrawn"), Notice::Retraction),
    (
        words!(
            "correction|corrections|corrected|corrects|correction notice|correction and clarification|clarification|\
             clarifications|corrections and clarifications|correction to this article|erratum|corrigendum|\
             correction appended|correction (corrected)"
        ),
        Notice::Correction,
    ),
    (
        words!("editor's note|editor’s note|editors' note|editors’ note|editors note|editor note"),
        Notice::EditorsNote,
    ),
];

/// Openings of sentences that are notices.
const OPENINGS: [(Words, Notice); 2] = [
    (
        words!(
            "this article has been retracted|this story has been retracted|this article was retracted|\
             this story was retracted|this article has been withdrawn|this story has been withdrawn|\
             we have retracted this |we are retracting this |this report has been withdrawn|\
             this report has been retracted"
        ),
        Notice::Retraction,
    ),
    (
        words!(
            "this article has been corrected|this story has been corrected|this report has been corrected|\
             this article was corrected|this story was corrected|this article was amended|this story was amended|\
             this article has been amended|this article has been updated to correct|\
             this story has been updated to correct|this article was updated to correct|\
             this story was updated to correct|an earlier version of this |an earlier version misstated|\
             a previous version of this |the original version of this |a correction was made on |\
             a correction has been made to this |corrects paragraph|corrects to |corrects spelling|corrects name"
        ),
        Notice::Correction,
    ),
];

impl Article {
    /// The gravest notice that stands in its headline or text.
    pub fn notice(&self) -> Option<Notice> {
        let title = self.title.iter().filter_map(|title| labelled(&title.to_lowercase()));
        let paragraphs = self.paragraphs.iter().filter(|paragraph| paragraph.cut.is_none());
        title.chain(paragraphs.filter_map(|paragraph| of_paragraph(&paragraph.text))).max()
    }
}

fn of_paragraph(text: &str) -> Option<Notice> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_start_matches(['*', '(', '[', '—', '-', '–', ' ', '•', '"']);
    let opened = || OPENINGS.iter().find(|(words, _)| words.begin(lower)).map(|(_, notice)| *notice);
    labelled(lower).max(opened())
}

/// The notice whose label a line begins with. An editors' note can say that it is a correction.
fn labelled(lower: &str) -> Option<Notice> {
    let lower = lower.trim_start_matches(['*', '(', '[', ' ']);
    let ends = |rest: &str| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with([':', '—', '–', ']', ')', '|']) || rest.starts_with("- ")
    };
    let is_label = |words: &Words| words.after(lower).any(|rest| ends(rest) || rest.starts_with('-'));
    let found = LABELS.iter().find(|(words, _)| is_label(words)).map(|(_, notice)| *notice)?;
    if found == Notice::EditorsNote {
        let rest = lower.split_once([':', '—', '–', '-']).map_or("", |(_, rest)| rest.trim_start());
        return OPENINGS
            .iter()
            .find(|(words, _)| words.begin(rest))
            .map(|(_, notice)| *notice)
            .max(Some(found));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paragraph;

    #[test]
    fn notices_are_found_and_sentences_are_not() {
        let check = |text: &str, expected: Option<Notice>| {
            let paragraph = Paragraph { text: text.to_owned(), cut: None };
            let article = Article { paragraphs: vec![paragraph], ..Article::default() };
            assert_eq!(article.notice(), expected, "{text}");
        };
        check("Correction: the ferry has two engines.", Some(Notice::Correction));
        check("CORRECTION — The ferry has two engines.", Some(Notice::Correction));
        check("*Clarification*: she was in Ellery.", None);
        check("An earlier version of this story misspelt a name.", Some(Notice::Correction));
        check("(This article was amended on 3 May.)", Some(Notice::Correction));
        check("Editor's note: The tide table is on page 7.", Some(Notice::EditorsNote));
        check("Editor’s Note: This article has been retracted.", Some(Notice::Retraction));
        check("This story has been withdrawn.", Some(Notice::Retraction));
        check("Retraction", Some(Notice::Retraction));
        check("Correction of the course took an hour, the captain said.", None);
        check("The editor's note lay on the table.", None);
        check("She retracted her statement.", None);
    }

    #[test]
    fn headlines_have_notices() {
        let check = |title: &str, expected: Option<Notice>| {
            let article = Article { title: Some(title.to_owned()), ..Article::default() };
            assert_eq!(article.notice(), expected, "{title}");
        };
        check("CORRECTED-Ferry line gets new engine", Some(Notice::Correction));
        check("Correction: Ferry story", Some(Notice::Correction));
        check("RETRACTED: Ferry sinks", Some(Notice::Retraction));
        check("Corrected course saves ferry", None);
    }
}

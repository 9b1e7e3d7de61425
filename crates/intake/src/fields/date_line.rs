//! Lines that are a date, or two: "Sunday, June 18, 2023", "Published: 18 June 2023 14:05 | Updated July 2, 2023".

use super::{
    Place,
    printed_date::{Printed, parse},
};

/// The words before a date that say what day it was.
const LABELS: &[(&str, Place)] = &[
    ("published", Place::Line),
    ("published on", Place::Line),
    ("published at", Place::Line),
    ("first published", Place::Line),
    ("publication date", Place::Line),
    ("posted", Place::Line),
    ("posted on", Place::Line),
    ("date", Place::Line),
    ("issued", Place::Line),
    ("first posted", Place::Line),
    ("originally published", Place::Line),
    ("updated", Place::Updated),
    ("updated on", Place::Updated),
    ("updated at", Place::Updated),
    ("last updated", Place::Updated),
    ("last modified", Place::Updated),
    ("modified", Place::Updated),
    ("publié le", Place::Line),
    ("mis à jour le", Place::Updated),
    ("modifié le", Place::Updated),
    ("veröffentlicht am", Place::Line),
    ("erschienen am", Place::Line),
    ("et modifié le", Place::Updated),
    ("stand", Place::Updated),
    ("zuletzt aktualisiert am", Place::Updated),
    ("aktualisiert am", Place::Updated),
    ("publicado el", Place::Line),
    ("actualizado el", Place::Updated),
    ("publicado em", Place::Line),
    ("atualizado em", Place::Updated),
    ("pubblicato il", Place::Line),
    ("aggiornato il", Place::Updated),
];

/// The longest line of two dates.
const LONGEST: usize = 160;

/// The dates that a line is made of: one, or the day of publication and that of a change.
pub(crate) fn dates(line: &str) -> Vec<(Place, Printed)> {
    if let Some(dated) = date_line(line) {
        return vec![dated];
    }
    // Two dates have two numbers at least; nearly all lines have not.
    let digits = line.bytes().filter(u8::is_ascii_digit).take(2).count();
    if line.len() > LONGEST || digits < 2 {
        return Vec::new();
    }
    // Behind each space that a mark or a word for a change follows, a second date may stand.
    let mut borders =
        line.match_indices([' ', ',', '|', '•', '·', '(', ';']).map(|(at, mark)| (at, at + mark.len()));
    let both = borders.find_map(|(end, start)| Some([date_line(&line[..end])?, date_line(&line[start..])?]));
    both.map(Vec::from).unwrap_or_default()
}

/// The date that a line is, and how much it tells.
pub(crate) fn date_line(line: &str) -> Option<(Place, Printed)> {
    let line = line
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | '|' | '•' | '·' | '*' | '(' | ')' | '[' | ']')
        })
        .trim_end_matches([' ', '-', '–', '—'])
        .trim_start_matches(['-', '–', '—', ' ']);
    let letters = line.find(|c: char| !c.is_alphabetic() && c != ' ').unwrap_or(line.len());
    let labelled = LABELS.iter().rev().find_map(|(label, place)| {
        let start = line.get(..label.len())?;
        let ends = line[label.len()..].starts_with([' ', ':']);
        (letters >= label.len() && ends && start.to_lowercase() == *label)
            .then(|| (&line[label.len()..], *place))
    });
    let (text, place) = labelled.unwrap_or((line, Place::Line));
    let text = text.trim_start_matches([' ', ':', '-', '–']);
    let text = without_ago(text);
    let year_alone = text.len() == 4 && place == Place::Line;
    if year_alone { None } else { parse(text).map(|date| (place, date)) }
}

/// A date without what says how long ago it was changed: "November 4, 2023 · Updated 3 hours ago".
fn without_ago(text: &str) -> &str {
    let Some(bare) = text.strip_suffix(" ago") else { return text };
    let marks = [" · ", " | ", " • ", " - ", " (", ", "];
    let end = marks.iter().filter_map(|mark| bare.rfind(mark)).max();
    end.map_or(text, |end| text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let check = |line: &str, expected: Option<(Place, &str)>| {
            let found = date_line(line)
                .map(|(place, date)| (place, date.whole().map(|date| date.to_string()).unwrap_or_default()));
            assert_eq!(found, expected.map(|(place, date)| (place, date.to_owned())), "{line}");
        };
        check("Sunday, June 18, 2023", Some((Place::Line, "2023-06-18")));
        check("Published: 18 June 2023 14:05", Some((Place::Line, "2023-06-18T14:05")));
        check("Published on 18 June 2023", Some((Place::Line, "2023-06-18")));
        check("Last Updated: July 18, 2022 5:36:50 pm", Some((Place::Updated, "2022-07-18T17:36")));
        check("Publié le 18 juin 2023 à 14h05", Some((Place::Line, "2023-06-18T14:05")));
        check("Mis à jour le 18 juin 2023", Some((Place::Updated, "2023-06-18")));
        check("Stand: 18. Juni 2023, 14:05 Uhr", Some((Place::Updated, "2023-06-18T14:05")));
        check("PUBLICADO EM 18 de junho de 2023", Some((Place::Line, "2023-06-18")));
        check("November 4, 2023 8:15 AM UTC · Updated 3 hours ago", Some((Place::Line, "2023-11-04T08:15")));
        check("1984", None);
        check("18 June 2023 –", Some((Place::Line, "2023-06-18")));
        check("Published by the Harbour Press", None);
        check("On June 18, 2023 the harbour closed", None);
    }

    #[test]
    fn two_dates_in_a_line() {
        let check = |line: &str, published: &str, updated: &str| {
            let found: Vec<(Place, String)> = dates(line)
                .into_iter()
                .map(|(place, date)| (place, date.whole().map(|date| date.to_string()).unwrap_or_default()))
                .collect();
            let expected = [(Place::Line, published.to_owned()), (Place::Updated, updated.to_owned())];
            assert_eq!(found, expected, "{line}");
        };
        check("Published 18 June 2023, updated 2 July 2023", "2023-06-18", "2023-07-02");
        check("Published: June 18, 2023 2:05 pm | Updated: July 2, 2023", "2023-06-18T14:05", "2023-07-02");
        check("June 18, 2023 - Last updated on July 2, 2023", "2023-06-18", "2023-07-02");
        check(
            "Publié le 18 juin 2023 à 14h05 et modifié le 2 juillet 2023",
            "2023-06-18T14:05",
            "2023-07-02",
        );
        check("Veröffentlicht am 18. Juni 2023 • Aktualisiert am 2. Juli 2023", "2023-06-18", "2023-07-02");
        check("18 June 2023 (updated 2 July 2023)", "2023-06-18", "2023-07-02");
        assert!(dates("Published 18 June 2023, updated by nobody").is_empty());
        assert!(dates("The harbour closed on June 18, 2023 and July 2, 2023").is_empty());
    }
}

//! Reads a table of names that was corrected elsewhere, in `OpenRefine` or a spreadsheet, and says what was changed in it.
//!
//! A row is a name of the archive (`kind`, `form`) and what it counts as (`name`, empty if nobody). Rows that are given
//! the same `name` are joined; a row that is given another one leaves its identity, but where the row of the name that is
//! shown gets another and no row keeps it, the whole identity does.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use names::{Kind, key};
use serde::Deserialize;

use super::{Edit, kind_of_word};

/// A row of the table as it comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// "person", "organization" or "place".
    pub kind: String,
    /// The name as the archive has it.
    pub form: String,
    /// What it counts as.
    pub name: String,
    /// Its number in Wikidata.
    #[serde(default)]
    pub wikidata: String,
    /// Its number in VIAF.
    #[serde(default)]
    pub viaf: String,
}

/// What a name counts as today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// How it is shown; none if it is in no list.
    pub name: Option<String>,
    /// Its number in Wikidata.
    pub wikidata: Option<String>,
    /// Its number in VIAF.
    pub viaf: Option<String>,
}

/// The rows of a table in CSV, each with its line; other columns may stand beside. Between cells stands what stands most
/// often in the first line: spreadsheets write commas, semicolons or tabs.
pub fn rows(table: impl Read) -> Result<Vec<(u64, Row)>, csv::Error> {
    let mut table = in_utf8(table)?;
    // The reader counts lines as they begin, and takes the second half of "\r\n" for the beginning of the next.
    let mut behind = table.clone().into_iter().skip(1);
    table.retain(|byte| behind.next() != Some(b'\n') || *byte != b'\r');
    let first = table.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: &u8| memchr::memchr_iter(*mark, first).count();
    let mark = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(mark).from_reader(table.as_slice());
    let columns = reader.headers()?.clone();
    let mut rows = Vec::new();
    for record in reader.into_records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, record.deserialize(Some(&columns))?));
    }
    Ok(rows)
}

/// What a table says, in UTF-8: spreadsheets also write UTF-16 and the encoding of their country.
fn in_utf8(mut table: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    table.read_to_end(&mut bytes)?;
    Ok(intake::decode(&bytes).into_owned().into_bytes())
}

/// A row with what it names, and what it counts as today.
pub type Known = (Kind, Row, Today);

/// The edits that make of today's state what the rows of a table say.
pub fn edits(rows: &[Known]) -> Vec<Edit> {
    let heirs = heirs(rows);
    let mut edits: Vec<Edit> = Vec::new();
    for ((kind, shown), heir) in &heirs {
        edits.push(if key::key_of(*kind, shown) == key::key_of(*kind, heir) {
            Edit::Rename { kind: *kind, name: shown.clone(), to: heir.clone() }
        } else {
            Edit::Join { kind: *kind, name: heir.clone(), others: vec![shown.clone()] }
        });
    }
    for (kind, row, today) in rows {
        let heir = today.name.clone().and_then(|shown| heirs.get(&(*kind, shown)).cloned());
        let today = Today { name: heir.or_else(|| today.name.clone()), ..today.clone() };
        for edit in row.edits(*kind, &today) {
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
    }
    edits
}

/// By what name an identity is to be shown: that of the row of the name that is shown today, if no row keeps this one.
fn heirs(rows: &[Known]) -> BTreeMap<(Kind, String), String> {
    let mut heirs: BTreeMap<(Kind, String), String> = BTreeMap::new();
    let mut kept: Vec<(Kind, &str)> = Vec::new();
    for (kind, row, today) in rows {
        let (Some(shown), name) = (&today.name, row.name.trim()) else { continue };
        if shown == name {
            kept.push((*kind, shown));
        } else if !name.is_empty() && key::key_of(*kind, &row.form) == key::key_of(*kind, shown) {
            heirs.insert((*kind, shown.clone()), name.to_owned());
        }
    }
    for (kind, shown) in kept {
        heirs.remove(&(kind, shown.to_owned()));
    }
    heirs
}

impl Row {
    /// What it names; none if the word is unknown.
    pub fn kind(&self) -> Option<Kind> {
        kind_of_word(self.kind.trim())
    }

    /// The edits that make of today's state what the row says.
    fn edits(&self, kind: Kind, today: &Today) -> Vec<Edit> {
        let (form, name) = (self.form.trim().to_owned(), self.name.trim().to_owned());
        let same = |a: &str, b: &str| key::key_of(kind, a) == key::key_of(kind, b);
        // An empty cell takes a number away only from the row of the name itself: other rows say nothing of it.
        let is_own = same(&form, &name);
        let mut edits = Vec::new();
        match &today.name {
            Some(shown) if name.is_empty() => {
                if !same(shown, &form) {
                    edits.push(Edit::Split { kind, name: shown.clone(), other: form.clone() });
                }
                edits.push(Edit::Ignore { kind, name: form });
                return edits;
            }
            None if name.is_empty() => return edits,
            Some(shown) if *shown == name => {}
            Some(shown) if same(shown, &name) => {
                edits.push(Edit::Rename { kind, name: shown.clone(), to: name.clone() });
            }
            shown => {
                if let Some(shown) = shown.as_ref().filter(|shown| !same(shown, &form)) {
                    edits.push(Edit::Split { kind, name: shown.clone(), other: form.clone() });
                }
                edits.push(Edit::Join { kind, name: name.clone(), others: vec![form] });
            }
        }
        let changed = |new: &str, old: &Option<String>| {
            let is_said = is_own || !new.trim().is_empty();
            (is_said && new.trim() != old.as_deref().unwrap_or_default()).then(|| new.trim().to_owned())
        };
        let (wikidata, viaf) = (changed(&self.wikidata, &today.wikidata), changed(&self.viaf, &today.viaf));
        if wikidata.is_some() || viaf.is_some() {
            edits.push(Edit::Identify { kind, name, wikidata, viaf });
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_is_an_edit() {
        let check = |form: &str, name: &str, today: Option<&str>, expected: &[&str]| {
            let row = Row { form: form.into(), name: name.into(), ..Row::default() };
            let today = Today { name: today.map(str::to_owned), ..Today::default() };
            let edits: Vec<String> = row.edits(Kind::Person, &today).iter().map(Edit::sentence).collect();
            assert_eq!(edits, expected, "{form} {name} {today:?}");
        };
        check("A. Lund", "Ann Lund", Some("Ann Lund"), &[]);
        check("A. Lund", "Ann Lund", Some("A. Lund"), &["person \"Ann Lund\" is also \"A. Lund\""]);
        check("A. Lund", "", Some("A. Lund"), &["person \"A. Lund\" is in no list"]);
        check("A. Lund", "", None, &[]);
        check("Ann Lund", "ann lund", Some("Ann Lund"), &["person \"Ann Lund\" is shown as \"ann lund\""]);
        check(
            "A. Lund",
            "Alma Lund",
            Some("Ann Lund"),
            &["person \"Ann Lund\" is not \"A. Lund\"", "person \"Alma Lund\" is also \"A. Lund\""],
        );
    }

    #[test]
    fn a_table_is_read_as_a_whole() {
        let check = |rows: &[(&str, &str, &str)], expected: &[&str]| {
            let rows: Vec<Known> = rows
                .iter()
                .map(|(form, name, today)| {
                    let row = Row { form: (*form).into(), name: (*name).into(), ..Row::default() };
                    (Kind::Person, row, Today { name: Some((*today).into()), ..Today::default() })
                })
                .collect();
            let edits: Vec<String> = edits(&rows).iter().map(Edit::sentence).collect();
            assert_eq!(edits, expected, "{rows:?}");
        };
        let also = "person \"James Lund\" is also \"Jim Lund\"";
        check(&[("Jim Lund", "James Lund", "Jim Lund"), ("James Lund", "James Lund", "Jim Lund")], &[also]);
        check(
            &[("J. Lund", "Joan Lund", "Jim Lund"), ("Jim Lund", "James Lund", "Jim Lund")],
            &[also, "person \"James Lund\" is not \"J. Lund\"", "person \"Joan Lund\" is also \"J. Lund\""],
        );
        check(
            &[("Jim Lund", "Jim Lund", "Jim Lund"), ("J. Lund", "", "Jim Lund")],
            &["person \"Jim Lund\" is not \"J. Lund\"", "person \"J. Lund\" is in no list"],
        );
    }

    #[test]
    fn a_spreadsheet_may_separate_cells_by_anything() {
        for table in [
            "kind,form,name\nperson,A,B\n",
            "\u{feff}name;kind;form\r\nB;person;A\r\n",
            "form\tname\tkind\nA\tB\tperson\n",
        ] {
            let expected =
                Row { kind: "person".into(), form: "A".into(), name: "B".into(), ..Row::default() };
            assert_eq!(rows(table.as_bytes()).expect("rows"), [(2, expected.clone())], "{table}");
            let wide: Vec<u8> =
                format!("\u{feff}{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(rows(wide.as_slice()).expect("rows"), [(2, expected)], "{table}");
        }
        assert!(rows("kind,form\nperson,A\n".as_bytes()).is_err());
    }

    #[test]
    fn numbers_of_catalogues_travel_along() {
        let row =
            Row { form: "Ann Lund".into(), name: "Ann Lund".into(), wikidata: "Q7".into(), ..Row::default() };
        let today = Today { name: Some("Ann Lund".into()), ..Today::default() };
        let said: Vec<String> = row.edits(Kind::Person, &today).iter().map(Edit::sentence).collect();
        assert_eq!(said, ["\"Ann Lund\" is wikidata Q7"]);
        let today = Today { wikidata: Some("Q7".to_owned()), ..today };
        let row = |form: &str| Row { form: form.into(), name: "Ann Lund".into(), ..Row::default() };
        assert_eq!(row("A. Lund").edits(Kind::Person, &today), []);
        assert_eq!(row("Ann Lund").edits(Kind::Person, &today).len(), 1);
    }
}

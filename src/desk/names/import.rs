//! Reads a table of names that was corrected elsewhere, in `OpenRefine` or a spreadsheet, and says what was changed in it.
//!
//! A row is a name of the archive (`kind`, `form`) and what it counts as (`name`, empty if nobody). Rows that are given
//! the same `name` are joined; a row that is given another one leaves its identity.

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
    #[serde(default)]
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

/// The rows of a table in CSV, each with its line; other columns may stand beside.
pub fn rows(table: impl std::io::Read) -> impl Iterator<Item = Result<(u64, Row), csv::Error>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(table);
    let header = reader.headers().cloned();
    let mut header = Some(header);
    let mut record = csv::StringRecord::new();
    std::iter::from_fn(move || {
        if let Some(Err(_)) = &header {
            return header.take().and_then(Result::err).map(Err);
        }
        let columns = header.as_ref()?.as_ref().ok()?;
        match reader.read_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                Some(record.deserialize(Some(columns)).map(|row| (line, row)))
            }
            Err(error) => Some(Err(error)),
        }
    })
}

impl Row {
    /// What it names; none if the word is unknown.
    pub fn kind(&self) -> Option<Kind> {
        kind_of_word(self.kind.trim())
    }

    /// The edits that make of today's state what the row says.
    pub fn edits(&self, kind: Kind, today: &Today) -> Vec<Edit> {
        let (form, name) = (self.form.trim().to_owned(), self.name.trim().to_owned());
        let same = |a: &str, b: &str| key::key_of(kind, a) == key::key_of(kind, b);
        let mut edits = Vec::new();
        match &today.name {
            Some(_) if name.is_empty() => return vec![Edit::Ignore { kind, name: form }],
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
            (new.trim() != old.as_deref().unwrap_or_default()).then(|| new.trim().to_owned())
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
    fn numbers_of_catalogues_travel_along() {
        let row =
            Row { form: "Ann Lund".into(), name: "Ann Lund".into(), wikidata: "Q7".into(), ..Row::default() };
        let today = Today { name: Some("Ann Lund".into()), ..Today::default() };
        let said: Vec<String> = row.edits(Kind::Person, &today).iter().map(Edit::sentence).collect();
        assert_eq!(said, ["\"Ann Lund\" is wikidata Q7"]);
    }
}

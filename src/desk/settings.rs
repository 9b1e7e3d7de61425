//! `desk/config.toml`: what is walked, what a file may cost, how it is read.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use intake::{DayOrder, FieldNames, Limits, walk::Rules};
use serde::{Deserialize, Deserializer, de::Error};
use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::archive::{Archive, ArchiveError, files, update::Options};

/// The settings of an archive; all have defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Which files are walked.
    pub walk: Walk,
    /// What a file may cost.
    pub limits: FileLimits,
    /// How dates in numbers are read.
    pub dates: Dates,
    /// What JSON and CSV files call the fields of an article: `title = "kop"`, `body = ["tekst", "artikel.inhoud"]`.
    #[serde(deserialize_with = "field_names")]
    pub fields: FieldNames,
}

/// `[walk]`: which files are walked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Walk {
    /// Patterns in gitignore syntax; if any, only files that match one are walked.
    pub include: Vec<String>,
    /// Patterns in gitignore syntax of what is left out.
    pub exclude: Vec<String>,
    /// Whether symbolic links are followed.
    pub follow: bool,
}

/// `[dates]`: how dates in numbers are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dates {
    /// What stands first in a date such as 03/04/2021 of a source whose other dates do not show it: `"day-first"` or
    /// `"month-first"`; if nothing is said, the year alone is taken.
    pub order: Option<DayOrder>,
}

/// `[limits]`: what a file may cost.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileLimits {
    /// Megabytes of one text: a text file, a web page, a message.
    pub text_megabytes: u64,
    /// How deep containers may lie in each other.
    pub depth: u32,
    /// How deep the elements or values of a record may nest.
    pub nesting: u32,
    /// Kilobytes that the entities which an XML file declares for itself may become.
    pub entity_kilobytes: u64,
    /// How many times as large as a file all that is unpacked from it may be.
    pub ratio: u64,
    /// Articles of one file.
    pub articles: u64,
    /// Members of one file: files in a container, records of a crawl, messages.
    pub members: u64,
    /// Seconds that reading 100 MB of a file, or a smaller file, may take.
    pub seconds: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            text_megabytes: limits.text_bytes / 1_000_000,
            depth: limits.depth,
            nesting: limits.nesting,
            entity_kilobytes: limits.entity_bytes / 1000,
            ratio: limits.ratio,
            articles: limits.articles,
            members: limits.members,
            seconds: limits.seconds,
        }
    }
}

/// One name or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

/// Reads `[fields]`: for each field of an article the names that records have for it.
fn field_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FieldNames, D::Error> {
    let mut names = FieldNames::default();
    for (field, given) in BTreeMap::<String, Names>::deserialize(deserializer)? {
        let given = match given {
            Names::One(name) => vec![name],
            Names::Several(names) => names,
        };
        for name in given {
            names.add(&field, &name).map_err(D::Error::custom)?;
        }
    }
    Ok(names)
}

/// Why the settings could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file could not be read or written.
    #[error(transparent)]
    File(#[from] ArchiveError),
    /// The file is no TOML, or has a key that nobody knows.
    #[error("{}: {message}", path.display())]
    Syntax {
        /// The settings file.
        path: PathBuf,
        /// What is wrong, with line and column.
        message: String,
    },
}

impl Settings {
    /// Where an archive keeps its settings.
    pub fn path(archive: &Archive) -> PathBuf {
        archive.desk().join("config.toml")
    }

    /// The settings of an archive; the defaults if it has none.
    pub fn load(archive: &Archive) -> Result<Self, SettingsError> {
        let path = Self::path(archive);
        match files::read_text(&path)? {
            None => Ok(Self::default()),
            Some(text) => toml::from_str(&text).map_err(|error| syntax(&path, &error)),
        }
    }

    /// What the settings say about walking.
    pub fn rules(&self) -> Rules {
        Rules {
            include: self.walk.include.clone(),
            exclude: self.walk.exclude.clone(),
            follow: self.walk.follow,
        }
    }

    /// What the settings say about limits.
    pub fn limits(&self) -> Limits {
        let limits = &self.limits;
        Limits {
            text_bytes: limits.text_megabytes.saturating_mul(1_000_000),
            depth: limits.depth,
            nesting: limits.nesting,
            entity_bytes: limits.entity_kilobytes.saturating_mul(1000),
            ratio: limits.ratio,
            articles: limits.articles,
            members: limits.members,
            seconds: limits.seconds,
            fields: self.fields.clone(),
        }
    }

    /// A run by the settings, of the whole archive.
    pub fn run(&self) -> Options {
        Options {
            rules: self.rules(),
            rules_now: self.rules(),
            limits: self.limits(),
            day_order: self.dates.order,
            ..Options::default()
        }
    }

    /// Writes `[walk]` into the file, whose other lines and comments stay.
    pub fn save_walk(archive: &Archive, walk: &Walk) -> Result<(), SettingsError> {
        archive.refuse_backup()?;
        let path = Self::path(archive);
        let text = files::read_text(&path)?.unwrap_or_default();
        let mut document: DocumentMut = text.parse().map_err(|error| syntax(&path, &error))?;
        let table = document.entry("walk").or_insert(Item::Table(Table::new()));
        let Some(table) = table.as_table_like_mut() else {
            return Err(syntax(&path, &"`walk` is no table"));
        };
        for (key, patterns) in [("include", &walk.include), ("exclude", &walk.exclude)] {
            table.insert(key, Item::Value(Value::Array(patterns.iter().collect::<Array>())));
        }
        files::create_folder(&archive.desk())?;
        Ok(files::write(&path, document.to_string().as_bytes())?)
    }
}

fn syntax(path: &Path, error: &dyn std::fmt::Display) -> SettingsError {
    SettingsError::Syntax { path: path.to_owned(), message: error.to_string().trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saving_keeps_comments() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::new(folder.path(), None).expect("an archive");
        files::create_folder(&archive.desk()).expect("a desk");
        let before = "# ours\n[limits]\ntext_megabytes = 7 # small\n";
        files::write(&Settings::path(&archive), before.as_bytes()).expect("written");
        let walk = Walk { exclude: vec!["drafts/".to_owned()], ..Walk::default() };
        Settings::save_walk(&archive, &walk).expect("saved");
        let text = files::read_text(&Settings::path(&archive)).expect("read").expect("there");
        assert!(text.starts_with(before), "{text}");
        let settings = Settings::load(&archive).expect("loaded");
        assert_eq!((settings.walk.exclude, settings.limits.text_megabytes), (walk.exclude, 7));
    }

    #[test]
    fn fields_have_names_of_their_own() {
        let settings: Settings =
            toml::from_str("[fields]\ntitle = 'kop'\nbody = ['tekst', 'a.b']\n").expect("settings");
        let mut names = FieldNames::default();
        for (field, name) in [("body", "tekst"), ("body", "a.b"), ("title", "kop")] {
            names.add(field, name).expect("a field");
        }
        assert_eq!(settings.limits().fields, names);
        let error = toml::from_str::<Settings>("[fields]\ncolour = 'kleur'\n").expect_err("an unknown field");
        assert!(error.to_string().contains("colour"), "{error}");
    }

    #[test]
    fn the_order_of_dates() {
        let order = |text: &str| toml::from_str::<Settings>(text).map(|settings| settings.dates.order);
        assert_eq!(order("[dates]\norder = 'day-first'\n"), Ok(Some(DayOrder::DayFirst)));
        assert_eq!(order("[dates]\norder = 'month-first'\n"), Ok(Some(DayOrder::MonthFirst)));
        assert_eq!(order(""), Ok(None));
        let error = order("[dates]\norder = 'dmy'\n").expect_err("an unknown order").to_string();
        assert!(error.contains("day-first") && error.contains("month-first"), "{error}");
    }

    #[test]
    fn unknown_keys_are_errors() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::new(folder.path(), None).expect("an archive");
        files::create_folder(&archive.desk()).expect("a desk");
        files::write(&Settings::path(&archive), b"[walk]\nexlude = []\n").expect("written");
        let error = Settings::load(&archive).expect_err("a misspelt key").to_string();
        assert!(error.contains("config.toml") && error.contains("exlude"), "{error}");
    }
}

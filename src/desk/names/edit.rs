//! Changes to the corrections, as a person says them.

use names::{Kind, key};

use super::{NamesError, document::Document};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Other names are this one's, too; also names that no article has.
    Join {
        /// What they name.
        kind: Kind,
        /// How it is shown.
        name: String,
        /// The other names.
        others: Vec<String>,
    },
    /// A name is not this one's.
    Split {
        /// What they name.
        kind: Kind,
        /// The one.
        name: String,
        /// The other.
        other: String,
    },
    /// It is shown by another name.
    Rename {
        /// What it names.
        kind: Kind,
        /// How it was called.
        name: String,
        /// How it is called from now on.
        to: String,
    },
    /// It is nobody's name.
    Ignore {
        /// What it was taken for.
        kind: Kind,
        /// The name.
        name: String,
    },
    /// It was taken for something else than it is.
    Retype {
        /// What it was taken for.
        kind: Kind,
        /// The name.
        name: String,
        /// What it is.
        is: Kind,
    },
    /// In one article a name means somebody else.
    Assign {
        /// What it names.
        kind: Kind,
        /// The article's id.
        article: String,
        /// The path of its file, for whoever reads the corrections.
        path: String,
        /// The name as the article has it.
        name: String,
        /// Whom it means.
        to: String,
    },
    /// It has a number in a catalogue of authorities.
    Identify {
        /// What it names.
        kind: Kind,
        /// The name.
        name: String,
        /// Its number in Wikidata, unless nothing is said of it.
        wikidata: Option<String>,
        /// Its number in VIAF, unless nothing is said of it.
        viaf: Option<String>,
    },
}

impl Edit {
    /// The names that it speaks of, each with what it names.
    pub fn names(&self) -> Vec<(Kind, &str)> {
        match self {
            Self::Join { kind, name, others } => {
                std::iter::once(name).chain(others).map(|name| (*kind, name.as_str())).collect()
            }
            Self::Split { kind, name, other } => vec![(*kind, name), (*kind, other)],
            Self::Rename { kind, name, to } | Self::Assign { kind, name, to, .. } => {
                vec![(*kind, name), (*kind, to)]
            }
            Self::Retype { kind, name, is } => vec![(*kind, name), (*is, name)],
            Self::Ignore { kind, name } | Self::Identify { kind, name, .. } => vec![(*kind, name)],
        }
    }

    /// What it does, in a line for the journal.
    pub fn sentence(&self) -> String {
        match self {
            Self::Join { kind, name, others } => {
                format!("{} \"{name}\" is also \"{}\"", kind.word(), others.join("\", \""))
            }
            Self::Split { kind, name, other } => {
                format!("{} \"{name}\" is not \"{other}\"", kind.word())
            }
            Self::Rename { kind, name, to } => {
                format!("{} \"{name}\" is shown as \"{to}\"", kind.word())
            }
            Self::Ignore { kind, name } => format!("{} \"{name}\" is in no list", kind.word()),
            Self::Retype { name, is, .. } => format!("\"{name}\" is: {}", is.word()),
            Self::Assign { article, name, to, .. } => format!("in {article} \"{name}\" is \"{to}\""),
            Self::Identify { name, wikidata, viaf, .. } => {
                let number = |catalogue: &str, id: &Option<String>| {
                    id.as_ref().map(|id| format!("{catalogue} {id}")).unwrap_or_default()
                };
                let numbers = [number("wikidata", wikidata), number("viaf", viaf)].join(" ");
                format!("\"{name}\" is {}", numbers.trim())
            }
        }
    }

    /// Writes it into the file.
    pub(super) fn apply(&self, file: &mut Document) -> Result<(), NamesError> {
        match self {
            Self::Join { kind, name, others } => join(file, *kind, name, others),
            Self::Split { kind, name, other } => split(file, *kind, name, other),
            Self::Rename { kind, name, to } => rename(file, *kind, name, to),
            Self::Ignore { kind, name } => {
                let at = file.entry(*kind, name)?;
                file.set(*kind, at, "ignore", true)
            }
            Self::Retype { kind, name, is } => {
                let at = file.entry(*kind, name)?;
                file.set(*kind, at, "kind", is.word())
            }
            Self::Assign { kind, article, path, name, to } => file.assign(*kind, article, path, name, to),
            Self::Identify { kind, name, wikidata, viaf } => {
                let at = file.entry(*kind, name)?;
                for (field, id) in [("wikidata", wikidata), ("viaf", viaf)] {
                    match id.as_deref() {
                        Some("") => file.unset(*kind, at, field)?,
                        Some(id) => file.set(*kind, at, field, id)?,
                        None => {}
                    }
                }
                Ok(())
            }
        }
    }
}

fn join(file: &mut Document, kind: Kind, name: &str, others: &[String]) -> Result<(), NamesError> {
    for other in others.iter().filter(|other| key::key_of(kind, other) != key::key_of(kind, name)) {
        let mut at = file.entry(kind, name)?;
        if let Some(theirs) = file.find(kind, other).filter(|theirs| *theirs != at) {
            at = file.absorb(kind, at, theirs)?;
        } else if file.find(kind, other) != Some(at) {
            file.add(kind, at, "also", other)?;
        }
        file.remove(kind, at, "not", other)?;
    }
    show(file, kind, name)
}

/// Has what a name belongs to shown by that name.
fn show(file: &mut Document, kind: Kind, name: &str) -> Result<(), NamesError> {
    match file.find(kind, name).and_then(|at| file.name(kind, at)) {
        Some(shown) if key::key_of(kind, shown) != key::key_of(kind, name) => rename(file, kind, name, name),
        _ => Ok(()),
    }
}

fn split(file: &mut Document, kind: Kind, name: &str, other: &str) -> Result<(), NamesError> {
    let at = file.entry(kind, name)?;
    let is_theirs = file.name(kind, at).is_some_and(|own| key::key_of(kind, own) == key::key_of(kind, other));
    let leaves = if is_theirs { name } else { other };
    file.remove(kind, at, "also", leaves)?;
    file.add(kind, at, "not", leaves)
}

fn rename(file: &mut Document, kind: Kind, name: &str, to: &str) -> Result<(), NamesError> {
    let mut at = file.entry(kind, name)?;
    if let Some(theirs) = file.find(kind, to).filter(|theirs| *theirs != at) {
        at = file.absorb(kind, at, theirs)?;
    }
    let before = file.name(kind, at).unwrap_or(name).to_owned();
    file.remove(kind, at, "also", to)?;
    file.set(kind, at, "name", to)?;
    if key::key_of(kind, &before) != key::key_of(kind, to) {
        file.add(kind, at, "also", &before)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn check(before: &str, edits: &[Edit], expected: &str) {
        let mut file = Document::parse(Path::new("names.toml"), before).expect("read");
        for edit in edits {
            edit.apply(&mut file).expect("applied");
        }
        assert_eq!(file.to_string(), expected, "{edits:?}");
    }

    fn joined(name: &str, other: &str) -> Edit {
        Edit::Join { kind: Kind::Person, name: name.into(), others: vec![other.into()] }
    }

    fn kept_apart(name: &str, other: &str) -> Edit {
        Edit::Split { kind: Kind::Person, name: name.into(), other: other.into() }
    }

    #[test]
    fn joins_write_one_entry() {
        check(
            "",
            &[joined("Ann Lund", "A. Lund")],
            "[[person]]\nname = \"Ann Lund\"\nalso = [\"A. Lund\"]\n",
        );
        let twice = [joined("Ann Lund", "A. Lund"), joined("Ann Lund", "a lund")];
        check("", &twice, "[[person]]\nname = \"Ann Lund\"\nalso = [\"A. Lund\"]\n");
    }

    #[test]
    fn joins_of_two_entries_keep_what_both_say() {
        let before = "# first\n[[person]]\nname = \"Ann Lund\" # the mayor\n\n# second\n[[person]]\nname = \"A. Lund\"\nalso = [\"Annie\"]\nviaf = \"7\"\n";
        let after = "# first\n\n# second\n[[person]]\nname = \"Ann Lund\" # the mayor\nalso = [\"A. Lund\", \"Annie\"]\nviaf = \"7\"\n";
        check(before, &[joined("Ann Lund", "A. Lund")], after);
    }

    #[test]
    fn what_was_joined_can_be_kept_apart_and_back() {
        let apart = "[[person]]\nname = \"Ann Lund\"\nalso = []\nnot = [\"A. Lund\"]\n";
        check("", &[joined("Ann Lund", "A. Lund"), kept_apart("Ann Lund", "A. Lund")], apart);
        check("", &[joined("Ann Lund", "A. Lund"), kept_apart("A. Lund", "Ann Lund")], apart);
        let back = "[[person]]\nname = \"Ann Lund\"\nalso = [\"A. Lund\"]\nnot = []\n";
        check(apart, &[joined("Ann Lund", "A. Lund")], back);
    }

    #[test]
    fn renaming_keeps_the_old_name() {
        let to = |name: &str, to: &str| Edit::Rename { kind: Kind::Person, name: name.into(), to: to.into() };
        let after = "[[person]]\nname = \"Anna Lund\"\nalso = [\"Ann Lund\"]\n";
        check("", &[to("Ann Lund", "Anna Lund")], after);
        check("", &[to("ANN LUND", "Ann Lund")], "[[person]]\nname = \"Ann Lund\"\n");
    }

    #[test]
    fn an_assignment_is_written_once() {
        let assign = |to: &str| Edit::Assign {
            kind: Kind::Person,
            article: "1c3w7k0m5hq2a".into(),
            path: "a.txt".into(),
            name: "John Smith".into(),
            to: to.into(),
        };
        let after = "[[assign]]\narticle = \"1c3w7k0m5hq2a\"\nname = \"John Smith\"\nto = \"J. Smith (baker)\"\npath = \"a.txt\"\n";
        check("", &[assign("J. Smith (cook)"), assign("J. Smith (baker)")], after);
    }
}

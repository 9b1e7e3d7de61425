//! Finds what cannot all be true in the corrections.

use names::{Kind, key};
use rustc_hash::FxHashMap;

use super::{Corrections, Entry, Position};

/// Two lines that contradict each other, or one that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Where.
    pub at: Position,
    /// What is wrong and what to do.
    pub message: String,
}

/// All contradictions, in the order of their lines.
pub fn check(corrections: &Corrections) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut owners: FxHashMap<(Kind, String), &Entry> = FxHashMap::default();
    for entry in &corrections.entries {
        check_alone(entry, &mut found);
        for name in std::iter::once(&entry.name).chain(&entry.also) {
            let owner = owners.entry((entry.kind, key::key_of(entry.kind, name))).or_insert(entry);
            if owner.at != entry.at {
                let (file, line) = (owner.at.file, owner.at.line);
                let message = format!(
                    "\"{name}\" belongs to \"{}\" ({file}, line {line}) and to \"{}\"; keep one of them",
                    owner.name, entry.name
                );
                found.push(Contradiction { at: entry.at.clone(), message });
            }
        }
    }
    for entry in &corrections.entries {
        check_apart(entry, &owners, &mut found);
    }
    check_numbers(corrections, &mut found);
    let mut assigned: FxHashMap<(Kind, &str, String), &str> = FxHashMap::default();
    for one in &corrections.assignments {
        let what = (one.kind, one.article.as_str(), key::key_of(one.kind, &one.name));
        let to = *assigned.entry(what).or_insert(&one.to);
        if to != one.to {
            let message = format!("\"{}\" is assigned to \"{to}\" and to \"{}\"; keep one", one.name, one.to);
            found.push(Contradiction { at: one.at.clone(), message });
        }
    }
    found.sort_by(|a, b| a.at.cmp(&b.at));
    found
}

/// Numbers of catalogues that two names have.
fn check_numbers(corrections: &Corrections, found: &mut Vec<Contradiction>) {
    let mut owners: FxHashMap<(&str, &str), &Entry> = FxHashMap::default();
    for entry in &corrections.entries {
        let numbers = [("wikidata", &entry.wikidata), ("viaf", &entry.viaf)];
        for (catalogue, number) in
            numbers.into_iter().filter_map(|(name, number)| Some((name, number.as_deref()?)))
        {
            let owner = *owners.entry((catalogue, number)).or_insert(entry);
            if key::key_of(owner.kind, &owner.name) != key::key_of(entry.kind, &entry.name) {
                let (file, line) = (owner.at.file, owner.at.line);
                let message = format!(
                    "{catalogue} {number} is \"{}\" ({file}, line {line}) and \"{}\"; join the two, or take it from one",
                    owner.name, entry.name
                );
                found.push(Contradiction { at: entry.at.clone(), message });
            }
        }
    }
}

/// What an entry says against itself.
fn check_alone(entry: &Entry, found: &mut Vec<Contradiction>) {
    let key = |name: &String| key::key_of(entry.kind, name);
    let mut say = |message: String| found.push(Contradiction { at: entry.at.clone(), message });
    let own: Vec<String> = std::iter::once(&entry.name).chain(&entry.also).map(key).collect();
    for name in &entry.not {
        if own.contains(&key(name)) {
            say(format!("\"{name}\" is and is not \"{}\"; take it out of `also` or of `not`", entry.name));
        }
    }
    if entry.ignore && (entry.is.is_some() || entry.wikidata.is_some() || entry.viaf.is_some()) {
        say(format!("\"{}\" is ignored, and more is said of it; keep one of the two", entry.name));
    }
    if own.iter().any(String::is_empty) {
        say(format!("an entry for \"{}\" has a name without letters or digits", entry.name));
    }
}

/// Names that are kept apart and joined by another entry.
fn check_apart(entry: &Entry, owners: &FxHashMap<(Kind, String), &Entry>, found: &mut Vec<Contradiction>) {
    let owner = |name: &String| owners.get(&(entry.kind, key::key_of(entry.kind, name)));
    for name in &entry.not {
        if let (Some(theirs), Some(ours)) = (owner(name), owner(&entry.name))
            && theirs.at == ours.at
            && theirs.at != entry.at
        {
            let message = format!(
                "\"{name}\" is not \"{}\" here, but {}, line {}, joins them; change one",
                entry.name, theirs.at.file, theirs.at.line
            );
            found.push(Contradiction { at: entry.at.clone(), message });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{super::parse, *};

    #[test]
    fn finds_what_cannot_be() {
        let check = |text: &str, expected: &[usize]| {
            let corrections = parse::names(Path::new("names.toml"), text).expect("read");
            let lines: Vec<usize> = check(&corrections).iter().map(|found| found.at.line).collect();
            assert_eq!(lines, expected, "{text}");
        };
        check("[[person]]\nname = \"Ann Lund\"\nalso = [\"A. Lund\"]\n", &[]);
        check("[[person]]\nname = \"Ann Lund\"\nalso = [\"A. Lund\"]\nnot = [\"A Lund\"]\n", &[1]);
        check(
            "[[person]]\nname = \"X Y\"\nalso = [\"Z\"]\n[[person]]\nname = \"Q R\"\nalso = [\"z\"]\n",
            &[4],
        );
        check("[[person]]\nname = \"X Y\"\n[[organization]]\nname = \"X Y\"\n", &[]);
        check(
            "[[person]]\nname = \"X Y\"\nwikidata = \"Q1\"\n[[person]]\nname = \"Q R\"\nwikidata = \"Q1\"\n",
            &[4],
        );
        check("[[person]]\nname = \"…\"\n", &[1]);
        check("[[person]]\nname = \"X Y\"\nignore = true\nkind = \"place\"\n", &[1]);
        let assign = |to: &str| format!("[[assign]]\narticle = \"a\"\nname = \"J S\"\nto = \"{to}\"\n");
        check(&(assign("A B") + &assign("C D")), &[5]);
        check(&(assign("A B") + &assign("A B")), &[]);
    }
}

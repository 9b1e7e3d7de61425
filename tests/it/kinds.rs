//! What is a company in most articles is one in those, too, that do not show it; a human being of that name stays one.

use std::collections::BTreeMap;

use crate::harness::{Folder, text};

/// A firm of brokers, named in full in some articles and by the founder's name in one, and a mayor whose bakery bears his name.
const ARTICLES: &[(&str, &str)] = &[
    (
        "a.txt",
        "Grain prices fall\n\n\"Prices will fall on Monday,\" said Karen Holm, who works for James Oldenburg. Wheat fell.\n",
    ),
    ("c.txt", "Bank opens\n\nJames Oldenburg and Co Inc opened an office in Boston on Monday.\n"),
    ("d.txt", "Bank fined\n\nThe court fined James Oldenburg and Co Inc on Friday. It will appeal.\n"),
    ("f.txt", "Mayor retires\n\nThe mayor, Peter Marten, retires in June. Mr. Marten was a baker.\n"),
    ("g.txt", "Bakery shut\n\nPeter Marten and Sons Ltd has shut its bakery.\n"),
    ("h.txt", "Bakery sold\n\nPeter Marten and Sons Ltd was sold to a baker.\n"),
];

fn archive() -> Folder {
    let folder = Folder::with(ARTICLES);
    folder.done("index .");
    folder
}

fn list(folder: &Folder, line: &str) -> BTreeMap<String, u64> {
    let rows = folder.json_lines(&format!("{line} --format jsonl"));
    let row =
        |row: &serde_json::Value| (text(&row["name"]).to_owned(), row["articles"].as_u64().expect("a count"));
    rows.iter().map(row).collect()
}

fn counts(all: &[(&str, u64)]) -> BTreeMap<String, u64> {
    all.iter().map(|(name, articles)| ((*name).to_owned(), *articles)).collect()
}

#[test]
fn a_company_is_one_in_every_list_count_and_search() {
    let folder = archive();
    assert_eq!(list(&folder, "people"), counts(&[("Karen Holm", 1), ("Peter Marten", 1)]));
    let firms = counts(&[("James Oldenburg and Co Inc", 3), ("Peter Marten and Sons Ltd", 2)]);
    assert_eq!(list(&folder, "orgs"), firms);
    assert_eq!(list(&folder, "orgs --query wheat"), counts(&[("James Oldenburg and Co Inc", 1)]));
    for query in ["--org 'James Oldenburg'", "'org:oldenburg'", "'org:\"James Oldenburg and Co Inc\"'"] {
        assert_eq!(folder.count(query), 3, "{query}");
    }
    assert_eq!(folder.count("'person:oldenburg'"), 0);
    assert_eq!(folder.count("'person:marten'"), 1);
    assert_eq!(folder.count("'person:holm'"), 1, "beside a name that counts as something else");
    let network =
        folder.run("network --kind organization --kind person --min-articles 1 --min-together 1").stdout;
    assert!(!network.contains(">James Oldenburg<"), "{network}");
    let explained = folder.run("org 'James Oldenburg' --explain").stdout;
    assert!(explained.contains("James Oldenburg (1): taken for something else"), "{explained}");
}

#[test]
fn what_the_articles_say_does_not_depend_on_their_order() {
    let (all, folder) = (archive(), Folder::with(&[]));
    for (path, article) in ARTICLES.iter().rev() {
        folder.write(path, article);
        folder.done("index .");
    }
    for line in ["people", "orgs", "places"] {
        assert_eq!(list(&folder, line), list(&all, line), "{line}");
    }
    // Without the articles that show it nothing says that it is a company.
    for path in ["c.txt", "d.txt"] {
        std::fs::remove_file(folder.join(path)).expect("it was there");
    }
    folder.done("index .");
    assert_eq!(list(&folder, "people").get("James Oldenburg"), Some(&1));
}

#[test]
fn the_user_knows_better() {
    let folder = archive();
    folder.write(".morgue/desk/names.toml", "[[person]]\nname = \"James Oldenburg\"\n");
    assert_eq!(list(&folder, "people").get("James Oldenburg"), Some(&1));
    assert_eq!(list(&folder, "orgs").get("James Oldenburg and Co Inc"), Some(&2));
    assert_eq!((folder.count("'person:oldenburg'"), folder.count("'org:oldenburg'")), (1, 2));
    folder.write(".morgue/desk/names.toml", "");
    folder.done("names kind 'James Oldenburg' person --yes");
    assert_eq!(list(&folder, "people").get("James Oldenburg"), Some(&1));
    assert_eq!((folder.count("'person:oldenburg'"), folder.count("'org:oldenburg'")), (1, 2));
    folder.done("names undo --yes");
    folder.done("names rename 'James Oldenburg' Oldenburgs --yes");
    assert_eq!(list(&folder, "orgs").get("Oldenburgs"), Some(&3));
    assert_eq!(list(&folder, "people").len(), 2);
}

//! `morgue verify`: faults of every kind are found, and repaired without touching the rest.

use std::{collections::BTreeSet, fs, path::PathBuf};

use tantivy::{DocAddress, Index, TantivyDocument, Term, doc};

use crate::harness::{Folder, counts, list, text, three};

/// The sample archive in two segments, of which one is so small beside the other that they stay apart.
fn in_segments() -> Folder {
    let sample = Folder::of_sample();
    sample.done("index . --exclude '/2022/'");
    sample.done("index .");
    sample
}

/// The segments' files with a suffix, the largest first.
fn files_of(folder: &Folder, suffix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(".morgue/index")).expect("an index").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == suffix));
    paths.sort_by_key(|path| std::cmp::Reverse(path.metadata().expect("a file").len()));
    paths
}

/// The kinds of what is found.
fn kinds(folder: &Folder) -> BTreeSet<String> {
    let run = folder.run("verify --format json");
    let view: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let kinds = list(&view["findings"]).iter().map(|finding| text(&finding["kind"]).to_owned());
    let kinds: BTreeSet<String> = kinds.collect();
    assert_eq!(run.code, Some(if kinds.is_empty() { 0 } else { 2 }), "{run}");
    kinds
}

/// Repairs; fails unless all is as before then.
#[track_caller]
fn repaired(folder: &Folder, before: &str) {
    let run = folder.run("verify --repair");
    assert!(
        run.code == Some(0) && run.stdout.contains("repaired ") && run.stdout.contains("all is well"),
        "{run}"
    );
    assert!(folder.done("export") == before, "not the same after the repair");
    assert_eq!(counts(folder, "index")[0], 0, "something was left for the next run");
}

fn only(kind: &str) -> BTreeSet<String> {
    BTreeSet::from([kind.to_owned()])
}

#[test]
fn a_sound_index_is_well() {
    let folder = in_segments();
    insta::assert_snapshot!(folder.run("verify"), @r"
    exit 0
    --- stdout
    68 files and 68 articles looked at, 68 articles compared with what is searchable: all is well
    ");
    let view = folder.json("verify --sample 10 --format json");
    assert_eq!((view["compared"].as_u64(), view["articles"].as_u64()), (Some(10), Some(68)));
    fs::remove_file(folder.join("2019/2019-05-10-recount.txt")).expect("removed");
    assert_eq!(kinds(&folder), BTreeSet::new(), "what has changed since is none of its business");
    folder.done("index");
    assert_eq!(kinds(&folder), BTreeSet::new());
}

#[test]
fn a_damaged_segment_is_read_again_and_no_other() {
    let folder = in_segments();
    let before = folder.done("export");
    let stores = files_of(&folder, "store");
    assert!(stores.len() > 1, "{stores:?}");
    for (suffix, damage) in [("store", true), ("pos", true), ("term", false), ("fast", true)] {
        let kept: Vec<PathBuf> = files_of(&folder, suffix);
        let (damaged, others) = kept.split_last().expect("segments");
        if damage {
            let mut bytes = fs::read(damaged).expect("bytes");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(damaged, bytes).expect("damaged");
        } else {
            fs::remove_file(damaged).expect("removed");
        }
        assert_eq!(kinds(&folder), only("damaged"), "{suffix}");
        repaired(&folder, &before);
        assert!(!damaged.exists());
        assert!(others.iter().all(|path| path.exists()), "more than the damaged segment was made anew");
    }
}

#[test]
fn what_cannot_be_made_again_is_said() {
    let folder = three();
    for store in files_of(&folder, "store") {
        let mut bytes = fs::read(&store).expect("bytes");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(store, bytes).expect("damaged");
    }
    fs::remove_file(folder.join("a.txt")).expect("removed");
    let run = folder.run("verify --repair");
    let said = "2 of what the index had, articles and files, could not be made again";
    assert!(run.code == Some(2) && run.stderr.contains(said) && run.stdout.contains("repaired "), "{run}");
    assert_eq!(folder.run("verify").code, Some(0));
    assert_eq!(folder.articles().len(), 2);
}

#[test]
fn damaged_tables_are_settled_again() {
    let folder = Folder::of_sample();
    folder.done("index .");
    let before = folder.done("export");
    for table in ["identities", "copies", "boilerplate", "dates"] {
        let path = folder.join(&format!(".morgue/index/{table}"));
        let whole = fs::read(&path).expect("a table");
        for at in [0, 13, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 8;
            fs::write(&path, bytes).expect("damaged");
            let stores = files_of(&folder, "store");
            assert_eq!(kinds(&folder), only("damaged"), "{table}, byte {at}");
            repaired(&folder, &before);
            assert_eq!(files_of(&folder, "store"), stores, "segments were made anew for a table");
        }
    }
}

#[test]
fn a_lost_account_is_made_anew() {
    let folder = three();
    let before = folder.done("export");
    folder.write(".morgue/index/meta.json", "{ \"segments\": [");
    repaired(&folder, &before);
}

/// Changes an index behind the program's back, as no damage would: all checksums are right.
fn tamper(folder: &Folder, change: impl FnOnce(&Index, &mut tantivy::IndexWriter)) {
    let index = Index::open_in_dir(folder.join(".morgue/index")).expect("an index");
    let payload = index.load_metas().expect("an account").payload.expect("a payload");
    let raw = tantivy::tokenizer::RawTokenizer::default();
    index.tokenizers().register("positioned", tantivy::tokenizer::TextAnalyzer::from(raw));
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(1, 20_000_000).expect("a writer");
    change(&index, &mut writer);
    let mut commit = writer.prepare_commit().expect("a commit");
    commit.set_payload(&payload);
    commit.commit().expect("committed");
    writer.wait_merging_threads().expect("merged");
}

#[test]
fn articles_that_went_and_came_unseen_are_found() {
    let folder = in_segments();
    let before = folder.done("export");
    let id = folder.ids()["2019/2019-05-10-recount.txt"].clone();
    tamper(&folder, |index, writer| {
        let field = index.schema().get_field("id").expect("a field");
        writer.delete_term(Term::from_field_text(field, &id));
    });
    assert_eq!(kinds(&folder), only("ledger"));
    repaired(&folder, &before);

    tamper(&folder, |index, writer| {
        let field = index.schema().get_field("path_hash").expect("a field");
        let hash = blake3::hash(b"2019/2019-05-10-recount.txt");
        let hash = u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight bytes"));
        writer.delete_term(Term::from_field_u64(field, hash));
    });
    assert_eq!(kinds(&folder), only("ledger"));
    repaired(&folder, &before);
}

#[test]
fn an_article_that_is_searchable_by_other_words_than_its_own_is_found() {
    let folder = in_segments();
    let before = folder.done("export");
    tamper(&folder, |index, writer| {
        let schema = index.schema();
        let field = |name: &str| schema.get_field(name).expect("a field");
        let searcher = index.reader().expect("a reader").searcher();
        let at = DocAddress::new(0, 0);
        let stored: TantivyDocument = searcher.doc(at).expect("a document");
        let record =
            stored.get_first(field("record")).and_then(|value| tantivy::schema::Value::as_bytes(&value));
        let columns = searcher.segment_reader(0).fast_fields();
        let number = columns.u64("number").expect("a column").first(0).expect("an article");
        let inverted = searcher.segment_reader(0).inverted_index(field("file")).expect("a field");
        let mut paths = inverted.terms().stream().expect("terms");
        let mut path = String::new();
        while paths.advance() {
            let postings = inverted
                .read_postings_from_terminfo(paths.value(), tantivy::schema::IndexRecordOption::Basic)
                .expect("postings");
            if tantivy::DocSet::doc(&postings) == 0 {
                path = String::from_utf8_lossy(paths.key()).into_owned();
            }
        }
        let ids = folder.ids();
        writer.delete_term(Term::from_field_text(field("id"), &ids[&path]));
        writer
            .add_document(doc!(
                field("flags") => "article", field("file") => path.clone(), field("id") => ids[&path].clone(),
                field("number") => number, field("record") => record.expect("a record"), field("bytes") => 1_u64
            ))
            .expect("added");
    });
    assert_eq!(kinds(&folder), only("differs"));
    let run = folder.run("verify --repair");
    assert!(run.code == Some(0) && run.stdout.contains("what is searchable is not what is stored"), "{run}");
    assert!(folder.done("export") == before);
}

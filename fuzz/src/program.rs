//! The parts of the program itself that read what others wrote: the query language, the settings, the files of the desk.

use std::{fs, path::Path, sync::LazyLock};

use intake::{Article, Paragraph};
use morgue::{
    archive::{Archive, id::ArticleId, record::ArticleRecord, stream::StreamText, terms::Terms},
    desk::{
        Purged, Settings, Walk,
        marks::Marks,
        names::{self, Change, Corrections, Edit, journal},
    },
    search::{
        Request, query,
        matcher::{self, Document},
        resolve::ByWords,
    },
};
use names_of_people::Kind;
use tempfile::TempDir;

/// Reads a query, resolves it, and looks for it in a text: all behind the first empty line.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (question, story) = text.split_once("\n\n").unwrap_or((&text, "The ferry to Merrow Island was late."));
    let read = query::parse(question);
    let _ = (read.reading(), read.words());
    let paragraphs = story.split("\n\n").map(|text| Paragraph { text: text.replace('\n', " "), cut: None });
    let article = Article {
        title: Some("Ferry late again".to_owned()),
        language: Some("en".to_owned()),
        paragraphs: paragraphs.collect(),
        ..Article::default()
    };
    let stream = StreamText::of(&article);
    let id = ArticleId::new("a.txt", None, 1);
    let record = ArticleRecord { id, path: "a.txt".to_owned(), fingerprint: 1, article, names: Vec::new(), finder: 0 };
    let mut terms = Terms::default();
    let tree = Request { text: question.to_owned(), ..Request::default() }.prepare(&ByWords, &mut terms).tree;
    let document = Document::of(&stream, &record);
    for highlight in matcher::highlights(&tree, &document, &mut terms) {
        assert!(!highlight.range.is_empty(), "nothing is highlighted");
        assert!(stream.text.get(highlight.range.clone()).is_some(), "out of the text: {highlight:?}");
    }
}

/// An archive without articles, whose desk is written to.
struct Desk {
    _folder: TempDir,
    archive: Archive,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder");
    let archive = Archive::new(folder.path(), None).expect("an archive");
    fs::create_dir_all(archive.desk()).expect("a desk");
    Desk { _folder: folder, archive }
});

/// Puts a file into the desk for as long as it is read.
fn with_file(name: &str, bytes: &[u8], read: impl FnOnce(&Archive)) {
    let path = DESK.archive.desk().join(name);
    fs::write(&path, bytes).expect("a file");
    read(&DESK.archive);
    let _ = fs::remove_file(&path);
}

/// Reads settings, and writes some beside what is there.
pub fn settings(bytes: &[u8]) {
    with_file("config.toml", bytes, |archive| match Settings::load(archive) {
        Err(error) => assert!(error.to_string().contains("config.toml"), "{error}"),
        Ok(before) => {
            let _ = (before.rules().check(), before.limits());
            let walk = Walk { exclude: vec!["drafts/".to_owned()], ..before.walk.clone() };
            if Settings::save_walk(archive, &walk).is_ok() {
                let after = Settings::load(archive).expect("what was written is read");
                assert_eq!((after.limits, after.fields, after.dates), (before.limits, before.fields, before.dates));
                assert_eq!(after.walk.exclude, walk.exclude);
            }
        }
    });
}

/// Reads a file of the desk, which the first byte chooses, and plans changes to it.
pub fn desk(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    match which % 6 {
        0 => with_file("marks.txt", bytes, |archive| {
            let marks = Marks::load(archive);
            assert!(marks.is_ok() || std::str::from_utf8(bytes).is_err());
        }),
        1 => with_file("purged.txt", bytes, |archive| drop(Purged::load(archive))),
        2 => with_file("names.log", bytes, |archive| {
            drop(journal::entries(archive));
            drop(Change::undo(archive, None).map(|change| change.what().len()));
        }),
        3 => with_file("gazetteer.txt", bytes, corrections),
        4 => with_file("ignore.txt", bytes, corrections),
        _ => with_file("names.toml", bytes, corrections),
    }
}

fn corrections(archive: &Archive) {
    let Ok(corrections) = Corrections::load(archive) else { return };
    let _ = names::check(&corrections);
    let own = |text: &str| text.to_owned();
    let (kind, name, other) = (Kind::Person, own("Lin Meihua"), own("Mei Lin"));
    let edits = [
        Edit::Join { kind, name: name.clone(), others: vec![other.clone()] },
        Edit::Split { kind, name: name.clone(), other },
        Edit::Rename { kind, name: name.clone(), to: own("Lin M.") },
        Edit::Retype { kind, name: own("Lin M."), is: Kind::Organization },
        Edit::Ignore { kind, name },
    ];
    for edit in edits {
        // A file that can be read can be changed, or it is said why not.
        drop(Change::plan(archive, &[edit]).map(|change| change.is_nothing()));
    }
}

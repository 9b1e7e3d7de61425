//! Keeping an archive for decades: exports that say the same, removals that leave nothing, backups, fixity.

use std::{collections::BTreeSet, fs, path::Path, time::SystemTime};

use tantivy::{DocAddress, Index, TantivyDocument, schema::Value};

use crate::harness::{Folder, counts, files_below, text, three, visible_files};

/// Words that stand nowhere but in the article that is to go.
const PLANTED: [&str; 6] =
    ["zanzumquil", "Brovelda", "Quistermann", "Hexalorp", "vrimbolation", "Yolvengate"];

/// The article with these words in headline, byline, body, names, section and url.
fn planted() -> String {
    let body =
        "Mayor Brovelda Quistermann of the Hexalorp Trust called it a vrimbolation on Monday, in the rain. "
            .repeat(3);
    format!(
        "---\ntitle: \"The zanzumquil affair\"\nauthor: Brovelda Quistermann\nsection: Yolvengate\n\
         source: Hexalorp Times\nurl: https://hexalorp.example/2019/the-zanzumquil-affair\n---\n\n{body}\n\n\
         The rest of the zanzumquil was said by Brovelda Quistermann in Yolvengate.\n"
    )
}

/// An archive with the article, and its id.
fn with_planted() -> (Folder, String) {
    let folder = three();
    folder.write("c/9.md", planted());
    folder.done("index .");
    let id = folder.ids()["c/9.md"].clone();
    (folder, id)
}

/// The planted words that still stand anywhere in `.morgue/`: in the bytes of its files, in a stored block, in a
/// dictionary, or in a column; each with where it was found.
fn remains(folder: &Folder, id: &str) -> BTreeSet<String> {
    let home = folder.join(".morgue");
    let mut found = BTreeSet::new();
    let mut look = |place: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        // Stemmed and folded words begin alike.
        for word in PLANTED.iter().map(|word| &word[..6]).chain([id]) {
            if text.contains(&word.to_lowercase()) {
                found.insert(format!("{place}: {word}"));
            }
        }
    };
    for path in files_below(&home) {
        let bytes = fs::read(&path).expect("a file");
        look(&path.strip_prefix(&home).expect("below").display().to_string(), &bytes);
    }
    each_stored(&home.join("index"), &mut look);
    found
}

/// Calls `look` with every stored record, every term of every dictionary and every value of every column of text of an
/// index, those of documents among them that were taken out and not yet swept away.
fn each_stored(folder: &Path, look: &mut impl FnMut(&str, &[u8])) {
    let index = Index::open_in_dir(folder).expect("an index");
    let searcher = index.reader().expect("a reader").searcher();
    let schema = index.schema();
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        for doc in 0..segment.max_doc() {
            let document: TantivyDocument =
                searcher.doc(DocAddress::new(number as u32, doc)).expect("a stored document");
            for (_, value) in document.field_values() {
                look("stored", value.as_bytes().expect("bytes: nothing else is stored"));
            }
        }
        for (field, entry) in schema.fields() {
            if entry.is_indexed() {
                let inverted = segment.inverted_index(field).expect("a field");
                let mut terms = inverted.terms().stream().expect("its terms");
                while terms.advance() {
                    look("dictionary", terms.key());
                }
            }
            if let Some(column) = segment.fast_fields().str(entry.name()).ok().flatten() {
                let mut text = String::new();
                for ord in 0..column.num_terms() as u64 {
                    text.clear();
                    column.ord_to_str(ord, &mut text).expect("a value");
                    look("column", text.as_bytes());
                }
            }
        }
    }
}

#[test]
fn what_is_purged_leaves_nothing() {
    let (folder, id) = with_planted();
    folder.write(
        ".morgue/desk/names.toml",
        format!(
            "[[assign]]\narticle = \"{id}\"\nname = \"Trust\"\nto = \"The Trust\"\nkind = \"organization\"\n"
        ),
    );
    folder.write(".morgue/desk/marks.txt", format!("star {id} c/9.md\nseen 1j1168j8gzc3a a.txt\n"));
    let before = remains(&folder, &id);
    for place in ["stored", "dictionary", "column"] {
        assert!(before.iter().any(|found| found.starts_with(place)), "the search finds nothing in a {place}");
    }
    let others = folder.articles();
    assert_eq!(folder.run(&format!("purge {id}")).code, Some(2), "nobody agreed");
    let run = folder.run(&format!("purge {id} --yes"));
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("1 article removed for good."), "{run}");
    assert!(run.stderr.contains("1 mark, 1 assignment"), "{run}");
    assert!(run.stderr.contains("c/9.md is still there"), "{run}");
    assert_eq!(remains(&folder, &id), BTreeSet::new());
    assert!(folder.join("c/9.md").is_file(), "the user's own file was touched");
    let left = folder.articles();
    assert_eq!(left.len(), 3);
    assert!(left.iter().all(|(path, article)| others[path] == *article));
}

#[test]
fn what_is_purged_is_said_by_the_settings_of_the_archive() {
    let folder = Folder::with(&[("a.csv", "Kop,Tekst\nHaven dicht,Het regende in de haven.\n")]);
    folder.write(".morgue/desk/config.toml", "[fields]\ntitle = [\"Kop\"]\nbody = [\"Tekst\"]\n");
    folder.done("index .");
    let id = text(&folder.json_lines("search --format jsonl haven")[0]["id"]).to_owned();
    folder.done(&format!("purge {id} --yes"));
    let said = folder.run("why a.csv").stdout;
    assert!(said.contains("removed for good"), "{said}");
}

#[test]
fn what_is_purged_stays_away() {
    let (folder, id) = with_planted();
    folder.done(&format!("purge {id} --yes"));
    let stays_away = |line: &str| {
        let summary = folder.json(&format!("{line} --format json"));
        assert!(summary["kept_away"].as_u64() > Some(0), "{line}: {summary}");
        assert_eq!(folder.count("zanzumquil"), 0, "{line}");
        assert_eq!(remains(&folder, &id), BTreeSet::new(), "{line}");
    };
    assert!(folder.run("why c/9.md").stdout.contains("1 article of it removed for good"));
    stays_away("index");
    assert_eq!(folder.json("why c/9.md --format json")["removed"], 1);
    stays_away("index --rebuild");
    folder.rename("c/9.md", "moved.md");
    folder.write("d/copy.html", {
        let text = planted();
        let (_, body) = text.split_once("---\n\n").expect("a body");
        format!("<html><title>x</title><link rel=\"canonical\" href=\"https://www.hexalorp.example/2019/the-zanzumquil-affair/\"><body><article><h1>The zanzumquil affair</h1><p>{body}</p></article></body></html>")
    });
    stays_away("index");
    assert!(folder.done("index").contains("left out: removed for good before (desk/purged.txt)"));
    let list = fs::read_to_string(folder.join(".morgue/desk/purged.txt")).expect("the list");
    folder.write(
        ".morgue/desk/purged.txt",
        list.lines().filter(|line| line.starts_with("key")).collect::<String>(),
    );
    folder.done("index");
    assert!(folder.count("zanzumquil") > 0, "taken off the list, it comes back");
}

#[test]
fn a_purge_takes_what_it_keeps_away() {
    let folder = three();
    let story = "The gate was opened by Mayor Ingrid Solheim on Monday.\n\nNobody knew the pilot who came in.\n\n\
                 Four crews rowed out to him.\n\nA fifth stayed in the harbour.\n\nThe bell of the chapel was heard twice.\n\n\
                 Walter Dunne wrote down the hour.\n\nThe tide turned before anybody spoke.\n\n\
                 At noon the ropes were taken in again.\n";
    let near =
        story.replace("Four crews rowed out to him.", "Four crews rowed out to meet the pilot in the dark.");
    folder.write("x/one.txt", format!("The pilot\n\n{story}"));
    folder.write("x/same.md", format!("# The pilot\n\n{story}"));
    folder.write("x/near.txt", format!("The pilot\n\n{near}"));
    folder.done("index");
    let id = folder.ids()["x/one.txt"].clone();
    let run = folder.run(&format!("purge {id} --yes"));
    assert!(run.stderr.contains("2 articles removed"), "{run}");
    assert!(run.stderr.contains("--copies removes them, too"), "{run}");
    assert_eq!(folder.count("pilot"), 1);
    assert!(folder.run("purge x/near.txt --copies --yes").stderr.contains("1 article removed"));
    assert_eq!(folder.count("pilot"), 0);
    assert_eq!(folder.run("purge x/near.txt --yes").code, Some(1));
}

#[test]
fn an_article_of_several_in_a_file_is_purged_alone() {
    let lines = "{\"headline\":\"Gate\",\"body\":\"The gate was opened by Ruth Callan.\",\"url\":\"https://p.example/2019/the-gate-opens-early\"}\n\
                 {\"headline\":\"Ferry\",\"body\":\"The ferry was late, said Walter Dunne.\"}\n";
    let folder = Folder::with(&[("all.jsonl", lines)]);
    folder.done("index .");
    folder.done("purge --url http://www.p.example/2019/the-gate-opens-early/ --yes");
    assert_eq!((folder.count("gate"), folder.count("ferry")), (0, 1));
    assert_eq!(counts(&folder, "index"), [0, 0, 0, 0, 0, 0, 1]);
    folder.write("all.jsonl", format!("{{\"headline\":\"New\",\"body\":\"A bell rang.\"}}\n{lines}"));
    folder.done("index");
    assert_eq!((folder.count("gate"), folder.count("ferry"), folder.count("bell")), (0, 1, 1));
}

#[test]
fn archives_of_the_same_files_export_the_same() {
    let whole = Folder::of_sample();
    let copied = fs::read(whole.join("2019/2019-05-10-recount.txt")).expect("an article");
    whole.write("elsewhere/recount.txt", copied);
    whole.done("index .");
    let piecemeal = Folder::new();
    let mut files = visible_files(whole.path());
    files.reverse();
    for part in files.chunks(files.len().div_ceil(20)) {
        for file in part {
            let path = file.strip_prefix(whole.path()).expect("below").display().to_string();
            piecemeal.write(&path, fs::read(file).expect("a file"));
        }
        piecemeal.done("index .");
    }
    let export = whole.done("export");
    assert!(export == piecemeal.done("export"), "two archives of the same files export otherwise");
    piecemeal.done("index . --rebuild");
    let elsewhere = Folder::new();
    let written = elsewhere.join("export.jsonl");
    piecemeal.done(&format!("export --output {}", written.display()));
    assert!(fs::read_to_string(&written).expect("an export") == export);
    let lines: Vec<serde_json::Value> =
        export.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of_type = |wanted: &str| lines.iter().filter(|line| line["type"] == wanted).count();
    assert_eq!((of_type("archive"), of_type("file"), of_type("article")), (1, 69, 69));
    assert!(lines.iter().any(|line| line["group"].is_string()), "no copies");
    let article =
        lines.iter().find(|line| line["path"] == "2019/2019-05-10-recount.txt" && line["type"] == "article");
    let article = article.expect("an article");
    for name in article["names"].as_array().expect("names") {
        for mention in name["mentions"].as_array().expect("mentions") {
            let field = mention["field"].as_str().expect("a field");
            let at = |end: &str| mention[end].as_u64().expect("an offset") as usize;
            let cut = &article[field].as_str().expect("a text")[at("start")..at("end")];
            let mut forms = name["forms"].as_array().expect("forms").iter().filter_map(|form| form.as_str());
            assert!(forms.any(|form| form.contains(cut) || cut.contains(form)), "{cut}: {name}");
        }
    }
}

#[test]
fn a_backup_opens_in_place_and_is_restored() {
    let folder = three();
    folder.done("names rename 'Walter Dunne' 'Walter H. Dunne' --yes");
    let elsewhere = Folder::new();
    let backup = elsewhere.join("backup").display().to_string();
    // What a backup that was killed has left is cleared away, and nothing of anybody else.
    elsewhere.write(".making-f00Bar/index/file", "half of it");
    elsewhere.write(".tmpf00Bar", "not ours");
    folder.done(&format!("backup {backup}"));
    assert!(!elsewhere.join(".making-f00Bar").exists() && elsewhere.join(".tmpf00Bar").is_file());
    assert_eq!(folder.run(&format!("backup {backup}")).code, Some(2));
    assert_eq!(folder.run("backup inside").code, Some(2));
    let export = folder.done("export");
    assert_eq!(elsewhere.done(&format!("export --index {backup}")), export);
    for line in ["index", "names undo --yes", "purge a.txt --yes"] {
        let run = elsewhere.run(&format!("{line} --index {backup}"));
        assert!(run.code == Some(2) && run.stderr.contains("is a backup: it is only read"), "{line}\n{run}");
    }
    assert_eq!(elsewhere.done(&format!("export --index {backup}")), export);

    assert_eq!(folder.run(&format!("restore {backup}")).code, Some(2), "nothing is overwritten unasked");
    folder.done("purge b/b.txt --yes");
    folder.write("d.txt", "A new one\n\nIt was not there before.\n");
    folder.done("index");
    let run = folder.run(&format!("restore {backup} --replace"));
    assert!(run.code == Some(0) && run.stderr.contains("1 article removed again"), "{run}");
    assert!(run.stderr.contains("desk.1"), "{run}");
    assert_eq!(folder.ids().into_keys().collect::<Vec<_>>(), ["a.txt", "b/c.md"]);
    assert!(folder.done("names log").contains("Walter H. Dunne"));
    folder.done("index");
    assert_eq!(folder.count("before"), 1);

    fs::remove_dir_all(folder.path()).expect("the archive is lost");
    assert_eq!(elsewhere.done(&format!("export --index {backup}")), export);
}

#[test]
fn a_backup_is_whole_while_runs_go_on() {
    let folder = Folder::new();
    for number in 0..60 {
        folder.write(
            &format!("{number}.txt"),
            format!("The gate {number}\n\nIt was shown to Ruth Callan on the quay.\n"),
        );
    }
    folder.done("index .");
    let elsewhere = Folder::new();
    for round in 0..6 {
        folder.write("0.txt", format!("The gate again\n\nIt was shown {round} times to Ruth Callan.\n"));
        let mut running = folder.begin("index . --rebuild --commit-every 0");
        let mut made = 0;
        while running.try_wait().expect("its state").is_none() || made == 0 {
            let backup = elsewhere.join(&format!("{round}-{made}")).display().to_string();
            folder.done(&format!("backup {backup}"));
            assert_eq!(elsewhere.done(&format!("search --count gate --index {backup}")).trim(), "60");
            made += 1;
        }
    }
    let left = fs::read_dir(folder.join(".morgue")).expect("a folder").flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with(".making")));
}

#[test]
fn bytes_that_changed_unseen_are_found() {
    let folder = three();
    let elsewhere = Folder::new();
    let manifest = elsewhere.join("manifest.txt").display().to_string();
    folder.done(&format!("fixity --manifest {manifest}"));
    let path = folder.join("a.txt");
    let time = fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
    let mut bytes = fs::read(&path).expect("bytes");
    bytes[3] ^= 1;
    fs::write(&path, bytes).expect("written");
    set_time(&path, time);
    folder.remove("b/b.txt");
    folder.write("b/c.md", "# A bell is lost\n\nAnother length.\n");
    assert_eq!(counts(&folder, "index --dry-run")[0], 1, "a run does not see it");
    insta::assert_snapshot!(folder.run("fixity"), @r"
    exit 2
    --- stdout
    changed    a.txt
    missing    b/b.txt
    0 files as indexed, 1 new or changed since, 0 never read to the end
    --- stderr
    error: 1 file not as indexed
    hint: put the file back from a copy; if the new bytes are right, `touch` it and type: morgue index
    ");
    assert_eq!(folder.run("fixity --manifest manifest.txt").code, Some(2), "a manifest is no article");
    let lines = fs::read_to_string(&manifest).expect("a manifest");
    let paths: Vec<&str> = lines.lines().map(|line| line.split_once("  ").expect("two columns").1).collect();
    assert_eq!(paths, ["a.txt", "b/b.txt", "b/c.md"]);
    assert!(lines.lines().all(|line| line.find("  ") == Some(64)));
}

fn set_time(path: &Path, time: SystemTime) {
    let file = fs::File::options().append(true).open(path).expect("a file");
    file.set_modified(time).expect("its time");
}

#[cfg(unix)]
#[test]
fn who_may_read_the_folder_may_read_the_index_and_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    for (folder_mode, umask) in [(0o700, "022"), (0o750, "077"), (0o755, "022"), (0o770, "077")] {
        let folder = Folder::with(&[("a.txt", "Rain\n\nIt rained on Ruth Callan.\n")]);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_mode)).expect("permissions");
        let elsewhere = Folder::new();
        for home in [folder.join(".morgue"), elsewhere.join("index")] {
            let program = env!("CARGO_BIN_EXE_morgue");
            let script = format!("umask {umask}; {program} index . --index {}", home.display());
            let mut shell = std::process::Command::new("sh");
            shell.args(["-c", &script]).current_dir(folder.path());
            assert!(shell.output().expect("a shell").status.success());
            assert_eq!(mode(&home), folder_mode, "{}", home.display());
            for path in ["index", "desk"] {
                assert_eq!(mode(&home.join(path)), folder_mode, "{path}, umask {umask}");
            }
            for path in ["index/meta.json", "index/identities", "index/copies"] {
                assert_eq!(mode(&home.join(path)), folder_mode & 0o666, "{path}, umask {umask}");
            }
        }
    }
}

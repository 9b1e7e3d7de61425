//! Runs the program in folders of its own, and shows what it printed without what no two runs share.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_morgue");

/// Units behind which a measured number stands; the number is replaced.
const UNITS: [&str; 9] = ["s", "ms", "articles/s", "MB/s", "B", "kB", "MB", "GB", "GiB"];

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample archive, indexed once and shared by all tests, which only read it.
///
/// Nothing ends with the process, so its folder stays behind in the folder that Cargo has for such things; each run
/// clears away what earlier ones have left there.
pub(crate) fn sample() -> &'static Folder {
    static SHARED: OnceLock<Folder> = OnceLock::new();
    SHARED.get_or_init(|| {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
        remove_old(place);
        let folder = Folder::of(tempfile::tempdir_in(place).expect("a temporary folder"));
        copy_visible(&repository().join("data"), folder.path());
        folder.done("index .");
        folder
    })
}

/// Removes the folders that are too old to be in use.
fn remove_old(place: &Path) {
    let old = |path: &PathBuf| {
        let modified = path.metadata().and_then(|data| data.modified()).ok();
        modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > Duration::from_secs(3600))
    };
    let entries = fs::read_dir(place).expect("a folder").flatten().map(|entry| entry.path());
    for path in entries.filter(old) {
        // Another run may clear away the same.
        let _ = fs::remove_dir_all(path);
    }
}

/// A folder of a test, removed with it.
pub(crate) struct Folder {
    _temporary: TempDir,
    path: PathBuf,
}

impl Folder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self::of(tempfile::tempdir().expect("a temporary folder"))
    }

    fn of(temporary: TempDir) -> Self {
        // The program prints paths without links.
        let path = temporary.path().canonicalize().expect("its path");
        Self { _temporary: temporary, path }
    }

    /// One with files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (path, content) in files {
            folder.write(path, content);
        }
        folder
    }

    /// One with all of the sample archive, not indexed.
    pub(crate) fn of_sample() -> Self {
        let folder = Self::new();
        copy_visible(&repository().join("data"), folder.path());
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// Gives a file another path.
    pub(crate) fn rename(&self, from: &str, to: &str) {
        let to = self.join(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::rename(self.join(from), to).expect("a new name");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.join(path)).expect("a file to remove");
    }

    /// Runs the program here with a line of arguments, quoted as in a shell.
    pub(crate) fn run(&self, line: &str) -> Run {
        self.run_in("", line)
    }

    /// Begins a run here and does not wait for its end; nobody reads what it prints.
    pub(crate) fn begin(&self, line: &str) -> Child {
        let mut command = program(self.path());
        command.args(words(line)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the program starts")
    }

    /// Runs the program in a folder below.
    pub(crate) fn run_in(&self, below: &str, line: &str) -> Run {
        let mut command = program(&self.join(below));
        command.args(words(line));
        self.finish(command, b"")
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn run_on(&self, input: &[u8], line: &str) -> Run {
        let mut command = program(self.path());
        command.args(words(line));
        self.finish(command, input)
    }

    /// Runs a command that was made with [`program`].
    pub(crate) fn finish(&self, mut command: Command, input: &[u8]) -> Run {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A program that does not read its input may close it first.
        let _ = child.stdin.take().expect("its input").write_all(input);
        Run::new(&child.wait_with_output().expect("the program ends"), self.path())
    }

    /// What a run that must succeed prints.
    pub(crate) fn done(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!(run.code, Some(0), "morgue {line}\n{run}");
        run.stdout
    }

    /// The JSON that a run prints.
    pub(crate) fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.done(line)).expect("JSON")
    }

    /// The JSON values that a run prints, one a line.
    pub(crate) fn json_lines(&self, line: &str) -> Vec<Value> {
        self.done(line).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// The number that `search --count` prints, found or not.
    pub(crate) fn count(&self, query: &str) -> usize {
        let run = self.run(&format!("search --count {query}"));
        let count = run.stdout.trim().parse().unwrap_or_else(|_| panic!("{query}: no count\n{run}"));
        assert_eq!(run.code, Some(i32::from(count == 0)), "{query}: {run}");
        count
    }

    /// The articles of the archive, as `search` prints them, by path; without their ranks, which say nothing where all
    /// are equal.
    pub(crate) fn articles(&self) -> BTreeMap<String, Value> {
        let everything = "search --copies --format jsonl --limit 100000 -- -wordthatisnowhere";
        let unranked = |mut hit: Value| {
            hit["rank"].take();
            (text(&hit["path"]).to_owned(), hit)
        };
        self.json_lines(everything).into_iter().map(unranked).collect()
    }

    /// The ids of the articles, by path.
    pub(crate) fn ids(&self) -> BTreeMap<String, String> {
        self.articles().into_iter().map(|(path, hit)| (path, text(&hit["id"]).to_owned())).collect()
    }
}

/// Every file below a folder, hidden ones too.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Three small articles.
pub(crate) fn three() -> Folder {
    let folder = Folder::with(&[
        (
            "a.txt",
            "Harbour gate opens\n\nThe gate was opened by Mayor Ingrid Solheim on Monday, in the rain.\n",
        ),
        (
            "b/b.txt",
            "Ferry late again\n\nThe ferry to Merrow Island was late on Tuesday, said Walter Dunne.\n",
        ),
        ("b/c.md", "# A bell is found\n\nNora Dunne found the bell on Wednesday and rang it once.\n"),
    ]);
    folder.done("index .");
    folder
}

/// The counts of a run: read, moved, gone; articles added, changed, removed, unchanged.
pub(crate) fn counts(folder: &Folder, line: &str) -> [u64; 7] {
    let summary = folder.json(&format!("{line} --format json"));
    let count = |key: &str| summary[key].as_u64().unwrap_or_else(|| panic!("{key} in {summary}"));
    ["files_read", "files_moved", "files_gone", "added", "changed", "removed", "unchanged"].map(count)
}

/// The program, in a folder and an environment without settings.
pub(crate) fn program(here: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(here).env("COLUMNS", "100");
    for setting in ["MORGUE_ARCHIVE", "MORGUE_INDEX", "NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
        command.env_remove(setting);
    }
    command
}

/// What a run of the program came to.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    folder: String,
}

impl Run {
    fn new(output: &Output, folder: &Path) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            folder: folder.display().to_string(),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => writeln!(f, "exit {code}")?,
            None => writeln!(f, "ended by a signal")?,
        }
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                let text = redacted(&text.replace(&self.folder, "[DIR]"));
                writeln!(f, "--- {name}")?;
                // A backslash makes control characters and the spaces at the end of a line visible.
                write!(f, "{}", text.replace('\x1b', "\\e").replace('\0', "\\0"))?;
            }
        }
        Ok(())
    }
}

/// Replaces what differs from run to run: a number before a unit of time or size, as in "0.4 ms" or "15.2 MB/s".
pub(crate) fn redacted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(redacted_line).collect();
    lines.join("\n")
}

fn redacted_line(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let mut shown = words.clone();
    for (at, pair) in words.windows(2).enumerate() {
        let unit = pair[1].trim_end_matches([',', ';']);
        if UNITS.contains(&unit) && is_number(pair[0]) {
            shown[at] = "[N]";
        }
    }
    shown.join(" ")
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}

/// Splits a line as a shell does: at blanks, with '…' and "…" kept whole.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Output without the lines that name names: what the tagger finds is measured, not fixed.
pub(crate) fn without_names(output: &str) -> String {
    let names = ["people: ", "organizations: ", "places: "];
    let lines = output.lines().filter(|line| !names.iter().any(|name| line.contains(name)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Each query finds so many articles of the sample archive.
#[track_caller]
pub(crate) fn check_counts(expected: &[(&str, usize)]) {
    let sample = sample();
    let found: Vec<(&str, usize)> = expected.iter().map(|(query, _)| (*query, sample.count(query))).collect();
    assert_eq!(found, expected);
}

/// All of these find the same articles, and not none.
#[track_caller]
pub(crate) fn check_same(queries: &[&str]) {
    let sample = sample();
    let paths = |query: &str| sample.done(&format!("search --paths --sort oldest --limit 100 {query}"));
    let first = paths(queries[0]);
    for query in queries {
        assert_eq!(paths(query), first, "{query}");
    }
}

/// The text of a JSON value that must be one.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// The texts of a JSON list.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    list(value).iter().map(text).collect()
}

/// The values of a JSON list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The files below a folder, hidden ones left out.
pub(crate) fn visible_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            files.extend(visible_files(&path));
        } else if !hidden {
            files.push(path);
        }
    }
    files
}

fn copy_visible(from: &Path, to: &Path) {
    for path in visible_files(from) {
        let copy = to.join(path.strip_prefix(from).expect("below it"));
        fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder");
        fs::copy(&path, copy).expect("a copy");
    }
}

#[test]
fn lines_are_split_as_in_a_shell() {
    let check = |line: &str, expected: &[&str]| assert_eq!(words(line), expected, "{line}");
    check("search harbour plan", &["search", "harbour", "plan"]);
    check("search '\"tidal gate\" -flood'", &["search", "\"tidal gate\" -flood"]);
    check("--person=\"Lin Meihua\" ''", &["--person=Lin Meihua", ""]);
}

#[test]
fn only_measured_numbers_are_redacted() {
    let check = |line: &str, expected: &str| assert_eq!(redacted(line), expected);
    check("7 matches, 2 shown, 0.9 ms; 1 article", "7 matches, 2 shown, [N] ms; 1 article");
    check("0.2 s, 1,444 articles/s, 0.8 MB/s", "[N] s, [N] articles/s, [N] MB/s");
    check("gusts of 90 km/h, $4 a slice", "gusts of 90 km/h, $4 a slice");
}

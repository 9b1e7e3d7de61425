//! Other programs that index or search the same files, as far as they are installed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    asks::Ask,
    process::{Run, is_installed, run},
};

/// Reads every file as one row. Words are stemmed; FTS5 keeps no second list of them as written.
const FTS5_INDEX: &str = r#"
import os, sqlite3, sys
folder, file = sys.argv[1:3]
db = sqlite3.connect(file)
db.execute("create virtual table t using fts5(path unindexed, text, tokenize='porter unicode61')")
def rows():
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith('.'))
        for name in sorted(names):
            if name.endswith('.txt'):
                path = os.path.join(at, name)
                yield path, open(path, encoding='utf8', errors='replace').read()
db.executemany("insert into t values (?, ?)", rows())
db.commit()
db.execute("insert into t(t) values ('optimize')")
db.commit()
"#;

/// SQLite's full text search, filled by Python, asked by `sqlite3`.
pub(crate) struct Fts5(PathBuf);

impl Fts5 {
    /// The table in a file that is made in a folder; none if Python or `sqlite3` is missing.
    pub(crate) fn installed(scratch: &Path) -> Option<Self> {
        let both = is_installed("python3", "--version") && is_installed("sqlite3", "--version");
        both.then(|| Self(scratch.join("fts5.db")))
    }

    pub(crate) fn file(&self) -> &Path {
        &self.0
    }

    pub(crate) fn index(&self, folder: &Path) -> io::Result<Run> {
        let _ = fs::remove_file(&self.0);
        run(Command::new("python3").args(["-c", FTS5_INDEX]).arg(folder).arg(&self.0))
    }

    pub(crate) fn search(&self, ask: &Ask) -> Option<Command> {
        let mut command = Command::new("sqlite3");
        command.arg(&self.0).arg(Self::sql(ask)?);
        Some(command)
    }

    fn sql(ask: &Ask) -> Option<String> {
        let matched = match ask {
            Ask::Words(words) => words.join(" "),
            Ask::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Ask::Near(a, b) => format!("NEAR({a} {b}, 5)"),
            Ask::Wildcard(beginning) => format!("{beginning}*"),
            Ask::Person(name) => format!("\"{}\"", name.replace('\'', "''")),
            Ask::PersonWordDate(..) => return None,
        };
        Some(format!("select path from t where t match '{matched}' order by rank limit 10;"))
    }
}

/// Recoll, which stems and keeps the words as written, too.
pub(crate) struct Recoll(PathBuf);

impl Recoll {
    /// Its settings in a folder; none if it is missing.
    pub(crate) fn installed(scratch: &Path) -> Option<Self> {
        let both = is_installed("recollindex", "-h") && is_installed("recollq", "-h");
        both.then(|| Self(scratch.join("recoll")))
    }

    pub(crate) fn home(&self) -> &Path {
        &self.0
    }

    pub(crate) fn index(&self, folder: &Path) -> io::Result<Run> {
        let _ = fs::remove_dir_all(&self.0);
        fs::create_dir_all(&self.0)?;
        let settings = format!("topdirs = {}\nnoaspell = 1\n", folder.display());
        fs::write(self.0.join("recoll.conf"), settings)?;
        run(Command::new("recollindex").arg("-c").arg(&self.0))
    }

    pub(crate) fn search(&self, ask: &Ask) -> Option<Command> {
        let query = match ask {
            Ask::Words(words) => words.join(" "),
            Ask::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Ask::Near(a, b) => format!("\"{a} {b}\"p5"),
            Ask::Wildcard(beginning) => format!("{beginning}*"),
            Ask::Person(name) => format!("\"{name}\""),
            Ask::PersonWordDate(..) => return None,
        };
        let mut command = Command::new("recollq");
        command.arg("-c").arg(&self.0).args(["-n", "10", "-b", "-q", &query]);
        Some(command)
    }
}

/// ripgrep, which has no index: it reads all files for each question.
pub(crate) struct Ripgrep;

impl Ripgrep {
    pub(crate) fn installed() -> Option<Self> {
        is_installed("rg", "--version").then_some(Self)
    }

    /// The files that have it. Of two words only the first is looked for: the second costs less.
    pub(crate) fn search(&self, ask: &Ask, folder: &Path) -> Option<Command> {
        let pattern = match ask {
            Ask::Words(words) => words[0].clone(),
            Ask::Phrase(words) => words.join(" "),
            Ask::Near(a, b) => format!(r"{a}\W+(\w+\W+){{0,5}}{b}|{b}\W+(\w+\W+){{0,5}}{a}"),
            Ask::Wildcard(beginning) => format!(r"{beginning}\w*"),
            Ask::Person(name) => name.clone(),
            Ask::PersonWordDate(..) => return None,
        };
        let mut command = Command::new("rg");
        command.args(["-l", "-i", "-w", "--", &pattern]).arg(folder);
        Some(command)
    }
}

//! The rules of the house: a rule that nobody checks is not kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::harness::{repository, visible_files};

/// Most lines of a file, those of its tests not counted.
const FILE_LINES: usize = 400;

/// Most lines of a function.
const FUNCTION_LINES: usize = 60;

/// A source file.
struct Source {
    /// Its path in the repository, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// Whether all of it is test code.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// Its lines without its test modules.
    fn lines(&self) -> Vec<&str> {
        let mut lines = Vec::new();
        let mut all = self.text.lines().peekable();
        while let Some(line) = all.next() {
            let opens = all.peek().is_some_and(|next| next.trim_start().starts_with("mod "));
            if line.trim() == "#[cfg(test)]" && opens {
                let end = format!("{}}}", indent(line));
                let one_line = all.next().is_some_and(|module| module.ends_with(';'));
                if !one_line {
                    all.by_ref().find(|line| *line == end);
                }
            } else {
                lines.push(line);
            }
        }
        lines
    }

    /// Its lines without tests and comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.lines().into_iter().filter(|line| !line.trim_start().starts_with("//"))
    }

    /// Its functions: where each begins, and how many lines it has.
    fn functions(&self) -> Vec<(usize, usize)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let begins = (0..lines.len()).filter(|at| is_function(lines[*at]));
        begins.map(|at| (at + 1, function_length(&lines[at..]))).collect()
    }
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

fn is_function(line: &str) -> bool {
    let before = line.split("fn ").next().unwrap_or_default();
    let modifiers = ["pub", "pub(crate)", "pub(super)", "const", "async"];
    line.contains("fn ") && before.split_whitespace().all(|word| modifiers.contains(&word))
}

/// Lines from that of `fn` to the one that ends the function: a brace, or the semicolon of a declaration.
fn function_length(lines: &[&str]) -> usize {
    let margin = indent(lines[0]);
    let ends = |line: &&str| {
        indent(line) == margin
            && (line.trim() == "}" || line.ends_with(';') || line.ends_with(" }") || line.ends_with("{}"))
    };
    lines.iter().position(ends).map_or(lines.len(), |at| at + 1)
}

/// The source files below a folder of the repository.
fn sources(folder: &str) -> Vec<Source> {
    let paths = visible_files(&repository().join(folder));
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "rs"))
        .map(|path| source(path))
        .collect()
}

fn source(path: &Path) -> Source {
    Source { text: fs::read_to_string(path).expect("a text"), path: in_repository(path) }
}

/// A path as the rules write it.
fn in_repository(path: &Path) -> String {
    let path = path.strip_prefix(repository()).expect("a path of the repository");
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn every_source() -> Vec<Source> {
    ["src", "crates", "tests", "benches", "fuzz"]
        .into_iter()
        .filter(|folder| repository().join(folder).is_dir())
        .flat_map(sources)
        .collect()
}

/// Fails with all that was found, not with the first of it.
#[track_caller]
fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn files_are_short() {
    let long: Vec<String> = every_source()
        .iter()
        .filter(|source| !source.is_test())
        .map(|source| (source.lines().len(), source))
        .filter(|(lines, _)| *lines >= FILE_LINES)
        .map(|(lines, source)| format!("{} has {lines}", source.path))
        .collect();
    assert_none("files of 400 lines and more", &long);
}

#[test]
fn functions_fit_on_a_screen() {
    let mut long = Vec::new();
    for source in every_source() {
        let functions = source.functions().into_iter().filter(|(_, lines)| *lines > FUNCTION_LINES);
        long.extend(functions.map(|(at, lines)| format!("{}:{at} has {lines} lines", source.path)));
    }
    assert_none("functions of more than 60 lines", &long);
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = every_source()
        .into_iter()
        .filter(|source| !source.is_test() && !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_none("files that do not begin with `//!`", &silent);
}

/// What must not be used in some rooms.
struct Wall {
    /// The folders that it stands around.
    rooms: &'static [&'static str],
    /// Beginnings of the paths of files to which it does not apply.
    except: &'static [&'static str],
    never: &'static [&'static str],
}

/// Reading the environment. `env::temp_dir` is not here: it is where the system wants what is thrown away.
const ENVIRONMENT: [&str; 5] = ["env::var", "env::args", "env::current_dir", "env::home_dir", "env::set"];

const WALLS: &[Wall] = &[
    Wall { rooms: &["crates/names/src"], except: &[], never: &["tantivy", "fs::", "intake", "walkdir"] },
    Wall { rooms: &["crates/intake/src"], except: &[], never: &["tantivy", "names::"] },
    Wall {
        rooms: &["src", "crates"],
        except: &["src/archive/", "src/archive.rs", "src/search/engine/", "src/search/engine.rs"],
        never: &["tantivy"],
    },
    Wall {
        rooms: &["src", "crates/names/src", "crates/intake/src"],
        except: &[
            "src/archive/commit.rs",
            "src/archive/update/session.rs",
            // JSON that was found, not JSON that is shown.
            "crates/intake/src/formats/json",
            "src/cli/",
            "src/render/",
            "src/view/",
            // Calls the serialiser, as `src/cli/` does.
            "src/web/",
            "crates/intake/src/formats/",
        ],
        never: &["serde_json"],
    },
    Wall {
        rooms: &[
            "src/archive",
            "src/search",
            "src/desk",
            "src/view",
            "src/render",
            "src/web",
            "crates/intake/src",
        ],
        except: &[],
        never: &["println!", "eprintln!", "print!", "eprint!", "dbg!"],
    },
    Wall {
        rooms: &[
            "src/archive",
            "src/search",
            "src/desk",
            "src/view",
            "src/render",
            "src/web",
            "crates/names/src",
        ],
        except: &[],
        never: &ENVIRONMENT,
    },
    Wall {
        rooms: &["src", "crates/intake/src"],
        except: &["src/archive/files.rs", "src/archive/files/"],
        never: &[
            "fs::rename",
            "fs::create_dir",
            "fs::remove",
            "fs::write",
            "fs::copy",
            "fs::hard_link",
            "fs::set_permissions",
            "File::create",
            "OpenOptions",
        ],
    },
    // An asynchronous runtime stays behind one door, and what is behind it asks the library like everybody else.
    Wall {
        rooms: &["src", "crates"],
        except: &["src/web/"],
        never: &["tokio", "axum", "hyper", "async fn", ".await", "maud"],
    },
    Wall {
        rooms: &["src/web"],
        except: &[],
        never: &["engine::", "matcher::", "clap", "PreEscaped(format!"],
    },
    Wall { rooms: &["src", "crates"], except: &[], never: &["process::exit(101", "unsafe {"] },
];

#[test]
fn walls_between_rooms_stand() {
    let mut breaches = Vec::new();
    for wall in WALLS {
        for source in wall.rooms.iter().flat_map(|room| sources(room)).filter(|source| !source.is_test()) {
            if !wall.except.iter().any(|except| source.path.starts_with(except)) {
                breaches.extend(breaches_of(wall, &source));
            }
        }
    }
    assert_none("used on the wrong side of a wall", &breaches);
}

fn breaches_of(wall: &Wall, source: &Source) -> Vec<String> {
    let uses = |word: &&&str| source.code().any(|line| has_word(line, word));
    wall.never.iter().filter(uses).map(|word| format!("{}: {word}", source.path)).collect()
}

/// Whether a line has a word that is not just the end of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(is_part))
}

#[test]
fn no_crate_of_a_room_has_an_async_runtime_and_none_aborts() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).expect("Cargo.toml");
    for room in ["intake", "names", "trainer"] {
        let path = repository().join("crates").join(room).join("Cargo.toml");
        let own = fs::read_to_string(path).expect("Cargo.toml");
        assert!(!own.contains("tokio") && !own.contains("hyper"), "{room} has an asynchronous runtime");
    }
    assert!(!manifest.contains("panic = "), "a panic in a parser must be caught");
}

#[test]
fn the_map_of_the_house_is_true() {
    let map = fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let wrong: Vec<String> = map
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| is_path(name) && !repository().join(name).exists())
        .map(str::to_owned)
        .collect();
    assert_none("named in ARCHITECTURE.md, but not there", &wrong);
}

/// Whether a piece of code in a text names something in the repository.
fn is_path(name: &str) -> bool {
    let rooms = ["src/", "crates/", "tests/", "docs/", "data/", "benches/", "fuzz/", ".ci/"];
    rooms.iter().any(|room| name.starts_with(room)) && !name.contains([' ', '*', '<', '{', '…', '!'])
}

#[test]
fn nothing_unfinished_or_private_is_said() {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
    ];
    let mut said = Vec::new();
    for path in repository_texts() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let found = words.iter().filter(|word| text.lines().any(|line| has_word(line, word)));
        said.extend(found.map(|word| format!("{}: {word}", in_repository(&path))));
    }
    assert_none("words that do not belong into the repository", &said);
}

/// The files that were written for the repository, articles, models and data sets left out.
fn repository_texts() -> Vec<PathBuf> {
    let kept = |path: &PathBuf| {
        let path = in_repository(path);
        let left_out = ["target/", "data/", "crates/names/model/", "Cargo.lock"];
        !left_out.iter().any(|beginning| path.starts_with(beginning))
    };
    let top =
        fs::read_dir(repository()).expect("the repository").map(|entry| entry.expect("an entry").path());
    let skipped = ["target", "data", ".git"];
    top.filter(|path| path.file_name().is_none_or(|name| skipped.iter().all(|skipped| name != *skipped)))
        .flat_map(|path| if path.is_dir() { visible_files(&path) } else { vec![path] })
        .filter(kept)
        .collect()
}

#[test]
fn tests_that_documents_name_are_there() {
    let pages = ["docs/security.md", "docs/durability.md"];
    let model = pages.map(|page| fs::read_to_string(repository().join(page)).expect(page)).concat();
    let sources: String = every_source().into_iter().map(|source| source.text).collect();
    let named: Vec<&str> = model.split('`').skip(1).step_by(2).filter(|code| code.contains("::")).collect();
    assert!(named.len() > 20, "{named:?}");
    let missing = named.into_iter().filter(|test| {
        let name = test.rsplit("::").next().unwrap_or_default();
        !sources.contains(&format!("fn {name}()"))
    });
    assert_none(
        "tests named in docs/security.md or docs/durability.md, but not there",
        &missing.map(str::to_owned).collect::<Vec<_>>(),
    );
}

#[test]
fn tests_and_functions_are_told_apart() {
    let text = "//! A room.\nfn a() {\n    1;\n}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c();\n";
    let source = Source { path: "src/room.rs".to_owned(), text: text.to_owned() };
    assert_eq!(source.lines(), ["//! A room.", "fn a() {", "    1;", "}", "fn c();"]);
    assert_eq!(source.functions(), [(2, 3), (7, 1), (9, 1)]);
    assert!(has_word("use std::fs::File", "fs::") && !has_word("offs::x", "fs::"));
}

//! Reads any bytes as files of given names, and checks what must hold whatever the bytes are.

#[cfg(feature = "program")]
pub mod program;

use std::ops::ControlFlow;

use intake::{Article, Limits, Problem, ProblemKind, Sink, Source};

/// Limits that are hit soon, so that they are tried too.
fn limits() -> Limits {
    Limits { text_bytes: 200_000, depth: 4, articles: 500, members: 1000, ..Limits::default() }
}

/// Reads bytes under each of some names.
pub fn read(names: &[&str], bytes: &[u8]) {
    for name in names {
        let mut sink = Checking { found: 0 };
        let outcome = intake::read(Source::new(name, &mut &*bytes), &limits(), &mut sink);
        assert!(
            outcome.is_skipped() || outcome.skipped > 0 || sink.found > 0,
            "neither an article nor a problem nor a reason: {name}, {outcome:?}"
        );
    }
}

struct Checking {
    found: u64,
}

impl Sink for Checking {
    fn article(&mut self, article: Article) -> ControlFlow<()> {
        self.found += 1;
        for paragraph in &article.paragraphs {
            assert!(!paragraph.text.trim().is_empty(), "a paragraph of nothing");
            assert!(!paragraph.text.contains(char::is_control), "control characters: {:?}", paragraph.text);
        }
        let one_line = [&article.title, &article.source, &article.section, &article.dateline, &article.url];
        for value in one_line.into_iter().flatten().chain(&article.authors) {
            assert!(!value.contains(char::is_control), "control characters: {value:?}");
        }
        ControlFlow::Continue(())
    }

    fn problem(&mut self, problem: Problem) {
        self.found += 1;
        assert_ne!(problem.kind, ProblemKind::Panic, "{problem:?}");
    }
}

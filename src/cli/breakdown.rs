//! When something has failed that should not: looks whether the index is damaged, and says what to do.
//!
//! The engine and the program trust what they have written. Where it was damaged since, they stumble in the most different
//! places, some of them by a panic. None of these places can say what is wrong; the checksums can.

use std::{
    backtrace::BacktraceStatus,
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
};

use morgue::{archive::Damage, render};

use super::{Failure, Outcome, context::Context};

/// Damaged files that are named.
const NAMED: usize = 3;

/// Where the last panic was, and what it said.
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Does something; a panic in it becomes a failure, and a failure that may be due to a damaged index names its files.
pub(super) fn guarded(
    context: &Context,
    work: impl FnOnce() -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    panic::set_hook(Box::new(|panic| {
        let backtrace = std::backtrace::Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            super::context::note(&format!("{panic}\n{backtrace}"));
        }
        let payload = panic.payload();
        let text =
            payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
        let text = text.unwrap_or("no reason given");
        let place = panic.location().map_or(String::new(), |at| format!(" ({}:{})", at.file(), at.line()));
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{text}{place}"));
    }));
    let (failure, has_panicked) = match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(failure)) if failure.is_suspect() => (failure, false),
        Ok(ended) => return ended,
        Err(_) => (Failure::new(format_args!("the program failed: {}", last_panic())), true),
    };
    Err(explain(context, failure, has_panicked))
}

fn last_panic() -> String {
    LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}

/// Says what is damaged, if anything is.
fn explain(context: &Context, failure: Failure, has_panicked: bool) -> Failure {
    // What is damaged may make this fail, too.
    let look = || context.archive().ok().and_then(|archive| archive.damage().ok()).unwrap_or_default();
    let damage = panic::catch_unwind(AssertUnwindSafe(look)).unwrap_or_default();
    if !damage.is_empty() {
        return Failure::new(format_args!("the index is damaged: {}", named(&damage))).hint(
            "`morgue verify --repair` makes it whole again from your files; your corrections and marks stay",
        );
    }
    if has_panicked {
        return failure
            .hint("no file of the index is damaged: this is a mistake in the program; please report it")
            .hint("with RUST_BACKTRACE=1 it says where it happened");
    }
    failure.hint(
        "`morgue verify` looks for what is wrong; `morgue index --rebuild` makes the index anew from your files",
    )
}

fn named(damage: &[Damage]) -> String {
    let mut said: Vec<String> = damage
        .iter()
        .take(NAMED)
        .map(|one| format!("{} {}", one.path.display(), one.wrong.words()))
        .collect();
    if damage.len() > NAMED {
        said.push(format!("and {} more", render::plural((damage.len() - NAMED) as u64, "file")));
    }
    said.join(", ")
}

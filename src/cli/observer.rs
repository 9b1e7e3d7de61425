//! Shows how a run goes, and ends it, or whatever else goes on, when the user asks for that.

use std::{
    io::IsTerminal,
    sync::{
        Mutex, Once, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use indicatif::{ProgressBar, ProgressStyle};
use morgue::{
    archive::update::{Observer, Progress},
    render::{grouped, plural},
};

use super::context::note;

/// Set by the first Ctrl-C.
static CANCELLED: AtomicBool = AtomicBool::new(false);

/// What is to happen at the first Ctrl-C beside ending a run.
static ENDINGS: Mutex<Vec<Box<dyn Fn() + Send>>> = Mutex::new(Vec::new());

/// Has something done when the user presses Ctrl-C; pressed again, it ends the program at once.
pub(crate) fn on_interrupt(end: impl Fn() + Send + 'static) {
    ENDINGS.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(end));
    handle_interrupts();
}

fn handle_interrupts() {
    static HANDLER: Once = Once::new();
    HANDLER.call_once(|| {
        let handler = || {
            if CANCELLED.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
            ENDINGS.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(|end| end());
        };
        // Without a handler Ctrl-C ends the program at once, which the index survives.
        let _ = ctrlc::set_handler(handler);
    });
}

/// A bar on the terminal; silent elsewhere.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar, and a handler for Ctrl-C: the first ends the run after the files in hand, the second at once.
    pub(crate) fn new() -> Self {
        handle_interrupts();
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        Self { bar }
    }

    fn style(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
    }
}

impl Observer for Bar {
    fn progress(&self, progress: Progress) {
        match progress {
            Progress::Outdated { .. } => {
                note("the index is of an older version of the program: it is made anew from your files");
            }
            Progress::Looking { files } => {
                self.style("looking through the folder: {msg}");
                self.bar.set_message(plural(files, "file"));
            }
            Progress::Reading { files, of, articles } => {
                if self.bar.length() != Some(of) {
                    self.style("{bar:30} {pos}/{len} files, {msg}, {eta} left");
                    self.bar.set_length(of);
                    self.bar.reset_elapsed();
                }
                self.bar.set_position(files);
                let rate = articles as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
                self.bar.set_message(format!("{}, {}/s", plural(articles, "article"), grouped(rate as u64)));
            }
            Progress::Comparing { articles, of } => {
                if self.bar.length() != Some(of) {
                    self.style("{bar:30} {pos}/{len} articles compared, {eta} left");
                    self.bar.set_length(of);
                    self.bar.reset_elapsed();
                }
                self.bar.set_position(articles);
            }
            Progress::Finishing => {
                self.style("{msg}");
                self.bar.set_message("putting the index in order");
            }
        }
    }

    fn cancelled(&self) -> bool {
        CANCELLED.load(Ordering::Relaxed)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

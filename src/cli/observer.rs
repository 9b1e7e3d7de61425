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

    fn count(&self, articles: u64, of: u64, done: &str) {
        if self.bar.length() != Some(of) {
            self.style(&format!("{{bar:30}} {{pos}}/{{len}} {done}, {{eta}} left"));
            self.bar.set_length(of);
            self.bar.reset_elapsed();
        }
        self.bar.set_position(articles);
    }
}

impl Observer for Bar {
    fn progress(&self, progress: Progress) {
        match progress {
            Progress::Outdated { .. } => {
                note("the index is of an older version of the program: it is made anew from your files");
            }
            Progress::SharedDisk { file_system } => note(&format!(
                "the index is on {file_system}, where a run on another machine may not see this one: index from one machine at a \
                 time, or put the index on a disk of this one (--index DIR)"
            )),
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
            Progress::Renewing { articles, of } => self.count(articles, of, "articles made anew"),
            Progress::Comparing { articles, of } => self.count(articles, of, "articles compared"),
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

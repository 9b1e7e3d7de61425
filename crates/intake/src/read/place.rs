//! Says of articles and problems where in a file of several they come from, and counts them.

use std::ops::ControlFlow;

use super::budget::Budget;
use crate::{Article, Problem, Sink};

/// What stands between a container and a member of it.
pub const BETWEEN: &str = "!/";

/// Puts a member's name before what comes from it.
pub(super) struct MemberSink<'s> {
    pub(super) name: &'s str,
    pub(super) inner: &'s mut dyn Sink,
}

impl MemberSink<'_> {
    fn place(&self, member: Option<String>) -> String {
        match member {
            None => self.name.to_owned(),
            Some(member) => format!("{}{BETWEEN}{member}", self.name),
        }
    }
}

impl Sink for MemberSink<'_> {
    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        article.member = Some(self.place(article.member));
        self.inner.article(article)
    }

    fn problem(&mut self, mut problem: Problem) {
        problem.member = Some(self.place(problem.member));
        self.inner.problem(problem);
    }
}

/// The file's own sink behind the limits: no two articles have the same place.
pub(super) struct CountingSink<'s> {
    pub(super) budget: &'s Budget<'s>,
    pub(super) inner: &'s mut dyn Sink,
    /// How many problems there were.
    pub(super) problems: u64,
}

impl CountingSink<'_> {
    /// More problems than this of one file are counted and not kept.
    const MOST_PROBLEMS: u64 = 1000;
}

impl Sink for CountingSink<'_> {
    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        if self.budget.is_ended() || !self.budget.article() {
            return ControlFlow::Break(());
        }
        article.member = self.budget.unique(article.member);
        let flow = self.budget.elsewhere(|| self.inner.article(article));
        if flow.is_break() {
            self.budget.stop();
        }
        flow
    }

    fn problem(&mut self, mut problem: Problem) {
        self.problems += 1;
        if self.problems == Self::MOST_PROBLEMS {
            problem.detail.push_str("; this is the last of many problems of the file that is kept");
        }
        if self.problems <= Self::MOST_PROBLEMS {
            self.inner.problem(problem);
        }
    }
}

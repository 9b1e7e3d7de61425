//! What the figures of several corpora say together: how each grows, and what of it was promised.

use crate::{
    indexing::Indexed,
    naming::Naming,
    searching::Searched,
    table::{Table, megabytes},
};

/// The figures of one corpus.
pub(crate) struct Figures {
    pub(crate) indexed: Indexed,
    pub(crate) searched: Option<Searched>,
}

/// Prints how the figures grow with the corpus.
pub(crate) fn growth(all: &[Figures]) {
    if all.len() < 2 {
        return;
    }
    println!("\n## How it grows");
    let columns: Vec<String> = all.iter().map(|figures| format!("{}", figures.indexed.articles)).collect();
    let columns: Vec<&str> = [""].into_iter().chain(columns.iter().map(String::as_str)).collect();
    let mut table = Table::new("By the number of articles", &columns);
    let mut row = |name: &str, value: &dyn Fn(&Figures) -> String| {
        let cells: Vec<String> = [name.to_owned()].into_iter().chain(all.iter().map(value)).collect();
        table.row(&cells);
    };
    row("morgue, articles/s", &|figures| format!("{:.0}", figures.indexed.morgue));
    row("without names, articles/s", &|figures| format!("{:.0}", figures.indexed.nameless));
    row("bare tantivy, articles/s", &|figures| format!("{:.0}", figures.indexed.bare));
    row("morgue, anonymous memory", &|figures| megabytes(figures.indexed.anonymous));
    row("index/text", &|figures| format!("{:.2}", figures.indexed.size));
    row("nothing changed, ms", &|figures| format!("{:.0}", figures.indexed.unchanged));
    let searched = |value: fn(&Searched) -> String| {
        move |figures: &Figures| figures.searched.as_ref().map_or("–".to_owned(), value)
    };
    row(
        "two words, whole process, ms",
        &searched(|found| format!("{:.1} / {:.1}", found.whole.0, found.whole.1)),
    );
    row("two words, in process, ms", &searched(|found| format!("{:.2}", found.inside)));
    row("two words, bare tantivy, ms", &searched(|found| format!("{:.2}", found.bare)));
    table.print();
}

/// Prints what was promised and what came of it, by the largest corpus.
pub(crate) fn verdict(all: &[Figures], naming: Option<&Naming>) {
    let Some(figures) = all.last() else { return };
    let indexed = &figures.indexed;
    println!("\n## What was promised");
    let title = format!("At {} articles", indexed.articles);
    let mut table = Table::new(&title, &["what", "promised", "measured", ""]);
    let mut row = |what: &str, promised: &str, measured: String, is_kept: bool| {
        let kept = if is_kept { "kept" } else { "missed" };
        table.row(&[what.to_owned(), promised.to_owned(), measured, kept.to_owned()]);
    };
    let of_bare = indexed.morgue / indexed.bare;
    row("articles/s with names, of bare tantivy's", "0.35", format!("{of_bare:.2}"), of_bare >= 0.35);
    if let Some(recoll) = indexed.recoll {
        let times = indexed.morgue / recoll;
        row("articles/s, of Recoll's", "6 times", format!("{times:.1} times"), times >= 6.0);
    }
    if let Some(naming) = naming
        && let Some(spacy) = naming.spacy
    {
        let times = naming.ours / spacy;
        row("names part, of spaCy's", "200 times", format!("{times:.0} times"), times >= 200.0);
    }
    if let [.., before, last] = all {
        let kept = last.indexed.morgue / before.indexed.morgue;
        let what = format!("articles/s, of those at {}", before.indexed.articles);
        row(&what, "0.85", format!("{kept:.2}"), kept >= 0.85);
    }
    row("anonymous memory", "662 MB", megabytes(indexed.anonymous), indexed.anonymous < 662_000_000);
    row("index over text", "1.2", format!("{:.2}", indexed.size), indexed.size < 1.2);
    row("nothing changed", "1.5 s", format!("{:.2} s", indexed.unchanged / 1e3), indexed.unchanged < 1500.0);
    if let Some(found) = &figures.searched {
        let (median, last) = found.whole;
        let measured = format!("{median:.1} / {last:.1} ms");
        row("two words, whole process", "20 / 60 ms", measured, median < 20.0 && last < 60.0);
        row("two words, in process", "2 ms", format!("{:.2} ms", found.inside), found.inside < 2.0);
        let ratio = found.inside / found.bare;
        row("the same, of bare tantivy's", "1.5 times", format!("{ratio:.2} times"), ratio <= 1.5);
    }
    let counts = indexed.folded <= 0.01 && indexed.cut <= 0.01;
    row(
        "articles folded, paragraphs cut",
        "1 %",
        format!("{:.2} %, {:.2} %", indexed.folded * 100.0, indexed.cut * 100.0),
        counts,
    );
    table.print();
}

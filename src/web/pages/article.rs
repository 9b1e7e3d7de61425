//! An article to be read: what matches stays marked, names in the margin, and the way through the hits.

use maud::{Markup, PreEscaped, html};
use names::Kind;
use rustc_hash::FxHashMap;

use super::{assign, cite, correct, parts, parts::Numbers, search::HITS, shell::Shell};
use crate::{
    archive::record::ArticleRecord,
    desk::marks::{Marked, Marks},
    render::plain,
    search::{
        self, Request,
        related::{self, Related},
    },
    view::{ArticleRefView, ArticleView, CitationView, ParsedView},
    web::{
        api,
        app::{App, Opened},
        asked::Asked,
        params::Params,
        reply::Reply,
        trouble::Trouble,
    },
};

/// Among how many of the next hits one is looked for that was not seen; if all of these were, among how many behind them.
const AHEAD: [usize; 3] = [20, 200, 2000];

/// How many related articles are shown.
const RELATED: usize = 5;

/// The article with an id.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let opened = app.opened_for(params)?;
    let record = api::find(&opened, asked.part("id"))?;
    let request = params.request(params.one("q").unwrap_or_default(), 0)?;
    let asks = params.asks();
    let view = ArticleView::whole(&opened.catalog, &record, asks.then_some(&request), &opened.recurring)?;
    let marks = Marks::load(&app.archive)?;
    let way = Way::of(&opened, params, &request, &marks)?;
    let citation = CitationView::from(&view);
    let related: Related = related::related(&opened.catalog, &record, RELATED, 0)?;
    let related = related.hits.iter().map(|hit| ArticleRefView::from(&hit.record)).collect();
    let made = correct::made(app, params);
    let called = ArticleRefView::from(&record).called().to_owned();
    let page = Page {
        app,
        view: &view,
        citation: &citation,
        names: names_of(&opened, &record),
        called: &called,
        search: params.search(),
        way,
        related,
        made,
    };
    let title = called.clone();
    let marked = marks.of(&view.id, &record.place());
    Ok(Reply::page(Shell::new(app, &title).asks(params).head(head(&citation)?).page(&page.body(marked))))
}

/// What citation programs look for in a page.
fn head(citation: &CitationView) -> Result<Markup, Trouble> {
    let json = serde_json::to_string(&citation.news_article()).map_err(Trouble::inside)?;
    // Inside of `script` nothing but its end tag and comments mean anything, and both begin with this sign.
    let json = json.replace('<', "\\u003c");
    let date = citation.date_parts().iter().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("/");
    Ok(html! {
        // Zotero would take it for an article of a journal.
        meta name="z:itemType" content="newspaperArticle";
        meta name="citation_title" content=(citation.title);
        @for author in &citation.authors { meta name="citation_author" content=(author); }
        @if let Some(source) = &citation.source { meta name="citation_journal_title" content=(source); }
        @if !date.is_empty() { meta name="citation_publication_date" content=(date); }
        @if let Some(url) = &citation.url { meta name="citation_public_url" content=(url); }
        @if let Some(language) = &citation.language { meta name="citation_language" content=(language); }
        script type="application/ld+json" { (PreEscaped(json)) }
    })
}

/// A hit by its place and id.
type Place = (usize, String);

/// The hits before and behind an article in the search that it was opened from.
#[derive(Default)]
struct Way {
    previous: Option<Place>,
    next: Option<Place>,
    next_unseen: Option<Place>,
    total: u64,
    at: usize,
}

impl Way {
    fn of(opened: &Opened, params: &Params, request: &Request, marks: &Marks) -> Result<Self, Trouble> {
        let at = params.number("at", 0, 1_000_000)?;
        let mut way = Self { at, ..Self::default() };
        if at == 0 {
            return Ok(way);
        }
        let mut offset = at.saturating_sub(2);
        for ahead in AHEAD {
            let limit = at.saturating_sub(offset) + ahead;
            let (total, articles) =
                search::articles(&opened.catalog, &Request { limit, offset, ..request.clone() })?;
            way.total = total;
            offset += articles.len();
            for (rank, record) in articles {
                let id = record.id.to_string();
                if rank + 1 == at {
                    way.previous = Some((rank, id));
                    continue;
                }
                if rank == at + 1 {
                    way.next = Some((rank, id.clone()));
                }
                if rank > at && way.next_unseen.is_none() && !marks.of(&id, &record.place()).seen {
                    way.next_unseen = Some((rank, id));
                }
            }
            if way.next_unseen.is_some() || offset as u64 >= total {
                break;
            }
        }
        Ok(way)
    }
}

/// A name of the article.
struct Name {
    /// What it is, and how it is called.
    kind: Kind,
    called: String,
    /// What the article's text was taken for, and how it stands there.
    taken: Kind,
    written: String,
    /// How often it stands there.
    mentions: usize,
}

/// The names of an article, each once.
fn names_of(opened: &Opened, record: &ArticleRecord) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut known: FxHashMap<(Kind, &str), usize> = FxHashMap::default();
    for name in &record.names {
        let called = opened.catalog.identities().called(name, record.id.number());
        let Some((kind, called)) = called else { continue };
        let at = *known.entry((kind, called)).or_insert(names.len());
        if at == names.len() {
            let (called, written) = (called.to_owned(), name.canonical.clone());
            names.push(Name { kind, called, taken: name.kind, written, mentions: 0 });
        }
        names[at].mentions += name.mentions.len();
    }
    names
}

struct Page<'a> {
    app: &'a App,
    view: &'a ArticleView,
    citation: &'a CitationView,
    names: Vec<Name>,
    /// Its headline, else how it begins.
    called: &'a str,
    search: Params,
    way: Way,
    related: Vec<ArticleRefView>,
    /// What was just corrected.
    made: Markup,
}

impl Page<'_> {
    fn body(&self, marked: Marked) -> Markup {
        let mut numbers = Numbers::default();
        let text = html! { (self.headline(&mut numbers)) (self.text(&mut numbers)) };
        let count = numbers.last();
        html! {
            (self.made)
            (self.ways())
            div.reading {
                article.story data-id=(self.view.id) data-seen=(marked.seen) data-cite=(plain(self.citation)) lang=[self.view.parsed.language.as_deref()] {
                    (matches(count))
                    (text)
                    (cut(&self.view.parsed))
                }
                aside.margin aria-label="About this article" {
                    (self.actions(marked))
                    (listed("Copies", &self.view.copies))
                    (self.versions())
                    (self.names())
                    (listed("Related", &self.related))
                    (cite::section(self.citation))
                }
            }
        }
    }

    /// Back to the hits, and to the one before and behind.
    fn ways(&self) -> Markup {
        let way = &self.way;
        let address =
            |(rank, id): &Place| self.search.with("at", &rank.to_string()).at(&format!("/article/{id}"));
        html! {
            @if way.at > 0 {
                nav.ways aria-label="Through the hits" {
                    a #back href=(self.back()) { "← Hits" }
                    span { (crate::render::grouped(way.at as u64)) " of " (crate::render::grouped(way.total)) }
                    @if let Some(hit) = &way.previous { a #previous rel="prev" href=(address(hit)) { "Previous" } }
                    @if let Some(hit) = &way.next { a #next rel="next" href=(address(hit)) { "Next" } }
                    @if let Some(hit) = &way.next_unseen { a #next-unseen href=(address(hit)) { "Next unseen" } }
                }
            }
        }
    }

    /// The hits among which this one is.
    fn back(&self) -> String {
        let before = (self.way.at - 1) / HITS * HITS;
        let search = match before {
            0 => self.search.clone(),
            before => self.search.with("offset", &before.to_string()),
        };
        format!("{}#hit-{}", search.at("/search"), self.way.at)
    }

    fn headline(&self, numbers: &mut Numbers) -> Markup {
        let parsed = &self.view.parsed;
        html! {
            header {
                @if let Some(section) = &parsed.section { p.section { (section) } }
                h1 dir="auto" {
                    @match &parsed.title {
                        Some(title) => (parts::marked(title, (0, title.len()), &self.view.title_highlights, Some(numbers))),
                        None => span.opening { (self.called) },
                    }
                }
                p.origin { (parts::origin(parsed.date.as_deref(), parsed.source.as_deref(), &parsed.authors)) }
                @if let Some(dateline) = &parsed.dateline { p.dateline { (dateline) } }
            }
        }
    }

    fn text(&self, numbers: &mut Numbers) -> Markup {
        let body = &self.view.parsed.body;
        let mut at = 0;
        let paragraphs: Vec<(usize, usize)> = body
            .split("\n\n")
            .filter(|_| !body.is_empty())
            .map(|paragraph| {
                let range = (at, at + paragraph.len());
                at = range.1 + 2;
                range
            })
            .collect();
        html! {
            div.body {
                @if body.is_empty() { p.nothing { "It has no text." } }
                @for (number, range) in paragraphs.into_iter().enumerate() {
                    p id=(format!("p{}", number + 1)) dir="auto" {
                        (parts::marked(body, range, &self.view.highlights, Some(numbers)))
                        a.anchor href=(format!("#p{}", number + 1)) aria-label=(format!("Address of paragraph {}", number + 1)) { "¶" }
                    }
                }
            }
        }
    }

    fn actions(&self, marked: Marked) -> Markup {
        let star = [("star", "☆ Star"), ("nostar", "★ Starred")];
        let seen = [("seen", "Mark as seen"), ("unseen", "✓ Seen")];
        let mark = |class: &str, states: [(&str, &str); 2], is_set: bool| {
            let ((word, text), (then, says)) = (states[usize::from(is_set)], states[usize::from(!is_set)]);
            html! {
                form.mark.(class) action="/marks" method="post" {
                    (parts::secret(self.app))
                    (parts::hidden(&self.search))
                    input type="hidden" name="id" value=(self.view.id);
                    @if self.way.at > 0 { input type="hidden" name="at" value=(self.way.at); }
                    button name="mark" value=(word) data-then=(then) data-says=(says) { (text) }
                }
            }
        };
        html! {
            div.actions {
                @if !self.app.read_only {
                    div.marking { (mark("star", star, marked.star)) (mark("seen", seen, marked.seen)) }
                }
                a href=(format!("/article/{}/original", self.view.id)) { "The original file" }
                @if let Some(url) = &self.citation.url { a href=(url) rel="noopener noreferrer external" target="_blank" { "Its page on the web ↗" } }
                p.path { (self.citation.path) }
            }
        }
    }

    /// Who and what stands in the article; and, where one may change something, a way to say who is meant.
    fn names(&self) -> Markup {
        let kinds =
            [(Kind::Person, "People"), (Kind::Organization, "Organizations"), (Kind::Place, "Places")];
        html! {
            @for (kind, title) in kinds {
                @let names: Vec<_> = self.names.iter().filter(|name| name.kind == kind).collect();
                @if !names.is_empty() {
                    section.names-list {
                        h2 { (title) }
                        ul {
                            @for name in names { li {
                                (parts::name(kind, &name.called))
                                @if name.mentions > 1 { span.times { " " (name.mentions) "×" } }
                                " " a.show href=(self.only(kind, &name.called)) title="Mark it in the text" { "mark" }
                                @if !self.app.read_only {
                                    " " a.show href=(assign::way(name.taken, &name.written, Some(&self.view.id))) title=(format!("Here it is another {}", name.called)) { (assign::question(kind)) }
                                }
                            } }
                        }
                    }
                }
            }
        }
    }

    /// The way to the other versions, and to the newest.
    fn versions(&self) -> Markup {
        html! {
            @if self.view.versions > 1 {
                section.kin-list {
                    h2 { "Versions" }
                    p {
                        a href=(format!("/article/{}/versions", self.view.id)) { (parts::count(self.view.versions, "version")) }
                        @if let Some(newest) = &self.view.newest { "; " a href=(format!("/article/{newest}")) { "the newest" } }
                    }
                }
            }
        }
    }

    /// The article with just a name marked.
    fn only(&self, kind: Kind, name: &str) -> String {
        let name = name.replace('"', " ");
        let query = format!("{}:\"{name}\"", parts::kind_class(kind));
        Params::default().with("q", &query).at(&format!("/article/{}", self.view.id)) + "#m1"
    }
}

/// How many places match, and the way through them.
fn matches(count: usize) -> Markup {
    html! {
        @if count > 0 {
            p.matches data-count=(count) {
                span { (parts::count(count as u64, "match")) }
                a #first-match href="#m1" { "to the first" }
            }
        }
    }
}

/// Other articles, in few words.
pub(super) fn listed(title: &str, articles: &[ArticleRefView]) -> Markup {
    html! {
        @if !articles.is_empty() {
            section.kin-list {
                h2 { (title) }
                ul { @for article in articles { li {
                    a href=(format!("/article/{}", article.id)) { (article.called()) }
                    p.origin { (parts::origin(article.date.as_deref(), article.source.as_deref(), &[])) }
                } } }
            }
        }
    }
}

/// The paragraphs that are no part of the story.
fn cut(parsed: &ParsedView) -> Markup {
    html! {
        @if !parsed.cut.is_empty() {
            details.cut {
                summary { (parts::count(parsed.cut.len() as u64, "paragraph")) " left out of search" }
                @for cut in &parsed.cut { p { (cut.text) } }
            }
        }
    }
}

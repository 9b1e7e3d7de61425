//! A correction of names: what would change, the change, and taking it back.

use maud::{Markup, html};
use names::{Kind, key};

use super::{assign, parts, shell::Shell};
use crate::{
    desk::names::{Change, Edit, check, kind_of_word},
    search::{Catalog, corrections},
    view::{EffectView, StandingView},
    web::{
        app::{App, Opened},
        asked::Asked,
        params::Params,
        reply::Reply,
        trouble::Trouble,
    },
};

/// The fields of a correction.
const FIELDS: [&str; 7] = ["do", "kind", "name", "other", "to", "is", "article"];

/// Shows what a correction would change; asks for what it still needs.
pub(in crate::web) fn plan(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = asked.params.among(&FIELDS);
    let opened = app.opened()?;
    let kind = kind(&params)?;
    let body = match edit(&opened, kind, &params)? {
        None if params.one("do") == Some("assign") && !params.has("article") => {
            assign::choose(&opened, kind, &params, asked.params.offset()?)?
        }
        None => needed(&opened, kind, &params)?,
        Some(edit) => {
            let edits = corrections::with_copies(opened.catalog.reader(), edit.clone())?;
            let change = Change::plan(&app.archive, &edits)?;
            planned(app, &opened, &params, &edit, &change)?
        }
    };
    let body = html! {
        section.correct {
            h1 { "Correct a name" }
            @if asked.params.has("again") { p.warning { "The corrections were changed in the meantime. This is what would change now." } }
            (body)
        }
    };
    Ok(Reply::page(Shell::new(app, "Correct a name").at("/corrections").page(&body)))
}

/// Makes a correction, if the corrections are still those that its plan was made with.
pub(in crate::web) fn make(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = asked.form.among(&FIELDS);
    let opened = app.opened()?;
    if asked.form.one("desk") != Some(&opened.desk) {
        return Reply::go_to(&params.with("again", "1").at("/correct"));
    }
    let kind = kind(&params)?;
    let edit = edit(&opened, kind, &params)?.ok_or_else(|| Trouble::wrong("the correction is not whole"))?;
    let edits = corrections::with_copies(opened.catalog.reader(), edit.clone())?;
    let change = Change::plan(&app.archive, &edits)?;
    if change.is_nothing() {
        return Reply::go_to(&behind(&edit));
    }
    let number = change.make(&app.archive)?;
    Reply::go_to(&format!("{}?done={number}", behind(&edit)))
}

/// Takes a correction back.
pub(in crate::web) fn undo(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let number = asked.form.one("number").and_then(|number| number.parse().ok());
    let number = number.ok_or_else(|| Trouble::wrong("which change is to be taken back?"))?;
    Change::undo(&app.archive, Some(number))?.make(&app.archive)?;
    Reply::go_to("/corrections")
}

/// The view that shows what became of a correction.
fn behind(edit: &Edit) -> String {
    match edit {
        Edit::Join { kind, name, .. }
        | Edit::Split { kind, name, .. }
        | Edit::Identify { kind, name, .. } => parts::profile(*kind, name),
        Edit::Rename { kind, to, .. } => parts::profile(*kind, to),
        Edit::Retype { is, name, .. } => parts::profile(*is, name),
        Edit::Assign { article, .. } => format!("/article/{article}"),
        Edit::Ignore { .. } => "/corrections".to_owned(),
    }
}

fn kind(params: &Params) -> Result<Kind, Trouble> {
    let kind = params.one("kind").and_then(kind_of_word);
    kind.ok_or_else(|| Trouble::wrong("kind must be person, organization or place"))
}

/// The correction that the parameters ask for; none if they do not say all that it needs.
fn edit(opened: &Opened, kind: Kind, params: &Params) -> Result<Option<Edit>, Trouble> {
    let catalog = &opened.catalog;
    let typed = params.one("name").ok_or_else(|| Trouble::wrong("which name is to be corrected?"))?;
    let what = params.one("do").unwrap_or_default();
    if what == "assign" {
        return assign::edit(opened, kind, params, typed);
    }
    let name = known(catalog, kind, typed)?;
    let edit = match (what, params.one("other"), params.one("to")) {
        ("join", Some(other), _) => Edit::Join { kind, name, others: vec![known(catalog, kind, other)?] },
        ("split", Some(other), _) => Edit::Split { kind, name, other: perhaps(catalog, kind, other)? },
        ("rename", _, Some(to)) if key::key_of(kind, to).is_empty() => {
            return Err(Trouble::wrong(format_args!("\"{to}\" has no letter or digit")));
        }
        ("rename", _, Some(to)) => Edit::Rename { kind, name, to: to.to_owned() },
        ("ignore", ..) => Edit::Ignore { kind, name },
        ("kind", ..) => {
            let is = params.one("is").and_then(kind_of_word);
            Edit::Retype { kind, name, is: is.ok_or_else(|| Trouble::wrong("what is it, then?"))? }
        }
        ("join" | "split" | "rename", ..) => return Ok(None),
        _ => {
            return Err(Trouble::wrong(
                "a name can be joined, split, renamed, ignored, retyped and assigned",
            ));
        }
    };
    Ok(Some(edit))
}

fn known(catalog: &Catalog, kind: Kind, typed: &str) -> Result<String, Trouble> {
    let form = corrections::form_of(catalog, kind, typed)?;
    form.ok_or_else(|| Trouble::missing(format_args!("no article has the {} \"{typed}\"", kind.word())))
}

fn perhaps(catalog: &Catalog, kind: Kind, typed: &str) -> Result<String, Trouble> {
    Ok(corrections::form_of(catalog, kind, typed)?.unwrap_or_else(|| typed.to_owned()))
}

/// Asks for what a correction needs beside the name.
fn needed(opened: &Opened, kind: Kind, params: &Params) -> Result<Markup, Trouble> {
    let name = params.one("name").unwrap_or_default();
    let (field, label) = match params.one("do").unwrap_or_default() {
        "join" => ("other", "Which name is the same?"),
        "split" => ("other", "Which name is another's?"),
        "rename" => ("to", "How is it to be shown?"),
        _ => ("to", "Whom does it mean there? A name that is not in the archive yet will do."),
    };
    let standing = corrections::standing(&opened.catalog, kind, name)?;
    Ok(html! {
        p.lead { strong { (name) } ", " (parts::count(standing.articles, "article")) }
        (assign::about(opened, params)?)
        form.tools action="/correct" method="get" {
            (parts::hidden(params))
            label { span { (label) } input name=(field) type="text" required autocomplete="off" data-completes=(parts::kind_class(kind)); }
            button type="submit" { "See what changes" }
        }
    })
}

fn planned(
    app: &App,
    opened: &Opened,
    params: &Params,
    edit: &Edit,
    change: &Change,
) -> Result<Markup, Trouble> {
    if change.is_nothing() {
        return Ok(
            html! { p { "Nothing changes: the corrections say so already." } p { a href=(behind(edit)) { "Back" } } },
        );
    }
    let after = Catalog::with(&app.archive, &change.corrections)?;
    let mut effects = Vec::new();
    for (kind, name) in corrections::concerned(&opened.catalog, edit) {
        let of = |catalog| Ok::<StandingView, Trouble>(corrections::standing(catalog, kind, &name)?.into());
        let (before, after) = (of(&opened.catalog)?, of(&after)?);
        effects.push(EffectView { kind, name, before, after });
    }
    Ok(html! {
        p.lead { (assign::sentence(opened, &edit.sentence())?) }
        table {
            thead { tr { th scope="col" { "Name" } th scope="col" { "counts as" } th scope="col" { "will count as" } } }
            tbody { @for effect in &effects { tr {
                th scope="row" { (effect.name) }
                td { (standing(&effect.before)) }
                td { (standing(&effect.after)) }
            } } }
        }
        @for contradiction in check(&change.corrections) {
            p.warning { (contradiction.at.file) ", line " (contradiction.at.line) ": " (contradiction.message) }
        }
        @if app.read_only { p { "This server only shows the archive; nothing can be changed here." } }
        @else {
            form.decide action="/correct" method="post" {
                (parts::secret(app)) (parts::hidden(params))
                input type="hidden" name="desk" value=(opened.desk);
                button type="submit" { "Make this change" }
                a href=(behind(edit)) { "Leave it as it is" }
            }
        }
    })
}

fn standing(standing: &StandingView) -> Markup {
    html! {
        @match &standing.shown {
            Some(name) => { (name) ", " (parts::count(standing.articles, "article")) },
            None => { "in no list" },
        }
    }
}

/// What can be corrected of a name, for its profile.
pub(super) fn choices(kind: Kind, name: &str) -> Markup {
    let form = |what: &str, label: &str, field: &str, completes: bool| {
        html! {
            form action="/correct" method="get" {
                input type="hidden" name="do" value=(what);
                input type="hidden" name="kind" value=(kind.word());
                input type="hidden" name="name" value=(name);
                label { span { (label) }
                    input name=(field) type="text" required autocomplete="off" data-completes=[completes.then(|| parts::kind_class(kind))]; }
                button type="submit" { "See what changes" }
            }
        }
    };
    let plain = Params::default().with("kind", kind.word()).with("name", name);
    let others = Kind::ALL.into_iter().filter(|other| *other != kind);
    html! {
        details.choices {
            summary { "Correct" }
            (form("join", "Is the same as", "other", true))
            (form("split", "Is not the same as", "other", true))
            (form("rename", "Show it as", "to", false))
            ul {
                @for other in others {
                    li { a href=(plain.with("do", "kind").with("is", other.word()).at("/correct")) { "It is " (article_of(other)) " " (other.word()) } }
                }
                li { a href=(plain.with("do", "ignore").at("/correct")) { "It is no name; show it in no list" } }
                li { a href=(assign::way(kind, name, None)) { "In some articles it is another " (name) } }
            }
        }
    }
}

fn article_of(kind: Kind) -> &'static str {
    if kind == Kind::Organization { "an" } else { "a" }
}

/// What a page says behind a change, with the way back.
pub(super) fn made(app: &App, params: &Params) -> Markup {
    let number = params.one("done").and_then(|number| number.parse::<u32>().ok());
    html! {
        @if let Some(number) = number {
            div.made role="status" {
                span { "Change " (number) " is made." }
                @if !app.read_only { (undo_button(app, number)) }
            }
        }
    }
}

/// The button that takes a change back.
pub(super) fn undo_button(app: &App, number: u32) -> Markup {
    html! {
        form action="/undo" method="post" {
            (parts::secret(app))
            input type="hidden" name="number" value=(number);
            button type="submit" { "Undo" }
        }
    }
}

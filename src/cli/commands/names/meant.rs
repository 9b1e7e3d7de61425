//! Which name of the archive an argument means, and whether a change is wanted once its effect has been seen.

use std::io;

use clap::{Args, ValueEnum};
use morgue::{
    archive::Archive,
    desk::names::{Change, Edit, check},
    render,
    search::{Catalog, Request, corrections, listing},
    view::{EffectView, StandingView},
};
use names::{Kind, key};

use crate::cli::{
    Failure, Outcome,
    context::{Context, agreed, note},
};

/// How many names are offered where none fits.
const SIMILAR: usize = 5;

/// What a name was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum KindArg {
    Person,
    #[value(alias = "org")]
    Organization,
    Place,
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Person => Self::Person,
            KindArg::Organization => Self::Organization,
            KindArg::Place => Self::Place,
        }
    }
}

/// What all changes take.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct EditArgs {
    /// What the name was taken for [default: what most articles take it for]
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Option<KindArg>,
    /// Do not ask
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// The name that is meant, as the archive writes it, and what it names.
pub(super) fn name(catalog: &Catalog, kind: Option<KindArg>, typed: &str) -> Result<(Kind, String), Failure> {
    known(catalog, kind.map(Kind::from), typed)?.ok_or_else(|| unknown(catalog, kind, typed))
}

/// The name of a kind that is meant, as the archive writes it; as it was typed if the archive has no such name.
pub(super) fn perhaps(catalog: &Catalog, kind: Kind, typed: &str) -> Result<String, Failure> {
    Ok(known(catalog, Some(kind), typed)?.map_or_else(|| typed.trim().to_owned(), |(_, form)| form))
}

/// The same, but no name that the archive knows as another kind only, unless the user says that this one is meant.
pub(super) fn of_kind(
    catalog: &Catalog,
    kind: Kind,
    said: Option<KindArg>,
    typed: &str,
) -> Result<String, Failure> {
    if let Some((_, form)) = known(catalog, Some(kind), typed)? {
        return Ok(form);
    }
    match known(catalog, None, typed)? {
        Some((other, form)) if said.is_none() => {
            let (own, other) = (kind.word(), other.word());
            Err(Failure::new(format_args!("\"{form}\" is known as a name of kind {other}, not {own}")).hint(
                format_args!("if that is wrong, correct it first: morgue names kind; or say --kind {own}"),
            ))
        }
        _ => Ok(typed.trim().to_owned()),
    }
}

/// Refuses what cannot be a name.
pub(super) fn has_letters(name: &str) -> Result<(), Failure> {
    if key::key_of(Kind::Person, name).is_empty() {
        return Err(Failure::new(format_args!("\"{name}\" has no letter or digit"))
            .hint("`morgue names ignore` takes a name out of all lists"));
    }
    Ok(())
}

fn known(catalog: &Catalog, kind: Option<Kind>, typed: &str) -> Result<Option<(Kind, String)>, Failure> {
    let kinds = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    let mut best: Option<(u64, Kind, String)> = None;
    let is_any = kinds.len() > 1;
    for kind in kinds {
        // A name that was taken for this kind and counts as another is one of that.
        if is_any && catalog.identities().counts_otherwise(kind, &key::key_of(kind, typed)) {
            continue;
        }
        let Some(form) = corrections::form_of(catalog, kind, typed)? else { continue };
        let articles = corrections::standing(catalog, kind, &form)?.articles;
        if best.as_ref().is_none_or(|best| best.0 < articles) {
            best = Some((articles, kind, form));
        }
    }
    Ok(best.map(|(_, kind, form)| (kind, form)))
}

fn unknown(catalog: &Catalog, kind: Option<KindArg>, typed: &str) -> Failure {
    let failure = Failure::new(format_args!("no article has the name \"{typed}\""));
    let kinds = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind.into()]);
    let mut similar = Vec::new();
    for kind in kinds {
        let request = Request { limit: SIMILAR, ..Request::default() };
        similar.extend(listing::names(catalog, kind, &request, Some(typed)).unwrap_or_default().names);
    }
    similar.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    let mut names: Vec<String> = Vec::new();
    for name in similar.into_iter().map(|count| format!("\"{}\"", count.name)) {
        if names.len() < SIMILAR && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        failure.hint("`morgue people`, `orgs` and `places` list the names there are")
    } else {
        failure.hint(format_args!("names with these words: {}", names.join(", ")))
    }
}

/// Shows what edits would change, asks, and makes the change.
pub(super) fn make(
    context: &Context,
    archive: &Archive,
    catalog: &Catalog,
    edits: &[Edit],
    yes: bool,
) -> Result<Outcome, Failure> {
    let change = Change::plan(archive, edits)?;
    let mut names: Vec<(Kind, String)> = Vec::new();
    for concerned in edits.iter().flat_map(|edit| corrections::concerned(catalog, edit)) {
        if !names.contains(&concerned) {
            names.push(concerned);
        }
    }
    confirm(context, archive, catalog, change, &names, yes)
}

/// Shows what a change would do to names, asks, and makes it.
pub(super) fn confirm(
    context: &Context,
    archive: &Archive,
    before: &Catalog,
    change: Change,
    names: &[(Kind, String)],
    yes: bool,
) -> Result<Outcome, Failure> {
    if change.is_nothing() {
        note("Nothing changes: the corrections say so already.");
        return Ok(Outcome::Done);
    }
    let after = Catalog::with(archive, &change.corrections)?;
    let mut effects = Vec::new();
    for (kind, name) in names.iter().take(SHOWN) {
        let of = |catalog| Ok::<StandingView, Failure>(corrections::standing(catalog, *kind, name)?.into());
        effects.push(EffectView { kind: *kind, name: name.clone(), before: of(before)?, after: of(&after)? });
    }
    render::effects(&mut io::stderr().lock(), &effects, context.plain())?;
    if names.len() > SHOWN {
        note(&format!("… and {} more names", names.len() - SHOWN));
    }
    if !effects.is_empty() && effects.iter().all(|effect| effect.before == effect.after) {
        note("In the articles that there are nothing changes by it.");
    }
    for contradiction in check(&change.corrections) {
        note(&format!(
            "warning: {}, line {}: {}",
            contradiction.at.file, contradiction.at.line, contradiction.message
        ));
    }
    if !yes && !agreed("Make this change?")? {
        note("Nothing was changed.");
        return Ok(Outcome::Done);
    }
    let is_undoing = change.is_undoing();
    let number = change.make(archive)?;
    note(&if is_undoing {
        format!("It is taken back (change {number}).")
    } else {
        format!("Change {number} is made; `morgue names undo` takes it back.")
    });
    Ok(Outcome::Done)
}

/// Of how many names the effect is shown.
const SHOWN: usize = 20;

//! `morgue names join`, `split`, `rename`, `ignore`, `kind`, `alias`, `assign`, `id`: one change each.

use clap::Args;
use morgue::{
    desk::names::Edit,
    search::{Catalog, corrections},
};
use names::key;

use super::meant::{self, EditArgs, KindArg};
use crate::cli::{Failure, Outcome, commands::target, context::Context};

/// Make several names one
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names join 'Port Ellery Athletic' Athletic --kind org --yes")]
pub(crate) struct JoinArgs {
    /// The name that it is shown by
    name: String,
    /// Its other names
    #[arg(required = true)]
    others: Vec<String>,
    #[command(flatten)]
    edit: EditArgs,
}

/// Keep two names apart
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names split 'Denis Kettering' Denis")]
pub(crate) struct SplitArgs {
    /// One of them
    name: String,
    /// The one that is somebody else
    other: String,
    #[command(flatten)]
    edit: EditArgs,
}

/// Show a name otherwise
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names rename 'José Ibáñez' 'José Ibáñez Roca'")]
pub(crate) struct RenameArgs {
    /// How it is called now
    name: String,
    /// How it will be called
    to: String,
    #[command(flatten)]
    edit: EditArgs,
}

/// Take what is no name out of all lists
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names ignore Seafarers")]
pub(crate) struct IgnoreArgs {
    /// What is no name
    name: String,
    #[command(flatten)]
    edit: EditArgs,
}

/// Say that a person is an organization, an organization a place …
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names kind Oldquay place --kind organization")]
pub(crate) struct KindArgs {
    /// The name
    name: String,
    /// What it is
    #[arg(value_name = "IS")]
    is: KindArg,
    #[command(flatten)]
    edit: EditArgs,
}

/// Add other names, also ones that were never found: these are searched for as phrases
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names alias 'Gannet Estates' 'the gull people'")]
pub(crate) struct AliasArgs {
    /// The name
    name: String,
    /// Its other names
    #[arg(required = true)]
    aliases: Vec<String>,
    #[command(flatten)]
    edit: EditArgs,
}

/// Say whom a name means in one article
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  morgue names assign 2021/2021-01-29-kettering-trial-opens.txt Kettering 'Denis Kettering'"
)]
pub(crate) struct AssignArgs {
    /// Its id, the beginning of it, or a path
    article: String,
    /// The name as the article has it
    name: String,
    /// Whom it means; a name that is not in the archive yet will do
    to: String,
    #[command(flatten)]
    edit: EditArgs,
}

/// Note the number that a catalogue has for a name
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  morgue names id 'Lin Meihua' --wikidata Q123 --viaf 456")]
pub(crate) struct IdArgs {
    /// The name
    name: String,
    /// Its number in Wikidata; empty takes it away
    #[arg(long, value_name = "ID", value_parser = wikidata)]
    wikidata: Option<String>,
    /// Its number in VIAF; empty takes it away
    #[arg(long, value_name = "ID", value_parser = viaf)]
    viaf: Option<String>,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn join(args: &JoinArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    meant::has_letters(&args.name)?;
    let (kind, first) = match meant::name(&catalog, args.edit.kind, &args.others[0]) {
        // The name to be shown may be a new one, if those that it joins are there.
        Ok((kind, _)) => (kind, meant::of_kind(&catalog, kind, args.edit.kind, &args.name)?),
        Err(failure) => match meant::name(&catalog, args.edit.kind, &args.name) {
            Ok(_) => return Err(failure.hint("`morgue names alias` adds a name that no article has")),
            Err(failure) => return Err(failure),
        },
    };
    let mut others = Vec::new();
    for other in &args.others {
        others.push(meant::name(&catalog, Some(of(kind)), other)?.1);
    }
    let edit = Edit::Join { kind, name: first, others };
    meant::make(context, &archive, &catalog, &[edit], args.edit.yes)
}

pub(super) fn split(args: &SplitArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let (kind, name) = meant::name(&catalog, args.edit.kind, &args.name)?;
    let other = meant::perhaps(&catalog, kind, &args.other)?;
    if key::key_of(kind, &name) == key::key_of(kind, &other) {
        return Err(Failure::new(format_args!("\"{name}\" and \"{}\" are the same name", args.other))
            .hint("`morgue names assign` says whom it means in one article"));
    }
    let edit = Edit::Split { kind, name, other };
    meant::make(context, &archive, &catalog, &[edit], args.edit.yes)
}

pub(super) fn rename(args: &RenameArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let (kind, name) = meant::name(&catalog, args.edit.kind, &args.name)?;
    meant::has_letters(&args.to)?;
    let to = args.to.trim().to_owned();
    let edit = Edit::Rename { kind, name, to };
    meant::make(context, &archive, &catalog, &[edit], args.edit.yes)
}

pub(super) fn ignore(args: &IgnoreArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let (kind, name) = meant::name(&catalog, args.edit.kind, &args.name)?;
    meant::make(context, &archive, &catalog, &[Edit::Ignore { kind, name }], args.edit.yes)
}

pub(super) fn kind(args: &KindArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let is: names::Kind = args.is.into();
    // Of a name that was only ever taken for this kind, and that the archive counts as another, it is said that it was
    // taken well.
    let taken = if was_only_taken_for(&catalog, is, &args.name) { Some(args.is) } else { args.edit.kind };
    let (kind, name) = meant::name(&catalog, taken, &args.name)?;
    let edit = Edit::Retype { kind, name, is };
    meant::make(context, &archive, &catalog, &[edit], args.edit.yes)
}

/// Whether a name counts as another kind than it was taken for wherever it is written just so.
fn was_only_taken_for(catalog: &Catalog, kind: names::Kind, name: &str) -> bool {
    let identities = catalog.identities();
    let number = identities.number_of(kind, &key::key_of(kind, name));
    let Some(identity) = number.and_then(|number| identities.identity(number)) else { return false };
    let is_alike = |form: &str| form.to_lowercase() == name.trim().to_lowercase();
    identity.kind != kind
        && !identity.variants.iter().any(|variant| variant.kind != kind && is_alike(&variant.form))
}

pub(super) fn alias(args: &AliasArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let (kind, name) = meant::name(&catalog, args.edit.kind, &args.name)?;
    // It is shown as before, whichever of its names was typed.
    let name = corrections::standing(&catalog, kind, &name)?.shown.unwrap_or(name);
    let mut others = Vec::new();
    for alias in &args.aliases {
        meant::has_letters(alias)?;
        others.push(meant::perhaps(&catalog, kind, alias)?);
    }
    let edit = Edit::Join { kind, name, others };
    meant::make(context, &archive, &catalog, &[edit], args.edit.yes)
}

pub(super) fn assign(args: &AssignArgs, context: &Context) -> Result<Outcome, Failure> {
    meant::has_letters(&args.to)?;
    let (archive, catalog) = context.open()?;
    let records = target::articles(&archive, catalog.reader(), &args.article)?;
    let [record] = records.as_slice() else {
        let many = records.len();
        let failure = Failure::new(format_args!("\"{}\" means {many} articles, not one", args.article));
        return Err(failure.hint("`morgue search` shows the id of each article"));
    };
    let wanted = args.edit.kind.map(names::Kind::from);
    let is_meant = |name: &&morgue::archive::record::StoredName| {
        wanted.is_none_or(|kind| kind == name.kind)
            && name.has_key(name.kind, &key::key_of(name.kind, &args.name))
    };
    let Some(name) = record.names.iter().find(is_meant) else {
        let names: Vec<&str> = record.names.iter().map(|name| name.canonical.as_str()).take(12).collect();
        return Err(Failure::new(format_args!("the article has no name \"{}\"", args.name))
            .hint(format_args!("it has: {}", names.join(", "))));
    };
    let to = meant::of_kind(&catalog, name.kind, args.edit.kind, &args.to)?;
    let edit = Edit::Assign {
        kind: name.kind,
        article: record.id.to_string(),
        path: record.place(),
        name: name.canonical.clone(),
        to,
    };
    let edits = corrections::with_copies(catalog.reader(), edit)?;
    meant::make(context, &archive, &catalog, &edits, args.edit.yes)
}

pub(super) fn id(args: &IdArgs, context: &Context) -> Result<Outcome, Failure> {
    if args.wikidata.is_none() && args.viaf.is_none() {
        return Err(Failure::new("no number was given").hint("type: morgue names id NAME --wikidata Q123"));
    }
    let (archive, catalog) = context.open()?;
    let (kind, name) = meant::name(&catalog, args.edit.kind, &args.name)?;
    let edit = Edit::Identify { kind, name, wikidata: args.wikidata.clone(), viaf: args.viaf.clone() };
    meant::make(context, &archive, &catalog, &[edit], args.edit.yes)
}

fn wikidata(text: &str) -> Result<String, String> {
    let is_number = text.is_empty() || text.strip_prefix('Q').is_some_and(is_digits);
    if is_number { Ok(text.to_owned()) } else { Err("write it as Q123".to_owned()) }
}

fn viaf(text: &str) -> Result<String, String> {
    if text.is_empty() || is_digits(text) { Ok(text.to_owned()) } else { Err("write its digits".to_owned()) }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn of(kind: names::Kind) -> KindArg {
    match kind {
        names::Kind::Person => KindArg::Person,
        names::Kind::Organization => KindArg::Organization,
        names::Kind::Place => KindArg::Place,
    }
}

//! `morgue network`: who stands in the same articles as whom, for programs that draw graphs.

use std::io::Write;

use clap::{Args, ValueEnum};
use morgue::{
    render,
    search::network::{Bounds, Network, PAIRS, network},
};
use names::Kind;

use crate::cli::{
    Failure, Outcome,
    args::FilterArgs,
    context::{Context, found, note, note_request},
    print,
};

/// The form of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GraphFormat {
    /// For most programs
    Graphml,
    /// For Gephi
    Gexf,
    /// A table of pairs
    Csv,
}

/// Kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindArg {
    Person,
    Org,
    Place,
}

/// Write the graph of who stands in the same articles as whom
#[derive(Args, Debug)]
#[command(
    after_help = "An edge has the number of articles with both (weight) and the log-likelihood ratio (score).

Examples:
  morgue network >names.graphml
  morgue network 'harbour plan' --graph gexf --min-articles 3 --min-together 2 >harbour.gexf
  morgue network --kind person,place --since 2019 --graph csv --pairs 500"
)]
pub(crate) struct NetworkArgs {
    /// Only of the articles that this query finds
    query: Vec<String>,
    /// How to write the graph
    #[arg(long, value_name = "FORMAT", default_value = "graphml", help_heading = "Output")]
    graph: GraphFormat,
    /// Which names
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_value = "person,org")]
    kind: Vec<KindArg>,
    /// In at least how many articles a name must stand
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_articles: u64,
    /// In at least how many articles two names must stand together
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_together: u64,
    /// At most how many pairs to write, those that stand together in most articles
    #[arg(long, value_name = "N", default_value_t = PAIRS)]
    pairs: usize,
    #[command(flatten)]
    filters: FilterArgs,
}

pub(crate) fn run(args: &NetworkArgs, context: &Context) -> Result<Outcome, Failure> {
    args.filters.check()?;
    let (_, catalog) = args.filters.open(context)?;
    let kind = |kind: &KindArg| match kind {
        KindArg::Person => Kind::Person,
        KindArg::Org => Kind::Organization,
        KindArg::Place => Kind::Place,
    };
    let mut kinds: Vec<Kind> = args.kind.iter().map(kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let bounds =
        Bounds { kinds, articles: args.min_articles, together: args.min_together, pairs: args.pairs };
    let request = args.filters.request(args.query.join(" "));
    note_request(&catalog, &request);
    let graph = network(&catalog, &request, &bounds)?;
    let mut out = print::output();
    write(&mut out, &graph, args.graph)?;
    out.flush()?;
    let (names, written) = (graph.nodes.len() as u64, graph.edges.len() as u64);
    let left_out = match render::grouped(written) {
        _ if written == graph.pairs => String::new(),
        strongest => format!("; the {strongest} of most articles are written (--pairs for more)"),
    };
    let (names, pairs) = (render::plural(names, "name"), render::plural(graph.pairs, "pair"));
    note(&format!("{names}, {pairs}{left_out}"));
    Ok(found(!graph.nodes.is_empty()))
}

fn write(out: &mut dyn Write, graph: &Network, format: GraphFormat) -> std::io::Result<()> {
    match format {
        GraphFormat::Graphml => render::graphml(out, graph),
        GraphFormat::Gexf => render::gexf(out, graph),
        GraphFormat::Csv => render::pairs(out, graph),
    }
}

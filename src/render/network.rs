//! The graph of names, for programs that draw and measure graphs.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::safe_line;
use crate::{
    render::csv,
    search::network::{Edge, Network},
};

/// As `GraphML` (graphml.graphdrawing.org), which most programs read.
pub fn graphml(out: &mut dyn Write, network: &Network) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
    for (id, of, kind) in [
        ("name", "node", "string"),
        ("kind", "node", "string"),
        ("articles", "node", "long"),
        ("weight", "edge", "long"),
        ("score", "edge", "double"),
    ] {
        writeln!(out, r#"  <key id="{id}" for="{of}" attr.name="{id}" attr.type="{kind}"/>"#)?;
    }
    writeln!(out, r#"  <graph edgedefault="undirected">"#)?;
    for (number, node) in network.nodes.iter().enumerate() {
        let (name, kind) = (safe_line(&node.name), node.kind.word());
        writeln!(
            out,
            r#"    <node id="n{number}"><data key="name">{}</data><data key="kind">{kind}</data><data key="articles">{}</data></node>"#,
            escape(&*name),
            node.articles
        )?;
    }
    for Edge { a, b, articles, score } in &network.edges {
        writeln!(
            out,
            r#"    <edge source="n{a}" target="n{b}"><data key="weight">{articles}</data><data key="score">{score:.2}</data></edge>"#
        )?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

/// As GEXF 1.3 (gexf.net), the format of Gephi.
pub fn gexf(out: &mut dyn Write, network: &Network) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#)?;
    writeln!(out, r#"  <graph defaultedgetype="undirected">"#)?;
    writeln!(out, r#"    <attributes class="node">"#)?;
    writeln!(out, r#"      <attribute id="kind" title="kind" type="string"/>"#)?;
    writeln!(out, r#"      <attribute id="articles" title="articles" type="long"/>"#)?;
    writeln!(out, "    </attributes>")?;
    writeln!(
        out,
        r#"    <attributes class="edge"><attribute id="score" title="score" type="double"/></attributes>"#
    )?;
    writeln!(out, "    <nodes>")?;
    for (number, node) in network.nodes.iter().enumerate() {
        let (name, kind) = (safe_line(&node.name), node.kind.word());
        writeln!(
            out,
            r#"      <node id="{number}" label="{}"><attvalues><attvalue for="kind" value="{kind}"/><attvalue for="articles" value="{}"/></attvalues></node>"#,
            escape(&*name),
            node.articles
        )?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (number, Edge { a, b, articles, score }) in network.edges.iter().enumerate() {
        writeln!(
            out,
            r#"      <edge id="{number}" source="{a}" target="{b}" weight="{articles}"><attvalues><attvalue for="score" value="{score:.2}"/></attvalues></edge>"#
        )?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

/// As a table of pairs.
pub fn pairs(out: &mut dyn Write, network: &Network) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(["a", "a_kind", "b", "b_kind", "articles", "score"]).map_err(csv::failed)?;
    for Edge { a, b, articles, score } in &network.edges {
        let (a, b) = (&network.nodes[*a], &network.nodes[*b]);
        let (articles, score) = (articles.to_string(), format!("{score:.2}"));
        let row = [&*a.name, a.kind.word(), &*b.name, b.kind.word(), &*articles, &*score];
        writer.write_record(row).map_err(csv::failed)?;
    }
    writer.flush()
}

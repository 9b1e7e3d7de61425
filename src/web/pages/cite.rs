//! How an article is cited.

use maud::{Markup, html};

use crate::{
    render::{CiteStyle, cite, plain},
    view::{ArticleView, CitationView},
    web::{api, app::App, asked::Asked, reply::Reply, trouble::Trouble},
};

/// The part of an article's page that says how it is cited.
pub(super) fn section(citation: &CitationView) -> Markup {
    let at = |format: &str| format!("/article/{}/cite/{format}", citation.id);
    html! {
        section.cite {
            h2 { "Cite" }
            p.citation { (plain(citation)) }
            ul {
                li { a href=(at("bibtex")) download { "BibTeX" } }
                li { a href=(at("ris")) download { "RIS" } }
                li { a href=(at("csl")) download { "CSL-JSON" } }
                li { a href=(at("text")) download { "Text" } }
            }
        }
    }
}

/// The citation of an article in some style.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let record = api::find(&opened, asked.part("id"))?;
    let citation = CitationView::from(&ArticleView::new(&record, &[]));
    let format = asked.part("format");
    let style = Style::of(format)?;
    let name = format!("{}.{}", citation.id, style.suffix());
    Ok(Reply::new(style.kind(), style.write(&[citation])?).kept_as(&name))
}

/// A style of citations with its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Csl,
    Lines(CiteStyle),
}

impl Style {
    pub(super) fn of(name: &str) -> Result<Self, Trouble> {
        match name {
            "bibtex" => Ok(Self::Lines(CiteStyle::Bibtex)),
            "ris" => Ok(Self::Lines(CiteStyle::Ris)),
            "text" => Ok(Self::Lines(CiteStyle::Plain)),
            "csl" => Ok(Self::Csl),
            _ => Err(Trouble::missing("there are citations as bibtex, ris, csl and text")),
        }
    }

    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Csl => "json",
            Self::Lines(CiteStyle::Bibtex) => "bib",
            Self::Lines(CiteStyle::Ris) => "ris",
            Self::Lines(CiteStyle::Plain) => "txt",
        }
    }

    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Lines(CiteStyle::Bibtex) => "application/x-bibtex",
            Self::Lines(CiteStyle::Ris) => "application/x-research-info-systems",
            Self::Lines(CiteStyle::Plain) => "text/plain; charset=utf-8",
        }
    }

    pub(super) fn write(self, citations: &[CitationView]) -> Result<Vec<u8>, Trouble> {
        let mut out = Vec::new();
        match self {
            Self::Csl => {
                let all: Vec<_> = citations.iter().map(CitationView::csl).collect();
                serde_json::to_writer(&mut out, &all).map_err(Trouble::inside)?;
                out.push(b'\n');
            }
            Self::Lines(style) => {
                for citation in citations {
                    cite(&mut out, citation, style).map_err(Trouble::inside)?;
                }
            }
        }
        Ok(out)
    }
}

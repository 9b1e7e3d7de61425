//! A small picture of who stands beside whom around one name: its companions in a circle, with lines for the articles
//! that they share. The lists beside it say the same in words.

use std::f64::consts::TAU;

use maud::{Markup, html};
use names::Kind;

use super::parts;
use crate::{
    render::grouped,
    search::network,
    view::{CompanionView, PersonView},
    web::{app::Opened, params::Params, trouble::Trouble},
};

/// How many companions of each kind are drawn.
const DRAWN: [(Kind, usize); 2] = [(Kind::Person, 8), (Kind::Organization, 4)];

/// From how many companions on there is anything to see.
const LEAST: usize = 3;

/// Size of the picture and of its circle.
const WIDTH: f64 = 700.0;
const HEIGHT: f64 = 380.0;
const RADII: (f64, f64) = (180.0, 140.0);

/// A companion with its place.
struct Companion<'v> {
    kind: Kind,
    name: &'v str,
    together: u64,
    x: f64,
    y: f64,
}

/// The picture; nothing if there are too few to draw.
pub(super) fn picture(opened: &Opened, view: &PersonView) -> Result<Markup, Trouble> {
    let companions = placed(view);
    if companions.len() < LEAST {
        return Ok(html! {});
    }
    let pairs = pairs(opened, view, &companions)?;
    Ok(drawn(&view.name, &companions, &pairs))
}

/// The companions with most articles, around the circle from the top.
fn placed(view: &PersonView) -> Vec<Companion<'_>> {
    let of = |kind| if kind == Kind::Person { &view.people } else { &view.organizations };
    let all: Vec<(Kind, &CompanionView)> = DRAWN
        .into_iter()
        .flat_map(|(kind, most)| of(kind).iter().take(most).map(move |companion| (kind, companion)))
        .collect();
    let step = TAU / all.len().max(1) as f64;
    all.iter()
        .enumerate()
        .map(|(at, (kind, companion))| {
            let angle = step * at as f64 - TAU / 4.0;
            Companion {
                kind: *kind,
                name: &companion.name,
                together: companion.together,
                x: WIDTH / 2.0 + RADII.0 * angle.cos(),
                y: HEIGHT / 2.0 + RADII.1 * angle.sin(),
            }
        })
        .collect()
}

/// Which companions stand together in articles about the name, and in how many: numbers of companions.
fn pairs(
    opened: &Opened,
    view: &PersonView,
    companions: &[Companion<'_>],
) -> Result<Vec<(usize, usize, u64)>, Trouble> {
    let kind = parts::kind_class(view.kind);
    let params = Params::default().with(kind, &parts::just(kind, &view.name));
    let request = params.request("", 0)?;
    let names: Vec<(Kind, &str)> = companions.iter().map(|one| (one.kind, one.name)).collect();
    Ok(network::pairs(&opened.catalog, &request, &names)?)
}

fn drawn(name: &str, companions: &[Companion<'_>], pairs: &[(usize, usize, u64)]) -> Markup {
    let most = companions.iter().map(|one| one.together).max().unwrap_or(1).max(1);
    let thick = |articles: u64| format!("{:.1}", 1.0 + 4.0 * articles as f64 / most as f64);
    let at = |place: f64| format!("{place:.0}");
    html! {
        section.beside {
            h2 { "Named alongside" }
            figure.circle {
                svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(format!("Who stands beside {name}, and beside each other")) {
                    @for (a, b, articles) in pairs {
                        @let (a, b) = (&companions[*a], &companions[*b]);
                        line.pair x1=(at(a.x)) y1=(at(a.y)) x2=(at(b.x)) y2=(at(b.y)) stroke-width=(thick(*articles)) {
                            title { (a.name) ", " (b.name) ": " (parts::count(*articles, "article")) }
                        }
                    }
                    @for one in companions {
                        line.spoke x1=(at(WIDTH / 2.0)) y1=(at(HEIGHT / 2.0)) x2=(at(one.x)) y2=(at(one.y)) stroke-width=(thick(one.together)) {}
                    }
                    circle.middle cx=(at(WIDTH / 2.0)) cy=(at(HEIGHT / 2.0)) r="9" { title { (name) } }
                    @for one in companions { (node(one)) }
                }
                figcaption { "The thicker a line, the more articles name both." }
            }
        }
    }
}

/// A companion as a dot with its name, which leads to it.
fn node(one: &Companion<'_>) -> Markup {
    let is_left = one.x < WIDTH / 2.0 - 1.0;
    let is_middle = (one.x - WIDTH / 2.0).abs() <= 1.0;
    let anchor = if is_middle {
        "middle"
    } else if is_left {
        "end"
    } else {
        "start"
    };
    let (dx, dy) = match anchor {
        "middle" if one.y < HEIGHT / 2.0 => (0.0, -12.0),
        "middle" => (0.0, 22.0),
        "end" => (-10.0, 5.0),
        _ => (10.0, 5.0),
    };
    html! {
        a href=(parts::profile(one.kind, one.name)) tabindex="-1" {
            circle.dot.(parts::kind_class(one.kind)) cx=(format!("{:.0}", one.x)) cy=(format!("{:.0}", one.y)) r="6" {
                title { (grouped(one.together)) " together" }
            }
            text y=(format!("{:.0}", one.y + dy)) text-anchor=(anchor) {
                @for (at, line) in lines(one.name).into_iter().enumerate() {
                    @if at > 0 { " " }
                    tspan x=(format!("{:.0}", one.x + dx)) dy=[(at > 0).then_some("1.15em")] { (line) }
                }
            }
        }
    }
}

/// A name as one line or two: a long one is broken at the blank nearest to its middle.
fn lines(name: &str) -> Vec<&str> {
    const LONGEST: usize = 20;
    if name.chars().count() <= LONGEST {
        return vec![name];
    }
    let middle = name.len() / 2;
    match name.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle)) {
        Some(at) => vec![&name[..at], &name[at + 1..]],
        None => vec![name],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_have_two_lines() {
        assert_eq!(lines("Zoë Lindqvist"), ["Zoë Lindqvist"]);
        assert_eq!(lines("Harbour Redevelopment Trust"), ["Harbour", "Redevelopment Trust"]);
        assert_eq!(lines("Donaudampfschifffahrtsgesellschaft"), ["Donaudampfschifffahrtsgesellschaft"]);
    }
}

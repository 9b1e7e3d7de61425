//! What the names of a page's parts say: `class="share-bar"`, `id="comments"`, `<nav>`, `role="banner"`.
//!
//! Designers name parts by what they are, in words that differ little from site to site. A name alone is never enough
//! to leave a part out: what holds much of the page's prose stays, whatever it is called.

use super::tree::{Id, Tree};
use crate::{
    Cut,
    words::{Words, words},
};

/// What a name says of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing.
    Plain,
    /// It is no part of the story.
    Aside,
    /// It is what readers wrote below the story.
    Comments,
    /// It is not even seen.
    Hidden,
    /// It describes a picture.
    Caption,
    /// It holds the text of the story.
    Body,
}

/// Words of a name by which a part is beside the story.
const ASIDE: Words = words!(
    "share|sharing|sharebar|sharetools|sharedaddy|shares|social|socials|addthis|addtoany|related|newsletter|newsletters|\
     signup|subscribe|subscription|promo|promos|promobox|promotion|sidebar|aside|\
     footer|foot|navigation|nav|navbar|subnav|menu|breadcrumb|breadcrumbs|cookie|cookies|consent|gdpr|\
     ad|ads|adv|advert|advertisement|advertising|adsense|adbox|banner|sponsor|sponsored|taboola|outbrain|popular|\
     trending|recommended|recommendations|recommend|recirc|tags|taglist|tagcloud|keywords|byline|bylines|author|authors|\
     authorbox|bio|biography|timestamp|dateline|pubdate|credit|credits|photographer|slideshow|carousel|widget|widgets|\
     toolbar|tools|pagination|pager|paging|pagenav|modal|popup|overlay|paywall|noprint|mostread|readmore|\
     morefrom|suggested|suggestions|upnext|teaser|teasers|thumbnails|copyright|disclaimer|disclosure|ratings|\
     reactions|likes|followus|follow|login|register|poll|quiz|masthead|topbar|topics|rail|ticker|yarpp|jetpack|infobox|\
     factbox|eyebrow|kicker|backtotop|correction-form|print|email|videoplayer|audioplayer|playlist",
);

/// Words of a name by which a part is what readers wrote.
const COMMENTS: Words = words!(
    "comment|comments|commentlist|commentary-list|respond|disqus|livefyre|coral|kommentare|comentarios|commentaires|\
     commenti|discussion",
);

/// Words of a name by which a part is quoted from elsewhere and belongs to the story.
const QUOTED: Words = words!("tweet|tweets|quote|blockquote|instagram");

/// Words of a name by which a part is a caption.
const CAPTION: Words = words!("caption|captions|figcaption|cutline|imagecaption|photocaption|legend");

/// Words of a name by which a part is not seen.
const HIDDEN: Words = words!("hidden|hide|invisible|sronly|offscreen|screenreader|printonly");

/// Names, marks left out, by which a part holds the story.
const BODIES: Words = words!(
    "articlebody|articlecontent|articletext|articlebodytext|articlebodycontent|articlemain|bodycopy|bodytext|\
     contentarticle|contentbody|entrycontent|entrybody|entrytext|maincontent|newsbody|newscontent|newstext|pagecontent|\
     postbody|postcontent|posttext|postentry|singlecontent|storybody|storycontent|storytext|storybodytext|\
     storybodycopy|textbody|fulltext|articlefulltext|bodycontent|blogcontent|blogbody|rawbody|\
     contentsbody|newsbodytext|tdpostcontent|storycontainer|articledata|wysiwyg|richtext|paywallbody",
);

/// What the names of an element say.
pub(super) fn part(tree: &Tree, id: Id) -> Part {
    let by_tag = match tree.name(id) {
        "nav" | "aside" | "footer" | "header" | "dialog" | "menu" | "form" => Part::Aside,
        "figcaption" => return Part::Caption,
        // Rows and cells are named for what they hold.
        "html" | "body" | "table" | "tbody" | "tr" | "td" | "th" | "" => return Part::Plain,
        _ => Part::Plain,
    };
    let mut said = by_tag;
    for (name, value) in tree.attributes(id) {
        let says = match name {
            "class" | "id" | "data-component" | "data-testid" | "data-module" | "data-qa" => of_names(value),
            "hidden" => Part::Hidden,
            "aria-hidden" if value == "true" => Part::Hidden,
            "style" if is_invisible(value) => Part::Hidden,
            "role" => of_role(value),
            "itemprop" => of_property(value),
            _ => Part::Plain,
        };
        match says {
            Part::Hidden => return Part::Hidden,
            Part::Body => said = Part::Body,
            Part::Plain => {}
            _ if said == Part::Body => {}
            says => said = says,
        }
    }
    said
}

fn of_role(role: &str) -> Part {
    match role {
        "navigation" | "banner" | "contentinfo" | "complementary" | "dialog" | "search" | "menu"
        | "alert" | "toolbar" | "form" | "tablist" => Part::Aside,
        _ => Part::Plain,
    }
}

fn of_property(property: &str) -> Part {
    match property.to_ascii_lowercase().as_str() {
        "articlebody" | "reviewbody" => Part::Body,
        "author" | "datepublished" | "datemodified" | "publisher" | "comment" | "breadcrumb" => Part::Aside,
        "caption" => Part::Caption,
        _ => Part::Plain,
    }
}

fn is_invisible(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// What a list of names says.
fn of_names(names: &str) -> Part {
    let mut said = Part::Plain;
    for name in names.split_whitespace() {
        let bare: String =
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if BODIES.contains(&bare) {
            return Part::Body;
        }
        // Names that style sheets generate say nothing, long ones say too much.
        if said != Part::Plain || name.len() > 60 {
            continue;
        }
        let says = |list: &Words| parts(name).any(|word| list.contains(&word));
        // "no-sidebar" and "has-comments" speak of the page, not of this part.
        let negated = parts(name).next().is_some_and(|word| {
            matches!(word.as_str(), "no" | "has" | "with" | "is" | "without" | "not" | "show" | "js")
        });
        if says(&CAPTION) {
            said = Part::Caption;
        } else if !negated && says(&COMMENTS) {
            said = Part::Comments;
        } else if !negated && says(&ASIDE) && !says(&QUOTED) {
            said = Part::Aside;
        } else if HIDDEN.contains(&bare) {
            said = Part::Hidden;
        }
    }
    said
}

/// The shortest word that a capital alone parts from the others: names that a program made up are full of shorter ones.
const SHORTEST_IN_CAMEL_CASE: usize = 4;

/// The words of a name such as `share-bar`, `shareBar` or `share_bar`, in lower case.
fn parts(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphabetic()).flat_map(|part| {
        let mut words = vec![String::new()];
        let mut lower = false;
        for c in part.chars() {
            if lower && c.is_uppercase() {
                words.push(String::new());
            }
            lower = c.is_lowercase();
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        let whole = words.len() == 1;
        words
            .into_iter()
            .filter(move |word| !word.is_empty() && (whole || word.len() >= SHORTEST_IN_CAMEL_CASE))
    })
}

/// The rule by which a part is cut that is shown as no part of the story.
pub(super) fn cut(part: Part) -> Option<Cut> {
    (part == Part::Caption).then_some(Cut::Caption)
}

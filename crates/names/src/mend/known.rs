//! Mends what the lexicon knows better: a name of several words that is an organization's is one wherever it stands, and a
//! single word that is nothing else is no person's.

use rustc_hash::FxHashSet;

use crate::{
    Kind, Mention,
    features::InBody,
    lexicon::{Lexicon, list, word_hash},
    resolve::gender,
    tokens::{Border, Token},
    variants,
};

/// Lists that people's names are in.
const OF_PEOPLE: u16 = list::GIVEN | list::SURNAME | list::SURNAME_COMMON;

/// Mends mentions, which are in order; `bodies` says where each token stands in a name that the lexicon knows.
pub(crate) fn mend(
    text: &str,
    tokens: &[Token],
    lexicon: Lexicon<'_>,
    bodies: &[InBody],
    mentions: &mut Vec<Mention>,
) {
    mend_kinds(text, tokens, lexicon, bodies, mentions);
    add_missed(text, tokens, bodies, mentions);
}

/// Takes people for organizations that are called so.
fn mend_kinds(
    text: &str,
    tokens: &[Token],
    lexicon: Lexicon<'_>,
    bodies: &[InBody],
    mentions: &mut [Mention],
) {
    let mut surnames: Option<FxHashSet<&str>> = None;
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        let own = mention.tokens.start as usize..mention.tokens.end as usize;
        if mention.kind != Kind::Person {
            continue;
        }
        let word = tokens[own.start].of(text);
        let first = word.to_lowercase();
        let is_short = own.len() == 1 && variants::known(Kind::Organization, &first).is_some();
        if !is_short && length_of_body(text, tokens, bodies, own.start) != own.len() {
            continue;
        }
        let is_somebody = if own.len() > 1 {
            gender::of_given_name(&first).is_some()
        } else {
            let lists = lexicon.find(word_hash(&first)).map_or(0, |entry| entry.lists);
            let surnames = surnames.get_or_insert_with(|| last_words(text, tokens, mentions));
            lists & OF_PEOPLE != 0 || surnames.contains(word)
        };
        if !is_somebody && gender::before(text, tokens, mention).is_none() {
            mentions[at].kind = Kind::Organization;
        }
    }
}

/// The last words of people's full names.
fn last_words<'t>(text: &'t str, tokens: &[Token], mentions: &[Mention]) -> FxHashSet<&'t str> {
    let full = mentions.iter().filter(|mention| mention.kind == Kind::Person && mention.tokens.len() > 1);
    full.map(|mention| tokens[mention.tokens.end as usize - 1].of(text)).collect()
}

/// Adds the names of two capitals or more that stand in no mention.
fn add_missed(text: &str, tokens: &[Token], bodies: &[InBody], mentions: &mut Vec<Mention>) {
    let is_large = |token: &Token| token.of(text).starts_with(char::is_uppercase);
    let firsts = bodies.iter().enumerate().filter(|(_, part)| **part == InBody::First);
    let mut next = 0;
    for (at, _) in firsts {
        while mentions.get(next).is_some_and(|mention| mention.tokens.end as usize <= at) {
            next += 1;
        }
        let end = at + length_of_body(text, tokens, bodies, at);
        let is_free = mentions.get(next).is_none_or(|mention| mention.tokens.start as usize >= end);
        let goes_on = tokens.get(end).is_some_and(|next| is_large(next) && next.border == Border::None);
        let large = tokens[at..end].iter().filter(|token| is_large(token)).count();
        if is_free && !goes_on && large > 1 {
            let range = tokens[at].start..tokens[end - 1].end;
            let tokens = at as u32..end as u32;
            mentions.insert(next, Mention { kind: Kind::Organization, range, tokens });
        }
    }
}

/// How many tokens the name of an organization has that begins at a token; none in capitals alone.
fn length_of_body(text: &str, tokens: &[Token], bodies: &[InBody], at: usize) -> usize {
    let word = tokens[at].of(text);
    match bodies[at] {
        _ if !word.contains(char::is_lowercase) => 0,
        InBody::Whole => 1,
        InBody::First => {
            bodies[at..].iter().position(|part| *part == InBody::Last).map_or(0, |last| last + 1)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        features::{Analysis, Words},
        lexicon::NewWord,
        marked,
    };

    #[test]
    fn what_is_known_is_an_organization() {
        let body = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let bodies = ["lundex", "holm", "tell the children", "lund martin", "ann berg"].map(body);
        let word = NewWord { text: "holm".to_owned(), lists: list::SURNAME, vector: None };
        let bytes = Lexicon::write(&[word], &[], &[], &bodies);
        let lexicon = Lexicon::read(&bytes).expect("whole").0;
        let check = |before: &str, after: &str| {
            let (text, tokens, mut mentions) = marked::read(before);
            let (mut words, mut analysis) = (Words::new(lexicon), Analysis::default());
            analysis.analyse(&text, &tokens, &mut words);
            mend(&text, &tokens, lexicon, &analysis.body, &mut mentions);
            assert_eq!(marked::write(&text, &mentions), after, "{before}");
        };
        check("said <p Lund Martin> on", "said <o Lund Martin> on");
        check("said Mr <p Lund Martin> on", "said Mr <p Lund Martin> on");
        check("said <p Ann Berg> on", "said <p Ann Berg> on");
        check("said <p Lundex> on", "said <o Lundex> on");
        check("said <p Ann Lundex>, and <p Lundex> on", "said <p Ann Lundex>, and <p Lundex> on");
        check("said <p Holm> on", "said <p Holm> on");
        check("<p FED> SAID", "<o FED> SAID");
        check("gave Tell the Children and <o Holm> it", "gave <o Tell the Children> and <o Holm> it");
        check("gave Tell the Children Fund it", "gave Tell the Children Fund it");
        check("gave Tell the <p Children> it", "gave Tell the <p Children> it");
        check("Lundex left", "Lundex left");
    }
}

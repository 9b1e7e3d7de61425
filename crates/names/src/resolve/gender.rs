//! Tells "Mr. Clinton" from "Mrs. Clinton": what titles and given names say of a person.
//!
//! It only ever keeps two people apart who share a surname; nothing else is made of it, and names that both
//! women and men bear are not here.

use crate::{
    Mention,
    fold::fold_into,
    tokens::{Border, Class, Token},
};

/// What a title or a given name says of the person who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
}

/// What a folded title says.
pub(crate) fn of_title(word: &str) -> Option<Gender> {
    match word {
        "aunt" | "aunty" | "baroness" | "congresswoman" | "dame" | "duchess" | "empress" | "frau"
        | "lady" | "madam" | "madame" | "miss" | "mme" | "mrs" | "ms" | "princess" | "queen" | "senora"
        | "sister" | "smt" => Some(Gender::Female),
        "baron" | "brother" | "congressman" | "duke" | "emperor" | "father" | "herr" | "imam" | "king"
        | "lord" | "monsieur" | "mr" | "pope" | "prince" | "senor" | "sheikh" | "sir" | "uncle" => {
            Some(Gender::Male)
        }
        _ => None,
    }
}

/// What a folded given name says.
pub(crate) fn of_given_name(word: &str) -> Option<Gender> {
    if FEMALE.binary_search(&word).is_ok() {
        Some(Gender::Female)
    } else if MALE.binary_search(&word).is_ok() {
        Some(Gender::Male)
    } else {
        None
    }
}

/// What the title right before a mention says: "Mr" or "Mr." in the same line.
pub(crate) fn before(text: &str, tokens: &[Token], mention: &Mention) -> Option<Gender> {
    of_title(&title_before(text, tokens, mention)?)
}

/// The word with a capital right before a mention, folded and without its point.
pub(super) fn title_before(text: &str, tokens: &[Token], mention: &Mention) -> Option<String> {
    let start = mention.tokens.start as usize;
    if tokens.get(start)?.border >= Border::Line {
        return None;
    }
    let mut before = tokens.get(..start)?.iter().rev();
    let mut title = before.next()?;
    if title.class == Class::Mark && title.of(text) == "." {
        title = before.next()?;
    }
    let title = title.of(text);
    if title.len() > "congresswoman".len() || !title.starts_with(char::is_uppercase) {
        return None;
    }
    let mut folded = String::with_capacity(16);
    fold_into(title, &mut folded);
    folded.truncate(folded.trim_end_matches('.').len());
    Some(folded)
}

#[rustfmt::skip]
const FEMALE: &[&str] = &[
    "abigail", "agnes", "aisha", "alice", "alicia", "amanda", "amelia", "amy", "ana", "angela", "anita",
    "ann", "anna", "anne", "annie", "barbara", "beatrice", "berta", "beth", "betty", "brenda", "bridget",
    "camilla", "carla", "carmen", "carol", "caroline", "catherine", "cecilia", "charlotte", "chelsea",
    "christina", "christine", "cindy", "claire", "clara", "claudia", "cristina", "cynthia", "daniela",
    "deborah", "debra", "denise", "diana", "diane", "donna", "dorothy", "edith", "elena", "elisabeth",
    "elizabeth", "ellen", "emily", "emma", "erika", "esther", "eva", "evelyn", "fatima", "fiona", "florence",
    "frances", "gabriela", "gina", "giorgia", "gloria", "grace", "hannah", "heather", "heidi", "helen",
    "helena", "hillary", "ingrid", "irene", "isabel", "isabella", "jacqueline", "jane", "janet", "jennifer",
    "jessica", "jill", "joanna", "josephine", "judith", "judy", "julia", "julie", "karen", "kate",
    "katherine", "kathleen", "kathryn", "katie", "laura", "lauren", "lena", "liliana", "linda", "lisa", "liz",
    "lucia", "lucy", "luisa", "lynn", "madeleine", "margaret", "maria", "marie", "marina", "martha", "mary",
    "megan", "melania", "melissa", "mercedes", "mia", "michelle", "monica", "nadia", "nancy", "natalia",
    "natalie", "natasha", "nicole", "nina", "nora", "olga", "olivia", "pamela", "patricia", "paula", "rachel",
    "rebecca", "rita", "rosa", "rose", "ruth", "sally", "samantha", "sara", "sarah", "sharon", "silvia",
    "sofia", "sonia", "sophia", "sophie", "stephanie", "susan", "susanna", "svetlana", "sylvia", "tatiana",
    "teresa", "theresa", "tiffany", "ursula", "valentina", "valerie", "vanessa", "vera", "veronica",
    "victoria", "virginia", "wendy", "yolanda", "yulia", "zoe",
];

#[rustfmt::skip]
const MALE: &[&str] = &[
    "aaron", "abdul", "abdullah", "adam", "adrian", "ahmad", "ahmed", "alan", "albert", "alberto",
    "alejandro", "alexander", "alfred", "anatoly", "andrei", "andrew", "anthony", "antonio", "antony",
    "arnold", "arthur", "barack", "ben", "benjamin", "bernard", "bernie", "bill", "bob", "boris", "brian",
    "bruce", "carl", "carlos", "charles", "christian", "christopher", "colin", "craig", "daniel", "dave",
    "david", "dennis", "diego", "dmitry", "don", "donald", "douglas", "ed", "eduardo", "edward", "emmanuel",
    "enrique", "eric", "ernest", "fernando", "francisco", "frank", "franklin", "fred", "frederick", "gary",
    "geoffrey", "george", "gerald", "gerhard", "giovanni", "gordon", "graham", "greg", "gregory", "guillermo",
    "gustavo", "hans", "harold", "harry", "hassan", "helmut", "henry", "howard", "hugh", "hussein", "ian",
    "ibrahim", "igor", "ivan", "jack", "jacob", "jacques", "jake", "james", "jason", "javier", "jeff",
    "jeffrey", "jim", "jimmy", "joao", "joe", "joel", "john", "jonathan", "jorge", "jose", "joseph", "joshua",
    "juan", "karl", "keith", "ken", "kenneth", "kevin", "kurt", "larry", "lawrence", "leonid", "louis",
    "luis", "luiz", "manuel", "marcelo", "marco", "mario", "mark", "martin", "matthew", "michael", "miguel",
    "mike", "mikhail", "mohamed", "mohammad", "mohammed", "muhammad", "narendra", "nathan", "neil",
    "nicholas", "nicolas", "nikolai", "oleg", "oliver", "omar", "oscar", "otto", "pablo", "patrick", "paul",
    "pedro", "peter", "philip", "pierre", "rafael", "ralph", "ramon", "raul", "raymond", "ricardo", "richard",
    "rick", "rishi", "rob", "robert", "roberto", "roger", "ronald", "roy", "russell", "ryan", "samuel",
    "scott", "sean", "sergei", "sergio", "simon", "stanley", "stephen", "steve", "steven", "stuart", "ted",
    "theodore", "thomas", "tim", "timothy", "tom", "tony", "victor", "viktor", "vincent", "vladimir",
    "walter", "william", "yusuf",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_distinct() {
        assert!(FEMALE.is_sorted() && MALE.is_sorted());
        assert!(FEMALE.iter().all(|name| MALE.binary_search(name).is_err()));
    }
}

//! The words that say that somebody said something, and how they stand in a sentence.

/// Verbs of saying, as news writers use them with direct speech; sorted for binary search.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "acknowledged", "acknowledges", "added", "adding", "adds", "admits", "admitted", "admitting", "advised",
    "affirmed", "affirms", "agreed", "agrees", "alleged", "alleges", "announced", "announces", "answered",
    "answers", "argued", "argues", "arguing", "asked", "asking", "asks", "asserted", "asserting", "asserts",
    "assured", "assures", "begged", "boasted", "called", "calls", "cautioned", "cautions", "claimed",
    "claiming", "claims", "clarified", "commented", "commenting", "comments", "complained", "complains",
    "conceded", "concedes", "concluded", "concludes", "confessed", "confided", "confirmed", "confirming",
    "confirms", "continued", "continues", "countered", "cried", "declared", "declares", "declaring",
    "demanded", "denied", "described", "describes", "describing", "elaborated", "emphasised", "emphasises",
    "emphasized", "emphasizes", "enthused", "exclaimed", "explained", "explaining", "explains", "expressed",
    "gushed", "highlighted", "highlights", "hinted", "informed", "insisted", "insisting", "insists",
    "interjected", "joked", "jokes", "joking", "lamented", "laments", "laughed", "laughs", "maintained", "maintains", "mentioned", "mused",
    "muses", "noted", "notes", "noting", "observed", "observes", "opined", "pleaded", "pledged", "pointed",
    "posted", "predicted", "predicts", "proclaimed", "promised", "promises", "quipped", "quips", "quoted",
    "quotes", "quoting", "reacted", "reads", "reasoned", "recalled", "recalling", "recalls", "recommended",
    "recounted", "recounts", "reflected", "reflects", "reiterated", "reiterates", "remarked", "remarks",
    "remembered", "remembers", "repeated", "repeats", "replied", "replies", "replying", "reported",
    "responded", "responds", "retorted", "revealed", "reveals", "said", "say", "saying", "says", "shared",
    "shares", "shouted", "shouting", "sighed", "specified", "stammered", "stated", "states", "stating",
    "stressed", "stresses", "stressing", "suggested", "suggests", "summarised", "summarized", "telling",
    "tells", "testified", "thundered", "told", "tweeted", "tweeting", "tweets", "underlined", "underscored",
    "urged", "urges", "urging", "vented", "vowed", "vows", "warned", "warning", "warns", "whispered",
    "wondered", "wonders", "writes", "writing", "wrote", "yelled",
];

/// Verbs that only say who spoke when the speech stands right beside them with a comma or colon: elsewhere
/// they are about something else ("continued to rise", "called for").
#[rustfmt::skip]
const LOOSE: &[&str] = &[
    "acknowledged", "agreed", "agrees", "announced", "called", "calls", "claims", "comments", "concluded",
    "confirmed", "continued", "continues", "demanded", "highlighted", "highlights", "informed", "maintained",
    "maintains", "mentioned", "notes", "pointed", "posted", "promised", "promises", "quoted", "quotes",
    "quoting", "reads", "recommended", "reflected", "reflects", "remarks", "repeated", "repeats", "reported",
    "revealed", "reveals", "shared", "shares", "specified", "states", "tweets", "urged", "urges",
];

/// Verbs whose passive is about somebody who listens: "he was told".
const OF_LISTENERS: &[&str] =
    &["advised", "asked", "assured", "called", "described", "informed", "told", "urged", "warned"];

/// Words between a subject and its verb.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "again", "also", "as", "be", "been", "even", "further", "had", "has", "have", "is", "just", "later",
    "once", "quoted", "soon", "still", "then", "to", "was", "went", "on", "would",
];

/// Words before a name that is not the subject.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "alongside", "among", "at", "before", "behind", "between", "beside", "by",
    "during", "for", "from", "in", "into", "like", "near", "of", "on", "over", "than", "to", "toward",
    "towards", "under", "unlike", "with", "without",
];

/// Nouns for people whom an article named before; titles are such nouns too. Sorted for binary search.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "activist", "actor", "actress", "analyst", "artist", "athlete", "author", "banker", "billionaire",
    "boss", "boxer", "businessman", "businesswoman", "candidate", "cleric", "coach", "comedian", "defender",
    "deputy", "diplomat", "doctor", "economist", "executive", "expert", "farmer", "father", "filmmaker",
    "footballer", "founder", "goalkeeper", "head", "historian", "journalist", "lawyer", "leader",
    "legislator", "man", "manager", "midfielder", "mother", "musician", "old", "owner", "parliamentarian",
    "physician", "player", "poet", "politician", "priest", "principal", "producer", "researcher",
    "scholar", "scientist", "singer", "skipper", "star", "striker", "student", "teacher", "trader",
    "trainer", "veteran", "winger", "woman", "writer",
];

/// Nouns for people by whose they are: "Lund's neighbour".
#[rustfmt::skip]
const RELATIONS: &[&str] = &[
    "adviser", "aide", "ally", "aunt", "brother", "colleague", "confidant", "cousin", "daughter", "family", "father", "friend",
    "grandfather", "grandmother", "husband", "lawyer", "mother", "neighbor", "neighbour", "office", "parents",
    "partner", "sister", "son", "spokesman", "spokesperson", "spokeswoman", "team", "uncle", "widow", "wife",
];

/// Words that begin a clause of which "he" may go on to speak: "When Lund came, he said".
const CLAUSES: &[&str] =
    &["After", "Although", "As", "Before", "If", "Once", "Since", "Though", "When", "While"];

/// Whether a word is a verb of saying.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

/// Whether a verb of saying often means something else.
pub(super) fn is_loose(verb: &str) -> bool {
    LOOSE.contains(&verb)
}

/// Whether a verb says what somebody calls something.
pub(super) fn is_of_naming(verb: &str) -> bool {
    matches!(verb, "called" | "calls")
}

/// Whether a verb behind this word says what is done to its subject: "was called".
pub(super) fn is_of_passive(word: &str) -> bool {
    matches!(word, "are" | "be" | "been" | "being" | "is" | "was" | "were")
}

/// Whether a verb in the passive is about a listener.
pub(super) fn is_of_listener(verb: &str) -> bool {
    OF_LISTENERS.contains(&verb)
}

/// Whether a verb can stand before its subject: "said Lund", but not "adding Lund" or "told Lund".
pub(super) fn may_precede_subject(verb: &str) -> bool {
    !is_participle(verb)
        && !matches!(verb, "told" | "tells" | "assured" | "informed" | "called" | "described")
}

/// Whether a verb has its subject further away: "Lund left early, saying".
pub(super) fn is_participle(verb: &str) -> bool {
    verb.ends_with("ing")
}

/// Whether a word can stand between a subject and its verb: "Lund later said", "Lund angrily said".
pub(super) fn is_between(word: &str) -> bool {
    BETWEEN.contains(&word) || word.len() > 4 && word.ends_with("ly") && word.starts_with(char::is_lowercase)
}

/// Whether a form of "be" or "get" makes a passive of the verb behind it.
pub(super) fn makes_passive(word: &str) -> bool {
    matches!(word, "was" | "were" | "is" | "are" | "been" | "being" | "be" | "get" | "got")
}

/// Whether the name behind a word is not the subject.
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

/// Whether a word is a noun for somebody by whose they are.
pub(super) fn is_relation(word: &str) -> bool {
    RELATIONS.contains(&word)
}

/// Whether the noun behind a word is somebody else's: "his father".
pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "his" | "her" | "their" | "my" | "our" | "'s" | "’s")
}

/// Whether a word begins a clause that another follows.
pub(super) fn begins_clause(word: &str) -> bool {
    CLAUSES.contains(&word)
}

/// Whether a sentence that begins with a word has its subject behind a comma: "Sitting beside Lund, Berg said".
pub(super) fn begins_participle(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing") && word.starts_with(char::is_uppercase)
}

/// Whether a word is a noun for a person.
pub(crate) fn is_role(word: &str) -> bool {
    ROLES.binary_search(&word).is_ok() || super::article::is_title(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [VERBS, ROLES] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}

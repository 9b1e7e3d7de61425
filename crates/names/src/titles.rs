//! The titles that stand before a person's name, and where they end.
//!
//! Only words that are hardly ever a given name or surname are here: "Dean", "Earl", "Sultan" or "Major"
//! would make people out of their surnames. All are written as [`crate::fold`] leaves them, sorted for binary
//! search.

/// Words that are a title by themselves.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "adm", "admiral", "alderman", "alhaja", "alhaji", "amb", "ambassador", "archbishop", "ayatollah",
    "baroness", "barrister", "bishop", "brig", "brigadier", "capt", "captain", "cardinal", "ceo", "chairman",
    "chairperson", "chairwoman", "chancellor", "chief", "cllr", "col", "colonel", "commander", "commissioner",
    "comrade", "congressman", "congresswoman", "constable", "corporal", "councillor", "cpl", "dame", "dato",
    "datuk", "daw", "dc", "dci", "det", "detective", "director", "doctor", "dr", "ds", "dsp", "duchess", "emperor", "empress", "eng",
    "engineer", "engr", "envoy", "father", "frau", "gen", "general", "gov", "governor", "hajia", "herr",
    "hojatoleslam", "hojjatoleslam", "hon", "honorable", "honourable", "inspector", "judge",
    "justice", "king", "lady", "laureate", "lawmaker", "lieutenant", "lord", "lt", "madam", "madame", "maj",
    "maulana", "mayor", "mgr", "minister", "miss", "mla", "mme", "monsieur", "monsignor", "mp", "mr", "mrs",
    "ms", "msgr", "mullah", "officer", "otunba", "pastor", "patriarch", "pm", "pope", "premier", "pres",
    "president", "prince", "princess", "prof", "professor", "prosecutor", "pte", "queen", "rabbi", "rep",
    "representative", "rev", "reverend", "sec", "secretary", "sen", "senator", "senor", "senora", "sergeant",
    "seri", "sgt", "shaikh", "sheik", "sheikh", "sheikha", "sheriff", "shri", "signor", "sir", "smt",
    "speaker", "spokesman", "spokesperson", "spokeswoman", "superintendent", "thiru", "treasurer",
    "undersecretary", "viscount", "viscountess",
];

/// Words that belong to a title when one follows: "foreign minister", "vice president".
#[rustfmt::skip]
const BEFORE_TITLES: &[&str] = &[
    "acting", "assistant", "associate", "attorney", "co", "conservative", "crown", "defence", "defense",
    "democratic", "deputy", "ex", "executive", "federal", "field", "finance", "first", "foreign", "former",
    "health", "interim", "interior", "junior", "labour", "late", "lieutenant", "major", "managing", "nobel",
    "opposition", "prime", "republican", "right", "senior", "staff", "state", "tan", "the", "then", "trade",
    "under", "vice",
];

/// What may follow "of" or "for" behind a title: "secretary of state".
const OFFICES: &[&str] = &["defence", "defense", "justice", "staff", "state", "treasury"];

/// Whether a folded word is a title by itself.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES.binary_search(&word).is_ok()
}

/// Whether a folded word belongs to a title that follows it.
pub(crate) fn may_precede(word: &str) -> bool {
    word != "the" && BEFORE_TITLES.binary_search(&word).is_ok()
}

/// Whether a folded word may follow "of" behind a title.
pub(crate) fn is_office(word: &str) -> bool {
    OFFICES.binary_search(&word).is_ok()
}

/// How many of the folded words at the start of a name are its titles; never all of them.
pub(crate) fn leading<'w>(word: impl Fn(usize) -> Option<&'w str>) -> usize {
    let is_in = |list: &[&str], at| word(at).is_some_and(|word| list.binary_search(&word).is_ok());
    let (mut at, mut end) = (0, 0);
    loop {
        if is_in(TITLES, at) {
            at += 1;
            end = at;
        } else if is_in(BEFORE_TITLES, at) {
            at += 1;
        } else if at == end && at > 0 && word(at) == Some("of") && is_in(OFFICES, at + 1) {
            at += 2;
            end = at;
        } else {
            return if word(end).is_some() { end } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [TITLES, BEFORE_TITLES, OFFICES] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }

    #[test]
    fn counts_leading_titles() {
        let cases = [
            ("antony blinken", 0),
            ("mr blinken", 1),
            ("secretary of state antony blinken", 3),
            ("foreign minister qin gang", 2),
            ("former vice president gore", 3),
            ("lt gen li", 2),
            ("democratic senator ann lund", 2),
            ("state senator ann lund", 2),
            ("democratic lund", 0),
            ("first lady", 0),
            ("president", 0),
            ("prime suspect", 0),
            ("vice admiral lund", 2),
            ("", 0),
        ];
        for (name, expected) in cases {
            let words: Vec<&str> = name.split_whitespace().collect();
            assert_eq!(leading(|at| words.get(at).copied()), expected, "{name}");
        }
    }
}

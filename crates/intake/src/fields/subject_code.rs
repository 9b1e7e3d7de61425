//! The IPTC's codes of subjects, which agencies write for or beside the words: `04000000`, `subj:15054000`.

/// What the first two digits of a code stand for, in the words of the IPTC's list (its media topics have the same on their
/// highest level).
const SUBJECTS: [&str; 17] = [
    "arts, culture and entertainment",
    "crime, law and justice",
    "disaster and accident",
    "economy, business and finance",
    "education",
    "environmental issue",
    "health",
    "human interest",
    "labour",
    "lifestyle and leisure",
    "politics",
    "religion and belief",
    "science and technology",
    "social issue",
    "sport",
    "unrest, conflicts and war",
    "weather",
];

/// The subject that a code falls under; codes of other lists have none.
pub(crate) fn subject(code: &str) -> Option<&'static str> {
    let digits = code.trim().rsplit(':').next().unwrap_or_default();
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let first: usize = digits[..2].parse().ok()?;
    SUBJECTS.get(first.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        let check = |code: &str, expected: Option<&str>| assert_eq!(subject(code), expected, "{code}");
        check("04000000", Some("economy, business and finance"));
        check("subj:15054000", Some("sport"));
        check("urn:newsml:iptc.org:20001006:topicset.iptc-subjectcode:17:17000000", Some("weather"));
        check("00000000", None);
        check("20000349", None);
        check("4000000", None);
        check("harbours", None);
        check("", None);
    }
}

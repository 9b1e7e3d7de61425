//! What can be seen of a word without knowing it: capitals, digits, its outline.

/// Where a word has capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Caps {
    /// It has no letters with case: a mark, a number, an ideograph.
    Caseless,
    /// No capital.
    Lower,
    /// The first letter is its only capital.
    Initial,
    /// Two or more letters, all capitals.
    All,
    /// Anything else, as in "O'Brien".
    Mixed,
}

impl Caps {
    /// Looks at a word.
    pub(crate) fn of(word: &str) -> Self {
        let (mut upper, mut lower, mut first) = (0, 0, false);
        for c in word.chars() {
            if c.is_lowercase() {
                lower += 1;
            } else if c.is_uppercase() {
                first |= upper + lower == 0;
                upper += 1;
            }
        }
        match (upper, lower) {
            (0, 0) => Self::Caseless,
            (0, _) => Self::Lower,
            (1, _) if first => Self::Initial,
            (_, 0) => Self::All,
            _ => Self::Mixed,
        }
    }

    /// Whether there is a capital.
    pub(crate) fn is_capital(self) -> bool {
        self >= Self::Initial
    }
}

/// The outline of a word: each run of capitals "X", of other letters "x", of digits "d" (with its length, as
/// years and scores are told apart by it) and other characters as they are.
pub(crate) fn outline(word: &str, out: &mut String) {
    out.clear();
    let mut digits = 0_u8;
    for c in word.chars() {
        let sign = match c {
            _ if c.is_numeric() => 'd',
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            '’' => '\'',
            _ => c,
        };
        digits = if sign == 'd' { digits.saturating_add(1) } else { 0 };
        if !out.ends_with(sign) || (1..=4).contains(&digits) {
            out.push(sign);
        }
    }
}

/// Writes the form under which the lexicon knows a word: lower case, apostrophes straight.
pub(crate) fn normal_form(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals() {
        let check = |word: &str, expected| assert_eq!(Caps::of(word), expected, "{word}");
        check("1996", Caps::Caseless);
        check("of", Caps::Lower);
        check("Paris", Caps::Initial);
        check("A", Caps::Initial);
        check("U.S.", Caps::All);
        check("O'Brien", Caps::Mixed);
        check("iPhone", Caps::Mixed);
        check("Über", Caps::Initial);
    }

    #[test]
    fn outlines() {
        let check = |word: &str, expected: &str| {
            let mut out = String::new();
            outline(word, &mut out);
            assert_eq!(out, expected);
        };
        check("McDonald", "XxXx");
        check("U.S.", "X.X.");
        check("1996", "dddd");
        check("123456", "dddd");
        check("G20", "Xdd");
        check("Xi’an", "Xx'x");
    }

    #[test]
    fn normal_forms() {
        let check = |word: &str, expected: &str| {
            let mut out = String::from("old");
            normal_form(word, &mut out);
            assert_eq!(out, expected);
        };
        check("PARIS", "paris");
        check("O’Brien", "o'brien");
        check("ŠEŠELJ", "šešelj");
    }
}

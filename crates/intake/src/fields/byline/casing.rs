//! Names in capitals, as agencies and databases print bylines: "By JANE DOE" is Jane Doe, so that she is one author in a list.

/// Words inside of names that begin with a small letter.
const PARTICLES: [&str; 14] =
    ["AL", "BIN", "DA", "DE", "DEL", "DELLA", "DER", "DI", "DOS", "DU", "LA", "VAN", "VON", "Y"];

/// A name with capitals where names have them; one that has small letters, or is a single word, stays as it is.
pub(crate) fn recased(name: String) -> String {
    let is_shouted = name.contains(' ')
        && name.chars().any(char::is_uppercase)
        && !name.contains(char::is_lowercase)
        && !name.contains(['&', '@', '/', '(']);
    if !is_shouted {
        return name;
    }
    let words = name.split(' ').enumerate().map(|(at, word)| {
        if at > 0 && PARTICLES.contains(&word) { word.to_lowercase() } else { recased_word(word) }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn recased_word(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let has_vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    // Initials, "JR", "III".
    if word.contains('.') || letters < 2 || letters == 2 && !has_vowel || matches!(word, "II" | "III" | "IV")
    {
        return word.to_owned();
    }
    let mut cased = String::with_capacity(word.len());
    let (mut begins, mut done) = (true, 0);
    for c in word.chars() {
        if begins {
            cased.push(c);
        } else {
            cased.extend(c.to_lowercase());
        }
        done += 1;
        begins = c == '-' || matches!(c, '\'' | '’') && done <= 2 || cased == "Mc" && letters > 4;
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals() {
        let check = |name: &str, expected: &str| assert_eq!(recased(name.to_owned()), expected);
        check("JANE DOE", "Jane Doe");
        check("J.R. DOE JR", "J.R. Doe JR");
        check("ANN MCDONALD-O'BRIEN", "Ann McDonald-O'brien");
        check("SINÉAD O'BRIEN", "Sinéad O'Brien");
        check("MARIJKE VAN DER MEER", "Marijke van der Meer");
        check("REUTERS", "REUTERS");
        check("Jane DOE", "Jane DOE");
        check("AB", "AB");
        check("李 明", "李 明");
        check("JANE DOE III", "Jane Doe III");
    }
}

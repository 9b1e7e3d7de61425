//! Given names and the short forms that people use for them.

/// A short form and a name it stands for, sorted for binary search.
#[rustfmt::skip]
const SHORT: &[(&str, &str)] = &[
    ("abe", "abraham"), ("ahmad", "ahmed"), ("al", "albert"), ("alec", "alexander"), ("alex", "alexander"),
    ("alex", "alexandra"), ("andy", "andrew"), ("barney", "bernard"), ("ben", "benjamin"),
    ("bernie", "bernard"), ("bert", "albert"), ("beth", "elizabeth"), ("betty", "elizabeth"),
    ("bill", "william"), ("billy", "william"), ("bob", "robert"), ("bobby", "robert"), ("cathy", "catherine"),
    ("charlie", "charles"), ("chris", "christine"), ("chris", "christopher"), ("chuck", "charles"),
    ("cindy", "cynthia"), ("dan", "daniel"), ("danny", "daniel"), ("dave", "david"), ("debbie", "deborah"),
    ("dick", "richard"), ("don", "donald"), ("doug", "douglas"), ("drew", "andrew"), ("ed", "edward"),
    ("eddie", "edward"), ("fred", "frederick"), ("gabe", "gabriel"), ("gene", "eugene"), ("greg", "gregory"),
    ("harry", "henry"), ("jack", "john"), ("jeff", "jeffrey"), ("jen", "jennifer"), ("jenny", "jennifer"),
    ("jerry", "gerald"), ("jim", "james"), ("jimmy", "james"), ("joe", "joseph"), ("joey", "joseph"),
    ("johnny", "john"), ("jon", "jonathan"), ("josh", "joshua"), ("kate", "katherine"), ("kathy", "kathleen"),
    ("katie", "katherine"), ("ken", "kenneth"), ("kim", "kimberly"), ("larry", "lawrence"),
    ("leo", "leonard"), ("liz", "elizabeth"), ("lou", "louis"), ("maggie", "margaret"), ("marty", "martin"),
    ("matt", "matthew"), ("max", "maximilian"), ("meg", "margaret"), ("mel", "melvin"), ("mick", "michael"),
    ("mike", "michael"), ("mitch", "mitchell"), ("nate", "nathan"), ("ned", "edward"), ("nick", "nicholas"),
    ("norm", "norman"), ("pam", "pamela"), ("pat", "patricia"), ("pat", "patrick"), ("peggy", "margaret"),
    ("pete", "peter"), ("phil", "philip"), ("phil", "phillip"), ("randy", "randall"), ("ray", "raymond"),
    ("rich", "richard"), ("rick", "richard"), ("rob", "robert"), ("robbie", "robert"), ("ron", "ronald"),
    ("russ", "russell"), ("sam", "samantha"), ("sam", "samuel"), ("sandy", "sandra"), ("stan", "stanley"),
    ("steve", "stephen"), ("steve", "steven"), ("sue", "susan"), ("ted", "edward"), ("ted", "theodore"),
    ("terry", "terence"), ("tim", "timothy"), ("tom", "thomas"), ("tommy", "thomas"), ("tony", "anthony"),
    ("tony", "antonio"), ("tony", "antony"), ("vic", "victor"), ("vince", "vincent"), ("walt", "walter"),
    ("will", "william"),
];

/// Spellings of one name.
const MUHAMMAD: [&str; 7] = ["mohamad", "mohamed", "mohammad", "mohammed", "muhamad", "muhammad", "muhammed"];

/// Whether one folded given name is a short form or another spelling of the other.
pub(crate) fn are_one(a: &str, b: &str) -> bool {
    SHORT.binary_search(&(a, b)).is_ok()
        || SHORT.binary_search(&(b, a)).is_ok()
        || MUHAMMAD.contains(&a) && MUHAMMAD.contains(&b)
}

/// Whether a folded given name is one of those that [`are_one`] knows.
pub(crate) fn has_any(name: &str) -> bool {
    let after = SHORT.partition_point(|(short, _)| *short < name);
    SHORT.get(after).is_some_and(|(short, _)| *short == name)
        || SHORT.iter().any(|(_, long)| *long == name)
        || MUHAMMAD.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_sorted() {
        assert!(SHORT.is_sorted(), "{:?}", SHORT.windows(2).find(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn joins_either_way() {
        assert!(are_one("bill", "william") && are_one("william", "bill"));
        assert!(!are_one("bill", "robert") && !are_one("bill", "billy"));
        assert!(has_any("bill") && has_any("william") && has_any("muhamad") && !has_any("zoe"));
    }
}

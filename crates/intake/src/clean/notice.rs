//! Lines that are no part of a story by themselves, whatever stands around them.

use crate::{
    Cut,
    words::{Words, words},
};

/// The longest notice, in bytes.
const LONGEST: usize = 300;
/// The longest button.
const LONGEST_BUTTON: usize = 90;

/// The rule that cuts a line, if one does.
pub(super) fn cut(text: &str) -> Option<Cut> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    if is_read_more(&lower) || is_end_of_feed(&lower) {
        Some(Cut::ReadMore)
    } else if is_button(&lower) || is_call_to_follow(&lower) {
        Some(Cut::Share)
    } else if is_copyright(&lower) {
        Some(Cut::Copyright)
    } else {
        None
    }
}

/// Pointers to another article: alone in a line, or with its headline after a colon, bar or arrow.
const POINTERS: Words = words!(
    "read more|also read|read also|see also|see more|also see|watch also|must read|don't miss|don’t miss|\
     further reading|must watch|click here|continue reading|keep reading|read next|view more|read the full story|\
     read the full article|read full story|more on this story|lire aussi|à lire aussi|lire également|voir aussi|lesen sie auch|\
     lies auch|mehr zum thema|lee también|lea también|leer más|te puede interesar|le puede interesar|leggi anche|leia também|\
     leia mais|veja também|lees ook",
);

/// Words that point to another article only with a bar or arrow after them: with a colon they can begin a sentence.
const SHORT_POINTERS: Words = words!("read|watch|listen|related|more|explained|explainer");

/// Openings that make a line a pointer with any words after them.
const POINTER_OPENINGS: Words = words!(
    "click here to |click here for |continue reading |read more about |read more on |read more stories |\
     read the full story |read the full article |read more at |read more from ",
);

fn is_read_more(lower: &str) -> bool {
    let marked = |rest: &str| rest.trim().starts_with(['»', '>', '→', '|']);
    let ended = |rest: &str| rest.trim().is_empty() || rest.trim().starts_with([':', '…']);
    POINTERS.after(lower).any(|rest| ended(rest) || marked(rest))
        || SHORT_POINTERS.after(lower).any(marked)
        || lower.len() <= LONGEST_BUTTON && POINTER_OPENINGS.begin(lower)
}

/// Whether a line is what programs for feeds write below an entry: "The post X appeared first on Y."
fn is_end_of_feed(lower: &str) -> bool {
    let entry = words!("the post |the article |this post |this article ").begin(lower);
    entry && words!(" appeared first on | first appeared on ").0.iter().any(|words| lower.contains(words))
}

/// Whole lines that are buttons or labels of them.
const BUTTONS: Words = words!(
    "share|tweet|email|e-mail|print|facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|copy link|save|\
     save article|bookmark|share this|share article|share this article|share this story|share this post|\
     share on facebook|share on twitter|share on whatsapp|share on linkedin|share via email|email this article|\
     print this article|post a comment|leave a comment|leave a reply|add a comment|comments|view comments|\
     show comments|no comments|join the conversation|log in|sign in|sign up|subscribe|subscribe now|advertisement|\
     advertisements|advert|ad|sponsored|sponsored content|story continues below|story continues below advertisement|\
     article continues below|article continues below advertisement|scroll to continue|view gallery|\
     open image in gallery|listen to this article|follow us|like us on facebook|follow us on twitter|\
     subscriber only stories|subscriber only storiesview all|back to top|next article|previous article|loading|\
     skip advertisement",
);

/// Openings of an invitation to subscribe, follow or share.
const INVITATIONS: Words = words!(
    "subscribe now to |subscribe to our |subscribe to the newsletter|sign up for our |sign up to our |\
     sign up for the newsletter|sign up here |click here to subscribe|get our newsletter|get the latest news|\
     follow us on |follow us @|like us on |join our whatsapp|join our telegram|download our app|download the app|\
     share this on |find us on ",
);

/// Where one shares; a line of nothing else is a row of buttons.
const NETWORKS: Words = words!(
    "facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|email|e-mail|print|share|tweet|copy|link|save|\
     messenger|instagram|sms|more|on|via",
);

fn is_button(lower: &str) -> bool {
    if lower.len() > LONGEST_BUTTON {
        return false;
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = bare.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let row = bare.contains(' ') && words.all(|word| NETWORKS.contains(word));
    // A full stop makes a sentence of a button: "Subscribe." may be what somebody said.
    let button = !lower.contains('.') && BUTTONS.contains(bare);
    button || row || INVITATIONS.begin(bare)
}

/// Whether a line asks to follow somebody elsewhere: "Follow the Harbour Herald on Facebook and Twitter."
fn is_call_to_follow(lower: &str) -> bool {
    let Some((who, place)) = lower.strip_prefix("follow ").and_then(|rest| rest.rsplit_once(" on ")) else {
        return false;
    };
    let network = words!("facebook|twitter|instagram|linkedin|youtube|whatsapp|telegram|x").begin(place);
    network && who.len() + place.len() <= 150 && !who.contains(". ")
}

fn is_copyright(lower: &str) -> bool {
    let year = lower.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let marked = words!("©|copyright ©|copyright (c)").begin(lower);
    let dated = year && lower.len() <= 120 && words!("copyright |(c) ").begin(lower);
    let reserved = lower.trim_end_matches('.').ends_with("all rights reserved");
    marked || dated || reserved || lower.contains("may not be published, broadcast, rewritten")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<Cut>, lines: &[&str]) {
        for line in lines {
            assert_eq!(cut(line), expected, "{line}");
        }
    }

    #[test]
    fn pointers_to_other_articles() {
        let lines = [
            "Read more",
            "READ MORE: Harbour closes for the winter",
            "Also Read:‘Closed’: the harbour in winter",
            "More>>",
            "Read | Harbour closes",
            "Click here to read the report",
            "Continue reading »",
            "The post Harbour closes appeared first on Harbour Herald.",
        ];
        check(Some(Cut::ReadMore), &lines);
    }

    #[test]
    fn buttons() {
        let lines = [
            "Share",
            "Facebook Twitter WhatsApp",
            "Subscribe Now to get 66% OFF",
            "ADVERTISEMENT",
            "[Share this article]",
            "Follow us on Twitter",
            "- Leave a comment -",
            "Follow Jane Doe and the Harbour Herald on Facebook and Twitter.",
        ];
        check(Some(Cut::Share), &lines);
    }

    #[test]
    fn copyright_lines() {
        let lines = [
            "© Jane Doe/Harbour News",
            "Copyright 2023 Harbour Herald",
            "Copyright © Harbour Herald. All rights reserved.",
            "(c) 2019 Port Doe Press",
        ];
        check(Some(Cut::Copyright), &lines);
    }

    #[test]
    fn sentences_stay() {
        let lines = [
            "Read more books, the minister told pupils.",
            "More than 3,000 ships were in the harbour.",
            "More: it is not enough.",
            "Subscribe? Not I, said the mayor.",
            "“Share.”",
            "Share prices fell on Monday.",
            "Copyright law will change in 2024, the minister said, and the papers of the town do not like it at all, \
             since they would have to pay.",
            "Watch: the mayor wears one on each arm.",
            "Related: nobody at the table was.",
            "Listen: the sea.",
            "Comments by the mayor were deleted.",
            "Twitter users were angry.",
            "X",
            "Follow the river to the harbour.",
        ];
        check(None, &lines);
    }
}

//! The news agencies that bylines and datelines name, and the words for those who write.

use crate::words::{Words, words};

/// Agencies by the names they sign with.
const AGENCIES: Words = words!(
    "AAP|AFP|Agence France-Presse|Agencies|ANA|Anadolu|Anadolu Agency|ANI|ANN|ANSA|Antara|AP|APA|APP|APS|\
     Associated Press|ATA|Bernama|Bloomberg|Bloomberg News|BNS|Borneo Bulletin/ANN|BSS|BTA|Canadian Press|CNA|\
     CNN|CTK|Deutsche Welle|dpa|DPA|EFE|Hina|IANS|Interfax|IPS|Inter Press Service|IRNA|Jiji|Jiji Press|Kyodo|\
     Kyodo News|KUNA|Lusa|MAP|MENA|MTI|NAMPA|NAN|NTB|PA|PA Media|PAP|Petra|PNA|PTI|Press Association|\
     Press Trust of India|QNA|Reuter|Reuters|RIA Novosti|SANA|SAPA|SPA|STT|TASS|TAP|The Associated Press|\
     The Canadian Press|Thomson Reuters|TT|Ukrinform|UNB|UPI|United Press International|VNA|WAM|Xinhua|Yonhap|\
     Voz de America|VOA",
);

/// The agency or agencies ("AP/AFP") that a text names, as it is printed there.
pub(crate) fn agency(text: &str) -> Option<&str> {
    let text = text.trim();
    (is_agency(text) || text.split('/').all(|part| is_agency(part.trim()))).then_some(text)
}

/// Whether a text is the name of one agency; in capitals it is known as well.
fn is_agency(text: &str) -> bool {
    let capitals = !text.chars().any(char::is_lowercase);
    AGENCIES.contains(text) || capitals && AGENCIES.contains_in_any_case(text)
}

/// Whether a text has the form of an agency's or paper's name, such as "Harbour News / Port Doe Press".
pub(crate) fn is_like_agency(text: &str) -> bool {
    let kinds = ["News", "Agency", "Press", "Service", "Wire"];
    let ends = |part: &str| kinds.iter().any(|kind| part.ends_with(kind)) && part.contains(' ');
    let mut parts = text.split('/').map(str::trim);
    text.len() <= 50 && text.split(' ').count() <= 6 && parts.any(ends)
}

/// Words for those who write, beside their names.
const ROLES: Words = words!(
    "agencies|ambassador|analyst|author|bureau|chairman|chief|columnist|contributor|correspondent|correspondents|\
     critic|desk|director|economist|editor|editors|fellow|journalist|lecturer|minister|newsroom|photographer|\
     president|producer|professor|reporter|reporters|researcher|secretary|staff|writer|writers",
);

/// Whether a text names what somebody does at a paper rather than somebody: "Staff Writer", "Herald Correspondent".
pub(crate) fn is_role(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| ROLES.contains_in_any_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_in_any_writing() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(agency(text), expected, "{text}");
        check("Reuters", Some("Reuters"));
        check(" REUTERS ", Some("REUTERS"));
        check("AP/AFP", Some("AP/AFP"));
        check("Agence France-Presse", Some("Agence France-Presse"));
        check("Harbour Herald", None);
        check("ap", None);
    }

    #[test]
    fn roles_are_no_names() {
        assert!(is_role("Staff Writer"));
        assert!(is_role("Herald correspondent"));
        assert!(!is_role("Ann Stafford"));
    }
}

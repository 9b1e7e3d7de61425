//! Finds the lines of a message that concern its delivery: how to read it elsewhere, why one gets it, how to get rid of
//! it, and the address of the sender below that.

use crate::{
    Cut,
    block::Block,
    words::{Words, words},
};

/// The longest line of a footer, in bytes.
const LONGEST: usize = 400;
/// The longest line above the text that leads to the web.
const LONGEST_POINTER: usize = 120;
/// How many blocks at the end are looked at.
const LOOKED_AT: usize = 25;

/// How a line says why one gets the message.
const REASONS: Words = words!(
    "you are receiving this|you're receiving this|you’re receiving this|you received this|you have received this|\
     you got this email|this email was sent to|this e-mail was sent to|this message was sent to|this newsletter was sent|\
     sent to you by|you are subscribed|to stop receiving|if you no longer wish|no longer want to receive|\
     you can unsubscribe|vous recevez ce|vous recevez cette|cet email a été envoyé|sie erhalten diese|\
     sie bekommen diese|diese e-mail wurde|recibes este|recibe este|ha recibido este|este correo|este mensaje fue enviado|\
     you're currently a free|you’re currently a free|you're on the free list|you’re on the free list|unsubscribe from|\
     você está recebendo|você recebeu|este e-mail foi enviado|ricevi questa|hai ricevuto questa|questa email|\
     you received this message because|our mailing address is|copyright ©|© copyright",
);

/// Words that only stand where one gets rid of a newsletter.
const WAYS_OUT: Words = words!(
    "unsubscribe|manage preferences|manage your preferences|email preferences|update your preferences|\
     manage your subscription|manage subscription|update profile|se désabonner|désabonner|se désinscrire|\
     désinscription|abmelden|abbestellen|darse de baja|cancelar suscripción|cancelar la suscripción|\
     cancelar inscrição|descadastrar|cancelar a subscrição|disiscriviti|annulla l'iscrizione|cancella iscrizione",
);

/// Links to the message on the web, in lower case.
const ONLINE: Words = words!(
    "in your browser|in browser|in a browser|in the browser|view online|read online|view web version|web version|webversion|\
     view as a web page|view this email online|view on the web|view it online|view this post on the web|im browser|online ansehen|\
     onlineversion|online-version|dans votre navigateur|dans le navigateur|version en ligne|voir en ligne|\
     en su navegador|en tu navegador|en el navegador|versión online|no seu navegador|no navegador|versão online|\
     nel browser|nel tuo browser|versione online",
);

/// What stands above the text of a newsletter to be pressed.
const BUTTONS: Words = words!(
    "share|read in app|open in app|like|comment|restack|listen now|listen|subscribe|subscribe now|sign up|\
     forwarded this email|upgrade to paid|follow|print|teilen|partager|compartir|condividi",
);

/// How many blocks above the text are looked at.
const ABOVE: usize = 8;

/// Whether a line is nothing but buttons, and how often they were pressed: "42 | 3 | Read in app".
fn is_button(lower: &str) -> bool {
    let parts = || lower.split('|').map(|part| part.trim_matches([' ', '·', '•', '?']));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts().any(|part| BUTTONS.contains(part))
        && parts().all(|part| BUTTONS.contains(part) || is_number(part))
}

/// Marks the buttons above the text, and the line that only repeats who wrote it.
pub(super) fn mark_head(blocks: &mut [Block<'_>], authors: &[String]) {
    for block in blocks.iter_mut().take(ABOVE).filter(|block| block.cut.is_none()) {
        let lower = block.text.to_lowercase();
        if is_button(&lower) || authors.iter().any(|author| *author == block.text) {
            block.cut = Some(Cut::Share);
        }
    }
}

/// Whether a text in lower case leads to the message on the web.
pub(super) fn is_online(lower: &str) -> bool {
    lower.len() <= LONGEST_POINTER && ONLINE.0.iter().any(|words| lower.contains(words))
}

/// Marks such lines.
pub(super) fn mark(blocks: &mut [Block<'_>]) {
    for block in blocks.iter_mut().filter(|block| block.cut.is_none()) {
        if is_online(&block.text.to_lowercase()) {
            block.cut = Some(Cut::Share);
        }
    }
    let first = blocks.len().saturating_sub(LOOKED_AT);
    for block in blocks[first..].iter_mut().filter(|block| block.text.contains('|')) {
        if is_button(&block.text.to_lowercase()) {
            block.cut.get_or_insert(Cut::Share);
        }
    }
    let Some(at) = (first..blocks.len()).find(|&at| is_footer(&blocks[at].text)) else { return };
    let length = |blocks: &[Block<'_>]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let (above, below) = (length(&blocks[..at]), length(&blocks[at..]));
    // What is longer than a footer goes on with the text.
    let ends = below <= 1500 && (below <= above || blocks.len() - at <= 4);
    for block in &mut blocks[at..] {
        if ends || is_footer(&block.text) {
            block.cut.get_or_insert(Cut::Share);
        }
    }
}

fn is_footer(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let way_out = WAYS_OUT.0.iter().any(|words| lower.contains(words));
    let short = lower.len() <= 60 && !lower.ends_with(['.', '!', '?', '”', '"']);
    let to_press = ["click", "link", "://", "here", "@", "hier", "ici", "aquí", "aqui", "qui"];
    REASONS.begin(lower) || way_out && (short || to_press.iter().any(|word| lower.contains(word)))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn what_concerns_delivery_is_marked() {
        let lines = [
            "View this email in your browser",
            "The mayor closed the harbour of Port Doe on Monday, after a long night of talks.",
            "Readers unsubscribe in great numbers, the paper said.",
            "You are receiving this because you signed up at herald.example.",
            "Harbour Herald, 1 Mill Lane, Port Doe",
            "Unsubscribe | Manage preferences",
        ];
        let mut blocks: Vec<_> = lines.iter().map(|line| Block::new(Cow::Borrowed(*line), true)).collect();
        mark(&mut blocks);
        let cut: Vec<bool> = blocks.iter().map(|block| block.cut.is_some()).collect();
        assert_eq!(cut, [true, false, false, true, true, true]);
    }
}

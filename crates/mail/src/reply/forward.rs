//! Who wrote a message that somebody forwarded in the text of theirs: a proposal, for a person to confirm, because anybody
//! can write such lines.

use super::{header_block, line, separator};
use crate::header::addresses;
use base::Address;

/// The author named in the first header block below a forward marker or, where the subject says that this is a forward,
/// in the first header block at all.
pub fn forwarded_author(text: &str, subject: &str) -> Option<Address> {
    let lines = line::of_text(text);
    let marker = lines.iter().take(2_000).position(|line| separator::is_forward(&line.text));
    let from = match marker {
        Some(at) => at + 1,
        None if crate::thread::is_forward(subject) => 0,
        None => return None,
    };
    let block = (from..lines.len().min(from + 2_000)).find(|at| header_block::begins(&lines, *at))?;
    let near = lines[block..].iter().take(8);
    near.filter_map(|line| header_block::author(&line.text))
        .find_map(|value| addresses(value.as_bytes(), None, 1).into_iter().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_author_of_a_forwarded_message_is_proposed() {
        for (text, subject) in [
            (
                "FYI\n\n---------- Forwarded message ---------\nFrom: Aya Sato <aya@x.example>\nDate: Mon\nSubject: a\n\nHi",
                "Fwd: a",
            ),
            ("Von: Aya Sato <aya@x.example>\nGesendet: Montag\nBetreff: a\n\nHallo", "WG: a"),
            ("お願いします。\n\n差出人: Aya Sato <aya@x.example>\n送信日時: 2026年1月5日\n件名: a", "転送: a"),
            ("Begin forwarded message:\n\n> From: Aya Sato <aya@x.example>\n> Subject: a\n> \n> Hi", "Fwd: a"),
        ] {
            let author = forwarded_author(text, subject).expect("the block names one");
            assert_eq!((author.shown(), author.email.as_str()), ("Aya Sato", "aya@x.example"), "{text}");
        }
    }

    #[test]
    fn a_reply_proposes_nobody() {
        assert_eq!(forwarded_author("Thanks\n\nFrom: Aya <aya@x.example>\nSent: Monday\nSubject: a", "Re: a"), None);
    }
}

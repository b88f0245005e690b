//! Addresses that mail does not reach: how sure that is, by the class of the status code and not by a list of wordings.

use base::{Email, Moment};

crate::ticket_words! {
    /// `Soft`: it may work again, a mailbox that is full or a server that is away. `Hard`: there is nobody.
    Hardness { Soft = "soft", Hard = "hard", }
}

/// An address that did not get a letter, as the composer warns of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreachable {
    pub address: Email,
    pub hardness: Hardness,
    /// In the server's words.
    pub reason: String,
    pub at: Moment,
    /// How often in a row.
    pub times: i64,
}

/// What speaks against writing to somebody, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// Mail comes back: there is nobody.
    Nobody,
    /// What comes from there is taken for spam.
    Blocked,
    /// The house writes no automatic mail there.
    NotMailed,
    /// The last mail did not get through.
    Missed,
}

impl Against {
    /// The Fluent key of the sentence that warns.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nobody => "warn-hard",
            Self::Blocked => "warn-blocked",
            Self::NotMailed => "warn-not-mailed",
            Self::Missed => "warn-soft",
        }
    }

    /// A letter there is most likely a mistake.
    pub const fn is_grave(self) -> bool {
        matches!(self, Self::Nobody | Self::Blocked)
    }
}

impl From<Hardness> for Against {
    fn from(hardness: Hardness) -> Self {
        match hardness {
            Hardness::Hard => Self::Nobody,
            Hardness::Soft => Self::Missed,
        }
    }
}

impl Hardness {
    /// By the enhanced status code (RFC 3463) in a server's words: subjects 1 (addressing) and the disabled mailbox say
    /// that nobody is there; all else (full, too large, a policy, a network) may pass. Without a code a plain 550, 551
    /// or 553 (RFC 5321 §4.2.2) counts as hard.
    pub fn of(words: &str, permanent: bool) -> Self {
        match (permanent, enhanced(words)) {
            (false, _) => Self::Soft,
            (true, Some((4, _, _))) => Self::Soft,
            (true, Some((_, 1, detail))) if !matches!(detail, 7 | 8) => Self::Hard,
            (true, Some((_, 2, 1))) => Self::Hard,
            (true, Some((_, 0, 0)) | None) => match words.trim_start().get(..3) {
                Some("550" | "551" | "553") => Self::Hard,
                Some(code) if code.bytes().all(|b| b.is_ascii_digit()) => Self::Soft,
                Some(_) | None => Self::Hard,
            },
            (true, Some(_)) => Self::Soft,
        }
    }
}

/// The first `class.subject.detail` among the words.
fn enhanced(words: &str) -> Option<(u16, u16, u16)> {
    words.split(|c: char| !(c.is_ascii_digit() || c == '.')).take(200).find_map(|word| {
        let mut numbers = word.trim_matches('.').split('.').map(|part| part.parse::<u16>().ok());
        match (numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()) {
            (class @ (2 | 4 | 5), subject @ 0..=7, detail @ 0..=99, None) => Some((class, subject, detail)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_code_says_how_sure_it_is() {
        use Hardness::{Hard, Soft};
        for (words, permanent, hardness) in [
            ("550 5.1.1 No such user", true, Hard),
            ("5.1.10 recipient not found", true, Hard),
            ("550 5.2.1 mailbox disabled", true, Hard),
            ("552 5.2.2 mailbox full", true, Soft),
            ("550 5.7.1 blocked by policy", true, Soft),
            ("554 5.3.4 message too big", true, Soft),
            ("553 5.1.8 bad sender", true, Soft),
            ("550 No such user", true, Hard),
            ("552 too much", true, Soft),
            ("User unknown", true, Hard),
            ("451 4.7.1 greylisted", false, Soft),
            ("host 192.0.2.1 said: 550 5.1.1 unknown", true, Hard),
            ("5.0.0 550 nothing is known", true, Hard),
            ("", true, Hard),
        ] {
            assert_eq!(Hardness::of(words, permanent), hardness, "{words}");
        }
    }
}

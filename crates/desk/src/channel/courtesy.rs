//! Automatic mail is a courtesy, and two machines that are courteous to each other never stop: when we stay silent.

use super::{Arrival, Nature};
use base::Email;
use std::time::Duration;

crate::ticket_words! {
    /// Why an automatic letter was not written.
    Withheld {
        /// What it would answer was written by a machine.
        Automatic = "automatic",
        /// The sender's system asked for silence.
        Unanswerable = "unanswerable",
        /// The address is ours.
        Ours = "ours",
        /// Nobody reads mail to this address.
        NoReply = "no_reply",
        /// They had as many as one may get within an hour or a day.
        TooMany = "too_many",
        /// Two machines answered each other; see [`MOST_PER_DAY`].
        Breaker = "breaker",
        /// Somebody has said that nothing is to be sent there by machine.
        Blocked = "blocked",
        /// What it would answer is old, or was imported.
        Old = "old",
        /// The mailbox only looks on.
        Observing = "observing",
        /// A mail filter wants silence.
        Filtered = "filtered",
        /// A key is missing for closing it as its mailbox does.
        Keyless = "keyless",
    }
}

/// Automatic letters to one address, of all kinds that answer something.
pub const MOST_PER_HOUR: i64 = 5;
pub const MOST_PER_DAY: i64 = 20;

/// Nobody wants a receipt for what they wrote longer ago.
pub const FRESH: Duration = Duration::from_secs(2 * 24 * 3600);

/// Local parts behind which nobody reads (RFC 2142 and habit), without separators.
const NOBODY: &[&str] = &[
    "noreply",
    "donotreply",
    "dontreply",
    "noresponse",
    "neverreply",
    "mailerdaemon",
    "postmaster",
    "daemon",
    "mailer",
    "nobody",
    "bounce",
    "bounces",
    "root",
    "listserv",
    "majordomo",
    "autoreply",
    "autoresponder",
    "abuse",
];

/// `no-reply@`, `MAILER-DAEMON@`, `bounces+123@`, `owner-list@`.
pub fn is_nobody(address: &Email) -> bool {
    let local = address.local().to_lowercase();
    let plain: String =
        local.split(['+', '=']).next().unwrap_or_default().chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    NOBODY.contains(&plain.as_str())
        || ["noreply", "donotreply", "mailerdaemon"].iter().any(|word| plain.starts_with(word) || plain.ends_with(word))
        || local.starts_with("owner-")
        || local.ends_with("-owner")
        || local.ends_with("-bounces")
        || local.ends_with("-request")
}

/// Whether one of the lines, each an address in lower case in which `*` stands for anything, names this address.
pub fn is_blocked(lines: &str, address: &Email) -> bool {
    let address = address.canonical();
    lines.lines().any(|line| matches(line.trim(), &address))
}

/// Each piece between the stars after the one before it, the first at the beginning and the last at the end.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return !pattern.is_empty() && pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = rest.split('*').collect();
    let Some((last, between)) = pieces.split_last() else { return true };
    for piece in between {
        match text.find(piece) {
            Some(at) => text = &text[at + piece.len()..],
            None => return false,
        }
    }
    text.ends_with(last)
}

/// Whether a message may get an automatic answer at all. `null_sender`: its envelope sender was `<>`.
pub fn may_be_acknowledged(arrival: &Arrival, null_sender: bool) -> Result<(), Withheld> {
    match arrival.nature {
        Nature::AutoReply | Nature::Bounce | Nature::Receipt => Err(Withheld::Automatic),
        Nature::List => Err(Withheld::Unanswerable),
        Nature::Human if arrival.unanswerable || arrival.is_forged() || null_sender => Err(Withheld::Unanswerable),
        Nature::Human => Ok(()),
    }
}

/// Colleagues hear more from rules than anybody outside; but they too have machines that answer.
pub fn may_tell_colleague(last_hour: i64, last_day: i64) -> Result<(), Withheld> {
    if last_hour >= 12 * MOST_PER_HOUR || last_day >= 20 * MOST_PER_DAY { Err(Withheld::TooMany) } else { Ok(()) }
}

/// Whether one more letter is fair, after so many within an hour and a day.
pub fn may_follow(last_hour: i64, last_day: i64) -> Result<(), Withheld> {
    if last_hour >= MOST_PER_HOUR || last_day >= MOST_PER_DAY { Err(Withheld::TooMany) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Address;

    fn e(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn nobody_reads_mail_behind_these_addresses() {
        for local in [
            "noreply",
            "No-Reply",
            "do_not_reply",
            "noreply-orders",
            "shop.noreply",
            "MAILER-DAEMON",
            "postmaster",
            "bounces+1=2",
            "owner-x",
            "x-request",
        ] {
            assert!(is_nobody(&e(&format!("{local}@x.example"))), "{local}");
        }
    }

    #[test]
    fn people_with_odd_names_are_answered() {
        for local in ["norah.eply", "owner", "reply", "mail", "rooter", "info", "nora.reply", "bob+bounces"] {
            assert!(!is_nobody(&e(&format!("{local}@x.example"))), "{local}");
        }
    }

    #[test]
    fn addresses_are_blocked_by_pattern() {
        let lines = "kei@x.example\n*@alerts.example\nbot-*@*.example\n\n";
        for address in ["Kei@x.example", "a@alerts.example", "bot-7@shop.example"] {
            assert!(is_blocked(lines, &e(address)), "{address}");
        }
        for address in ["mio@x.example", "a@alerts.example.com", "robot-7@shop.example", "bot-@example"] {
            assert!(!is_blocked(lines, &e(address)), "{address}");
        }
        assert!(!is_blocked("", &e("kei@x.example")));
        assert!(is_blocked("a*a@x.example", &e("aa@x.example")) && !is_blocked("a*a@x.example", &e("a@x.example")));
    }

    #[test]
    fn machines_and_lists_get_no_automatic_answer() {
        let mut arrival = Arrival::plain(Address::bare(e("kei@x.example")), "s", "t");
        assert_eq!(may_be_acknowledged(&arrival, false), Ok(()));
        assert_eq!(may_be_acknowledged(&arrival, true), Err(Withheld::Unanswerable));
        arrival.unanswerable = true;
        assert_eq!(may_be_acknowledged(&arrival, false), Err(Withheld::Unanswerable));
        for nature in [Nature::AutoReply, Nature::Bounce, Nature::Receipt] {
            arrival.nature = nature;
            assert_eq!(may_be_acknowledged(&arrival, false), Err(Withheld::Automatic));
        }
    }

    #[test]
    fn the_sixth_letter_of_an_hour_stays_unwritten() {
        assert_eq!(may_follow(4, 4), Ok(()));
        assert_eq!(may_follow(5, 5), Err(Withheld::TooMany));
        assert_eq!(may_follow(0, 20), Err(Withheld::TooMany));
    }
}

//! A letter to ourselves that goes all the way round: out by a server, in by the mailbox, and never a ticket.

use super::MailboxId;
use base::Moment;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    pub id: i64,
    pub mailbox: MailboxId,
    pub sent_at: Moment,
    pub arrived_at: Option<Moment>,
    /// Why it could not be sent; empty: it was.
    pub error: String,
}

const MARK: &str = "kippu-probe.";
/// What its tag is signed as.
pub const CONTEXT: &str = "probe";

/// `kippu-probe.12.abc…`: its number and our signature under it.
pub fn mark(id: i64, tag: &str) -> String {
    format!("{MARK}{id}.{tag}")
}

/// The number and the signature in a Message-ID or a subject; whether it is ours is yet to be seen.
pub fn claimed(text: &str) -> Option<(i64, &str)> {
    let (_, rest) = text.split_once(MARK)?;
    let (id, rest) = rest.split_once('.')?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    Some((id.parse().ok()?, &rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_where_mail_systems_leave_it() {
        for text in ["kippu-probe.12.abc@desk.example", "Re: Kippu kippu-probe.12.abc", "[x] kippu-probe.12.abc]"] {
            assert_eq!(claimed(text), Some((12, "abc")), "{text}");
        }
        for text in ["kippu-probe.x.abc", "kippu-probe.12", "something else"] {
            assert_eq!(claimed(text), None, "{text}");
        }
    }
}

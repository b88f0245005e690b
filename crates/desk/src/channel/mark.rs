//! What we put on letters so that answers find their ticket: a reply address, a mark in subject or text, an address
//! for bounces. Each carries a tag that only this installation can make; checking it is the signer's part.

use crate::channel::LetterId;
use crate::conversation::SideId;
use crate::people::PersonId;
use crate::ticket::TicketNumber;
use crate::ticket::numbering::{LEAST_DIGITS, MOST_DIGITS};
use base::Email;

/// What a tag is signed for: uses are kept apart.
pub const REPLY: &str = "reply";
/// What stands in the address of a letter's image.
pub const OPENED: &str = "opened";
pub const BOUNCE: &str = "bounce";
pub const MARK: &str = "mark";
/// The address at which one agent answers one ticket.
pub const AGENT: &str = "agent";
/// Where a side conversation is answered.
pub const SIDE: &str = "side";

/// Letters of a mark's tag: the beginning of the signer's. 40 bits, and it lets in only whom the ticket knows.
pub const MARK_TAG: usize = 8;

/// Something with a tag that is yet to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<T> {
    pub of: T,
    /// In lower case.
    pub tag: String,
}

/// `support+t.100042.TAG@example.com`; none when the local part would exceed 64 octets (RFC 5321 §4.5.3.1.1).
pub fn reply_address(mailbox: &Email, number: TicketNumber, tag: &str) -> Option<Email> {
    tagged(mailbox, 't', number.0, tag)
}

/// `support+b.7.TAG@example.com`, the envelope sender of a letter that may bounce.
pub fn bounce_address(mailbox: &Email, letter: LetterId, tag: &str) -> Option<Email> {
    tagged(mailbox, 'b', letter.0, tag)
}

/// `support+a.100042.7.TAG@example.com`: whoever knows it was written to as that agent.
pub fn agent_address(mailbox: &Email, number: TicketNumber, agent: PersonId, tag: &str) -> Option<Email> {
    tagged(mailbox, 'a', number.0, &format!("{agent}.{tag}"))
}

/// `support+s.7.TAG@example.com`, where a side conversation is answered.
pub fn side_address(mailbox: &Email, side: SideId, tag: &str) -> Option<Email> {
    tagged(mailbox, 's', side.0, tag)
}

pub fn claimed_side(address: &Email) -> Option<Claim<SideId>> {
    claimed(address, 's').map(|(id, tag)| Claim { of: SideId(id), tag })
}

/// What is signed for an agent's address.
pub fn agent_claim(number: TicketNumber, agent: PersonId) -> String {
    format!("{number} {agent}")
}

pub fn claimed_agent(address: &Email) -> Option<Claim<(TicketNumber, PersonId)>> {
    let (number, rest) = detailed(address, 'a')?;
    let (agent, tag) = rest.split_once('.')?;
    let agent = PersonId(agent.parse().ok()?);
    is_tag(tag).then(|| Claim { of: (TicketNumber(number), agent), tag: tag.to_owned() })
}

pub fn claimed_ticket(address: &Email) -> Option<Claim<TicketNumber>> {
    claimed(address, 't').map(|(id, tag)| Claim { of: TicketNumber(id), tag })
}

pub fn claimed_letter(address: &Email) -> Option<Claim<LetterId>> {
    claimed(address, 'b').map(|(id, tag)| Claim { of: LetterId(id), tag })
}

/// An address without what stands after `+`: the mailbox it belongs to.
pub fn without_tag(address: &Email) -> Email {
    let (local, domain) = address.as_str().rsplit_once('@').unwrap_or_default();
    let plain = local.split('+').next().unwrap_or(local);
    Email::parse(&format!("{plain}@{domain}")).unwrap_or_else(|| address.clone())
}

/// What stands after `+`, in lower case, where it is no tag of ours: `billing` of `support+billing@…`.
pub fn detail(address: &Email) -> Option<String> {
    let local = address.local().to_lowercase();
    let (_, detail) = local.split_once('+')?;
    let ours = claimed_ticket(address).is_some()
        || claimed_letter(address).is_some()
        || claimed_agent(address).is_some()
        || claimed_side(address).is_some();
    (!detail.is_empty() && !ours).then(|| detail.to_owned())
}

/// `[#100042-abcdefgh]`: on the ticket's letters, in the subject.
pub fn mark(number: TicketNumber, tag: &str) -> String {
    format!("[#{number}-{}]", &tag[..tag.len().min(MARK_TAG)])
}

/// The marks in a text, at most ten different ones; only its first 200,000 octets are looked at.
pub fn claimed_marks(text: &str) -> Vec<Claim<TicketNumber>> {
    let mut found: Vec<Claim<TicketNumber>> = Vec::new();
    for piece in pieces(text) {
        let claim = number_at_start(piece).and_then(|(number, rest)| {
            let tag: String = rest.strip_prefix('-')?.chars().take_while(char::is_ascii_alphanumeric).collect();
            (tag.len() == MARK_TAG).then(|| Claim { of: number, tag: tag.to_ascii_lowercase() })
        });
        if let Some(claim) = claim
            && found.len() < 10
            && !found.contains(&claim)
        {
            found.push(claim);
        }
    }
    found
}

/// Ticket numbers in a subject, as people write them: `#100042`, `[#100042]`. At most five.
pub fn named_tickets(subject: &str) -> Vec<TicketNumber> {
    pieces(subject).filter_map(|piece| number_at_start(piece).map(|(number, _)| number)).take(5).collect()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let end = (0..=text.len().min(200_000)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text[..end].split(['#', '＃']).skip(1)
}

fn number_at_start(text: &str) -> Option<(TicketNumber, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| (LEAST_DIGITS..=MOST_DIGITS).contains(&digits))?;
    Some((TicketNumber(number), &text[digits..]))
}

fn tagged(mailbox: &Email, sort: char, id: i64, tag: &str) -> Option<Email> {
    let plain = without_tag(mailbox);
    let local = format!("{}+{sort}.{id}.{tag}", plain.local());
    (local.len() <= 64).then(|| Email::parse(&format!("{local}@{}", plain.domain()))).flatten()
}

fn claimed(address: &Email, sort: char) -> Option<(i64, String)> {
    detailed(address, sort).filter(|(_, tag)| is_tag(tag))
}

/// The number behind the sort, and what follows it.
fn detailed(address: &Email, sort: char) -> Option<(i64, String)> {
    let local = address.local().to_ascii_lowercase();
    let (_, detail) = local.split_once('+')?;
    let (id, rest) = detail.strip_prefix(sort)?.strip_prefix('.')?.split_once('.')?;
    Some((id.parse().ok()?, rest.to_owned()))
}

fn is_tag(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn a_reply_address_comes_back_whatever_a_server_does_to_its_case() {
        let address = reply_address(&e("Support@desk.example"), TicketNumber(100_042), "abc234").unwrap();
        assert_eq!(address.as_str(), "Support+t.100042.abc234@desk.example");
        let claim = Claim { of: TicketNumber(100_042), tag: "abc234".into() };
        assert_eq!(claimed_ticket(&address), Some(claim.clone()));
        assert_eq!(claimed_ticket(&e("SUPPORT+T.100042.ABC234@DESK.EXAMPLE")), Some(claim));
        assert_eq!(claimed_letter(&address), None);
        assert_eq!(without_tag(&address), e("support@desk.example"));
    }

    #[test]
    fn an_agents_address_names_ticket_and_agent() {
        let address = agent_address(&e("support@desk.example"), TicketNumber(100_042), PersonId(7), "abc234").unwrap();
        assert_eq!(address.as_str(), "support+a.100042.7.abc234@desk.example");
        let claim = Claim { of: (TicketNumber(100_042), PersonId(7)), tag: "abc234".into() };
        assert_eq!(claimed_agent(&e("SUPPORT+A.100042.7.ABC234@DESK.EXAMPLE")), Some(claim));
        assert_eq!((claimed_ticket(&address), claimed_letter(&address), detail(&address)), (None, None, None));
        for text in ["a+a.1.abc@b.example", "a+a.1.2.a-b@b.example", "a+a.x.2.abc@b.example", "a+t.1.2.abc@b.example"] {
            assert_eq!(claimed_agent(&e(text)), None, "{text}");
        }
    }

    #[test]
    fn a_letters_bounce_address_is_no_reply_address() {
        let address = bounce_address(&e("support@desk.example"), LetterId(7), "abc234").unwrap();
        assert_eq!(claimed_letter(&address), Some(Claim { of: LetterId(7), tag: "abc234".into() }));
        assert_eq!(claimed_ticket(&address), None);
    }

    #[test]
    fn a_sides_address_is_its_own() {
        let address = side_address(&e("support@desk.example"), SideId(7), "abc234").unwrap();
        assert_eq!(claimed_side(&address), Some(Claim { of: SideId(7), tag: "abc234".into() }));
        assert_eq!((claimed_ticket(&address), claimed_letter(&address), detail(&address)), (None, None, None));
    }

    #[test]
    fn a_long_local_part_gets_no_reply_address() {
        let long = format!("{}@desk.example", "x".repeat(40));
        assert_eq!(reply_address(&e(&long), TicketNumber(100_042), &"a".repeat(20)), None);
    }

    #[test]
    fn what_only_looks_like_a_reply_address_claims_nothing() {
        for text in [
            "a@b.example",
            "a+t@b.example",
            "a+t.1@b.example",
            "a+t.x.abc@b.example",
            "a+t.1.a-b@b.example",
            "a+tt.1.abc@b.example",
        ] {
            assert_eq!(claimed_ticket(&e(text)), None, "{text}");
        }
    }

    #[test]
    fn what_stands_behind_the_plus_may_name_a_team() {
        assert_eq!(detail(&e("support+Billing@desk.example")).as_deref(), Some("billing"));
        for text in ["support@desk.example", "support+@desk.example", "support+t.100042.abc234@desk.example"] {
            assert_eq!(detail(&e(text)), None, "{text}");
        }
    }

    #[test]
    fn marks_are_found_with_and_without_brackets() {
        assert_eq!(mark(TicketNumber(100_042), "abcdefghijkl"), "[#100042-abcdefgh]");
        let claim = |tag: &str| Claim { of: TicketNumber(100_042), tag: tag.into() };
        assert_eq!(claimed_marks("Re: お問い合わせ [#100042-abcdefgh]"), [claim("abcdefgh")]);
        assert_eq!(claimed_marks("> ＃100042-ABCDEFGH. #100042-abcdefgh"), [claim("abcdefgh")]);
        for text in ["#100042", "#100042-abc", "#100042-abcdefghi", "#12-abcdefgh", "100042-abcdefgh"] {
            assert_eq!(claimed_marks(text), [], "{text}");
        }
    }

    #[test]
    fn a_number_counts_only_behind_its_sign() {
        assert_eq!(named_tickets("Re: [#100042] and #100043!"), [TicketNumber(100_042), TicketNumber(100_043)]);
        assert_eq!(named_tickets("Order 100042, room #12, #"), []);
    }

    #[test]
    fn a_number_has_as_many_digits_as_a_scheme_may_give_it() {
        let long = TicketNumber(122_026_112_799_999);
        assert_eq!(named_tickets("Re: #122026112799999"), [long]);
        assert_eq!(named_tickets("Re: #1220261127999990"), []);
        let (mark, address) = (mark(long, "abcdefghij"), reply_address(&e("support@desk.example"), long, "abc234"));
        assert_eq!(claimed_marks(&format!("Re: {mark} The kettle")), [Claim { of: long, tag: "abcdefgh".into() }]);
        assert_eq!(claimed_ticket(&address.unwrap()).map(|claim| claim.of), Some(long));
    }
}

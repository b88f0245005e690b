//! Who receives an answer, and why: one pure function of the message that is answered, our own addresses and the wish.

use crate::channel::mark::without_tag;
use base::{Address, Email};

/// Most recipients of one letter, To and Cc together.
pub const MOST_RECIPIENTS: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Requester,
    /// They wrote the message that is answered.
    Author,
    /// They asked for answers there (Reply-To).
    ReplyTo,
    WasInTo,
    WasInCc,
    /// Added to the ticket by an agent.
    Participant,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    pub address: Address,
    pub reason: Reason,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipients {
    pub to: Vec<Recipient>,
    pub cc: Vec<Recipient>,
}

/// The message that is answered, as far as it matters here.
#[derive(Clone, Debug, Default)]
pub struct Answered<'a> {
    pub from: Option<&'a Address>,
    pub reply_to: &'a [Address],
    pub to: &'a [Address],
    pub cc: &'a [Address],
    /// One of us wrote it: then its recipients are those we go on writing to.
    pub ours: bool,
}

/// Recipients of a reply (`all` none) or a reply to all (`all`: the ticket's participants). Never one of our own addresses, never the same person twice;
/// the requester is always in To, unless they are one of ours.
pub fn recipients(
    requester: Option<&Address>,
    answered: &Answered,
    ours: &[Email],
    all: Option<&[Address]>,
) -> Recipients {
    let mut found = Recipients::default();
    let mut seen: Vec<String> = Vec::new();
    let mut add = |list: &mut Vec<Recipient>, address: &Address, reason: Reason| {
        let key = without_tag(&address.email).canonical();
        let own = ours.iter().any(|own| without_tag(own).canonical() == key);
        if !own && !seen.contains(&key) && seen.len() < MOST_RECIPIENTS {
            seen.push(key);
            list.push(Recipient { address: address.clone(), reason });
        }
    };
    if answered.ours {
        requester.into_iter().for_each(|address| add(&mut found.to, address, Reason::Requester));
        answered.to.iter().for_each(|address| add(&mut found.to, address, Reason::WasInTo));
    } else if answered.reply_to.is_empty() {
        answered.from.into_iter().for_each(|address| add(&mut found.to, address, Reason::Author));
        requester.into_iter().for_each(|address| add(&mut found.to, address, Reason::Requester));
    } else {
        answered.reply_to.iter().for_each(|address| add(&mut found.to, address, Reason::ReplyTo));
    }
    if let Some(participants) = all {
        let others = if answered.ours { &[] } else { answered.to };
        others.iter().for_each(|address| add(&mut found.cc, address, Reason::WasInTo));
        answered.cc.iter().for_each(|address| add(&mut found.cc, address, Reason::WasInCc));
        participants.iter().for_each(|address| add(&mut found.cc, address, Reason::Participant));
        requester.into_iter().for_each(|address| add(&mut found.cc, address, Reason::Requester));
    }
    if found.to.is_empty() {
        requester.into_iter().for_each(|address| add(&mut found.to, address, Reason::Requester));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a(email: &str) -> Address {
        Address::bare(Email::parse(email).unwrap())
    }

    fn shown(list: &[Recipient]) -> Vec<&str> {
        list.iter().map(|r| r.address.email.as_str()).collect()
    }

    #[test]
    fn a_reply_goes_to_the_author_and_the_requester_but_never_to_us() {
        let (kei, mio, us) = (a("kei@x.example"), a("mio@x.example"), a("support+t.1.abc@desk.example"));
        let to = [us.clone(), mio.clone()];
        let answered = Answered { from: Some(&kei), to: &to, ..Answered::default() };
        let ours = [Email::parse("support@desk.example").unwrap()];
        let reply = recipients(Some(&kei), &answered, &ours, None);
        assert_eq!((shown(&reply.to), shown(&reply.cc)), (vec!["kei@x.example"], vec![]));
        let all = recipients(Some(&kei), &answered, &ours, Some(&[]));
        assert_eq!((shown(&all.to), shown(&all.cc)), (vec!["kei@x.example"], vec!["mio@x.example"]));
    }

    #[test]
    fn who_asks_for_answers_elsewhere_gets_them_there() {
        let (kei, office) = (a("kei@x.example"), a("office@x.example"));
        let reply_to = [office];
        let answered = Answered { from: Some(&kei), reply_to: &reply_to, ..Answered::default() };
        assert_eq!(shown(&recipients(Some(&kei), &answered, &[], None).to), vec!["office@x.example"]);
    }

    #[test]
    fn a_reply_to_all_also_goes_to_the_participants() {
        let (kei, mio) = (a("kei@x.example"), a("mio@x.example"));
        let answered = Answered { from: Some(&kei), ..Answered::default() };
        let all = recipients(Some(&kei), &answered, &[], Some(&[mio, kei.clone()]));
        assert_eq!((shown(&all.to), shown(&all.cc)), (vec!["kei@x.example"], vec!["mio@x.example"]));
        assert_eq!(all.cc[0].reason, Reason::Participant);
    }

    #[test]
    fn nobody_stands_twice_whatever_the_case() {
        let (kei, again) = (a("kei@x.example"), a("KEI@x.example"));
        let cc = [again];
        let answered = Answered { from: Some(&kei), cc: &cc, ..Answered::default() };
        assert!(recipients(Some(&kei), &answered, &[], Some(&[])).cc.is_empty());
    }

    #[test]
    fn after_our_own_reply_we_go_on_writing_to_the_same_people() {
        let (kei, mio) = (a("kei@x.example"), a("mio@x.example"));
        let (to, cc) = ([kei.clone()], [mio]);
        let answered = Answered { to: &to, cc: &cc, ours: true, ..Answered::default() };
        let all = recipients(Some(&kei), &answered, &[], Some(&[]));
        assert_eq!((shown(&all.to), shown(&all.cc)), (vec!["kei@x.example"], vec!["mio@x.example"]));
    }
}

//! Whether what an agent answers by mail goes on to the requester: only what is certainly theirs, and never twice.

use super::{Arrival, Evidence, Nature};

/// Answers by mail to one requester within an hour: more are no conversation of people.
pub const MOST_PER_HOUR: i64 = 20;

/// What is known of an agent's mail.
#[derive(Clone, Copy, Debug)]
pub struct Speaking<'a> {
    pub arrival: &'a Arrival,
    pub address: &'a str,
    /// Such answers are wanted here.
    pub wanted: bool,
    /// It came to the signed address that only this agent was given.
    pub own_address: bool,
    /// The requester stands among its recipients.
    pub direct: bool,
    /// It answers what the requester does not see, or the letter that told of it.
    pub apart: bool,
    /// The agent may answer on this ticket.
    pub allowed: bool,
    /// Letters that went to the requester within the hour.
    pub recent: i64,
}

/// Why it stays a note.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub why: Evidence,
    /// The agent hears of it: they believe that they have answered.
    pub told: bool,
}

impl Speaking<'_> {
    /// # Errors
    /// It stays a note, and why.
    pub fn may_go_on(&self) -> Result<(), Kept> {
        let address = self.address.to_owned();
        let kept = |why, told| Err(Kept { why, told });
        let verdicts = &self.arrival.verdicts;
        let sure = verdicts.vouched() || (self.own_address && !verdicts.doubted());
        if self.arrival.nature != Nature::Human {
            return kept(unsure(verdicts.proved(), address), false);
        }
        match () {
            () if !sure => kept(Evidence::AgentNote { address }, !verdicts.doubted()),
            () if !self.wanted => kept(Evidence::AgentProved { address }, true),
            () if self.apart => kept(Evidence::AgentApart { address }, true),
            () if self.direct => kept(Evidence::AgentDirect { address }, false),
            () if !self.allowed => kept(Evidence::AgentNotAllowed { address }, true),
            () if self.recent >= MOST_PER_HOUR => kept(Evidence::AgentTooOften { address }, false),
            () => Ok(()),
        }
    }
}

fn unsure(proved: bool, address: String) -> Evidence {
    if proved { Evidence::AgentProved { address } } else { Evidence::AgentNote { address } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::{Verdict, Verdicts};
    use base::{Address, Email};

    fn arrival(dmarc: Verdict) -> Arrival {
        let from = Address::bare(Email::parse("chika@hinode.example").unwrap());
        Arrival { verdicts: Verdicts { dmarc, ..Verdicts::none() }, ..Arrival::plain(from, "Re: Lid", "Yes.") }
    }

    fn speaking(arrival: &Arrival) -> Speaking<'_> {
        let address = "chika@hinode.example";
        let (wanted, own_address, direct, apart, allowed, recent) = (true, false, false, false, true, 0);
        Speaking { arrival, address, wanted, own_address, direct, apart, allowed, recent }
    }

    #[test]
    fn only_what_is_certainly_theirs_goes_on() {
        let table = [
            (Verdict::Pass, false, true),
            (Verdict::Pass, true, true),
            (Verdict::None, true, true),
            (Verdict::TempError, true, true),
            (Verdict::None, false, false),
            (Verdict::TempError, false, false),
            (Verdict::Fail, true, false),
            (Verdict::Fail, false, false),
        ];
        for (dmarc, own_address, goes) in table {
            let arrival = arrival(dmarc);
            let speaking = Speaking { own_address, ..speaking(&arrival) };
            assert_eq!(speaking.may_go_on().is_ok(), goes, "{dmarc:?} {own_address}");
        }
    }

    #[test]
    fn machines_floods_and_what_the_requester_has_already_stay_notes() {
        let proved = arrival(Verdict::Pass);
        let why = |speaking: Speaking| speaking.may_go_on().unwrap_err();
        let silent = |kept: Kept| !kept.told;
        let away = Arrival { nature: Nature::AutoReply, ..proved.clone() };
        assert!(silent(why(speaking(&away))), "an absence note is answered by nobody");
        assert!(silent(why(Speaking { direct: true, ..speaking(&proved) })));
        assert!(silent(why(Speaking { recent: MOST_PER_HOUR, ..speaking(&proved) })));
        assert!(why(Speaking { allowed: false, ..speaking(&proved) }).told);
        assert!(why(Speaking { wanted: false, ..speaking(&proved) }).told);
        assert!(why(Speaking { apart: true, ..speaking(&proved) }).told, "they meant somebody else than the requester");
    }
}

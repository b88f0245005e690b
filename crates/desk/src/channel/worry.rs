//! What may be wrong with a mailbox, so that somebody is told before a customer tells them.

use super::{Grant, Health, Mailbox, Probe, SignIn, Silence, WARNING_DAYS, days_until};
use base::Moment;
use std::time::Duration;

crate::ticket_words! {
    Worry {
        /// It could not be fetched for a while.
        Unreachable = "unreachable",
        /// Less arrives than usual, by far.
        Silent = "silent",
        /// Nobody has given access, or it was taken back.
        AccessEnded = "access_ended",
        /// The access ends within days.
        AccessEnds = "access_ends",
        /// The secret of our application ends within days.
        SecretEnds = "secret_ends",
        /// A letter we sent round did not arrive.
        ProbeLost = "probe_lost",
        /// Letters should have left and are still here.
        LettersWait = "letters_wait",
    }
}

/// What is known of a mailbox.
pub struct Facts<'f> {
    pub mailbox: &'f Mailbox,
    pub health: &'f Health,
    pub grant: Option<&'f Grant>,
    /// When the secret of the application it is signed in with ends.
    pub secret_until: Option<Moment>,
    pub silence: Silence,
    /// The last letter sent round.
    pub probe: Option<&'f Probe>,
    /// Since when its oldest letter should have left.
    pub waits_since: Option<Moment>,
}

/// A short trouble is no worry: servers restart.
const SHORT: Duration = Duration::from_secs(10 * 60);
/// A mailbox that is fetched is looked at far more often than this.
const LONG: Duration = Duration::from_secs(45 * 60);
/// So long a letter may go round.
pub const ROUND: Duration = Duration::from_secs(20 * 60);
/// So long a letter may wait to leave: servers that ask to come again later mean some minutes.
pub const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// All there is to worry about; nothing for a mailbox that is switched off.
pub fn worries(facts: &Facts, now: Moment) -> Vec<Worry> {
    if !facts.mailbox.active {
        return Vec::new();
    }
    let found = [
        (Worry::Unreachable, is_unreachable(facts, now)),
        (Worry::Silent, facts.silence.is_strange()),
        (Worry::AccessEnded, has_no_access(facts)),
        (Worry::AccessEnds, ends_soon(facts.grant.and_then(|grant| grant.expires_at), now)),
        (Worry::SecretEnds, facts.mailbox.consent().is_some() && ends_soon(facts.secret_until, now)),
        (Worry::ProbeLost, is_lost(facts.probe, now)),
        (Worry::LettersWait, facts.waits_since.is_some_and(|since| now.since(since) > LONGEST_WAIT)),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(worry, _)| worry).collect()
}

fn is_unreachable(facts: &Facts, now: Moment) -> bool {
    let Health { succeeded_at, failed_at, .. } = facts.health;
    let fails = failed_at > succeeded_at;
    match succeeded_at {
        _ if facts.mailbox.incoming.is_none() => false,
        None => fails,
        Some(last) => now.since(*last) > if fails { SHORT } else { LONG },
    }
}

fn has_no_access(facts: &Facts) -> bool {
    let needed = facts.mailbox.consent().is_some_and(SignIn::needs_person);
    needed && facts.grant.is_none_or(|grant| !grant.error.is_empty())
}

fn ends_soon(end: Option<Moment>, now: Moment) -> bool {
    end.is_some_and(|end| days_until(end, now) <= WARNING_DAYS)
}

fn is_lost(probe: Option<&Probe>, now: Moment) -> bool {
    probe.is_some_and(|probe| {
        probe.arrived_at.is_none() && (!probe.error.is_empty() || now.since(probe.sent_at) > ROUND)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::{MailboxId, Provider};
    use crate::people::TeamId;
    use crate::ticket::BrandId;
    use base::{Email, Language};

    const NOW: Moment = Moment(1_772_357_400_000);

    fn ago(minutes: u64) -> Moment {
        NOW.minus(Duration::from_secs(60 * minutes))
    }

    fn mailbox(sign_in: SignIn) -> Mailbox {
        let settings = format!(
            r#"{{"host":"h","port":1,"security":"tls","user":"u","sealed_password":"","sign_in":"{}",
                "folder":"INBOX","after":"leave","first":"all"}}"#,
            sign_in.name()
        );
        Mailbox {
            id: MailboxId(1),
            address: Email::parse("help@desk.example").unwrap(),
            name: "Help".into(),
            team: TeamId(1),
            brand: BrandId(1),
            language: Language::English,
            acknowledge: true,
            reply_addresses: false,
            observes: false,
            incoming: Some(serde_json::from_str(&settings).unwrap()),
            outgoing: None,
            active: true,
            version: 1,
        }
    }

    fn found(change: impl FnOnce(&mut Mailbox, &mut Health, &mut Option<Grant>, &mut Option<Probe>)) -> Vec<Worry> {
        let mut mailbox = mailbox(SignIn::Microsoft);
        let mut health = Health { succeeded_at: Some(ago(1)), ..Health::default() };
        let mut grant = Some(Grant {
            mailbox: MailboxId(1),
            provider: Provider::Microsoft,
            sealed_refresh: "k1.x".into(),
            granted_at: ago(9),
            renewed_at: ago(9),
            expires_at: Some(Provider::Microsoft.unused_until(NOW)),
            error: String::new(),
        });
        let mut probe = Some(Probe {
            id: 1,
            mailbox: MailboxId(1),
            sent_at: ago(60),
            arrived_at: Some(ago(59)),
            error: String::new(),
        });
        change(&mut mailbox, &mut health, &mut grant, &mut probe);
        let (silence, secret_until) = (Silence::default(), None);
        let facts = Facts {
            mailbox: &mailbox,
            health: &health,
            grant: grant.as_ref(),
            secret_until,
            silence,
            probe: probe.as_ref(),
            waits_since: None,
        };
        worries(&facts, NOW)
    }

    #[test]
    fn a_mailbox_that_is_well_worries_nobody() {
        assert_eq!(found(|_, _, _, _| {}), []);
    }

    #[test]
    fn a_server_may_be_away_for_ten_minutes() {
        let failing = |minutes| {
            found(|_, health, _, _| {
                (health.succeeded_at, health.failed_at) = (Some(ago(minutes)), Some(ago(0)));
            })
        };
        assert_eq!((failing(9), failing(11)), (vec![], vec![Worry::Unreachable]));
        assert_eq!(found(|_, health, _, _| health.succeeded_at = Some(ago(50))), [Worry::Unreachable], "nobody looks");
    }

    #[test]
    fn access_that_ended_or_will_is_told_and_a_lost_letter_too() {
        assert_eq!(found(|_, _, grant, _| *grant = None), [Worry::AccessEnded]);
        let soon = NOW.plus(Duration::from_secs(13 * 86_400));
        assert_eq!(found(|_, _, grant, _| grant.as_mut().unwrap().expires_at = Some(soon)), [Worry::AccessEnds]);
        assert_eq!(found(|_, _, _, probe| probe.as_mut().unwrap().arrived_at = None), [Worry::ProbeLost]);
        assert_eq!(found(|mailbox, _, grant, _| (mailbox.active, *grant) = (false, None)), [], "it is switched off");
    }

    #[test]
    fn letters_that_do_not_leave_are_told_after_a_quarter_of_an_hour() {
        let (mailbox, health) = (mailbox(SignIn::Password), Health { succeeded_at: Some(ago(1)), ..Health::default() });
        let waiting = |minutes| Facts {
            mailbox: &mailbox,
            health: &health,
            grant: None,
            secret_until: None,
            silence: Silence::default(),
            probe: None,
            waits_since: Some(ago(minutes)),
        };
        assert_eq!((worries(&waiting(14), NOW), worries(&waiting(16), NOW)), (vec![], vec![Worry::LettersWait]));
    }
}

//! Mailboxes looked after: what is wrong is recorded once, told by another way, and taken back when it is over.

use super::office::{Office, mail, wish};
use desk::channel::{Alarm, Decision, Fate, LetterKind, LetterState, MailboxId, Worry};
use service::{Actor, channel};
use std::time::Duration;
use testing::email;

async fn look(office: &Office) -> usize {
    office.world.desk.change(Actor::System, channel::look_now).await.unwrap()
}

/// Support is fetched from a server; sales has a way out.
async fn two_servers(office: &Office) {
    let (by, support, sales) = (office.world.actor(office.cast.aya).await, office.support, office.sales);
    let (team, billing) = (office.cast.support, office.cast.billing);
    let incoming = r#"{"host":"imap.hinode.example","port":993,"security":"tls","user":"u","sealed_password":"k1.x",
        "folder":"INBOX","after":"leave","first":"all"}"#;
    let outgoing = r#"{"host":"smtp.hinode.example","port":465,"security":"tls","user":"u","sealed_password":"k1.x"}"#;
    let fetched = desk::channel::MailboxWish {
        incoming: Some(serde_json::from_str(incoming).unwrap()),
        ..wish("support@hinode.example", team)
    };
    let sending = desk::channel::MailboxWish {
        outgoing: Some(serde_json::from_str(outgoing).unwrap()),
        ..wish("sales@hinode.example", billing)
    };
    let changed = office.world.desk.change(by, move |tx| {
        channel::change_mailbox(tx, support, 1, fetched)?;
        channel::change_mailbox(tx, sales, 1, sending)
    });
    changed.await.unwrap();
}

async fn fails(office: &Office, id: MailboxId) {
    let at = office.world.desk.now();
    let failed = office.world.desk.change(Actor::System, move |tx| channel::mailbox_failed(tx, id, at, "no route"));
    failed.await.unwrap();
}

async fn succeeds(office: &Office, id: MailboxId) {
    let at = office.world.desk.now();
    office.world.desk.change(Actor::System, move |tx| channel::mailbox_succeeded(tx, id, at, "")).await.unwrap();
}

testing::on_both! {
    async fn administrators_are_told_once_through_another_mailbox_and_the_end_is_recorded(world: World) {
        let office = Office::open(world).await;
        two_servers(&office).await;
        succeeds(&office, office.support).await;
        assert_eq!(look(&office).await, 0);
        office.world.clock.advance(Duration::from_secs(11 * 60));
        fails(&office, office.support).await;
        assert_eq!(look(&office).await, 1);
        assert_eq!(look(&office).await, 0, "it is said once");
        let by = office.world.actor(office.cast.aya).await;
        let letters = office.world.desk.ask(by.clone(), |read| channel::letters(read, LetterState::Queued, None, 10)).await.unwrap();
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert_eq!((letter.kind, letter.mailbox), (LetterKind::Alarm, Some(office.sales)));
        let alarm: Alarm = serde_json::from_str(&letter.details).unwrap();
        assert_eq!((alarm.address, alarm.worry), (email("support@hinode.example"), Worry::Unreachable));
        assert!(office.world.desk.ask(by.clone(), channel::any_worry).await.unwrap());

        succeeds(&office, office.support).await;
        assert_eq!(look(&office).await, 1);
        assert!(!office.world.desk.ask(by, channel::any_worry).await.unwrap());
    }

    async fn letters_that_do_not_leave_are_a_worry_until_they_do(world: World) {
        let office = Office::open(world).await;
        two_servers(&office).await;
        succeeds(&office, office.support).await;
        office.world.clock.advance(Duration::from_secs(11 * 60));
        fails(&office, office.support).await;
        assert_eq!(look(&office).await, 1, "the alarm is a letter of sales");
        succeeds(&office, office.support).await;
        assert_eq!(look(&office).await, 1, "and support is well again");
        office.world.clock.advance(Duration::from_secs(8 * 60));
        office.sends(Fate::Deferred).await;
        office.world.clock.advance(Duration::from_secs(16 * 60));
        succeeds(&office, office.support).await;
        let (by, sales) = (office.world.actor(office.cast.aya).await, office.sales);
        let since = office.world.desk.ask(by.clone(), move |read| channel::condition(read, sales)).await.unwrap().waits_since;
        assert_eq!(since, Some(office.world.desk.now().minus(Duration::from_secs(16 * 60))), "since its first try, whenever the next one is");
        assert_eq!(look(&office).await, 1);
        let worries = office.world.desk.ask(by, move |read| channel::condition(read, sales)).await.unwrap().worries;
        assert!(worries.iter().any(|(worry, _)| *worry == Worry::LettersWait), "{worries:?}");
        office.world.clock.advance(Duration::from_secs(3600));
        succeeds(&office, office.support).await;
        office.sends(Fate::Accepted).await;
        assert_eq!(look(&office).await, 1, "it has left");
    }

    async fn a_letter_that_goes_round_arrives_and_is_no_ticket(world: World) {
        let office = Office::open(world).await;
        two_servers(&office).await;
        let body = format!("{{\"mailbox\": {}}}", office.support);
        let round = office.world.desk.change(Actor::System, move |tx| channel::probe_begins(tx, &body)).await.unwrap();
        assert_eq!(round.carrier.id, office.sales);
        office.world.clock.advance(Duration::from_secs(7));
        let forged = round.mark.replace(|c: char| c.is_ascii_lowercase(), "a");
        let other = office.takes(mail(&format!("{forged}@x.example"), "kei@customer.example", "kippu")).await;
        assert_eq!(other.decision, Decision::New, "anybody may write such a mark");
        // Some systems give their own Message-ID; the subject stays.
        let decided = office.takes(mail("new@x.example", "sales@hinode.example", &format!("Kippu {}", round.mark))).await;
        assert_eq!((decided.decision, decided.ticket), (Decision::Ignored, None));
        let (by, id) = (office.world.actor(office.cast.aya).await, office.support);
        let condition = office.world.desk.ask(by, move |read| channel::condition(read, id)).await.unwrap();
        let probe = condition.probe.unwrap();
        assert_eq!(probe.arrived_at.map(|at| at.0 - probe.sent_at.0), Some(7000));
    }

    async fn only_who_configures_sends_letters_round(world: World) {
        let office = Office::open(world).await;
        let (id, agent) = (office.support, office.world.actor(office.cast.chika).await);
        let refused = office.world.desk.change(agent, move |tx| channel::set_probing(tx, id, true)).await;
        assert!(refused.is_err());
        let by = office.world.actor(office.cast.aya).await;
        office.world.desk.change(by, move |tx| channel::set_probing(tx, id, true)).await.unwrap();
        let jobs = office.world.desk.change(Actor::System, |tx| service::jobs::claim(tx, channel::PROBE, "me", Duration::from_secs(9), 9));
        assert_eq!(jobs.await.unwrap().len(), 1);
        office.world.desk.change(Actor::System, channel::look_now).await.unwrap();
        assert_eq!(office.events_of_kind("mailbox_troubled").await, 0);
    }
}

impl Office {
    async fn events_of_kind(&self, kind: &'static str) -> usize {
        let all =
            self.world.desk.ask(Actor::System, |read| service::readers::next(read, desk::event::Place::default()));
        all.await.unwrap().into_iter().filter(|recorded| recorded.event.kind() == kind).count()
    }
}

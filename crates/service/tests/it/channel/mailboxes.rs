//! Our addresses.

use super::office::{Office, mail, wish};
use base::Moment;
use desk::channel::{AfterFetch, FirstRun, Incoming, MailboxWish, Protocol, Security, SignIn};
use service::{Actor, Error, Event, Refusal, channel};
use testing::{email, refusal};

fn imap(password: &str) -> Incoming {
    Incoming {
        protocol: Protocol::Imap,
        sign_in: SignIn::Password,
        keep_days: 0,
        first_days: 0,
        host: "imap.hinode.example".into(),
        port: 993,
        security: Security::Tls,
        user: "support".into(),
        sealed_password: password.into(),
        folder: "INBOX".into(),
        after: AfterFetch::MarkSeen,
        first: FirstRun::FromNow,
        trust: None,
    }
}

testing::on_both! {
    async fn only_an_administrator_sets_up_mailboxes(world: World) {
        let office = Office::open(world).await;
        let team = office.cast.support;
        for (person, expected) in [(office.cast.ben, "refused"), (office.cast.chika, "refused"), (office.cast.kei, "not there")] {
            let by = office.world.actor(person).await;
            let done = office.world.desk.change(by, move |tx| channel::create_mailbox(tx, wish("new@hinode.example", team))).await;
            assert!(matches!((&done, expected), (Err(Error::Refused(Refusal::NotAllowed)), "refused") | (Err(Error::Missing), "not there")), "{person}");
        }
    }

    async fn an_address_is_one_mailbox_whatever_its_case(world: World) {
        let office = Office::open(world).await;
        let (by, team) = (office.world.actor(office.cast.aya).await, office.cast.support);
        let again = office.world.desk.change(by.clone(), move |tx| channel::create_mailbox(tx, wish("Support@Hinode.example", team))).await;
        assert_eq!(refusal(again), Refusal::AddressTaken);
        let (sales, version) = (office.sales, office.mailbox(office.sales).await.version);
        let renamed = office.world.desk.change(by, move |tx| channel::change_mailbox(tx, sales, version, wish("support@hinode.example", team))).await;
        assert_eq!(refusal(renamed), Refusal::AddressTaken);
    }

    async fn mail_finds_its_mailbox_by_address_and_by_tagged_address(world: World) {
        let office = Office::open(world).await;
        for address in ["support@hinode.example", "SUPPORT+t.1.abc@hinode.example"] {
            let address = email(address);
            let found = office.world.desk.ask(Actor::System, move |read| channel::for_address(read, &address)).await.unwrap();
            assert_eq!(found.map(|mailbox| mailbox.id), Some(office.support));
        }
        let other = email("nobody@hinode.example");
        assert!(office.world.desk.ask(Actor::System, move |read| channel::for_address(read, &other)).await.unwrap().is_none());
    }

    async fn a_deactivated_mailbox_takes_no_mail_but_stays_ours(world: World) {
        let office = Office::open(world).await;
        let (by, sales) = (office.world.actor(office.cast.aya).await, office.sales);
        office.world.desk.change(by, move |tx| channel::deactivate_mailbox(tx, sales, 1)).await.unwrap();
        let address = email("sales@hinode.example");
        assert!(office.world.desk.ask(Actor::System, move |read| channel::for_address(read, &address)).await.unwrap().is_none());
        let ours = office.world.desk.ask(Actor::System, channel::own_addresses).await.unwrap();
        assert!(ours.contains(&email("sales@hinode.example")));
    }

    async fn a_password_left_empty_stays_as_it_is(world: World) {
        let office = Office::open(world).await;
        let (by, team, id) = (office.world.actor(office.cast.aya).await, office.cast.support, office.support);
        let with = move |password: &str| MailboxWish { incoming: Some(imap(password)), ..wish("support@hinode.example", team) };
        office.world.desk.change(by.clone(), move |tx| channel::change_mailbox(tx, id, 1, with("sealed"))).await.unwrap();
        let kept = office.world.desk.change(by, move |tx| channel::change_mailbox(tx, id, 2, with(""))).await.unwrap();
        assert_eq!(kept.incoming.unwrap().sealed_password, "sealed");
    }

    async fn who_saw_an_older_mailbox_overwrites_nothing(world: World) {
        let office = Office::open(world).await;
        let (by, team, id) = (office.world.actor(office.cast.aya).await, office.cast.support, office.support);
        office.world.desk.change(by.clone(), move |tx| channel::deactivate_mailbox(tx, id, 1)).await.unwrap();
        let late = office.world.desk.change(by, move |tx| channel::change_mailbox(tx, id, 1, wish("x@hinode.example", team))).await;
        assert!(matches!(late, Err(Error::Conflict)));
    }

    async fn a_mailbox_with_mail_cannot_be_removed_and_one_without_can(world: World) {
        let office = Office::open(world).await;
        office.takes(mail("a1@x.example", "kei@customer.example", "Hello")).await;
        let (by, support, sales) = (office.world.actor(office.cast.aya).await, office.support, office.sales);
        let refused = office.world.desk.change(by.clone(), move |tx| channel::remove_mailbox(tx, support, 1)).await;
        assert_eq!(refusal(refused), Refusal::MailboxInUse);
        office.world.desk.change(by, move |tx| channel::remove_mailbox(tx, sales, 1)).await.unwrap();
        let events = office.world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 1)?)).await.unwrap();
        assert_eq!(events[0].event, Event::MailboxRemoved { mailbox: sales });
    }

    async fn progress_and_health_are_kept_without_a_new_version(world: World) {
        let office = Office::open(world).await;
        let id = office.support;
        office.world.desk.change(Actor::System, move |tx| {
            channel::save_progress(tx, id, "{\"uid\":7}")?;
            channel::mailbox_failed(tx, id, Moment(1), "wrong password")?;
            channel::mailbox_succeeded(tx, id, Moment(2), "")
        }).await.unwrap();
        let by = office.world.actor(office.cast.aya).await;
        let (progress, all) = office.world.desk.ask(by, move |read| Ok((channel::progress(read, id)?, channel::mailboxes(read)?))).await.unwrap();
        let (mailbox, health) = all.into_iter().find(|(mailbox, _)| mailbox.id == id).unwrap();
        assert_eq!((progress.as_str(), mailbox.version), ("{\"uid\":7}", 1));
        assert_eq!((health.failed_at, health.succeeded_at, health.error.as_str()), (Some(Moment(1)), Some(Moment(2)), ""));
    }
}

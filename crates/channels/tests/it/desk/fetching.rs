//! Mailboxes watched for a real desk, on a real server.

use super::{House, until};
use channels::desk::{try_incoming, watch_all};
use channels::server::Fingerprint;
use desk::channel::{AfterFetch, FirstRun, Incoming, IntakeState, Protocol, Security, SignIn, password_context};
use platform::Hidden;
use platform::shutdown::Shutdown;
use service::{Actor, channel};
use testing::email;
use testing::peers::Dovecot;

const ADDRESS: &str = "support@desk.example";

fn incoming(house: &House, dovecot: &Dovecot, trust: Option<String>) -> Incoming {
    let password = Hidden::new(Dovecot::PASSWORD);
    Incoming {
        protocol: Protocol::Imap,
        sign_in: SignIn::Password,
        keep_days: 0,
        first_days: 0,
        host: "localhost".into(),
        port: dovecot.imaps,
        security: Security::Tls,
        user: ADDRESS.into(),
        sealed_password: house.premises.secrets.seal(&password, &password_context(&email(ADDRESS))),
        folder: "INBOX".into(),
        after: AfterFetch::Leave,
        first: FirstRun::All,
        trust,
    }
}

testing::on_both! {
    async fn mail_is_fetched_from_a_server_whose_certificate_a_person_accepted(world: World) {
        let Some(dovecot) = Dovecot::start().await else { return };
        dovecot.deliver(ADDRESS, "From: kei@customer.example\r\nSubject: Parcel\r\n\r\nWhere is it?\r\n").await;
        let house = House::open(world).await;
        let shown = Fingerprint::of(&dovecot.identity.certificate).to_string();

        let refused = try_incoming(&house.premises, None, &email(ADDRESS), &incoming(&house, &dovecot, None)).await;
        let trouble = refused.last().unwrap().detail(base::words::of(base::Language::English));
        assert!(trouble.contains(&shown), "a person must see what to accept: {trouble}");
        let accepted = incoming(&house, &dovecot, Some(shown));
        let steps = try_incoming(&house.premises, None, &email(ADDRESS), &accepted).await;
        assert!(steps.iter().all(channels::probe::Step::ok), "{steps:?}");

        house.mailbox(ADDRESS, Some(accepted), None).await;
        let (shutdown, desk) = (Shutdown::new(), house.world.desk.clone());
        let watching = tokio::spawn(watch_all(house.premises.clone(), house.world.clock.clone(), shutdown.clone()));
        let received = async || {
            let arrived = desk.ask(Actor::System, |read| channel::arrived(read, IntakeState::Received, None, 10)).await;
            arrived.unwrap().len()
        };
        until("it is fetched", async || received().await == 1).await;
        shutdown.trigger();
        watching.await.unwrap();
        let health = desk.ask(Actor::System, channel::mailboxes).await.unwrap().remove(0).1;
        assert!(health.succeeded_at.is_some(), "{health:?}");
    }
}

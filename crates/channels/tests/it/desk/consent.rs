//! Access by consent, all the way: a provider that gives each token once, and a real server that asks whether it is good.

use super::{House, until};
use base::{Email, Token};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channels::desk::{begin_consent, end_consent, try_incoming, watch_all};
use channels::server::{Fingerprint, Trouble};
use desk::channel::{
    AfterFetch, Application, FirstRun, Incoming, IntakeState, MailboxId, Protocol, Provider, Security, SignIn,
};
use platform::shutdown::Shutdown;
use service::{Actor, channel};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex};
use testing::peers::{Answered, Asked, Dovecot, HttpService};

const ADDRESS: &str = "support@desk.example";

/// What the provider knows.
#[derive(Default)]
struct Tokens {
    challenge: String,
    /// How many were given.
    given: u32,
    /// The one refresh token that is good.
    refresh: String,
    access: Vec<String>,
    revoked: bool,
}

/// A provider that takes a refresh token shown twice for stolen, and tells Dovecot which access tokens are good.
struct Authority {
    service: HttpService,
    tokens: Arc<Mutex<Tokens>>,
}

impl Authority {
    async fn start() -> Self {
        let tokens: Arc<Mutex<Tokens>> = Arc::default();
        let known = tokens.clone();
        let service = HttpService::start(move |asked| answer(&mut known.lock().unwrap(), asked)).await;
        Self { service, tokens }
    }

    fn introspection(&self) -> String {
        format!("{}/introspect", self.service.url())
    }
}

fn answer(tokens: &mut Tokens, asked: &Asked) -> Answered {
    if asked.target == "/introspect" {
        let good = tokens.access.contains(&asked.value("token"));
        return Answered::json(200, format!(r#"{{"active":{good},"username":"{ADDRESS}"}}"#));
    }
    assert_eq!((asked.target.as_str(), asked.value("client_id").as_str()), ("/tenant/oauth2/v2.0/token", "our-id"));
    assert_eq!(asked.value("client_secret"), "our secret");
    match asked.value("grant_type").as_str() {
        "authorization_code" => {
            let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.value("code_verifier")));
            assert_eq!((asked.value("code").as_str(), challenge), ("the-code", tokens.challenge.clone()));
            tokens.revoked = false;
            give(tokens, true)
        }
        "refresh_token" if tokens.revoked || asked.value("refresh_token") != tokens.refresh => {
            tokens.revoked = true;
            Answered::json(400, r#"{"error":"invalid_grant","error_description":"AADSTS70000: the grant is revoked"}"#)
        }
        "refresh_token" => give(tokens, true),
        "client_credentials" => {
            assert_eq!(asked.value("scope"), "https://outlook.office365.com/.default");
            give(tokens, false)
        }
        other => panic!("asked for {other}"),
    }
}

/// Lasts so shortly that each use needs another.
fn give(tokens: &mut Tokens, refresh: bool) -> Answered {
    tokens.given += 1;
    let n = tokens.given;
    tokens.access.push(format!("at-{n}"));
    if !refresh {
        return Answered::json(200, format!(r#"{{"access_token":"at-{n}","expires_in":1}}"#));
    }
    tokens.refresh = format!("rt-{n}");
    Answered::json(200, format!(r#"{{"access_token":"at-{n}","expires_in":1,"refresh_token":"rt-{n}"}}"#))
}

fn by_token(dovecot: &Dovecot, protocol: Protocol, sign_in: SignIn) -> Incoming {
    Incoming {
        protocol,
        host: "localhost".into(),
        port: if protocol == Protocol::Pop3 { dovecot.pop3s } else { dovecot.imaps },
        security: Security::Tls,
        user: ADDRESS.into(),
        sealed_password: String::new(),
        sign_in,
        folder: "INBOX".into(),
        after: AfterFetch::Leave,
        keep_days: 0,
        first: FirstRun::All,
        first_days: 0,
        trust: Some(Fingerprint::of(&dovecot.identity.certificate).to_string()),
    }
}

async fn register(house: &House, authority: &Authority) {
    let by = house.world.actor(house.aya).await;
    let secret = platform::Hidden::new("our secret");
    let context = desk::channel::secret_context(Provider::Microsoft);
    let application = Application {
        client: "our-id".into(),
        sealed_secret: house.premises.secrets.seal(&secret, &context),
        tenant: "tenant".into(),
        authority: authority.service.url(),
        ..Application::none(Provider::Microsoft)
    };
    house.world.desk.change(by, move |tx| channel::register_application(tx, application)).await.unwrap();
}

/// Somebody goes to the provider's page, says yes, and comes back.
async fn consent(house: &House, authority: &Authority, mailbox: MailboxId) -> Result<(), Trouble> {
    let by = house.world.actor(house.aya).await;
    let page = begin_consent(&house.premises, by.clone(), mailbox).await.unwrap();
    let value = |name: &str| {
        let after = page.split_once(&format!("{name}=")).unwrap().1;
        after.split('&').next().unwrap().to_owned()
    };
    authority.tokens.lock().unwrap().challenge = value("code_challenge");
    let (of, ended) =
        end_consent(&house.premises, by.clone(), &Token::presented(value("state")), "the-code").await.unwrap();
    assert_eq!(of, mailbox);
    let again = end_consent(&house.premises, by, &Token::presented(value("state")), "the-code").await;
    assert!(again.is_err(), "a state is good once");
    ended
}

async fn received(house: &House) -> usize {
    let arrived = house.world.desk.ask(Actor::System, |read| channel::arrived(read, IntakeState::Received, None, 10));
    arrived.await.unwrap().len()
}

testing::on_both! {
    async fn a_mailbox_is_fetched_with_tokens_that_change_each_time_until_the_grant_is_taken_back(world: World) {
        let authority = Authority::start().await;
        let Some(dovecot) = Dovecot::start_asking(Some(&authority.introspection())).await else { return };
        dovecot.deliver(ADDRESS, "From: kei@customer.example\r\nSubject: Parcel\r\n\r\nWhere is it?\r\n").await;
        let house = House::open(world).await;
        register(&house, &authority).await;
        let incoming = by_token(&dovecot, Protocol::Imap, SignIn::Microsoft);
        let id = house.mailbox(ADDRESS, Some(incoming.clone()), None).await;
        let address = Email::parse(ADDRESS).unwrap();

        let before = try_incoming(&house.premises, Some(id), &address, &incoming).await;
        assert!(matches!(before.last().unwrap().trouble, Some(Trouble::NotSignedIn(_))), "{before:?}");
        consent(&house, &authority, id).await.unwrap();
        let steps = try_incoming(&house.premises, Some(id), &address, &incoming).await;
        assert!(steps.iter().all(channels::probe::Step::ok), "{steps:?}\n{}", dovecot.log());
        let pop3 = try_incoming(&house.premises, Some(id), &address, &by_token(&dovecot, Protocol::Pop3, SignIn::Microsoft)).await;
        assert!(pop3.iter().all(channels::probe::Step::ok), "{pop3:?}");
        let shutdown = Shutdown::new();
        let watching = tokio::spawn(watch_all(house.premises.clone(), house.world.clock.clone(), shutdown.clone()));
        until("it is fetched", async || received(&house).await == 1).await;
        shutdown.trigger();
        watching.await.unwrap();
        assert!(authority.tokens.lock().unwrap().given >= 4, "each use has a token of its own");
        let grant = house.world.desk.ask(Actor::System, move |read| channel::grant_of(read, id)).await.unwrap().unwrap();
        assert!(!grant.sealed_refresh.contains("rt-") && grant.expires_at.is_some());

        authority.tokens.lock().unwrap().revoked = true;
        let steps = try_incoming(&house.premises, Some(id), &address, &incoming).await;
        let trouble = steps.last().unwrap().trouble.clone();
        assert!(matches!(&trouble, Some(Trouble::NotSignedIn(why)) if why.contains("revoked")), "{steps:?}");
        let grant = house.world.desk.ask(Actor::System, move |read| channel::grant_of(read, id)).await.unwrap().unwrap();
        assert!(grant.error.contains("revoked"));
        consent(&house, &authority, id).await.unwrap();
        let steps = try_incoming(&house.premises, Some(id), &address, &incoming).await;
        assert!(steps.iter().all(channels::probe::Step::ok), "signing in again mends it: {steps:?}");
    }

    async fn many_who_need_a_token_at_once_show_no_refresh_token_twice(world: World) {
        let authority = Authority::start().await;
        let Some(dovecot) = Dovecot::start_asking(Some(&authority.introspection())).await else { return };
        let house = House::open(world).await;
        register(&house, &authority).await;
        let incoming = by_token(&dovecot, Protocol::Imap, SignIn::Microsoft);
        let id = house.mailbox(ADDRESS, Some(incoming.clone()), None).await;
        consent(&house, &authority, id).await.unwrap();
        let mut trials = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (premises, incoming) = (house.premises.clone(), incoming.clone());
            trials.spawn(async move { try_incoming(&premises, Some(id), &Email::parse(ADDRESS).unwrap(), &incoming).await });
        }
        while let Some(steps) = trials.join_next().await {
            let steps = steps.unwrap();
            assert!(steps.iter().all(channels::probe::Step::ok), "{steps:?}");
        }
        assert!(!authority.tokens.lock().unwrap().revoked);
    }

    async fn an_organization_grants_access_to_the_application_itself(world: World) {
        let authority = Authority::start().await;
        let Some(dovecot) = Dovecot::start_asking(Some(&authority.introspection())).await else { return };
        let house = House::open(world).await;
        register(&house, &authority).await;
        let incoming = by_token(&dovecot, Protocol::Imap, SignIn::App);
        let id = house.mailbox(ADDRESS, Some(incoming.clone()), None).await;
        let steps = try_incoming(&house.premises, Some(id), &Email::parse(ADDRESS).unwrap(), &incoming).await;
        assert!(steps.iter().all(channels::probe::Step::ok), "{steps:?}\n{}", dovecot.log());
    }
}

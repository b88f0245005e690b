//! What the administration needs from beyond this room: servers tried out, passwords sealed, originals read anew. Whoever wires the house fills
//! them in; until then each says that it cannot.

use axum::body::Bytes;
use axum::http::HeaderMap;
use base::words::{self, Words};
use base::{Digest, Email, Language};
use desk::channel::{
    Algorithm, Arrival, Hook, Incoming, MailKey, Mailbox, MailboxId, NewSigningKey, Outgoing, SigningKey,
};
use desk::conversation::Reading;
use desk::form::{External, Offered};
use desk::panel::Panel;
use desk::{Actor, Done, Refusal};
use service::notification::ChatContent;
use std::pin::Pin;
use std::sync::Arc;

/// Tries a server out without touching mail: one step after the other, up to the first that fails.
pub type Probe = Arc<dyn Fn(ProbeWish) -> Pin<Box<dyn Future<Output = Vec<ProbeStep>> + Send>> + Send + Sync>;

type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Whose mailbox it was, and in words what went wrong, if anything.
type Back = (MailboxId, Option<String>);
type End = Arc<dyn Fn(Actor, String, String, Language) -> Later<Done<Back>> + Send + Sync>;

/// The way to a provider's page and back.
#[derive(Clone)]
pub struct Consent {
    /// Where providers send people back to.
    pub back: Arc<dyn Fn() -> String + Send + Sync>,
    /// The address of the provider's page for a mailbox.
    pub begin: Arc<dyn Fn(Actor, MailboxId) -> Later<Done<String>> + Send + Sync>,
    /// Somebody is back, with a state and a code: whose mailbox it is, and in words what went wrong, if anything.
    pub end: End,
}

/// Seals a text for a place in the database: the plain text, then the place it stands in. Empty: it could not be sealed.
pub type Seal = Arc<dyn Fn(&str, &str) -> String + Send + Sync>;

/// A mailbox's server as its form describes it. Its password is sealed as in the database, under
/// [`desk::channel::password_context`] of the address.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeWish {
    /// Whose consent counts, where it was saved already.
    pub mailbox: Option<MailboxId>,
    pub address: Email,
    pub server: ProbeServer,
    /// Of the answer.
    pub language: Language,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ProbeServer {
    Incoming(Incoming),
    Outgoing(Outgoing),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProbeStep {
    /// The locale key of what was tried.
    pub what: &'static str,
    pub passed: bool,
    /// What was found, or what was in the way, in words; perhaps empty.
    pub detail: String,
    /// The certificate that was shown and not believed: somebody may look at it and accept it.
    pub certificate: Option<String>,
}

/// Finds a mailbox's servers from its address alone.
pub type Discover = Arc<dyn Fn(Email) -> Later<Option<Discovered>> + Send + Sync>;

/// Settings as they are likely to be, without a password.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    pub incoming: Option<Incoming>,
    pub outgoing: Option<Outgoing>,
}

pub fn no_probe() -> Probe {
    Arc::new(|wish| {
        let words: &Words = words::of(wish.language);
        let detail = words.say("admin-trial-none").to_owned();
        let step = ProbeStep { what: "probe-connect", passed: false, detail, certificate: None };
        Box::pin(async move { vec![step] })
    })
}

pub fn no_consent() -> Consent {
    Consent {
        back: Arc::new(String::new),
        begin: Arc::new(|_, _| Box::pin(async { Err(Refusal::ApplicationMissing.into()) })),
        end: Arc::new(|_, _, _, _| Box::pin(async { Err(Refusal::LinkUsedOrOld.into()) })),
    }
}

pub fn no_discovery() -> Discover {
    Arc::new(|_| Box::pin(async { None }))
}

/// Reads an original anew, as the charset that a person chose where they chose one. None: it cannot be read.
pub type Reader =
    Arc<dyn Fn(Digest, Option<String>) -> Pin<Box<dyn Future<Output = Done<Option<Reading>>> + Send>> + Send + Sync>;

pub fn no_reader() -> Reader {
    Arc::new(|_, _| Box::pin(async { Ok(None) }))
}

/// A call at the door of a mailbox that is open.
pub struct HookCall {
    pub hook: Hook,
    pub mailbox: Mailbox,
    /// As whoever calls was given it.
    pub url: String,
    pub headers: HeaderMap,
    pub query: Vec<(String, String)>,
    pub body: Bytes,
    pub remote: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookAnswer {
    /// These messages are durably ours.
    Kept(Vec<String>),
    Nothing,
    /// It is not from whom it should be, or not what the door takes.
    Refused,
    Later,
}

/// Takes mail in that came by HTTP.
pub type Hooks = Arc<dyn Fn(HookCall) -> Later<Done<HookAnswer>> + Send + Sync>;

pub fn no_hooks() -> Hooks {
    Arc::new(|_| Box::pin(async { Ok(HookAnswer::Later) }))
}

/// Reads an original as what arrived. None: it cannot be read.
pub type Arrivals = Arc<dyn Fn(Digest) -> Later<Done<Option<Arrival>>> + Send + Sync>;

pub fn no_arrivals() -> Arrivals {
    Arc::new(|_| Box::pin(async { Ok(None) }))
}

/// What another system offers for a field while somebody types.
pub type Externals = Arc<dyn Fn(External, String) -> Later<Result<Vec<Offered>, Refusal>> + Send + Sync>;

pub fn no_externals() -> Externals {
    Arc::new(|_, _| Box::pin(async { Err(Refusal::ExternalSilent) }))
}

pub fn no_seal() -> Seal {
    Arc::new(|_, _| String::new())
}

type Answer<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// An answer that may be a refusal.
type Tried<T> = Answer<Result<T, Refusal>>;
type MakesSigning = dyn Fn(String, String, Algorithm) -> Tried<NewSigningKey> + Send + Sync;

/// Makes and reads keys; private ones are sealed before anybody sees them.
#[derive(Clone)]
pub struct Locksmith {
    /// For a domain, under a selector.
    pub make_signing: Arc<MakesSigning>,
    /// What the DNS says about a domain and its keys.
    pub advise: Arc<dyn Fn(String, Vec<SigningKey>, Language) -> Answer<DomainAdvice> + Send + Sync>,
    pub make: Arc<dyn Fn(Mailbox) -> Tried<MailKey> + Send + Sync>,
    /// A file with a private key, and its passphrase.
    pub read: Arc<dyn Fn(Vec<u8>, String) -> Tried<MailKey> + Send + Sync>,
    pub read_public: Arc<dyn Fn(Vec<u8>) -> Tried<Vec<MailKey>> + Send + Sync>,
    /// What the domains of these addresses publish for them.
    pub find: Arc<dyn Fn(Vec<Email>) -> Answer<Vec<MailKey>> + Send + Sync>,
}

pub struct DomainAdvice {
    pub steps: Vec<ProbeStep>,
    /// Which keys are published, in their order; none: nobody answered.
    pub seen: Option<Vec<bool>>,
}

/// Asks another system what it knows: a panel, the address, and whether what is kept is no good. The key of the reason
/// where nothing was said.
pub type AskPanel = Arc<dyn Fn(Panel, String, bool) -> Later<Result<Arc<str>, &'static str>> + Send + Sync>;

pub fn no_panels() -> AskPanel {
    Arc::new(|_, _, _| Box::pin(async { Err("panel-unreachable") }))
}

/// Tells a chat something, to try it out. The key of why nobody heard it.
pub type AskChat = Arc<dyn Fn(ChatContent) -> Later<Result<(), &'static str>> + Send + Sync>;

pub fn no_chats() -> AskChat {
    Arc::new(|_| Box::pin(async { Err("chat-unreachable") }))
}

pub fn no_locksmith() -> Locksmith {
    let advice = |words: &Words| DomainAdvice {
        steps: vec![ProbeStep {
            what: "advice-dns",
            passed: false,
            detail: words.say("advice-dns-off").to_owned(),
            certificate: None,
        }],
        seen: None,
    };
    Locksmith {
        make_signing: Arc::new(|_, _, _| Box::pin(async { Err(Refusal::KeyUnreadable) })),
        advise: Arc::new(move |_, _, language| {
            let advice = advice(words::of(language));
            Box::pin(async move { advice })
        }),
        make: Arc::new(|_| Box::pin(async { Err(Refusal::KeyUnreadable) })),
        read: Arc::new(|_, _| Box::pin(async { Err(Refusal::KeyUnreadable) })),
        read_public: Arc::new(|_| Box::pin(async { Err(Refusal::KeyUnreadable) })),
        find: Arc::new(|_| Box::pin(async { Vec::new() })),
    }
}

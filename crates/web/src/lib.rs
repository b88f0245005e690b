//! Everything that speaks HTTP: pages for agents, requesters and administrators, live updates, health.
//!
//! A handler translates: a request into a verb or a question, its answer into a view.

mod access;
mod admin;
mod agent;
mod answer;
mod api;
mod app;
mod assets;
mod blanks;
mod calendar;
mod copy;
mod demo;
mod figures;
mod file;
mod health;
mod hooks;
mod host;
mod key_form;
mod large;
mod live;
mod next;
mod opened;
mod portal;
mod ports;
mod presence;
mod press;
mod profiles;
mod remote;
mod routes;
mod security;
mod server;
mod signed;
mod throttle;
mod upload;

use desk::people::PersonId;
use desk::ticket::TicketNumber;
use platform::blobs::Blobs;
use platform::config::Networks;
use platform::passwords::Passwords;
use service::Desk;
use service::search::Finder;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

pub use live::Visit;
pub use ports::{
    Arrivals, AskChat, AskPanel, Consent, Discover, Discovered, DomainAdvice, Externals, HookAnswer, HookCall, Hooks,
    Locksmith, Probe, ProbeServer, ProbeStep, ProbeWish, Reader, Seal,
};
pub use press::Press;
pub use routes::{Door, Route, all as all_routes, router};
pub use server::{Limits, serve, serve_within};

/// What every handler may need, in one piece: each layer of each request takes a copy.
#[derive(Clone)]
pub struct Web(Arc<Wired>);

/// The pieces. They are put together before anything is served.
#[derive(Clone)]
pub struct Wired {
    pub desk: Arc<Desk>,
    pub blobs: Arc<Blobs>,
    pub passwords: Arc<Passwords>,
    /// Finds nothing until somebody feeds it.
    pub finder: Arc<Finder>,
    live: Arc<live::Hub>,
    throttle: Arc<throttle::Throttle>,
    /// Who brings large files now.
    uploads: Arc<large::Places>,
    /// From the first byte of a form that brings files to its last.
    pub longest_form: Duration,
    watched: Arc<health::Watched>,
    /// The address people use, from configuration; otherwise the one learned at set-up.
    pub public_url: Option<String>,
    /// Whose word about the other side's address is believed.
    pub proxies: Networks,
    pub probe: Probe,
    pub seal: Seal,
    pub consent: Consent,
    pub discover: Discover,
    pub reader: Reader,
    pub arrivals: Arrivals,
    pub hooks: Hooks,
    pub locksmith: Locksmith,
    pub panels: AskPanel,
    pub chats: AskChat,
    pub external: Externals,
    /// Where PDFs are made.
    pub press: Arc<Press>,
}

impl Deref for Web {
    type Target = Wired;

    fn deref(&self) -> &Wired {
        &self.0
    }
}

impl DerefMut for Web {
    fn deref_mut(&mut self) -> &mut Wired {
        Arc::make_mut(&mut self.0)
    }
}

impl Web {
    pub fn new(desk: Arc<Desk>, blobs: Arc<Blobs>, passwords: Arc<Passwords>) -> Self {
        Self(Arc::new(Wired {
            live: live::Hub::new(desk.clone()),
            desk,
            blobs,
            passwords,
            finder: Arc::default(),
            throttle: Arc::default(),
            uploads: Arc::default(),
            longest_form: upload::LONGEST,
            watched: Arc::default(),
            public_url: None,
            proxies: Networks::default(),
            probe: ports::no_probe(),
            seal: ports::no_seal(),
            consent: ports::no_consent(),
            discover: ports::no_discovery(),
            reader: ports::no_reader(),
            arrivals: ports::no_arrivals(),
            hooks: ports::no_hooks(),
            locksmith: ports::no_locksmith(),
            panels: ports::no_panels(),
            chats: ports::no_chats(),
            external: ports::no_externals(),
            press: Arc::default(),
        }))
    }

    /// Somebody looks at a ticket without a page: the demo's colleagues.
    pub fn visit(&self, number: TicketNumber, person: PersonId, name: &str) -> Visit {
        Visit::enter(&self.live, number, person, name)
    }
}

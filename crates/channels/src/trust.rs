//! Whether a message is from whom it says: asked of the DNS, within bounds, and never in the way of taking it in.

mod advice;
mod judge;
mod mail_domain;
mod pulse;
mod resolver;

use crate::discover::ServiceRecords;
use desk::channel::{Client, Verdicts, Witness};
use hickory_resolver::proto::rr::RData;
use mail::trace::{self, Border, Own};
use mail_auth::MessageAuthenticator;
use platform::config::{Dns, MailHosts};
use pulse::Pulse;
use std::sync::Arc;
use std::time::Duration;

pub use advice::{Advice, Point};

/// All questions about one message together; a sender's name servers must not keep others waiting.
const LONGEST: Duration = Duration::from_secs(10);

/// Asks about messages, or keeps silent.
#[derive(Clone)]
pub struct Examiner {
    dns: Option<Arc<MessageAuthenticator>>,
    pulse: Arc<Pulse>,
    own: Arc<MailHosts>,
}

impl Examiner {
    /// # Errors
    /// A sentence: this machine does not say which name servers it asks.
    pub fn new(dns: &Dns, own: MailHosts) -> Result<Self, String> {
        Ok(Self { dns: resolver::of(dns)?.map(Arc::new), pulse: Arc::default(), own: Arc::new(own) })
    }

    /// Asks nobody, and says nothing about any message.
    pub fn silent() -> Self {
        Self { dns: None, pulse: Arc::default(), own: Arc::default() }
    }

    pub fn asks(&self) -> bool {
        self.dns.is_some()
    }

    /// What the standards say about who sent a message. `client` is who handed it to us, `sender` the envelope's. A DNS
    /// that does not answer is a verdict of its own; nothing here is an error.
    pub async fn examine(&self, raw: bytes::Bytes, client: &Client, sender: &str) -> Verdicts {
        let Some(dns) = self.dns.clone() else { return Verdicts::none() };
        if !self.pulse.beats(&dns).await {
            return Verdicts::unanswered();
        }
        let handed = self.handed_over(&raw, client, sender);
        let verdicts = self.ask(dns, raw, handed).await;
        self.pulse.felt(&verdicts);
        verdicts
    }

    async fn ask(&self, dns: Arc<MessageAuthenticator>, raw: bytes::Bytes, handed: Handed) -> Verdicts {
        // A task of its own: what a message makes the parsers of others do stays there.
        let asked = tokio::spawn(async move { tokio::time::timeout(LONGEST, judge::judge(&dns, &raw, &handed)).await });
        match asked.await {
            Ok(Ok(verdicts)) => verdicts,
            Ok(Err(_)) => Verdicts::unanswered(),
            Err(error) => {
                tracing::error!(%error, "examining a message failed; this is a bug");
                Verdicts::unanswered()
            }
        }
    }

    /// Who handed it over the border: what our own servers wrote where they did, else what our listener saw.
    fn handed_over(&self, raw: &[u8], client: &Client, sender: &str) -> Handed {
        let own = &*self.own;
        let relay = |address| own.relays.contain(address);
        if let Some(address) = client.remote.filter(|address| !relay(*address) && !address.is_loopback()) {
            let helo = client.helo.clone().unwrap_or_default();
            return Handed::Client { address, helo, sender: sender.to_owned(), witness: Witness::Ourselves };
        }
        if own.names.is_empty() {
            return Handed::Unknown;
        }
        let Border { client, helo, sender: path, spf } = trace::border(raw, &Own { names: &own.names, relay: &relay });
        let sender = path.map_or_else(|| sender.to_owned(), |path| path.to_string());
        match (spf, client) {
            (Some((result, domain)), _) => Handed::Judged { result, domain },
            (None, Some(address)) => {
                Handed::Client { address, helo: helo.unwrap_or_default(), sender, witness: Witness::Received }
            }
            (None, None) => Handed::Unknown,
        }
    }
}

/// What is known of who handed a message over, which is what SPF is about.
pub(crate) enum Handed {
    Client {
        address: std::net::IpAddr,
        helo: String,
        /// Empty for `<>`.
        sender: String,
        witness: Witness,
    },
    /// A server of ours has asked already.
    Judged {
        result: String,
        domain: String,
    },
    Unknown,
}

impl ServiceRecords for Examiner {
    /// A DNS that does not answer says nothing.
    async fn of(&self, name: &str) -> Vec<(u16, u16, u16, String)> {
        let Some(dns) = &self.dns else { return Vec::new() };
        let Ok(Ok(found)) = tokio::time::timeout(LONGEST, dns.0.srv_lookup(name)).await else { return Vec::new() };
        let records = found.answers().iter().filter_map(|record| match &record.data {
            RData::SRV(service) => Some((service.priority, service.weight, service.port, service.target.to_ascii())),
            _ => None,
        });
        records.collect()
    }
}

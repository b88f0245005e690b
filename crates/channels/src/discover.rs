//! A mailbox's servers, found from its address alone: providers everybody knows, what the domain itself says
//! (Thunderbird's autoconfig), and what its name servers say (RFC 6186, RFC 8314).

mod autoconfig;
mod known;

pub use autoconfig::read as read_autoconfig;
pub use known::known;

use base::Email;
use platform::http::{Http, Limits};
use std::time::Duration;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub incoming: Option<Guess>,
    pub outgoing: Option<Guess>,
    pub by: By,
}

/// How it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// It is in our table.
    Table,
    /// The domain says so.
    Domain,
    /// Its name servers say so.
    NameServers,
}

/// A server as it is likely to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    pub speaks: Speaks,
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub user: User,
    pub sign_in: SignIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    Imap,
    Pop3,
    Smtp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    FromTheStart,
    StartTls,
}

/// What the login is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum User {
    Address,
    LocalPart,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    Password,
    Google,
    Microsoft,
}

/// Whoever answers for the name servers: service records of a name, as priority, weight, port and target.
pub trait ServiceRecords: Send + Sync {
    fn of(&self, name: &str) -> impl Future<Output = Vec<(u16, u16, u16, String)>> + Send;
}

/// Nobody is asked.
pub struct NoRecords;

impl ServiceRecords for NoRecords {
    async fn of(&self, _: &str) -> Vec<(u16, u16, u16, String)> {
        Vec::new()
    }
}

/// How much a domain's answer may hold, and how long it may take: somebody waits for it.
const LIMITS: Limits = Limits { body: 256 * 1024, time: Duration::from_secs(5) };

/// Looks for an address's servers; what is nearest comes first. The addresses asked are those of the domain; they are
/// asked through the guarded client, which never knocks at doors inside.
pub async fn discover(http: &Http, records: &impl ServiceRecords, email: &Email) -> Option<Found> {
    let domain = email.domain();
    if let Some(found) = known(&domain) {
        return Some(found);
    }
    let http = http.with(LIMITS);
    let places = [
        format!("https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={email}"),
        format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml"),
    ];
    for place in places {
        if let Ok(answer) = http.get(&place).await
            && answer.status().as_u16() == 200
            && let Some(found) = read_autoconfig(&String::from_utf8_lossy(answer.body()), email)
        {
            return Some(found);
        }
    }
    by_records(records, &domain).await
}

/// Encryption from the first octet is preferred, and IMAP to POP3.
async fn by_records(records: &impl ServiceRecords, domain: &str) -> Option<Found> {
    let incoming = first_of(
        records,
        domain,
        &[
            ("_imaps", Speaks::Imap, Tls::FromTheStart),
            ("_imap", Speaks::Imap, Tls::StartTls),
            ("_pop3s", Speaks::Pop3, Tls::FromTheStart),
            ("_pop3", Speaks::Pop3, Tls::StartTls),
        ],
    );
    let outgoing = first_of(
        records,
        domain,
        &[("_submissions", Speaks::Smtp, Tls::FromTheStart), ("_submission", Speaks::Smtp, Tls::StartTls)],
    );
    let (incoming, outgoing) = (incoming.await, outgoing.await);
    (incoming.is_some() || outgoing.is_some()).then_some(Found { incoming, outgoing, by: By::NameServers })
}

async fn first_of(records: &impl ServiceRecords, domain: &str, services: &[(&str, Speaks, Tls)]) -> Option<Guess> {
    for (service, speaks, tls) in services {
        let mut found = records.of(&format!("{service}._tcp.{domain}")).await;
        // A lone dot says that there is no such service (RFC 6186 §3.4).
        found.retain(|(_, _, port, target)| *port > 0 && !target.trim_end_matches('.').is_empty());
        found.sort_by_key(|(priority, weight, ..)| (*priority, u16::MAX - *weight));
        if let Some((_, _, port, target)) = found.into_iter().next() {
            let host = target.trim_end_matches('.').to_lowercase();
            let (user, sign_in) = (User::Address, SignIn::Password);
            return Some(Guess { speaks: *speaks, host, port, tls: *tls, user, sign_in });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::config::Networks;
    use std::collections::HashMap;

    struct Zone(HashMap<&'static str, Vec<(u16, u16, u16, &'static str)>>);

    impl ServiceRecords for Zone {
        async fn of(&self, name: &str) -> Vec<(u16, u16, u16, String)> {
            let found = self.0.get(name).cloned().unwrap_or_default();
            found.into_iter().map(|(a, b, c, target)| (a, b, c, target.to_owned())).collect()
        }
    }

    #[tokio::test]
    async fn name_servers_name_the_servers_in_their_order() {
        let zone = Zone(HashMap::from([
            ("_imaps._tcp.desk.invalid", vec![(10, 1, 993, "b.desk.invalid."), (0, 1, 993, "A.desk.invalid.")]),
            ("_submissions._tcp.desk.invalid", vec![(0, 0, 0, ".")]),
            ("_submission._tcp.desk.invalid", vec![(0, 1, 587, "smtp.desk.invalid.")]),
        ]));
        let http = Http::new(Networks::default()).unwrap();
        let found = discover(&http, &zone, &Email::parse("help@desk.invalid").unwrap()).await.unwrap();
        let told = |guess: Option<Guess>| guess.map(|guess| (guess.host, guess.port, guess.tls)).unwrap();
        assert_eq!(found.by, By::NameServers);
        assert_eq!(told(found.incoming), ("a.desk.invalid".into(), 993, Tls::FromTheStart));
        assert_eq!(told(found.outgoing), ("smtp.desk.invalid".into(), 587, Tls::StartTls));
    }

    #[tokio::test]
    async fn nothing_is_guessed_where_nobody_says_anything() {
        let http = Http::new(Networks::default()).unwrap();
        assert_eq!(discover(&http, &NoRecords, &Email::parse("help@desk.invalid").unwrap()).await, None);
    }
}

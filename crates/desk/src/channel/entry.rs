//! Who may begin tickets at a mailbox by mail, and whose word is believed about them.

use super::policy::senders;
use crate::Refusal;
use base::{Digest, Email};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

crate::ticket_words! {
    /// Who may begin tickets by mail. Whoever takes part in one may always answer.
    Admits {
        Everybody = "everybody",
        /// Those we know already, and everybody at a domain of an organisation we know.
        Known = "known",
        /// Those at the listed domains.
        Listed = "listed",
    }
}

/// How a mailbox lets mail in. What nobody has said is as [`Entry::default`] has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    pub admits: Admits,
    /// Addresses and domains (`@example.com`), for [`Admits::Listed`].
    pub listed: Vec<String>,
    /// A sender whose domain can receive no mail begins no ticket.
    pub answerable: bool,
    /// Who is let in by none of this is told so, politely.
    pub tells: bool,
    /// Digest of the word that a trusted system puts into `X-Kippu-Secret`; empty: there is none.
    pub secret: String,
    /// Those who handed it to us whose `X-Kippu-…` headers are believed: addresses, or networks as `192.0.2.0/24`.
    pub peers: Vec<String>,
}

impl Default for Entry {
    fn default() -> Self {
        Self {
            admits: Admits::Everybody,
            listed: Vec::new(),
            answerable: false,
            tells: false,
            secret: String::new(),
            peers: Vec::new(),
        }
    }
}

/// What somebody wants it to be, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryWish {
    pub admits: Admits,
    pub listed: String,
    pub answerable: bool,
    pub tells: bool,
    /// Empty: as it was.
    pub secret: String,
    /// There shall be none.
    pub forget_secret: bool,
    pub peers: String,
}

/// Characters of a secret; lines of peers.
const SHORTEST_SECRET: usize = 16;
const LONGEST_SECRET: usize = 200;
const MOST_PEERS: usize = 100;

impl EntryWish {
    /// In order, or why not; `before` keeps its secret where none was typed.
    pub fn sound(self, before: &Entry) -> Result<Entry, Refusal> {
        let listed = senders(&self.listed).ok_or(Refusal::SendersInvalid)?;
        let peers = peers(&self.peers)?;
        let typed = self.secret.trim();
        let length = typed.chars().count();
        let secret = if self.forget_secret {
            String::new()
        } else if typed.is_empty() {
            before.secret.clone()
        } else if (SHORTEST_SECRET..=LONGEST_SECRET).contains(&length) && !typed.chars().any(char::is_control) {
            digest(typed)
        } else {
            return Err(Refusal::SecretUnfit);
        };
        if self.admits == Admits::Listed && listed.is_empty() {
            return Err(Refusal::NobodyListed);
        }
        Ok(Entry { admits: self.admits, listed, answerable: self.answerable, tells: self.tells, secret, peers })
    }
}

impl Entry {
    /// Whether the list names this sender, or a domain above theirs.
    pub fn lists(&self, sender: &Email) -> bool {
        let (address, domain) = (sender.canonical(), sender.domain());
        let names = |entry: &String| {
            *entry == address
                || entry.strip_prefix('@').is_some_and(|name| {
                    domain == name || domain.strip_suffix(name).is_some_and(|above| above.ends_with('.'))
                })
        };
        self.listed.iter().any(names)
    }

    /// Whether the headers of this message are believed: it says the secret, or came from a peer. `secret` is what it says.
    pub fn trusts(&self, secret: Option<&str>, client: Option<IpAddr>) -> bool {
        let says =
            secret.filter(|_| !self.secret.is_empty()).is_some_and(|secret| alike(&digest(secret), &self.secret));
        says || client.is_some_and(|client| self.peers.iter().any(|peer| holds(peer, client)))
    }

    pub fn trusts_somebody(&self) -> bool {
        !self.secret.is_empty() || !self.peers.is_empty()
    }
}

fn digest(secret: &str) -> String {
    Digest::of(format!("kippu entry {secret}").as_bytes()).0
}

/// In a time that tells nothing of where they differ.
fn alike(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |found, (a, b)| found | (a ^ b)) == 0
}

fn peers(text: &str) -> Result<Vec<String>, Refusal> {
    let all = text.split(['\n', ',', ' ']).map(str::trim).filter(|one| !one.is_empty());
    let all = all.map(|one| network(one).map(|(address, bits)| format!("{address}/{bits}")));
    let all: Vec<String> = all.collect::<Option<_>>().ok_or(Refusal::PeersInvalid)?;
    if all.len() > MOST_PEERS { Err(Refusal::PeersInvalid) } else { Ok(all) }
}

/// An address, or a network; not the whole world.
fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (1..=most).contains(&bits).then_some((address, bits))
}

fn holds(peer: &str, client: IpAddr) -> bool {
    let Some((address, bits)) = network(peer) else { return false };
    let plain = |address: IpAddr| match address.to_canonical() {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
        IpAddr::V6(address) => (u128::from(address), 128),
    };
    let ((one, width), (other, same)) = (plain(address), plain(client));
    width == same && u32::from(bits) <= width && one >> (width - u32::from(bits)) == other >> (width - u32::from(bits))
}

/// What a trusted system says of a message in `X-Kippu-…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub team: Option<String>,
    pub priority: Option<String>,
    pub kind: Option<String>,
    pub topic: Option<String>,
    pub tags: Vec<String>,
    /// The key of a field, and what stands in it.
    pub fields: Vec<(String, String)>,
}

impl Said {
    /// From lines `Name: value`.
    pub fn of<'h>(header: impl IntoIterator<Item = &'h (String, String)>) -> Self {
        let mut said = Self::default();
        for (name, value) in header {
            let name = name.to_ascii_lowercase();
            let (Some(what), value) = (name.strip_prefix("x-kippu-"), value.trim()) else { continue };
            if value.is_empty() {
                continue;
            }
            match what {
                "team" => said.team = Some(value.to_owned()),
                "priority" => said.priority = Some(value.to_lowercase()),
                "type" => said.kind = Some(value.to_lowercase()),
                "topic" => said.topic = Some(value.to_owned()),
                "tags" => {
                    let named = value.split([',', '、']).map(str::trim).filter(|tag| !tag.is_empty());
                    said.tags.extend(named.take(50).map(str::to_owned));
                }
                _ => {
                    let field = what.strip_prefix("field-").filter(|key| !key.is_empty() && said.fields.len() < 50);
                    said.fields.extend(field.map(|key| (key.to_owned(), value.to_owned())));
                }
            }
        }
        said
    }

    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}

/// The header in which the secret stands.
pub const SECRET: &str = "x-kippu-secret";

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> EntryWish {
        EntryWish {
            admits: Admits::Everybody,
            listed: String::new(),
            answerable: false,
            tells: false,
            secret: String::new(),
            forget_secret: false,
            peers: String::new(),
        }
    }

    #[test]
    fn headers_are_believed_of_who_knows_the_word_or_stands_on_the_list() {
        let entry =
            EntryWish { secret: "correct horse battery".into(), peers: "192.0.2.0/24\n2001:db8::7".into(), ..wish() };
        let entry = entry.sound(&Entry::default()).unwrap();
        assert!(!serde_json::to_string(&entry).unwrap().contains("horse"), "nobody reads it in the database");
        let ip = |text: &str| Some(text.parse().unwrap());
        for (secret, client, trusts) in [
            (Some("correct horse battery"), None, true),
            (Some("correct horse batterie"), None, false),
            (Some(""), None, false),
            (None, ip("192.0.2.99"), true),
            (None, ip("::ffff:192.0.2.99"), true),
            (None, ip("192.0.3.1"), false),
            (None, ip("2001:db8::7"), true),
            (None, ip("2001:db8::8"), false),
            (None, None, false),
        ] {
            assert_eq!(entry.trusts(secret, client), trusts, "{secret:?} {client:?}");
        }
        assert!(!Entry::default().trusts(Some(""), ip("192.0.2.1")));
    }

    #[test]
    fn a_secret_that_is_not_typed_stays() {
        let before = EntryWish { secret: "correct horse battery".into(), ..wish() }.sound(&Entry::default()).unwrap();
        assert_eq!(wish().sound(&before).unwrap().secret, before.secret);
        assert_eq!(EntryWish { forget_secret: true, ..wish() }.sound(&before).unwrap().secret, "");
    }

    #[test]
    fn what_is_typed_wrongly_is_refused() {
        let refused = |change: fn(&mut EntryWish)| {
            let mut wish = wish();
            change(&mut wish);
            wish.sound(&Entry::default()).err()
        };
        assert_eq!(refused(|wish| wish.secret = "short".into()), Some(Refusal::SecretUnfit));
        assert_eq!(refused(|wish| wish.peers = "everybody".into()), Some(Refusal::PeersInvalid));
        assert_eq!(refused(|wish| wish.peers = "0.0.0.0/0".into()), Some(Refusal::PeersInvalid));
        assert_eq!(refused(|wish| wish.listed = "nonsense".into()), Some(Refusal::SendersInvalid));
        assert_eq!(refused(|wish| wish.admits = Admits::Listed), Some(Refusal::NobodyListed));
    }

    #[test]
    fn a_list_names_addresses_and_domains() {
        let listed = EntryWish { admits: Admits::Listed, listed: "kei@x.example, y.example".into(), ..wish() };
        let entry = listed.sound(&Entry::default()).unwrap();
        for (sender, lists) in
            [("kei@x.example", true), ("mio@x.example", false), ("a@sub.y.example", true), ("a@notmy.example", false)]
        {
            assert_eq!(entry.lists(&Email::parse(sender).unwrap()), lists, "{sender}");
        }
    }

    #[test]
    fn headers_say_what_a_ticket_begins_with() {
        let line = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let header = [
            line("X-Kippu-Team", " Billing "),
            line("x-kippu-priority", "High"),
            line("X-Kippu-Tags", "vip, shop"),
            line("X-Kippu-Field-order", "12345"),
            line("X-Kippu-Secret", "word"),
            line("X-Other", "x"),
        ];
        let said = Said::of(&header);
        assert_eq!((said.team.as_deref(), said.priority.as_deref()), (Some("Billing"), Some("high")));
        assert_eq!(
            (said.tags, said.fields),
            (vec!["vip".to_owned(), "shop".into()], vec![("order".into(), "12345".into())])
        );
        assert!(Said::of(&[line("Subject", "x")]).is_silent());
    }
}

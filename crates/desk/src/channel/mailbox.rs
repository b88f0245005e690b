//! An address of ours, with its intake and sending settings.

use crate::Refusal;
use crate::people::{TeamId, person_name};
use crate::ticket::BrandId;
use base::{Email, Language, Moment};
use serde::{Deserialize, Serialize};

base::id!(MailboxId);

#[derive(Clone, Debug, PartialEq)]
pub struct Mailbox {
    pub id: MailboxId,
    pub address: Email,
    /// The sender's name on replies.
    pub name: String,
    pub team: TeamId,
    pub brand: BrandId,
    pub language: Language,
    /// Send an acknowledgement for a new ticket.
    pub acknowledge: bool,
    /// Our replies carry `address+t.NUMBER.TAG@…` as Reply-To; the mail system must deliver such addresses to us.
    pub reply_addresses: bool,
    /// It only looks on: what arrives becomes tickets, and nothing is written by machine.
    pub observes: bool,
    /// How mail is fetched; none: it is delivered to our listeners.
    pub incoming: Option<Incoming>,
    /// How mail is sent; none: the installation's own default.
    pub outgoing: Option<Outgoing>,
    pub active: bool,
    pub version: i64,
}

/// How mail is fetched. The password is sealed by the machine below and never shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    #[serde(default = "imap")]
    pub protocol: Protocol,
    /// Empty where the protocol has one service for everybody.
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub user: String,
    pub sealed_password: String,
    #[serde(default = "by_password")]
    pub sign_in: SignIn,
    pub folder: String,
    pub after: AfterFetch,
    /// For [`AfterFetch::DeleteLater`].
    #[serde(default)]
    pub keep_days: u16,
    pub first: FirstRun,
    /// For [`FirstRun::LastDays`].
    #[serde(default)]
    pub first_days: u16,
    /// SHA-256 of the one certificate that is believed, as `AB:CD:…`; none: those that an authority signed.
    #[serde(default)]
    pub trust: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    #[serde(default = "smtp")]
    pub carriage: Carriage,
    /// Empty where the way out has one service for everybody.
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Empty: without authentication.
    pub user: String,
    pub sealed_password: String,
    #[serde(default = "by_password")]
    pub sign_in: SignIn,
    /// As in [`Incoming::trust`].
    #[serde(default)]
    pub trust: Option<String>,
}

crate::ticket_words! {
    Security { Tls = "tls", StartTls = "starttls", StartTlsIfOffered = "starttls_if_offered", None = "none", }
}

crate::ticket_words! {
    /// How mail is fetched.
    Protocol { Imap = "imap", Pop3 = "pop3", Graph = "graph", Gmail = "gmail", }
}

crate::ticket_words! {
    /// How letters leave.
    Carriage { Smtp = "smtp", Graph = "graph", Gmail = "gmail", }
}

crate::ticket_words! {
    /// How we prove who we are.
    SignIn {
        Password = "password",
        /// A person has said yes at Google.
        Google = "google",
        /// A person has said yes at Microsoft.
        Microsoft = "microsoft",
        /// The organisation has said yes for our application, without a person (client credentials).
        App = "app",
    }
}

crate::ticket_words! {
    /// What happens to a message on the server once it is durably ours.
    AfterFetch {
        Leave = "leave", MarkSeen = "mark_seen", Move = "move", Delete = "delete", DeleteLater = "delete_later",
    }
}

crate::ticket_words! {
    /// What the first run brings in.
    FirstRun {
        FromNow = "from_now", LastWeek = "last_week", LastMonth = "last_month", LastDays = "last_days", All = "all",
    }
}

/// Settings that were saved before there were other ways.
const fn imap() -> Protocol {
    Protocol::Imap
}

const fn smtp() -> Carriage {
    Carriage::Smtp
}

const fn by_password() -> SignIn {
    SignIn::Password
}

impl Protocol {
    /// A server of the provider's is named; else there is one service for everybody.
    pub const fn has_server(self) -> bool {
        match self {
            Self::Imap | Self::Pop3 => true,
            Self::Graph | Self::Gmail => false,
        }
    }

    /// POP3 knows one list of messages and no marks (RFC 1939).
    pub const fn has_folders(self) -> bool {
        match self {
            Self::Imap | Self::Graph | Self::Gmail => true,
            Self::Pop3 => false,
        }
    }

    /// Whether somebody may show who they are in this way.
    pub const fn takes(self, sign_in: SignIn) -> bool {
        match self {
            Self::Imap | Self::Pop3 => true,
            Self::Graph => matches!(sign_in, SignIn::Microsoft | SignIn::App),
            Self::Gmail => matches!(sign_in, SignIn::Google),
        }
    }
}

impl Carriage {
    pub const fn has_server(self) -> bool {
        match self {
            Self::Smtp => true,
            Self::Graph | Self::Gmail => false,
        }
    }

    pub const fn takes(self, sign_in: SignIn) -> bool {
        match self {
            Self::Smtp => true,
            Self::Graph => matches!(sign_in, SignIn::Microsoft | SignIn::App),
            Self::Gmail => matches!(sign_in, SignIn::Google),
        }
    }
}

/// The longest time, in days, that a setting may name.
const MOST_DAYS: u16 = 3650;

/// How a mailbox fares, for the page that shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    pub succeeded_at: Option<Moment>,
    pub failed_at: Option<Moment>,
    /// In the server's or our words; never a password.
    pub error: String,
}

/// What somebody wants a mailbox to be.
#[derive(Clone, Debug, PartialEq)]
pub struct MailboxWish {
    /// As typed.
    pub address: String,
    pub name: String,
    pub team: TeamId,
    /// None: the installation's first.
    pub brand: Option<BrandId>,
    pub language: Language,
    pub acknowledge: bool,
    pub reply_addresses: bool,
    pub observes: bool,
    pub incoming: Option<Incoming>,
    pub outgoing: Option<Outgoing>,
}

impl MailboxWish {
    /// The address, which must be a plain one (`+` is for our reply addresses), and the wish with its texts in order.
    pub fn sound(mut self) -> Result<(Email, Self), Refusal> {
        let address =
            Email::parse(&self.address).filter(|email| !email.local().contains('+')).ok_or(Refusal::AddressInvalid)?;
        self.name = person_name(&self.name)?;
        if let Some(incoming) = &mut self.incoming {
            incoming.reach()?;
            incoming.folder = line(&incoming.folder).unwrap_or_else(|| "INBOX".into());
            incoming.user = line(&incoming.user).unwrap_or_else(|| address.as_str().to_owned());
            incoming.trust = fingerprint(incoming.trust.as_deref())?;
        }
        if let Some(outgoing) = &mut self.outgoing {
            outgoing.reach()?;
            outgoing.user = line(&outgoing.user).unwrap_or_default();
            if outgoing.user.is_empty() && outgoing.sign_in != SignIn::Password {
                outgoing.user = address.as_str().to_owned();
            }
            outgoing.trust = fingerprint(outgoing.trust.as_deref())?;
        }
        Ok((address, self))
    }
}

impl Incoming {
    /// The server, where there is one to name, and what the protocol can do.
    fn reach(&mut self) -> Result<(), Refusal> {
        if self.protocol.has_server() {
            self.host = host(&self.host, self.port)?;
        } else {
            self.host.clear();
        }
        let marks = matches!(self.after, AfterFetch::MarkSeen | AfterFetch::Move);
        if !self.protocol.takes(self.sign_in) {
            Err(Refusal::SignInDoesNotFit)
        } else if marks && !self.protocol.has_folders() {
            Err(Refusal::NoFoldersThere)
        } else if self.after == AfterFetch::DeleteLater && !(1..=MOST_DAYS).contains(&self.keep_days) {
            Err(Refusal::DaysInvalid)
        } else if self.first == FirstRun::LastDays && !(1..=MOST_DAYS).contains(&self.first_days) {
            Err(Refusal::FirstDaysInvalid)
        } else {
            Ok(())
        }
    }
}

impl Outgoing {
    fn needs_password(&self) -> bool {
        self.sign_in == SignIn::Password && !self.user.is_empty()
    }

    fn reach(&mut self) -> Result<(), Refusal> {
        if self.carriage.has_server() {
            self.host = host(&self.host, self.port)?;
        } else {
            self.host.clear();
        }
        if self.carriage.takes(self.sign_in) { Ok(()) } else { Err(Refusal::SignInDoesNotFit) }
    }
}

impl Mailbox {
    /// How the mailbox is signed in to by a person's or an organisation's consent, if at all: for fetching, else for sending.
    pub fn consent(&self) -> Option<SignIn> {
        let fetching = self.incoming.as_ref().map(|incoming| incoming.sign_in);
        let sending = self.outgoing.as_ref().map(|outgoing| outgoing.sign_in);
        [fetching, sending].into_iter().flatten().find(|sign_in| *sign_in != SignIn::Password)
    }

    /// A password left empty is the one that was saved. It goes to the server it was saved for and to no other, and its
    /// seal opens for this address alone.
    pub fn keep_passwords(&mut self, before: Option<&Self>) -> Result<(), Refusal> {
        let before = before.filter(|before| before.address.canonical() == self.address.canonical());
        let by_password = |incoming: &&mut Incoming| incoming.sign_in == SignIn::Password;
        if let Some(incoming) =
            self.incoming.as_mut().filter(by_password).filter(|incoming| incoming.sealed_password.is_empty())
        {
            let saved = before.and_then(|before| before.incoming.as_ref()).filter(|saved| saved.host == incoming.host);
            incoming.sealed_password = saved.ok_or(Refusal::IncomingPassword)?.sealed_password.clone();
        }
        if let Some(outgoing) =
            self.outgoing.as_mut().filter(|out| out.sealed_password.is_empty() && out.needs_password())
        {
            let saved = before.and_then(|before| before.outgoing.as_ref()).filter(|saved| saved.host == outgoing.host);
            outgoing.sealed_password = saved.ok_or(Refusal::OutgoingPassword)?.sealed_password.clone();
        }
        Ok(())
    }
}

/// Where a mailbox's sealed passwords stand; a sealed text opens nowhere else.
pub fn password_context(address: &Email) -> String {
    format!("mailbox {} password", address.canonical())
}

/// A server's name or address (RFC 1123 §2.1, RFC 4291 §2.2) and a port that is one.
fn host(text: &str, port: u16) -> Result<String, Refusal> {
    let host = text.trim().trim_end_matches('.').to_lowercase();
    let sound = (1..=253).contains(&host.len())
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
        && !host.starts_with(['.', '-'])
        && !host.contains("..");
    if sound && port > 0 { Ok(host) } else { Err(Refusal::HostInvalid) }
}

/// A SHA-256 as people copy it, with or without colons; none when nothing is left.
fn fingerprint(text: Option<&str>) -> Result<Option<String>, Refusal> {
    let digits: Vec<char> = text.unwrap_or_default().chars().filter(|c| *c != ':' && !c.is_whitespace()).collect();
    let pairs: Vec<String> =
        digits.chunks(2).map(|pair| pair.iter().collect::<String>().to_ascii_uppercase()).collect();
    match digits.len() {
        0 => Ok(None),
        64 if digits.iter().all(char::is_ascii_hexdigit) => Ok(Some(pairs.join(":"))),
        _ => Err(Refusal::FingerprintInvalid),
    }
}

/// One line of at most 250 characters; none when nothing is left.
fn line(text: &str) -> Option<String> {
    let line: String = text.chars().filter(|c| !c.is_control()).take(250).collect();
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(address: &str) -> MailboxWish {
        MailboxWish {
            address: address.into(),
            name: " Support ".into(),
            team: TeamId(1),
            brand: None,
            language: Language::English,
            acknowledge: true,
            reply_addresses: true,
            observes: false,
            incoming: None,
            outgoing: None,
        }
    }

    #[test]
    fn a_mailbox_has_a_plain_address_and_a_name() {
        let (address, sound) = wish(" help@desk.example ").sound().unwrap();
        assert_eq!((address.as_str(), sound.name.as_str()), ("help@desk.example", "Support"));
        assert_eq!(wish("help+x@desk.example").sound(), Err(Refusal::AddressInvalid));
        assert_eq!(wish("help").sound(), Err(Refusal::AddressInvalid));
    }

    #[test]
    fn a_server_has_a_name_and_a_port() {
        assert_eq!(host(" IMAP.desk.example. ", 993), Ok("imap.desk.example".into()));
        assert_eq!(host("::1", 993), Ok("::1".into()));
        for (text, port) in [("", 993), ("a b", 993), ("a..b", 993), ("-a", 993), ("a/b", 993), ("a", 0)] {
            assert_eq!(host(text, port), Err(Refusal::HostInvalid), "{text}");
        }
    }

    #[test]
    fn a_certificate_is_named_by_its_whole_fingerprint() {
        let named = format!("AB:{}", ["0c"; 31].join(":"));
        let written = format!("AB:{}", ["0C"; 31].join(":"));
        assert_eq!(fingerprint(Some(&named)), Ok(Some(written.clone())));
        assert_eq!(fingerprint(Some(&named.replace(':', ""))), Ok(Some(written)));
        assert_eq!((fingerprint(None), fingerprint(Some("  "))), (Ok(None), Ok(None)));
        for text in ["AB:CD", "yes", &"Z".repeat(64)] {
            assert_eq!(fingerprint(Some(text)), Err(Refusal::FingerprintInvalid), "{text}");
        }
    }

    fn mailbox(address: &str, host: &str, password: &str) -> Mailbox {
        let outgoing = Outgoing {
            carriage: Carriage::Smtp,
            sign_in: SignIn::Password,
            host: host.into(),
            port: 465,
            security: Security::Tls,
            user: "support".into(),
            sealed_password: password.into(),
            trust: None,
        };
        Mailbox {
            id: MailboxId(1),
            address: Email::parse(address).unwrap(),
            name: "Support".into(),
            team: TeamId(1),
            brand: BrandId(1),
            language: Language::English,
            acknowledge: true,
            reply_addresses: false,
            observes: false,
            incoming: None,
            outgoing: Some(outgoing),
            active: true,
            version: 1,
        }
    }

    #[test]
    fn a_saved_password_goes_to_the_server_it_was_saved_for_and_to_no_other() {
        let saved = mailbox("help@desk.example", "smtp.desk.example", "sealed");
        let keep = |address, host, before| {
            let mut now = mailbox(address, host, "");
            now.keep_passwords(before).map(|()| now.outgoing.unwrap().sealed_password)
        };
        assert_eq!(keep("help@desk.example", "smtp.desk.example", Some(&saved)), Ok("sealed".into()));
        for (address, host, before) in [
            ("help@desk.example", "smtp.evil.example", Some(&saved)),
            ("sales@desk.example", "smtp.desk.example", Some(&saved)),
            ("help@desk.example", "smtp.desk.example", None),
        ] {
            assert_eq!(keep(address, host, before), Err(Refusal::OutgoingPassword), "{address} {host}");
        }
    }

    #[test]
    fn an_empty_folder_is_the_inbox_and_an_empty_user_the_address() {
        let incoming = Incoming {
            protocol: Protocol::Imap,
            sign_in: SignIn::Password,
            keep_days: 0,
            first_days: 0,
            host: "imap.desk.example".into(),
            port: 993,
            security: Security::Tls,
            user: " ".into(),
            sealed_password: "sealed".into(),
            folder: String::new(),
            after: AfterFetch::Leave,
            first: FirstRun::FromNow,
            trust: None,
        };
        let (_, sound) = MailboxWish { incoming: Some(incoming), ..wish("help@desk.example") }.sound().unwrap();
        let incoming = sound.incoming.unwrap();
        assert_eq!((incoming.folder.as_str(), incoming.user.as_str()), ("INBOX", "help@desk.example"));
    }
}

//! The servers of a mailbox: how mail is fetched, and how letters leave.

use crate::Refusal;
use serde::{Deserialize, Serialize};

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

impl Incoming {
    /// The server, where there is one to name, and what the protocol can do.
    pub(super) fn reach(&mut self) -> Result<(), Refusal> {
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
    pub(super) fn needs_password(&self) -> bool {
        self.sign_in == SignIn::Password && !self.user.is_empty()
    }

    pub(super) fn reach(&mut self) -> Result<(), Refusal> {
        if self.carriage.has_server() {
            self.host = host(&self.host, self.port)?;
        } else {
            self.host.clear();
        }
        if self.carriage.takes(self.sign_in) { Ok(()) } else { Err(Refusal::SignInDoesNotFit) }
    }
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
pub(super) fn fingerprint(text: Option<&str>) -> Result<Option<String>, Refusal> {
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
pub(super) fn line(text: &str) -> Option<String> {
    let line: String = text.chars().filter(|c| !c.is_control()).take(250).collect();
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

//! What can go wrong between us and another server, in a form that can be told in anybody's language.

use super::Fingerprint;
use base::words::{Args, Words};
use std::fmt;
use std::io;

/// Why a server could not be used. The texts inside come from the system or from the server and hold no secret of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The settings cannot be right.
    Settings(String),
    HostUnknown(String),
    Unreachable(String),
    TimedOut,
    /// The connection ended when it should not have.
    Lost(String),
    Certificate {
        why: String,
        shown: Fingerprint,
    },
    Tls(String),
    NoStartTls,
    /// A password would have to travel unencrypted through a network.
    Unprotected,
    /// The server offers no way to log in that we know.
    NoLoginWay,
    LoginRefused(String),
    /// The server said no to something that is not one recipient's or one message's matter.
    Refused(String),
    /// The server said something that cannot be understood.
    Gibberish(String),
    /// The server cannot say which of its messages are new.
    NoUidl,
    /// Nobody has given us access, or it was taken back: a person must sign in again.
    NotSignedIn(String),
    /// The service wants us to wait so many seconds.
    Busy(u64),
    /// Not the server's fault: what it gave could not be kept here.
    NotKept(String),
}

/// Longest text we repeat of what a server said.
const LONGEST: usize = 300;

impl Trouble {
    /// The locale key of the sentence that tells it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Settings(_) => "channel-trouble-settings",
            Self::HostUnknown(_) => "channel-trouble-host-unknown",
            Self::Unreachable(_) => "channel-trouble-unreachable",
            Self::TimedOut => "channel-trouble-timed-out",
            Self::Lost(_) => "channel-trouble-lost",
            Self::Certificate { .. } => "channel-trouble-certificate",
            Self::Tls(_) => "channel-trouble-tls",
            Self::NoStartTls => "channel-trouble-no-starttls",
            Self::Unprotected => "channel-trouble-unprotected",
            Self::NoLoginWay => "channel-trouble-no-login-way",
            Self::LoginRefused(_) => "channel-trouble-login-refused",
            Self::Refused(_) => "channel-trouble-refused",
            Self::Gibberish(_) => "channel-trouble-gibberish",
            Self::NoUidl => "channel-trouble-no-uidl",
            Self::NotSignedIn(_) => "channel-trouble-not-signed-in",
            Self::Busy(_) => "channel-trouble-busy",
            Self::NotKept(_) => "channel-trouble-not-kept",
        }
    }

    /// What the system or the server said about it; empty when there is nothing to add.
    pub fn detail(&self) -> &str {
        match self {
            Self::Settings(text)
            | Self::HostUnknown(text)
            | Self::Unreachable(text)
            | Self::Lost(text)
            | Self::Tls(text)
            | Self::LoginRefused(text)
            | Self::Refused(text)
            | Self::Gibberish(text)
            | Self::NotSignedIn(text)
            | Self::NotKept(text)
            | Self::Certificate { why: text, .. } => text,
            Self::TimedOut | Self::NoStartTls | Self::Unprotected | Self::NoLoginWay | Self::NoUidl | Self::Busy(_) => {
                ""
            }
        }
    }

    /// The sentence for a person.
    pub fn tell(&self, words: &Words) -> String {
        let mut args = Args::new();
        args.set("detail", self.detail().to_owned());
        if let Self::Certificate { shown, .. } = self {
            args.set("fingerprint", shown.to_string());
        }
        if let Self::Busy(seconds) = self {
            args.set("seconds", i64::try_from(*seconds).unwrap_or(i64::MAX));
        }
        words.tell(self.key(), &args)
    }

    pub(crate) fn is_about_encryption(&self) -> bool {
        match self {
            Self::Certificate { .. } | Self::Tls(_) | Self::NoStartTls => true,
            Self::Settings(_)
            | Self::HostUnknown(_)
            | Self::Unreachable(_)
            | Self::TimedOut
            | Self::Lost(_)
            | Self::Unprotected
            | Self::NoLoginWay
            | Self::LoginRefused(_)
            | Self::Refused(_)
            | Self::Gibberish(_)
            | Self::NoUidl
            | Self::NotSignedIn(_)
            | Self::Busy(_)
            | Self::NotKept(_) => false,
        }
    }

    pub(crate) fn gibberish(said: &[u8]) -> Self {
        Self::Gibberish(quotable(&String::from_utf8_lossy(said)))
    }
}

/// What a server said, short enough and without control characters.
pub(crate) fn quotable(said: &str) -> String {
    said.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

impl From<io::Error> for Trouble {
    fn from(fault: io::Error) -> Self {
        match fault.kind() {
            io::ErrorKind::TimedOut => Self::TimedOut,
            _ => Self::Lost(fault.to_string()),
        }
    }
}

impl fmt::Display for Trouble {
    /// For logs, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(base::words::of(base::Language::English)))
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Language;

    #[test]
    fn each_trouble_has_a_sentence_in_each_language() {
        let text = String::from("550 no");
        let all = [
            Trouble::Settings(text.clone()),
            Trouble::HostUnknown(text.clone()),
            Trouble::Unreachable(text.clone()),
            Trouble::TimedOut,
            Trouble::Lost(text.clone()),
            Trouble::Certificate { why: text.clone(), shown: Fingerprint::of(b"") },
            Trouble::Tls(text.clone()),
            Trouble::NoStartTls,
            Trouble::Unprotected,
            Trouble::NoLoginWay,
            Trouble::LoginRefused(text.clone()),
            Trouble::Refused(text.clone()),
            Trouble::Gibberish(text.clone()),
            Trouble::NoUidl,
            Trouble::NotSignedIn(text.clone()),
            Trouble::Busy(30),
            Trouble::NotKept(text),
        ];
        for language in Language::ALL {
            for trouble in &all {
                let told = trouble.tell(base::words::of(language));
                assert_ne!(told, trouble.key());
                assert!(told.contains(trouble.detail()), "{told}");
                assert!(!told.contains('$'), "{told}");
            }
        }
    }
}

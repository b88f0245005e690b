//! A company or department; mail from its domains makes members.

use super::{PersonId, Tier, folded};
use crate::Refusal;
use base::Email;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

base::id!(OrganizationId);

/// An organisation has at most this many.
pub const MOST_DOMAINS: usize = 100;
/// So many members are turned to first at most.
pub const MOST_CONTACTS: usize = 20;
/// A person belongs to at most so many beside the main one.
pub const MOST_ORGANIZATIONS: usize = 20;
/// Characters of what is noted of one.
pub const LONGEST_NOTES: usize = 10_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    pub id: OrganizationId,
    pub name: String,
    /// Lower case, without `@`.
    pub domains: Vec<String>,
    pub about: About,
    pub version: i64,
}

/// What agents say of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// For agents alone.
    pub notes: String,
    /// The agent who looks after it.
    pub agent: Option<PersonId>,
    pub sharing: Sharing,
    pub tier: Tier,
}

/// Who of its members sees in the portal what was asked for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// Everybody their own alone.
    #[default]
    Nobody,
    /// Its primary contacts.
    Contacts,
    Members,
}

impl Sharing {
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Contacts, Self::Members];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Contacts => "contacts",
            Self::Members => "members",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == word)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nobody => "sharing-nobody",
            Self::Contacts => "sharing-contacts",
            Self::Members => "sharing-members",
        }
    }
}

/// The form by which names of organisations are compared and put in order: whatever the case, the spaces and the width of
/// the letters, so that `㈱ＡＢＣ` and `(株)abc` are one.
pub fn organization_folded(name: &str) -> String {
    folded(&name.nfkc().collect::<String>())
}

/// What somebody noted: without spaces around it, and not too long.
pub fn notes(text: &str) -> Result<String, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > LONGEST_NOTES { Err(Refusal::TextTooLong) } else { Ok(text) }
}

/// Domains that belong to everybody and therefore to no organisation.
const SHARED: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "yahoo.com",
    "yahoo.co.jp",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "qq.com",
    "163.com",
    "naver.com",
    "proton.me",
    "protonmail.com",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "nifty.com",
    "so-net.ne.jp",
    "ocn.ne.jp",
];

/// A domain that may make members: a host name with a dot, at most 253 characters, not one that providers share.
pub fn domain(text: &str) -> Result<String, Refusal> {
    let domain = text.trim().trim_start_matches('@').trim_end_matches('.').to_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let sound = domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label);
    if sound && !SHARED.contains(&domain.as_str()) { Ok(domain) } else { Err(Refusal::DomainInvalid) }
}

/// To which house an address belongs: its domain, and where a provider lends that to everybody the very address.
pub fn house(email: &Email) -> String {
    let domain = email.domain();
    if SHARED.contains(&domain.as_str()) { email.canonical() } else { domain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whatever_its_case_its_spaces_and_its_width() {
        for name in ["(株)abc 商事", "㈱ＡＢＣ　商事", " （株）ABC  商事 "] {
            assert_eq!(organization_folded(name), "(株)abc 商事", "{name:?}");
        }
        assert_eq!(organization_folded("ｶﾌｪ ｶﾞﾗｽ"), organization_folded("カフェ ガラス"));
        assert_ne!(organization_folded("かふぇ"), organization_folded("カフェ"));
    }

    #[test]
    fn a_providers_domain_makes_nobody_a_colleague() {
        assert_eq!(domain("gmail.com"), Err(Refusal::DomainInvalid));
        assert_eq!(domain(" @Example.CO.JP. "), Ok("example.co.jp".into()));
        for text in ["", "localhost", "a..b", "-a.example", "a b.example"] {
            assert_eq!(domain(text), Err(Refusal::DomainInvalid), "{text:?}");
        }
    }
}

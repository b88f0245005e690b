//! A company or department; mail from its domains makes members.

use crate::Refusal;

base::id!(OrganizationId);

/// An organisation has at most this many.
pub const MOST_DOMAINS: usize = 100;

#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    pub id: OrganizationId,
    pub name: String,
    /// Lower case, without `@`.
    pub domains: Vec<String>,
    pub version: i64,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_providers_domain_makes_nobody_a_colleague() {
        assert_eq!(domain("gmail.com"), Err(Refusal::DomainInvalid));
        assert_eq!(domain(" @Example.CO.JP. "), Ok("example.co.jp".into()));
        for text in ["", "localhost", "a..b", "-a.example", "a b.example"] {
            assert_eq!(domain(text), Err(Refusal::DomainInvalid), "{text:?}");
        }
    }
}

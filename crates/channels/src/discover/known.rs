//! Providers whose settings everybody needs, by the domains of their addresses.

use super::{By, Found, Guess, SignIn, Speaks, Tls, User};

/// Domains; where mail is fetched; where it is handed over, and how; what the login is called; how one signs in.
type Line = (&'static [&'static str], &'static str, (&'static str, u16, Tls), User, SignIn);

use SignIn::{Google, Microsoft, Password};
use Tls::{FromTheStart, StartTls};
use User::{Address, LocalPart};

const PROVIDERS: &[Line] = &[
    (&["gmail.com", "googlemail.com"], "imap.gmail.com", ("smtp.gmail.com", 465, FromTheStart), Address, Google),
    (
        &["outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.com", "live.jp", "msn.com"],
        "outlook.office365.com",
        ("smtp-mail.outlook.com", 587, StartTls),
        Address,
        Microsoft,
    ),
    (&["icloud.com", "me.com", "mac.com"], "imap.mail.me.com", ("smtp.mail.me.com", 587, StartTls), Address, Password),
    (
        &["yahoo.com", "ymail.com", "rocketmail.com"],
        "imap.mail.yahoo.com",
        ("smtp.mail.yahoo.com", 465, FromTheStart),
        Address,
        Password,
    ),
    (&["yahoo.co.jp"], "imap.mail.yahoo.co.jp", ("smtp.mail.yahoo.co.jp", 465, FromTheStart), LocalPart, Password),
    (&["aol.com"], "imap.aol.com", ("smtp.aol.com", 465, FromTheStart), Address, Password),
    (
        &["fastmail.com", "fastmail.fm"],
        "imap.fastmail.com",
        ("smtp.fastmail.com", 465, FromTheStart),
        Address,
        Password,
    ),
    (
        &["gmx.net", "gmx.de", "gmx.at", "gmx.ch"],
        "imap.gmx.net",
        ("mail.gmx.net", 465, FromTheStart),
        Address,
        Password,
    ),
    (&["gmx.com"], "imap.gmx.com", ("mail.gmx.com", 465, FromTheStart), Address, Password),
    (&["web.de"], "imap.web.de", ("smtp.web.de", 587, StartTls), Address, Password),
    (&["mailbox.org"], "imap.mailbox.org", ("smtp.mailbox.org", 465, FromTheStart), Address, Password),
    (&["posteo.de", "posteo.net"], "posteo.de", ("posteo.de", 465, FromTheStart), Address, Password),
    (&["zoho.com"], "imap.zoho.com", ("smtp.zoho.com", 465, FromTheStart), Address, Password),
    (&["yandex.com", "yandex.ru"], "imap.yandex.com", ("smtp.yandex.com", 465, FromTheStart), Address, Password),
    (&["qq.com"], "imap.qq.com", ("smtp.qq.com", 465, FromTheStart), Address, Password),
    (&["163.com"], "imap.163.com", ("smtp.163.com", 465, FromTheStart), Address, Password),
    (&["naver.com"], "imap.naver.com", ("smtp.naver.com", 465, FromTheStart), LocalPart, Password),
    (&["orange.fr", "wanadoo.fr"], "imap.orange.fr", ("smtp.orange.fr", 465, FromTheStart), Address, Password),
    (&["docomo.ne.jp"], "imap.spmode.ne.jp", ("mail.spmode.ne.jp", 465, FromTheStart), Address, Password),
];

/// What is known of a domain.
pub fn known(domain: &str) -> Option<Found> {
    let domain = domain.to_ascii_lowercase();
    let line = PROVIDERS.iter().find(|(domains, ..)| domains.contains(&domain.as_str()))?;
    let (_, imap, (smtp, port, tls), user, sign_in) = *line;
    let guess = |speaks, host: &str, port, tls| Guess { speaks, host: host.to_owned(), port, tls, user, sign_in };
    Some(Found {
        incoming: Some(guess(Speaks::Imap, imap, 993, FromTheStart)),
        outgoing: Some(guess(Speaks::Smtp, smtp, port, tls)),
        by: By::Table,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_by_its_domain_in_any_case_and_by_no_other() {
        let found = known("GMail.com").unwrap();
        assert_eq!(found.incoming.unwrap().sign_in, Google);
        assert_eq!(known("yahoo.co.jp").unwrap().outgoing.unwrap().user, LocalPart);
        assert_eq!(known("notgmail.com"), None);
    }

    #[test]
    fn no_domain_is_named_twice() {
        let mut all: Vec<_> = PROVIDERS.iter().flat_map(|(domains, ..)| domains.iter()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}

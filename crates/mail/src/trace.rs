//! What our own mail servers wrote above a message: from whom they took it (Received, RFC 5321 §4.4), and what they found
//! out about its sender (Authentication-Results, RFC 8601). Anybody can write such fields into a message; only what
//! stands above the first field of a stranger is believed.

mod received;
mod results;

use crate::Limits;
use crate::header;
use crate::mime::Fields;
use crate::warning::Warnings;
use base::Email;
use std::net::IpAddr;

/// Who writes for us.
pub struct Own<'o> {
    /// Names of servers, in lower case: as they write themselves after `by`, and before their results.
    pub names: &'o [String],
    /// Addresses between which messages only wander.
    pub relay: &'o dyn Fn(IpAddr) -> bool,
}

/// What is known of the moment a message crossed our border.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Border {
    pub client: Option<IpAddr>,
    /// What the client called itself.
    pub helo: Option<String>,
    /// The envelope sender; none: `<>`, or nobody wrote it down.
    pub sender: Option<Email>,
    /// What SPF said, and of which domain.
    pub spf: Option<(String, String)>,
}

/// Reads the border of a message, as far as our own servers wrote it down. Some write their results above the line in
/// which they took the message, some beneath it; a server of ours that writes none must remove those that claim to be.
pub fn border(raw: &[u8], own: &Own<'_>) -> Border {
    let (fields, _) = Fields::read(raw, &Limits::default(), &mut Warnings::default());
    let mut border = Border { sender: sender(&fields), ..Border::default() };
    for field in fields.0.iter().take(MOST_FIELDS) {
        let value = || header::line(&field.value, None);
        match field.name.to_ascii_lowercase().as_str() {
            "received" => {
                let received = received::read(&value()).filter(|received| own.wrote(&received.by));
                let Some(received) = received.filter(|_| border.client.is_none()) else { break };
                let outside = received.client.filter(|client| !(own.relay)(*client) && !is_inner(*client));
                border.helo = outside.map(|_| received.helo);
                border.client = outside;
            }
            "authentication-results" if border.spf.is_none() => {
                border.spf = results::read(&value()).filter(|results| own.wrote(&results.server)).and_then(|it| it.spf);
            }
            _ => {}
        }
    }
    border
}

/// How many servers say that they have passed it on (RFC 5321 §6.3), from the header's octets alone.
pub fn hops(raw: &[u8]) -> usize {
    let header = memchr::memmem::find(raw, b"\r\n\r\n").map_or(raw, |end| &raw[..end]);
    let lines = header.split(|octet| *octet == b'\n');
    lines.filter(|line| line.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"received:"))).count()
}

/// So many fields are looked at.
const MOST_FIELDS: usize = 200;

impl Own<'_> {
    fn wrote(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

fn sender(fields: &Fields) -> Option<Email> {
    let path = header::line(fields.first_filled("return-path")?, None);
    Email::parse(path.trim_matches(['<', '>', ' ']))
}

/// Networks that no stranger writes from: this machine, private ones (RFC 1918, RFC 4193), link-local ones.
fn is_inner(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Border {
        let names = ["mx.desk.example".to_owned(), "relay.desk.example".to_owned()];
        let relay = |address: IpAddr| address == IpAddr::from([198, 51, 100, 9]);
        border(format!("{header}\r\nhello").as_bytes(), &Own { names: &names, relay: &relay })
    }

    #[test]
    fn the_border_is_where_our_own_server_met_a_stranger() {
        let border = of("Return-Path: <kei@customer.example>\r\n\
             Received: from mx.desk.example (mx.desk.example [198.51.100.9]) by relay.desk.example with LMTP\r\n\
             Received: from out.customer.example (unknown [192.0.2.7])\r\n\tby mx.desk.example (Postfix) with ESMTPS\r\n\
             Received: from laptop ([6.6.6.6]) by mx.desk.example with forged\r\n");
        assert_eq!(border.client, Some(IpAddr::from([192, 0, 2, 7])));
        assert_eq!(border.helo.as_deref(), Some("out.customer.example"));
        assert_eq!(border.sender.map(|sender| sender.to_string()).as_deref(), Some("kei@customer.example"));
    }

    #[test]
    fn a_line_that_a_stranger_wrote_is_not_believed() {
        let forged = "Received: from good.example (good.example [203.0.113.5]) by mx.desk.example with ESMTP\r\n";
        let stranger = "Received: from x (x [192.0.2.9]) by mx.elsewhere.example with ESMTP\r\n";
        assert_eq!(of(&format!("{stranger}{forged}")), Border::default());
        let results = "Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=good.example\r\n";
        assert_eq!(of(&format!("{stranger}{results}")), Border::default());
        let ours = "Received: from evil (evil [192.0.2.66]) by mx.desk.example with ESMTP\r\n";
        let border = of(&format!("{ours}{stranger}{results}"));
        assert_eq!((border.client, border.spf), (Some(IpAddr::from([192, 0, 2, 66])), None));
        assert_eq!(of(&format!("{ours}{forged}{results}")).spf, None, "a second border is no border");
    }

    #[test]
    fn results_of_our_own_server_are_read_above_and_beneath_its_line() {
        let ours = "Received: from out (out [192.0.2.7]) by mx.desk.example with ESMTP\r\n";
        let results = "Authentication-Results: mx.desk.example 1; dkim=none (no; signature);\r\n spf=softfail \
             (why) smtp.mailfrom=kei@customer.example; dmarc=fail\r\n";
        let expected = Some(("softfail".to_owned(), "customer.example".to_owned()));
        assert_eq!(of(&format!("{ours}{results}")).spf, expected);
        assert_eq!(of(&format!("{results}{ours}")).spf, expected);
        let other = results.replace("mx.desk.example 1", "mx.other.example");
        assert_eq!(of(&format!("{other}{ours}")).spf, None);
    }
}

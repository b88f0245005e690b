//! What is said about mail: whom to ask about senders, and which servers are our own.

use super::Networks;
use std::net::{IpAddr, SocketAddr};

/// Whom to ask about the senders of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dns {
    Off,
    /// The name servers of this machine.
    System,
    Servers(Vec<SocketAddr>),
}

impl Dns {
    pub fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "off" => Some(Self::Off),
            "system" => Some(Self::System),
            text => {
                let servers: Option<Vec<_>> = text.split(',').map(|part| server(part.trim())).collect();
                servers.filter(|servers| !servers.is_empty() && servers.len() <= 10).map(Self::Servers)
            }
        }
    }
}

fn server(text: &str) -> Option<SocketAddr> {
    text.parse().ok().or_else(|| Some(SocketAddr::new(text.parse::<IpAddr>().ok()?, 53)))
}

/// Our own mail servers: by the names they write into messages, and by the addresses they pass them on from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailHosts {
    /// In lower case.
    pub names: Vec<String>,
    pub relays: Networks,
}

impl MailHosts {
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut names = Vec::new();
        let mut relays = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if Networks::read(part).is_some() {
                relays.push(part);
            } else if is_name(part) {
                names.push(part.to_ascii_lowercase());
            } else {
                return None;
            }
        }
        Some(Self { names, relays: Networks::read(&relays.join(","))? })
    }
}

fn is_name(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| !label.is_empty() && label.len() <= 63 && label.bytes().all(is_letter))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_servers_are_addresses_with_or_without_a_port() {
        assert_eq!(Dns::read("off"), Some(Dns::Off));
        assert_eq!(Dns::read("system"), Some(Dns::System));
        let servers = vec!["127.0.0.1:53".parse().unwrap(), "[::1]:5353".parse().unwrap()];
        assert_eq!(Dns::read("127.0.0.1, [::1]:5353"), Some(Dns::Servers(servers)));
        assert_eq!(Dns::read(""), None);
        assert_eq!(Dns::read("dns.example.com"), None, "a name would have to be asked for somewhere");
    }

    #[test]
    fn own_servers_are_names_and_networks_in_any_order() {
        let hosts = MailHosts::read("10.0.0.0/8, MX.example.com").unwrap();
        assert_eq!(hosts.names, ["mx.example.com"]);
        assert!(hosts.relays.contain("10.1.2.3".parse().unwrap()));
        assert_eq!(MailHosts::read("mx example"), None);
    }
}

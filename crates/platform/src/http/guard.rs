//! Who may be connected to: every address that is tried has passed here.

use super::address::is_inner;
use super::fault::HttpFault;
use crate::config::Networks;
use ::http::Uri;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use url::{Host, Url};

#[derive(Debug)]
pub struct Guard {
    allow: Arc<Networks>,
}

/// All that a name stands for is inner.
#[derive(Debug, thiserror::Error)]
#[error("{0} is an inner address")]
pub struct Inner(pub String);

impl Guard {
    pub fn new(allow: Networks) -> Self {
        Self { allow: Arc::new(allow) }
    }

    /// The address as a URL, when it is one of ours to ask. A host that is a number is checked here, since nobody
    /// resolves it; a name when it is resolved.
    pub fn pass(&self, uri: &Uri) -> Result<Url, HttpFault> {
        let url = Url::parse(&uri.to_string()).map_err(|_| HttpFault::Address)?;
        let host = url.host().filter(|_| matches!(url.scheme(), "http" | "https")).ok_or(HttpFault::Address)?;
        let literal = match host {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(IpAddr::V4(address)),
            Host::Ipv6(address) => Some(IpAddr::V6(address)),
        };
        match literal {
            Some(address) if !may_reach(&self.allow, address) => Err(HttpFault::Inner(address.to_string())),
            Some(_) | None => Ok(url),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let allow = self.allow.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let outer = outer(&allow, found);
            match outer.is_empty() {
                true => Err(Inner(name.as_str().to_owned()).into()),
                false => Ok(Box::new(outer.into_iter()) as Addrs),
            }
        })
    }
}

fn outer(allow: &Networks, found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    found.filter(|address| may_reach(allow, address.ip())).collect()
}

fn may_reach(allow: &Networks, address: IpAddr) -> bool {
    allow.contain(address) || !is_inner(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_name_with_inner_and_outer_addresses_only_the_outer_are_tried() {
        let found = ["10.0.0.1:0", "[::1]:0", "93.184.215.14:0"].map(|text| text.parse().unwrap());
        assert_eq!(outer(&Networks::default(), found.into_iter()), [found[2]]);
        assert_eq!(outer(&Networks::read("10.0.0.0/8").unwrap(), found.into_iter()), [found[0], found[2]]);
    }

    #[test]
    fn a_number_written_strangely_is_still_that_number() {
        let guard = Guard::new(Networks::default());
        for host in ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0"] {
            let uri = format!("http://{host}/").parse().unwrap();
            assert!(matches!(guard.pass(&uri), Err(HttpFault::Inner(_))), "{host}");
        }
    }

    #[test]
    fn only_http_and_https_are_asked() {
        let guard = Guard::new(Networks::default());
        for uri in ["ftp://example.com/", "/path", "example.com:80", "gopher://example.com/"] {
            assert!(matches!(guard.pass(&uri.parse().unwrap()), Err(HttpFault::Address)), "{uri}");
        }
        assert!(guard.pass(&"https://example.com/".parse().unwrap()).is_ok());
    }
}

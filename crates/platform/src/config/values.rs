//! The kinds of value a key can have, and how each is read.

use crate::Hidden;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use url::Url;

/// Which database holds the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// The file.
    Sqlite(PathBuf),
    /// A `postgres://` URL, which may carry a password.
    Postgres(Hidden),
}

impl Database {
    pub(super) fn postgres(text: &str) -> Option<Self> {
        let url = Url::parse(&first_server(text)).ok()?;
        matches!(url.scheme(), "postgres" | "postgresql").then(|| Self::Postgres(Hidden::new(text)))
    }
}

/// An address may name several servers (`postgres://user@one:5432,two:5432/desk`), which no URL can: the same with the
/// first alone.
pub(super) fn first_server(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (servers, path) = rest.split_at(end);
    let hosts = servers.rfind('@').map_or(0, |at| at + 1);
    let first = servers[hosts..].split(',').next().unwrap_or_default();
    format!("{scheme}://{}{first}{path}", &servers[..hosts])
}

/// Where a listener waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

impl Door {
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.strip_prefix("unix:") {
            Some(path) => (!path.is_empty()).then(|| Self::Unix(path.into())),
            None => text.parse().ok().map(Self::Tcp),
        }
    }
}

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => write!(f, "{address}"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// Where blobs are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobsConfig {
    Folder(PathBuf),
    S3(S3),
}

/// A bucket of an S3-compatible store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3 {
    pub bucket: String,
    /// What each name in the bucket begins with; may be empty.
    pub prefix: String,
    /// `None` is Amazon's own for the region.
    pub endpoint: Option<String>,
    pub region: String,
    pub key: Hidden,
    pub secret: Hidden,
}

impl S3 {
    /// `s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-1`; the region is `us-east-1` unless said.
    pub(super) fn read(text: &str, key: Hidden, secret: Hidden) -> Option<Self> {
        let url = Url::parse(text).ok().filter(|url| url.scheme() == "s3")?;
        let bucket = url.host_str().filter(|host| !host.is_empty())?.to_owned();
        let prefix = url.path().trim_matches('/').to_owned();
        let mut s3 = Self { bucket, prefix, endpoint: None, region: "us-east-1".into(), key, secret };
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "endpoint" => s3.endpoint = Some(origin(&value)?),
                "region" => s3.region = value.into_owned(),
                _ => return None,
            }
        }
        Some(s3)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl LogFormat {
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// A set of IP networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// `127.0.0.1,10.0.0.0/8`; `None` when a part is neither an address nor a network.
    pub fn read(text: &str) -> Option<Self> {
        let network = |part: &str| part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from)).ok();
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(network).collect::<Option<_>>().map(Self)
    }

    /// Whether an address lies in one of them; an IPv4 address written as IPv6 counts as what it is.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address.to_canonical()))
    }
}

/// `https://help.example.com`, without a slash at the end.
pub(super) fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    (matches!(url.scheme(), "http" | "https") && bare && url.password().is_none())
        .then(|| url.origin().ascii_serialization())
}

pub(super) fn directives(text: &str) -> Option<String> {
    let each_names_a_level = text.split(',').all(|part| {
        let level = part.rsplit_once('=').map_or(part, |(_, level)| level);
        ["off", "error", "warn", "info", "debug", "trace"].contains(&level.trim())
    });
    (each_names_a_level && tracing_subscriber::EnvFilter::try_new(text).is_ok()).then(|| text.to_owned())
}

pub(super) fn workers(text: &str) -> Option<NonZeroUsize> {
    text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 256)
}

/// From 1 to 500, in bytes.
pub(super) fn megabytes(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number: &usize| (1..=500).contains(number)).map(|number| number * 1024 * 1024)
}

pub(super) fn key(text: &str) -> Option<Hidden> {
    (STANDARD.decode(text).ok()?.len() == 32).then(|| Hidden::new(text))
}

//! How this process was asked to run: defaults, then a file, then the environment, then flags; each later one wins.
//!
//! The file is `kippu.toml` in the data folder, or the one `--config` or `KIPPU_CONFIG` names. In the environment a
//! key is written `KIPPU_LISTEN`; what is secret may also be read from a file that `KIPPU_DATABASE_FILE` names.
//! Everything that is not needed to start lives in the database and has a page.

mod environment;
mod file;
mod keys;
mod layers;
mod mail;
mod refusal;
mod values;

pub use layers::{Flags, Setting, Source};
pub use mail::{Dns, MailHosts};
pub use refusal::ConfigRefusal;
pub use values::{BlobsConfig, Database, Door, LogFormat, Networks, S3};

use crate::Hidden;
use layers::Layers;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The effective configuration of this process.
#[derive(Clone, Debug)]
pub struct Config {
    /// The one folder in which everything of an installation lives.
    pub data: PathBuf,
    /// Where pages and the API are served, without TLS.
    pub listen: SocketAddr,
    /// How people reach it (`https://help.example.com`), without a slash at the end.
    pub public_url: Option<String>,
    pub database: Database,
    /// A replica that answers what people look at.
    pub database_read: Option<Database>,
    /// Where mail is taken in by LMTP (RFC 2033).
    pub lmtp: Option<Door>,
    /// Where mail is taken in by SMTP (RFC 5321).
    pub smtp: Option<SocketAddr>,
    /// The certificate and the key that the mail listeners show, as PEM files; else one of our own.
    pub mail_identity: Option<(PathBuf, PathBuf)>,
    /// Bytes of a message that is taken in.
    pub mail_limit: usize,
    pub blobs: BlobsConfig,
    pub log_format: LogFormat,
    /// A level (`info`) or directives (`info,store=debug`).
    pub log: String,
    /// How many jobs run at once.
    pub workers: NonZeroUsize,
    /// The key of [`crate::secrets::Secrets`] where several machines share one; else a file in the data folder.
    pub secret_key: Option<Hidden>,
    /// The inner networks that outgoing requests may reach.
    pub outgoing_allow: Networks,
    /// The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub proxies: Networks,
    /// Whom to ask about the senders of messages.
    pub dns: Dns,
    /// Our own mail servers, whose word about where a message came from is believed.
    pub mail_hosts: MailHosts,
    settings: Vec<Setting>,
}

impl Config {
    /// Reads the layers of this process.
    ///
    /// # Errors
    /// A sentence that names the key, the value and what would be right.
    pub fn load(flags: &Flags) -> Result<Self, ConfigRefusal> {
        // A variable that is not UTF-8 cannot be one of ours: their names are ASCII and their values texts.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self::assemble(flags, &environment)
    }

    /// The same, with an environment that a test may make up.
    pub fn assemble(flags: &Flags, environment: &BTreeMap<String, String>) -> Result<Self, ConfigRefusal> {
        let layers = Layers::gather(flags, environment)?;
        let data = PathBuf::from(layers.text("data").unwrap_or_default());
        Ok(Self {
            listen: layers.must("listen", |text| text.parse().ok())?,
            public_url: layers.may("public_url", values::origin)?,
            database: layers
                .may("database", Database::postgres)?
                .unwrap_or_else(|| Database::Sqlite(data.join("kippu.db"))),
            database_read: layers.may("database_read", Database::postgres)?,
            lmtp: layers.may("lmtp", Door::read)?,
            smtp: layers.may("smtp", |text| text.parse().ok())?,
            mail_identity: identity(&layers)?,
            mail_limit: layers.must("mail_limit", values::megabytes)?,
            blobs: blobs(&layers)?.unwrap_or_else(|| BlobsConfig::Folder(data.join("blobs"))),
            log_format: layers.must("log_format", LogFormat::read)?,
            log: layers.must("log", values::directives)?,
            workers: layers.may("workers", values::workers)?.unwrap_or_else(one_for_each_core),
            secret_key: layers.may("secret_key", values::key)?,
            outgoing_allow: layers.may("outgoing_allow", Networks::read)?.unwrap_or_default(),
            proxies: layers.may("proxies", Networks::read)?.unwrap_or_default(),
            dns: layers.must("dns", Dns::read)?,
            mail_hosts: layers.may("mail_hosts", MailHosts::read)?.unwrap_or_default(),
            settings: layers.settings(),
            data,
        })
    }

    /// Where people reach it: the public address, else the one it listens on.
    pub fn url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Each key with its value and where that came from; secrets are masked.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// The settings as lines for a terminal: key, value, source.
    pub fn shown(&self) -> String {
        let wide = |width: fn(&Setting) -> usize| self.settings.iter().map(width).max().unwrap_or(0);
        let (key, value) = (wide(|s| s.key.chars().count()), wide(|s| s.value.chars().count()));
        self.settings.iter().map(|s| format!("{:key$}  {:value$}  {}\n", s.key, s.value, s.source)).collect()
    }
}

fn blobs(layers: &Layers) -> Result<Option<BlobsConfig>, ConfigRefusal> {
    let hidden = |name| layers.text(name).map(Hidden::new).ok_or(ConfigRefusal::NoKey { missing: name });
    match layers.text("blobs") {
        Some(text) if text.starts_with("s3:") => {
            let (key, secret) = (hidden("blobs_key")?, hidden("blobs_secret")?);
            Ok(layers.may("blobs", |text| S3::read(text, key, secret))?.map(BlobsConfig::S3))
        }
        Some(text) => Ok(Some(BlobsConfig::Folder(text.into()))),
        None => Ok(None),
    }
}

/// Both files or none.
fn identity(layers: &Layers) -> Result<Option<(PathBuf, PathBuf)>, ConfigRefusal> {
    match (layers.text("mail_certificate"), layers.text("mail_key")) {
        (Some(certificate), Some(key)) => Ok(Some((certificate.into(), key.into()))),
        (Some(_), None) => Err(ConfigRefusal::NoKey { missing: "mail_key" }),
        (None, Some(_)) => Err(ConfigRefusal::NoKey { missing: "mail_certificate" }),
        (None, None) => Ok(None),
    }
}

fn one_for_each_core() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

#[cfg(test)]
mod tests;

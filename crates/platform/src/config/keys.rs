//! The one list of what can be configured.

/// What of a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    Open,
    /// A URL that may carry a password.
    Password,
    Whole,
}

/// One thing that can be configured.
pub struct Key {
    pub name: &'static str,
    /// The value when nobody says one.
    pub default: Option<&'static str>,
    /// What it means that there is no value.
    pub unset: &'static str,
    /// The end of the sentence "… must be".
    pub right: &'static str,
    pub mask: Mask,
}

impl Key {
    const fn new(name: &'static str, right: &'static str) -> Self {
        Self { name, default: None, unset: "off", right, mask: Mask::Open }
    }

    const fn is(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    const fn unset(self, unset: &'static str) -> Self {
        Self { unset, ..self }
    }

    const fn mask(self, mask: Mask) -> Self {
        Self { mask, ..self }
    }
}

pub const KEYS: &[Key] = &[
    Key::new("data", "the path of a folder").is("kippu-data"),
    Key::new("listen", "an address and a port, such as 127.0.0.1:8080").is("127.0.0.1:8080"),
    Key::new("public_url", "http:// or https:// and a host without a path, such as https://help.example.com")
        .unset("the address it listens on"),
    Key::new("database", "postgres://USER:PASSWORD@HOST/NAME, or left out for SQLite")
        .unset("SQLite, kippu.db in the data folder")
        .mask(Mask::Password),
    Key::new("database_read", "postgres://USER:PASSWORD@HOST/NAME of a streaming replica of the database")
        .unset("the database itself")
        .mask(Mask::Password),
    Key::new("lmtp", "an address and a port, such as 127.0.0.1:2424, or unix:/PATH"),
    Key::new("smtp", "an address and a port, such as 0.0.0.0:25"),
    Key::new("mail_certificate", "the path of a file with a certificate chain in PEM").unset("one of our own"),
    Key::new("mail_key", "the path of a file with the private key in PEM").unset("one of our own"),
    Key::new("mail_limit", "a number of megabytes from 1 to 500").is("50"),
    Key::new(
        "blobs",
        "the path of a folder, or s3://BUCKET/PREFIX?endpoint=URL&region=NAME with blobs_key and blobs_secret",
    )
    .unset("blobs in the data folder"),
    Key::new("blobs_key", "the id of an access key").unset("none").mask(Mask::Whole),
    Key::new("blobs_secret", "the secret of the access key").unset("none").mask(Mask::Whole),
    Key::new("secret_key", "32 bytes in base64, such as `openssl rand -base64 32` prints")
        .unset("secret.key in the data folder")
        .mask(Mask::Whole),
    Key::new("log", "error, warn, info, debug or trace, or such a level for each area, as in info,store=debug")
        .is("info"),
    Key::new("log_format", "text or json").is("text"),
    Key::new("workers", "a number from 1 to 256").unset("one for each core"),
    Key::new("outgoing_allow", "addresses and networks with commas between, such as 10.1.0.0/16,192.168.1.7")
        .unset("none"),
    Key::new("dns", "system, off, or addresses of name servers with commas between, such as 127.0.0.1,[::1]:5353")
        .is("system"),
    Key::new(
        "mail_hosts",
        "names and addresses of your own mail servers with commas between, such as mx.example.com,10.0.0.0/8",
    )
    .unset("none"),
    Key::new("proxies", "addresses and networks with commas between, such as 127.0.0.1,10.0.0.0/8").unset("none"),
];

pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The key that looks most like a name, and how many letters must change.
pub fn nearest(name: &str) -> (&'static Key, usize) {
    KEYS.iter()
        .map(|key| (key, strsim::damerau_levenshtein(key.name, name)))
        .min_by_key(|(_, distance)| *distance)
        .expect("the list of keys is not empty")
}

//! Keys that the owner of a domain publishes, looked for when somebody asks for them: never because a message came, which
//! would tell its sender that it was read.

use super::Premises;
use super::keys::known;
use base::Email;
use desk::channel::{KeySource, MailKey};
use mail::protect::{Public, key_addresses};
use platform::http::{Http, HttpFault, Limits};
use std::time::Duration;

/// Octets of a key with all its signatures, and how long it may take to come.
const LIMITS: Limits = Limits { body: 256 << 10, time: Duration::from_secs(10) };

/// Addresses of one person that are asked for.
const MOST: usize = 3;

/// The keys that are published for these addresses and name them. A domain that has none, or does not answer, has none.
pub async fn find_public_keys(premises: &Premises, addresses: &[Email]) -> Vec<MailKey> {
    let http = premises.outside.http.with(LIMITS);
    let mut found = Vec::new();
    for address in addresses.iter().take(MOST) {
        let keys = published(&http, &key_addresses(address)).await;
        found.extend(keys.iter().map(|key| known(key, KeySource::Directory)).filter(|key| key.speaks_for(address)));
    }
    found
}

/// What the first of the places that can be reached has. The second is for domains without a host of their own for keys;
/// where that host answers, its answer counts, whatever it is.
pub async fn published(http: &Http, places: &[String; 2]) -> Vec<Public> {
    for place in places {
        match http.get(place).await {
            Ok(answer) if answer.status().is_success() => return Public::read(answer.body()).unwrap_or_default(),
            Ok(_) => return Vec::new(),
            Err(HttpFault::Unreachable(_)) => {}
            Err(fault) => {
                tracing::info!(%fault, "a directory of keys did not answer");
                return Vec::new();
            }
        }
    }
    Vec::new()
}

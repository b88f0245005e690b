//! The key by which push services know this house (VAPID, RFC 8292): made once, its private half sealed.

use desk::{Actor, Done, Error, Fault};
use serde::{Deserialize, Serialize};
use store::{Read, Tx, settings, turns};

const KEY: &str = "push_keys";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PushKeys {
    /// A point on P-256, uncompressed, base64url.
    pub public: String,
    pub sealed_private: String,
}

pub fn push_keys(read: &mut Read) -> Done<Option<PushKeys>> {
    match read.actor() {
        Actor::System => kept(read),
        Actor::Rule(_) | Actor::Flow(_) | Actor::Agent { .. } | Actor::Requester(_) | Actor::Anonymous => {
            Err(Error::Missing)
        }
    }
}

/// What browsers are told; none: nothing can be pushed yet.
pub fn push_public_key(read: &mut Read) -> Done<Option<String>> {
    read.actor().must_be_agent()?;
    Ok(kept(read)?.map(|keys| keys.public))
}

/// Those that there were before stay: browsers know them.
pub fn keep_push_keys(tx: &mut Tx, keys: &PushKeys) -> Done<()> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    turns::take(tx, [KEY.to_owned()].into())?;
    if kept(tx)?.is_none() {
        settings::save(tx, KEY, &serde_json::to_string(keys).map_err(Fault::new)?)?;
    }
    Ok(())
}

fn kept(read: &mut Read) -> Done<Option<PushKeys>> {
    let json = settings::load(read, KEY)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

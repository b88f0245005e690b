//! Authorities whose certificates this desk believes: who signs with one need not be compared by hand.

use super::policy::may_read;
use desk::access::Permission;
use desk::{Done, Event};
use store::{Read, Tx, settings, turns};

const KEY: &str = "mail_roots";

/// One root, as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    pub holder: String,
    pub pem: String,
}

/// As PEM, one after the other; may be empty.
pub fn mail_roots(read: &mut Read) -> Done<String> {
    may_read(read)?;
    Ok(settings::load(read, KEY)?.unwrap_or_default())
}

pub fn change_mail_roots(tx: &mut Tx, roots: &[Root]) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    turns::take(tx, [KEY.to_owned()].into())?;
    let before = settings::load(tx, KEY)?.unwrap_or_default();
    let pem: String = roots.iter().map(|root| root.pem.as_str()).collect();
    if before != pem {
        settings::save(tx, KEY, &pem)?;
        let holders: Vec<&str> = roots.iter().map(|root| root.holder.as_str()).collect();
        let from = before.matches("BEGIN CERTIFICATE").count().to_string();
        tx.record(Event::SettingChanged { key: KEY.into(), from, to: holders.join(", ") })?;
    }
    Ok(())
}

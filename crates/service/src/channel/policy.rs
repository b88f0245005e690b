//! What the installation wants done with incoming mail.

use desk::channel::Handling;
use desk::{Done, Error, Event, Fault, Permission};
use store::{Read, Tx, settings, turns};

const KEY: &str = "incoming";

/// For whoever sets the desk up.
pub fn policy(read: &mut Read) -> Done<Handling> {
    read.actor().may(Permission::Configure)?;
    in_force(read)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_policy(tx: &mut Tx, seen: &Handling, wish: &Handling) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    turns::take(tx, [KEY.to_owned()].into())?;
    let now = in_force(tx)?;
    if now != *seen {
        return Err(Error::Conflict);
    }
    if now != *wish {
        let (from, to) = (written(&now)?, written(wish)?);
        settings::save(tx, KEY, &to)?;
        tx.record(Event::SettingChanged { key: KEY.into(), from, to })?;
    }
    Ok(())
}

/// Whoever sets the desk up, and the desk itself.
pub(super) fn may_read(read: &Read) -> Done<()> {
    read.actor().may(Permission::Configure)
}

pub(super) fn in_force(read: &mut Read) -> Done<Handling> {
    let kept = settings::load(read, KEY)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

fn written(policy: &Handling) -> Result<String, Fault> {
    serde_json::to_string(policy).map_err(Fault::new)
}

//! Settings of the desk that are kept as JSON and changed on a page.

use desk::{Done, Error, Event, Fault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Read, Tx, settings, turns};

/// What cannot be read is as it usually is.
pub(crate) fn in_force<T: DeserializeOwned + Default>(read: &mut Read, key: &'static str) -> Done<T> {
    let kept = settings::load(read, key)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since. The answer is whether it changed.
pub(crate) fn change<T>(tx: &mut Tx, key: &'static str, seen: &T, wish: &T) -> Done<bool>
where
    T: Serialize + DeserializeOwned + Default + PartialEq,
{
    turns::take(tx, [key.to_owned()].into())?;
    let now: T = in_force(tx, key)?;
    if now != *seen {
        return Err(Error::Conflict);
    }
    let changes = now != *wish;
    if changes {
        put(tx, key, &now, wish)?;
    }
    Ok(changes)
}

fn put<T: Serialize>(tx: &mut Tx, key: &'static str, from: &T, to: &T) -> Done<()> {
    keep(tx, key, to)?;
    tx.record(Event::SettingChanged { key: key.into(), from: written(from)?, to: written(to)? })?;
    Ok(())
}

/// Whoever calls has taken the turn, and records what it is that changes.
pub(crate) fn keep(tx: &mut Tx, key: &'static str, to: &impl Serialize) -> Done<()> {
    let to = written(to)?;
    Ok(settings::save(tx, key, &to)?)
}

fn written(setting: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(setting).map_err(Fault::new)
}

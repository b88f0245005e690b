//! Browsers that show notifications: which there are, and the jobs that tell them.

use super::deliver::HOUR;
use super::heap::Heap;
use super::inbox::me;
use super::story::Story;
use base::Digest;
use desk::access::Session;
use desk::notification::{MOST_BROWSERS, Subscription, SubscriptionId, SubscriptionWish, Wishes};
use desk::people::PersonId;
use desk::{Done, Error, Event};
use serde::{Deserialize, Serialize};
use store::access::sessions;
use store::notification::{notifications, subscriptions as table};
use store::{Read, Tx, jobs};

/// The kind of the jobs that tell a browser; their body is an [`Errand`].
pub const PUSH: &str = "push";

/// What a browser is told of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Errand {
    pub subscription: i64,
    /// Several are told as one.
    #[serde(default)]
    pub notifications: Vec<i64>,
}

/// The acting agent's browser, which is signed in with this session, shows notifications from now on.
pub fn subscribe(tx: &mut Tx, session: &Digest, wish: SubscriptionWish) -> Done<()> {
    let me = me(tx)?;
    let wish = wish.sound()?;
    let known: Vec<Session> = sessions::of_person(tx, me)?;
    let session = known.into_iter().find(|one| one.digest == *session && one.agent).ok_or(Error::Missing)?;
    let before = table::of(tx, me)?;
    if before.iter().any(|one| one.wish == wish && one.session == session.digest) {
        return Ok(());
    }
    let many = before.len().saturating_sub(MOST_BROWSERS - 1);
    for old in before.iter().filter(|old| old.wish.endpoint != wish.endpoint).take(many) {
        table::remove(tx, old.id)?;
    }
    let now = tx.now();
    let (digest, browser) = (session.digest, session.browser);
    let new = Subscription {
        id: SubscriptionId(0),
        person: me,
        session: digest,
        wish,
        browser,
        created_at: now,
        used_at: None,
    };
    table::save(tx, &new)?;
    tx.record(Event::PushSubscribed { person: me })?;
    Ok(())
}

/// One's own, in the order in which they came.
pub fn subscriptions(read: &mut Read) -> Done<Vec<Subscription>> {
    let me = me(read)?;
    Ok(table::of(read, me)?)
}

pub fn unsubscribe(tx: &mut Tx, id: SubscriptionId) -> Done<()> {
    let me = me(tx)?;
    table::load(tx, id)?.filter(|one| one.person == me).ok_or(Error::Missing)?;
    table::remove(tx, id)?;
    tx.record(Event::PushUnsubscribed { person: me })?;
    Ok(())
}

/// A job for each browser and each thing to tell; what comes in a heap, or was held, is told as one; what goes beyond the
/// limit waits.
pub(super) fn send(tx: &mut Tx, person: PersonId, wishes: &Wishes, stories: &[Story]) -> Done<()> {
    let wanted: Vec<&Story> = stories.iter().filter(|story| story.notification.push).collect();
    let browsers = if wanted.is_empty() { Vec::new() } else { table::of(tx, person)? };
    if browsers.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let since = now.minus(HOUR);
    let heap = Heap::of(wanted, wishes.letters - table::counted(tx, person, since)?);
    for browser in browsers {
        for notifications in &heap.now {
            let errand = Errand { subscription: browser.id.0, notifications: notifications.clone() };
            let body = serde_json::to_string(&errand).map_err(desk::Fault::new)?;
            jobs::add(tx, PUSH, &body, None, now)?;
        }
    }
    heap.later.iter().try_for_each(|id| notifications::wait_push(tx, *id, now.plus(HOUR)))?;
    Ok(table::count(tx, person, heap.now.len() as i64, since)?)
}

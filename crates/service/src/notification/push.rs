//! Browsers that show notifications: which there are, and the jobs that tell them.

use super::inbox::me;
use super::story::Story;
use base::Digest;
use desk::access::Session;
use desk::notification::{MOST_BROWSERS, Subscription, SubscriptionId, SubscriptionWish};
use desk::{Done, Error, Event};
use serde::{Deserialize, Serialize};
use store::access::sessions;
use store::notification::subscriptions as table;
use store::{Read, Tx, jobs};

/// The kind of the jobs that tell a browser; their body is an [`Errand`].
pub const PUSH: &str = "push";
/// More at once are one summary.
const MOST_AT_ONCE: usize = 3;

/// What a browser is told of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Errand {
    pub subscription: i64,
    /// None: of so many at once.
    pub notification: Option<i64>,
    #[serde(default)]
    pub count: i64,
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

/// A job for each browser and each thing to tell; what comes in a heap, or was held, is told as one.
pub(super) fn send(tx: &mut Tx, stories: &[Story]) -> Done<()> {
    let wanted: Vec<&Story> = stories.iter().filter(|story| story.notification.push).collect();
    let Some(person) = wanted.first().map(|story| story.notification.person) else { return Ok(()) };
    let heap = wanted.len() > MOST_AT_ONCE || wanted.iter().filter(|story| story.notification.held).count() > 1;
    let now = tx.now();
    for browser in table::of(tx, person)? {
        let errand = |notification, count| Errand { subscription: browser.id.0, notification, count };
        let errands = if heap {
            vec![errand(None, wanted.len() as i64)]
        } else {
            wanted.iter().map(|story| errand(Some(story.notification.id.0), 1)).collect()
        };
        for errand in errands {
            let body = serde_json::to_string(&errand).map_err(desk::Fault::new)?;
            jobs::add(tx, PUSH, &body, None, now)?;
        }
    }
    Ok(())
}

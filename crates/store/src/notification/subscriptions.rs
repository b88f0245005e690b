//! Browsers that show notifications.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::notification::{Subscription, SubscriptionId, SubscriptionWish};
use desk::people::PersonId;

const COLUMNS: &str =
    "b.id, b.person_id, b.session, b.endpoint, b.public_key, b.auth, b.browser, b.created_at, b.used_at";

/// An endpoint that is known already now belongs to whoever says it.
pub fn save(tx: &mut Tx, new: &Subscription) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO push_subscriptions (person_id, session, endpoint, public_key, auth, browser, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (endpoint) DO UPDATE SET person_id = excluded.person_id, session = excluded.session,
                 public_key = excluded.public_key, auth = excluded.auth, browser = excluded.browser",
            values![
                new.person,
                &new.session,
                &new.wish.endpoint,
                &new.wish.public_key,
                &new.wish.auth,
                &new.browser,
                new.created_at
            ],
        )
        .map(drop)
}

pub fn load(read: &mut Read, id: SubscriptionId) -> Result<Option<Subscription>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM push_subscriptions b WHERE b.id = $1"), values![id], subscription)
}

/// Somebody's, in the order in which they came; those whose session has ended are none.
pub fn of(read: &mut Read, person: PersonId) -> Result<Vec<Subscription>, Fault> {
    let now = read.now();
    let sql = format!(
        "SELECT {COLUMNS} FROM push_subscriptions b JOIN sessions s ON s.digest = b.session
         WHERE b.person_id = $1 AND s.expires_at > $2 ORDER BY b.id"
    );
    read.conn.all(&sql, values![person, now], subscription)
}

pub fn remove(tx: &mut Tx, id: SubscriptionId) -> Result<bool, Fault> {
    Ok(tx.conn.execute("DELETE FROM push_subscriptions WHERE id = $1", values![id])? == 1)
}

pub fn used(tx: &mut Tx, id: SubscriptionId) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn.execute("UPDATE push_subscriptions SET used_at = $2 WHERE id = $1", values![id, now]).map(drop)
}

/// How many pushes have gone to somebody since the moment, however many browsers have shown each.
pub fn counted(read: &mut Read, person: PersonId, since: Moment) -> Result<i64, Fault> {
    let sql = "SELECT pushed FROM agents WHERE person_id = $1 AND pushed_since > $2";
    Ok(read.conn.first(sql, values![person, since], |row| row.get(0))?.unwrap_or(0))
}

/// So many more; what was counted before `since` is forgotten.
pub fn count(tx: &mut Tx, person: PersonId, more: i64, since: Moment) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE agents SET pushed = CASE WHEN pushed_since > $3 THEN pushed + $2 ELSE $2 END,
                   pushed_since = CASE WHEN pushed_since > $3 THEN pushed_since ELSE $4 END
               WHERE person_id = $1";
    tx.conn.execute(sql, values![person, more, since, now]).map(drop)
}

fn subscription(row: &Row) -> Result<Subscription, Fault> {
    Ok(Subscription {
        id: row.get(0)?,
        person: row.get(1)?,
        session: row.get(2)?,
        wish: SubscriptionWish { endpoint: row.get(3)?, public_key: row.get(4)?, auth: row.get(5)? },
        browser: row.get(6)?,
        created_at: row.get(7)?,
        used_at: row.get(8)?,
    })
}

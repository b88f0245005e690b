//! Views somebody has built, and the order each person has them in.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::condition::Condition;
use desk::people::PersonId;
use desk::ticket::{Audience, SavedView, ViewId, ViewWish};
use desk::{Done, Error, Fault, Role};

const COLUMNS: &str = "id, parent_id, owner_id, reach, team_id, name_en, name_ja, icon, tone, condition, layout, removed_at, version, roles, \
     counted";

/// Every view that was not removed.
pub fn all(read: &mut Read) -> Result<Vec<SavedView>, Fault> {
    Ok(kept(read, "views", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM views WHERE removed_at IS NULL ORDER BY id"), &[], view)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: ViewId) -> Result<Option<SavedView>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM views WHERE id = $1"), values![id], view)
}

/// `view.id` and `version` are ignored; the answer carries the new ones.
pub fn add(tx: &mut Tx, view: &SavedView) -> Result<SavedView, Fault> {
    tx.sets_up();
    let wish = &view.wish;
    let (reach, team, roles) = reach(wish.audience);
    let id = tx.conn.first(
        "INSERT INTO views (parent_id, owner_id, reach, team_id, name_en, name_ja, icon, tone, condition, layout,
             roles, counted)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        values![
            view.parent,
            view.owner,
            reach,
            team,
            &wish.name_en,
            &wish.name_ja,
            wish.glyph,
            wish.tone,
            wish.condition.written(),
            layout(wish)?,
            roles,
            wish.counted
        ],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted view gave no id"))?;
    Ok(SavedView { id, version: 1, ..view.clone() })
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, view: &mut SavedView) -> Done<()> {
    tx.sets_up();
    let wish = &view.wish;
    let (reach, team, roles) = reach(wish.audience);
    let changed = tx.conn.execute(
        "UPDATE views SET parent_id = $3, reach = $4, team_id = $5, name_en = $6, name_ja = $7, icon = $8, tone = $9,
             condition = $10, layout = $11, removed_at = $12, owner_id = $13, roles = $14,
             counted = $15, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            view.id,
            view.version,
            view.parent,
            reach,
            team,
            &wish.name_en,
            &wish.name_ja,
            wish.glyph,
            wish.tone,
            wish.condition.written(),
            layout(wish)?,
            view.removed_at,
            view.owner,
            roles,
            wish.counted
        ],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    view.version += 1;
    Ok(())
}

/// In which order a person has them; those that are not named come after.
pub fn order(read: &mut Read, person: PersonId) -> Result<Vec<ViewId>, Fault> {
    let sql = "SELECT view_id FROM view_order WHERE person_id = $1 ORDER BY position";
    read.conn.all(sql, values![person], |row| row.get(0))
}

pub fn put_in_order(tx: &mut Tx, person: PersonId, order: &[ViewId]) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM view_order WHERE person_id = $1", values![person])?;
    for (position, view) in order.iter().enumerate() {
        tx.conn.execute(
            "INSERT INTO view_order (person_id, view_id, position) VALUES ($1, $2, $3)",
            values![person, *view, position],
        )?;
    }
    Ok(())
}

/// The names of roles have a space between them.
fn reach(audience: Audience) -> (&'static str, Option<i64>, Option<String>) {
    match audience {
        Audience::Mine => ("mine", None, None),
        Audience::Team(team) => ("team", Some(team.0), None),
        Audience::Roles(roles) => ("roles", None, Some(roles.all().map(Role::name).collect::<Vec<_>>().join(" "))),
        Audience::Everyone => ("everyone", None, None),
    }
}

fn layout(wish: &ViewWish) -> Result<Option<String>, Fault> {
    wish.layout.as_ref().map(serde_json::to_string).transpose().map_err(Fault::new)
}

fn view(row: &Row) -> Result<SavedView, Fault> {
    let audience = match (row.get::<String>(3)?.as_str(), row.get::<Option<i64>>(4)?) {
        ("everyone", _) => Audience::Everyone,
        ("team", Some(team)) => Audience::Team(desk::people::TeamId(team)),
        ("roles", _) => {
            let names = row.get::<Option<String>>(13)?.unwrap_or_default();
            Audience::Roles(names.split(' ').filter_map(Role::named).collect())
        }
        (_, _) => Audience::Mine,
    };
    let condition = row.get::<String>(9)?;
    let layout = row.get::<Option<String>>(10)?.map(|layout| serde_json::from_str(&layout)).transpose();
    Ok(SavedView {
        id: row.get(0)?,
        parent: row.get(1)?,
        owner: row.get(2)?,
        wish: ViewWish {
            audience,
            name_en: row.get(5)?,
            name_ja: row.get(6)?,
            glyph: row.get(7)?,
            tone: row.get(8)?,
            condition: Condition::read(&condition)
                .map_err(|why| Fault::new(format!("view {}: {}", row.get::<i64>(0).unwrap_or_default(), why.key())))?,
            layout: layout.map_err(Fault::new)?,
            counted: row.get(14)?,
        },
        removed_at: row.get(11)?,
        version: row.get(12)?,
    })
}

//! How views mark tickets, and which tickets they mark.

use super::filter::{self, Beside};
use super::people::padded;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::condition::{Condition, Viewer};
use desk::people::{PersonId, TeamId};
use desk::ticket::{
    Audience, Canvas, Highlight, HighlightId, HighlightWish, MOST_HIGHLIGHTS, Shown, TicketId, View, ViewId,
};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, view_id, label_en, label_ja, tone, spot, condition, version, list, person_id, team_id";

pub fn of_view(read: &mut Read, view: ViewId) -> Result<Vec<Highlight>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM highlights WHERE view_id = $1 ORDER BY id LIMIT $2");
    read.conn.all(&sql, values![view, MOST_HIGHLIGHTS], highlight)
}

/// Colours that one list shows to one person at most.
const MOST_SEEN: usize = 60;

/// Those of a list that every desk has, as one person in these teams (none: in all) sees it: everyone's first, then the
/// teams', then their own.
pub fn of_list(
    read: &mut Read,
    list: View,
    person: Option<PersonId>,
    teams: Option<&[TeamId]>,
) -> Result<Vec<Highlight>, Fault> {
    let within = match teams {
        None => String::new(),
        Some([]) => " AND team_id IS NULL".to_owned(),
        Some(teams) => {
            let teams: Vec<String> = teams.iter().map(ToString::to_string).collect();
            format!(" AND (team_id IS NULL OR team_id IN ({}))", teams.join(","))
        }
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM highlights WHERE view_id IS NULL AND list = $1 AND (person_id IS NULL OR person_id = $2){within}
         ORDER BY CASE WHEN person_id IS NOT NULL THEN 2 WHEN team_id IS NOT NULL THEN 1 ELSE 0 END, id LIMIT $3"
    );
    read.conn.all(&sql, values![list.name(), person.map_or(0, |person| person.0), MOST_SEEN], highlight)
}

/// How many there are of the same view, or of the same list for the same people.
pub fn count_of(read: &mut Read, of: &Canvas) -> Result<i64, Fault> {
    let (view, list, person, team) = parts(of);
    let sql =
        "SELECT COUNT(*) FROM highlights WHERE COALESCE(view_id, 0) = $1 AND list = $2 AND COALESCE(person_id, 0) = $3
        AND COALESCE(team_id, 0) = $4";
    let none = |id: Option<i64>| id.unwrap_or(0);
    let of = values![
        none(view.map(|view| view.0)),
        list.as_str(),
        none(person.map(|person| person.0)),
        none(team.map(|team| team.0))
    ];
    Ok(read.conn.first(sql, of, |row| row.get(0))?.unwrap_or(0))
}

pub fn load(read: &mut Read, id: HighlightId) -> Result<Option<Highlight>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM highlights WHERE id = $1"), values![id], highlight)
}

pub fn add(tx: &mut Tx, of: Canvas, wish: &HighlightWish) -> Result<HighlightId, Fault> {
    let (view, list, person, team) = parts(&of);
    let id = tx.conn.first(
        "INSERT INTO highlights (view_id, list, person_id, team_id, label_en, label_ja, tone, spot, condition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        values![
            view,
            list,
            person,
            team,
            &wish.label_en,
            &wish.label_ja,
            wish.tone,
            spot(wish),
            wish.condition.written()
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted highlight gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, highlight: &Highlight) -> Done<()> {
    let wish = &highlight.wish;
    let changed = tx.conn.execute(
        "UPDATE highlights SET label_en = $3, label_ja = $4, tone = $5, spot = $6, condition = $7, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            highlight.id,
            highlight.version,
            &wish.label_en,
            &wish.label_ja,
            wish.tone,
            spot(wish),
            wish.condition.written()
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: HighlightId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM highlights WHERE id = $1", values![id]).map(drop)
}

/// Those of these tickets for which a condition holds.
pub fn holding(
    read: &mut Read,
    condition: &Condition,
    viewer: &Viewer,
    ids: &[TicketId],
) -> Result<Vec<TicketId>, Fault> {
    let (places, mut values) = padded(ids.iter().map(|id| id.0).collect());
    let beside = Beside::of(read, condition)?;
    let holds = filter::sql(condition, viewer, &beside, &mut values);
    read.conn
        .all(&format!("SELECT t.id FROM tickets t WHERE t.id IN ({places}) AND {holds}"), &values, |row| row.get(0))
}

fn spot(wish: &HighlightWish) -> String {
    wish.spot.map(Shown::name).unwrap_or_default()
}

fn highlight(row: &Row) -> Result<Highlight, Fault> {
    let condition = row.get::<String>(6)?;
    Ok(Highlight {
        id: row.get(0)?,
        of: canvas(row)?,
        wish: HighlightWish {
            label_en: row.get(2)?,
            label_ja: row.get(3)?,
            tone: row.get(4)?,
            spot: Shown::named(&row.get::<String>(5)?),
            condition: Condition::read(&condition).map_err(|why| Fault::new(format!("a highlight: {}", why.key())))?,
        },
        version: row.get(7)?,
    })
}

type Parts = (Option<ViewId>, String, Option<PersonId>, Option<TeamId>);

fn parts(of: &Canvas) -> Parts {
    match *of {
        Canvas::View(view) => (Some(view), String::new(), None, None),
        Canvas::List { list, audience, owner } => match audience {
            // A list that every desk has is coloured for no role; the verb refuses it.
            Audience::Mine | Audience::Roles(_) => (None, list.name(), Some(owner), None),
            Audience::Team(team) => (None, list.name(), None, Some(team)),
            Audience::Everyone => (None, list.name(), None, None),
        },
    }
}

fn canvas(row: &Row) -> Result<Canvas, Fault> {
    if let Some(view) = row.get::<Option<ViewId>>(1)? {
        return Ok(Canvas::View(view));
    }
    let list = row.get::<String>(8)?;
    let list = View::named(&list).ok_or_else(|| Fault::new(format!("a highlight of no list: {list}")))?;
    let (person, team) = (row.get::<Option<PersonId>>(9)?, row.get::<Option<TeamId>>(10)?);
    let audience = match (person, team) {
        (Some(_), _) => Audience::Mine,
        (None, Some(team)) => Audience::Team(team),
        (None, None) => Audience::Everyone,
    };
    Ok(Canvas::List { list, audience, owner: person.unwrap_or(PersonId(0)) })
}

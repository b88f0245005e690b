//! Tasks on tickets, and the checklists they come from.

use super::lists::within;
use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::{PersonId, TeamId};
use desk::ticket::{
    Checklist, ChecklistId, Task, TaskComment, TaskCommentId, TaskFacts, TaskId, TicketId, TicketNumber,
};
use desk::{Done, Error, Fault, Scope};

const COLUMNS: &str = "k.id, k.ticket_id, k.text, k.list, k.owner_id, k.due_at, k.done_at, k.done_by, k.removed, k.version, k.team_id, k.changed_at, k.message_id";

/// Those that are there on these tickets, in the order in which they were made.
pub fn of(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<Task>, Fault> {
    let (places, values) = super::people::padded(tickets.iter().map(|id| id.0).collect());
    let sql = format!("SELECT {COLUMNS} FROM tasks k WHERE k.ticket_id IN ({places}) AND NOT k.removed ORDER BY k.id");
    read.conn.all(&sql, &values, task)
}

pub fn load(read: &mut Read, id: TaskId) -> Result<Option<Task>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM tasks k WHERE k.id = $1"), values![id], task)
}

/// A task with the number and the subject of its ticket.
pub type Told = (Task, TicketNumber, String);

/// Somebody's open ones on tickets within a scope, the next due first.
pub fn of_owner(read: &mut Read, scope: &Scope, owner: PersonId, limit: usize) -> Result<Vec<Told>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {COLUMNS}, t.number, t.subject FROM tasks k JOIN tickets t ON t.id = k.ticket_id
         WHERE k.owner_id = $1 AND k.done_at IS NULL AND NOT k.removed AND t.trashed_at IS NULL AND {within}
         ORDER BY COALESCE(k.due_at, 9000000000000000), k.id LIMIT $2"
    );
    read.conn.all(&sql, values![owner, limit], |row| Ok((task(row)?, row.get(13)?, row.get(14)?)))
}

/// Nobody's open ones of some teams on tickets within a scope, the next due first.
pub fn of_teams(read: &mut Read, scope: &Scope, teams: &[TeamId], limit: usize) -> Result<Vec<Told>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let (places, mut values) = super::people::padded(teams.iter().map(|id| id.0).collect());
    let at = values.len() + 1;
    let sql = format!(
        "SELECT {COLUMNS}, t.number, t.subject FROM tasks k JOIN tickets t ON t.id = k.ticket_id
         WHERE k.team_id IN ({places}) AND k.team_id IS NOT NULL AND k.owner_id IS NULL AND k.done_at IS NULL
             AND NOT k.removed AND t.trashed_at IS NULL AND {within}
         ORDER BY COALESCE(k.due_at, 9000000000000000), k.id LIMIT ${at}"
    );
    values.push(limit.into());
    read.conn.all(&sql, &values, |row| Ok((task(row)?, row.get(13)?, row.get(14)?)))
}

/// How many those are, counted to `most`, and how many of them are due by a moment.
pub fn count_of_owner(
    read: &mut Read,
    scope: &Scope,
    owner: PersonId,
    by: Moment,
    most: usize,
) -> Result<(i64, i64), Fault> {
    let Some(within) = within(scope) else { return Ok((0, 0)) };
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN due_at <= $2 THEN 1 ELSE 0 END), 0) FROM (
             SELECT k.due_at FROM tasks k JOIN tickets t ON t.id = k.ticket_id
             WHERE k.owner_id = $1 AND k.done_at IS NULL AND NOT k.removed AND t.trashed_at IS NULL AND {within}
             ORDER BY COALESCE(k.due_at, 9000000000000000), k.id LIMIT $3) c"
    );
    let found = read.conn.first(&sql, values![owner, by, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

/// Open ones that are due and of which nobody has been told yet, the oldest first.
pub fn come_due(read: &mut Read, now: Moment, limit: usize) -> Result<Vec<Task>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tasks k WHERE k.due_at IS NOT NULL AND k.due_at <= $1 AND k.done_at IS NULL
             AND NOT k.removed AND NOT k.due_told ORDER BY k.due_at, k.id LIMIT $2"
    );
    read.conn.all(&sql, values![now, limit], task)
}

/// It has been said that it is due; false: it is to be said once more.
pub fn tell_due(tx: &mut Tx, id: TaskId, told: bool) -> Result<(), Fault> {
    tx.conn.execute("UPDATE tasks SET due_told = $2 WHERE id = $1", values![id, told]).map(drop)
}

pub fn add(tx: &mut Tx, task: &Task) -> Result<TaskId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO tasks (ticket_id, text, list, owner_id, due_at, team_id, changed_at, message_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        values![
            task.ticket,
            &task.what.text,
            &task.list,
            task.what.owner,
            task.what.due,
            task.what.team,
            task.changed,
            task.message
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted task gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, task: &Task) -> Done<()> {
    let now = tx.now();
    let changed = tx.conn.execute(
        "UPDATE tasks SET text = $3, owner_id = $4, due_at = $5, done_at = $6, done_by = $7, removed = $8, team_id = $9, changed_at = $10, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            task.id,
            task.version,
            &task.what.text,
            task.what.owner,
            task.what.due,
            task.done.map(|(_, at)| at),
            task.done.map(|(who, _)| who),
            task.removed,
            task.what.team,
            now
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

fn task(row: &Row) -> Result<Task, Fault> {
    let (at, who): (Option<Moment>, Option<PersonId>) = (row.get(6)?, row.get(7)?);
    Ok(Task {
        id: row.get(0)?,
        ticket: row.get(1)?,
        what: TaskFacts { text: row.get(2)?, owner: row.get(4)?, team: row.get(10)?, due: row.get(5)? },
        list: row.get(3)?,
        message: row.get(12)?,
        done: who.zip(at),
        removed: row.get(8)?,
        changed: row.get(11)?,
        version: row.get(9)?,
    })
}

const OF_COMMENT: &str = "id, task_id, by_id, text, at";

/// What was said of these tasks, the oldest first.
pub fn comments(read: &mut Read, tasks: &[TaskId]) -> Result<Vec<TaskComment>, Fault> {
    let (places, values) = super::people::padded(tasks.iter().map(|id| id.0).collect());
    let sql = format!("SELECT {OF_COMMENT} FROM task_comments WHERE task_id IN ({places}) ORDER BY id");
    read.conn.all(&sql, &values, comment)
}

pub fn comment_of(read: &mut Read, id: TaskCommentId) -> Result<Option<TaskComment>, Fault> {
    read.conn.first(&format!("SELECT {OF_COMMENT} FROM task_comments WHERE id = $1"), values![id], comment)
}

pub fn add_comment(tx: &mut Tx, new: &TaskComment) -> Result<TaskCommentId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO task_comments (task_id, by_id, text, at) VALUES ($1, $2, $3, $4) RETURNING id",
        values![new.task, new.by, &new.text, new.at],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted comment gave no id"))
}

pub fn remove_comment(tx: &mut Tx, id: TaskCommentId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM task_comments WHERE id = $1", values![id]).map(drop)
}

fn comment(row: &Row) -> Result<TaskComment, Fault> {
    Ok(TaskComment { id: row.get(0)?, task: row.get(1)?, by: row.get(2)?, text: row.get(3)?, at: row.get(4)? })
}

const OF_LIST: &str = "id, name, items, teams, version";

/// All of them, by name: dozens, never thousands.
pub fn checklists(read: &mut Read) -> Result<Vec<Checklist>, Fault> {
    Ok(kept(read, "checklists", |read| {
        read.conn.all(&format!("SELECT {OF_LIST} FROM checklists ORDER BY name, id"), &[], checklist)
    })?
    .to_vec())
}

/// None: the name is taken.
pub fn add_checklist(tx: &mut Tx, list: &Checklist) -> Result<Option<ChecklistId>, Fault> {
    tx.sets_up();
    let (items, teams) = json(list)?;
    tx.conn.first(
        "INSERT INTO checklists (name, items, teams) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING RETURNING id",
        values![&list.name, items, teams],
        |row| row.get(0),
    )
}

/// Saves exactly the version that was loaded, or answers *conflict*. The caller has made sure that the name is free.
pub fn save_checklist(tx: &mut Tx, list: &Checklist) -> Done<()> {
    tx.sets_up();
    let (items, teams) = json(list)?;
    let changed = tx.conn.execute(
        "UPDATE checklists SET name = $3, items = $4, teams = $5, version = version + 1 WHERE id = $1 AND version = $2",
        values![list.id, list.version, &list.name, items, teams],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove_checklist(tx: &mut Tx, id: ChecklistId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM checklists WHERE id = $1", values![id]).map(drop)
}

fn json(list: &Checklist) -> Result<(String, String), Fault> {
    let items = serde_json::to_string(&list.items).map_err(Fault::new)?;
    Ok((items, serde_json::to_string(&list.teams).map_err(Fault::new)?))
}

fn checklist(row: &Row) -> Result<Checklist, Fault> {
    Ok(Checklist {
        id: row.get(0)?,
        name: row.get(1)?,
        items: serde_json::from_str(&row.get::<String>(2)?).map_err(Fault::new)?,
        teams: serde_json::from_str(&row.get::<String>(3)?).map_err(Fault::new)?,
        version: row.get(4)?,
    })
}

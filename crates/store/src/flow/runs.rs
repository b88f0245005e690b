//! Runs of flows, and their steps.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::flow::{FlowId, FlowRun, FlowRunId, FlowStep, RunState};
use desk::ticket::TicketId;

const COLUMNS: &str = "id, flow_id, version, ticket_id, parent_id, depth, event, state, course, at, ended_at";

/// `run.id` is ignored. None: the flow has started for this event before, or is on its way through the ticket.
pub fn add(tx: &mut Tx, run: &FlowRun) -> Result<Option<FlowRunId>, Fault> {
    tx.conn.first(
        "INSERT INTO flow_runs (flow_id, version, ticket_id, parent_id, depth, event, state, course, at, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id",
        values![
            run.flow,
            run.version,
            run.ticket,
            run.parent,
            run.depth,
            run.event,
            run.state,
            course(run)?,
            run.at,
            run.ended_at
        ],
        |row| row.get(0),
    )
}

pub fn load(read: &mut Read, id: FlowRunId) -> Result<Option<FlowRun>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM flow_runs WHERE id = $1"), values![id], run)
}

/// Nobody else moves it until the end of the transaction.
pub fn hold(tx: &mut Tx, id: FlowRunId) -> Result<Option<FlowRun>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM flow_runs WHERE id = $1 {{for_update}}"), values![id], run)
}

/// Where it stands now, and when the clock brings it on.
pub fn save(tx: &mut Tx, run: &FlowRun) -> Result<(), Fault> {
    let due = run.course.due().filter(|_| run.state.is_under_way());
    let sql = "UPDATE flow_runs SET state = $2, course = $3, ended_at = $4, due_at = $5 WHERE id = $1";
    tx.conn.execute(sql, values![run.id, run.state, course(run)?, run.ended_at, due]).map(drop)
}

/// The clock has handed it on.
pub fn handed_on(tx: &mut Tx, id: FlowRunId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE flow_runs SET due_at = NULL WHERE id = $1", values![id]).map(drop)
}

/// Whose time has come by now.
pub fn due(read: &mut Read, limit: usize) -> Result<Vec<FlowRunId>, Fault> {
    let now = read.now();
    read.conn.all("SELECT id FROM flow_runs WHERE due_at <= $1 ORDER BY due_at LIMIT $2", values![now, limit], |row| {
        row.get(0)
    })
}

/// Under way on a ticket, the oldest first.
pub fn under_way(read: &mut Read, ticket: TicketId) -> Result<Vec<FlowRun>, Fault> {
    let sql =
        format!("SELECT {COLUMNS} FROM flow_runs WHERE ticket_id = $1 AND ended_at IS NULL ORDER BY id LIMIT 100");
    read.conn.all(&sql, values![ticket], run)
}

/// Under way of a flow, some at a time.
pub fn under_way_of(read: &mut Read, flow: FlowId, after: FlowRunId, limit: usize) -> Result<Vec<FlowRun>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM flow_runs WHERE flow_id = $1 AND id > $2 AND ended_at IS NULL ORDER BY id LIMIT $3"
    );
    read.conn.all(&sql, values![flow, after, limit], run)
}

/// Newest first.
pub fn of_ticket(read: &mut Read, ticket: TicketId, limit: usize) -> Result<Vec<FlowRun>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM flow_runs WHERE ticket_id = $1 ORDER BY id DESC LIMIT $2");
    read.conn.all(&sql, values![ticket, limit], run)
}

pub fn of_flow(read: &mut Read, flow: FlowId, limit: usize) -> Result<Vec<FlowRun>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM flow_runs WHERE flow_id = $1 ORDER BY id DESC LIMIT $2");
    read.conn.all(&sql, values![flow, limit], run)
}

/// Those that a run has called.
pub fn called_by(read: &mut Read, parent: FlowRunId) -> Result<Vec<FlowRun>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM flow_runs WHERE parent_id = $1 ORDER BY id LIMIT 1000");
    read.conn.all(&sql, values![parent], run)
}

pub fn tell(tx: &mut Tx, run: FlowRunId, step: &FlowStep) -> Result<(), Fault> {
    let (now, told) = (tx.now(), serde_json::to_string(step).map_err(Fault::new)?);
    tx.conn.execute("INSERT INTO flow_steps (run_id, at, told) VALUES ($1, $2, $3)", values![run, now, told]).map(drop)
}

/// The newest of them, in their order.
pub fn steps(read: &mut Read, run: FlowRunId, limit: usize) -> Result<Vec<FlowStep>, Fault> {
    let sql = "SELECT at, told FROM flow_steps WHERE run_id = $1 ORDER BY id DESC LIMIT $2";
    let mut steps = read.conn.all(sql, values![run, limit], |row| {
        let step: FlowStep = serde_json::from_str(&row.get::<String>(1)?).map_err(Fault::new)?;
        Ok(FlowStep { at: row.get(0)?, ..step })
    })?;
    steps.reverse();
    Ok(steps)
}

/// Forgets what ended long ago, some at a time; how many there were.
pub fn sweep(tx: &mut Tx, before: Moment, limit: usize) -> Result<u64, Fault> {
    let old = "SELECT id FROM flow_runs WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2";
    let old: Vec<FlowRunId> = tx.conn.all(old, values![before, limit], |row| row.get(0))?;
    for run in &old {
        tx.conn.execute("DELETE FROM flow_steps WHERE run_id = $1", values![*run])?;
        tx.conn.execute("DELETE FROM flow_runs WHERE id = $1", values![*run])?;
    }
    Ok(old.len() as u64)
}

fn course(run: &FlowRun) -> Result<String, Fault> {
    serde_json::to_string(&run.course).map_err(Fault::new)
}

fn run(row: &Row) -> Result<FlowRun, Fault> {
    Ok(FlowRun {
        id: row.get(0)?,
        flow: row.get(1)?,
        version: row.get(2)?,
        ticket: row.get(3)?,
        parent: row.get(4)?,
        depth: row.get(5)?,
        event: row.get(6)?,
        state: row.get::<RunState>(7)?,
        course: serde_json::from_str(&row.get::<String>(8)?).map_err(Fault::new)?,
        at: row.get(9)?,
        ended_at: row.get(10)?,
    })
}

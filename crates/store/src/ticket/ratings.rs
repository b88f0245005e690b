//! How tickets were rated, and when that was asked for.

use crate::value::{Column, Row, Value};
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::ticket::{Rating, Stars, TicketId};

/// Its rating, and when its requester was last asked for one.
pub fn of(read: &mut Read, ticket: TicketId) -> Result<(Option<Rating>, Option<Moment>), Fault> {
    let sql = "SELECT stars, comment, at, agent_id, team_id, asked_at FROM ratings WHERE ticket_id = $1";
    let found = read.conn.first(sql, values![ticket], |row| Ok((rating(row)?, row.get(5)?)))?;
    Ok(found.unwrap_or_default())
}

pub fn set(tx: &mut Tx, ticket: TicketId, rating: &Rating) -> Result<(), Fault> {
    tx.conn.execute(
        "INSERT INTO ratings (ticket_id, stars, comment, at, agent_id, team_id) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (ticket_id) DO UPDATE SET stars = $2, comment = $3, at = $4, agent_id = $5, team_id = $6",
        values![ticket, rating.stars, &rating.comment, rating.at, rating.agent, rating.team],
    )?;
    let sql = "UPDATE tickets SET rating = $2, rated_at = $3 WHERE id = $1";
    tx.conn.execute(sql, values![ticket, rating.stars, rating.at]).map(drop)
}

/// Its requester is asked now.
pub fn asked(tx: &mut Tx, ticket: TicketId) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO ratings (ticket_id, asked_at) VALUES ($1, $2)
             ON CONFLICT (ticket_id) DO UPDATE SET asked_at = $2",
            values![ticket, now],
        )
        .map(drop)
}

fn rating(row: &Row) -> Result<Option<Rating>, Fault> {
    let Some(stars) = row.get::<Option<Stars>>(0)? else { return Ok(None) };
    let (comment, at, agent, team) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    Ok(Some(Rating { stars, comment, at, agent, team }))
}

impl From<Stars> for Value<'_> {
    fn from(stars: Stars) -> Self {
        Self::Int(stars.number())
    }
}

impl Column for Option<Stars> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<i64>::column(row, index)?.and_then(Stars::of))
    }
}

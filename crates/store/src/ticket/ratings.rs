//! How tickets were rated, and when that was asked for.

use super::lists;
use crate::value::{Column, Row, Value};
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{Rating, Stars, TicketId};
use desk::{Fault, Scope};

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

/// How many of a requester's tickets are rated, as far as the scope reaches, and their stars together.
pub fn of_requester(read: &mut Read, scope: &Scope, person: PersonId) -> Result<(i64, i64), Fault> {
    let Some(within) = lists::within(scope) else { return Ok((0, 0)) };
    let sql = format!(
        "SELECT COUNT(t.rating), CAST(COALESCE(SUM(t.rating), 0) AS BIGINT) FROM tickets t
         WHERE t.requester_id = $1 AND {within}"
    );
    Ok(read.conn.first(&sql, values![person], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
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

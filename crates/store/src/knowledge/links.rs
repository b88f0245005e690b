//! Which articles answered a ticket, and which tickets an article.

use crate::ticket::lists::within;
use crate::ticket::people::padded;
use crate::{Read, Tx, values};
use desk::knowledge::ArticleId;
use desk::ticket::TicketId;
use desk::{Fault, Scope};

pub fn add(tx: &mut Tx, ticket: TicketId, article: ArticleId) -> Result<(), Fault> {
    tx.conn
        .execute("INSERT INTO ticket_articles (ticket_id, article_id) VALUES ($1, $2)", values![ticket, article])
        .map(drop)
}

pub fn remove(tx: &mut Tx, ticket: TicketId, article: ArticleId) -> Result<(), Fault> {
    tx.conn
        .execute("DELETE FROM ticket_articles WHERE ticket_id = $1 AND article_id = $2", values![ticket, article])
        .map(drop)
}

pub fn is_linked(read: &mut Read, ticket: TicketId, article: ArticleId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM ticket_articles WHERE ticket_id = $1 AND article_id = $2";
    Ok(read.conn.first(sql, values![ticket, article], |_| Ok(()))?.is_some())
}

/// Those of a ticket, and of those that went into it.
pub fn of_tickets(read: &mut Read, tickets: &[TicketId]) -> Result<Vec<(TicketId, ArticleId)>, Fault> {
    let (places, values) = padded(tickets.iter().map(|id| id.0).collect());
    let sql = format!("SELECT ticket_id, article_id FROM ticket_articles WHERE ticket_id IN ({places})");
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The newest tickets of an article.
pub fn tickets_of(read: &mut Read, article: ArticleId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let sql = "SELECT ticket_id FROM ticket_articles WHERE article_id = $1 ORDER BY ticket_id DESC LIMIT $2";
    read.conn.all(sql, values![article, limit], |row| row.get(0))
}

/// How many there are that the scope reaches.
pub fn counted(read: &mut Read, scope: &Scope, article: ArticleId) -> Result<i64, Fault> {
    let Some(within) = within(scope) else { return Ok(0) };
    let sql = format!(
        "SELECT COUNT(*) FROM ticket_articles l JOIN tickets t ON t.id = l.ticket_id WHERE l.article_id = $1 AND {within}"
    );
    Ok(read.conn.first(&sql, values![article], |row| row.get(0))?.unwrap_or(0))
}

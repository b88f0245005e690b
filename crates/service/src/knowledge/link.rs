//! Articles that answered a ticket: linked from its side, told on both pages.

use super::list::propose_articles;
use super::page::visible;
use super::write::name;
use crate::search::folded;
use crate::ticket::{Line, ours};
use base::Language;
use desk::knowledge::{Article, ArticleId};
use desk::ticket::{MOST_LINKS, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::knowledge::{articles, links as table};
use store::ticket::lists;
use store::{Read, Tx};

/// Articles among which one is found by its words.
const LOOKED_AT: usize = 8;
/// The newest tickets that stand on the page of an article.
const SHOWN: usize = 64;

/// What nobody reads answers nobody. One that is linked already stays so.
pub fn link_article(tx: &mut Tx, number: TicketNumber, id: ArticleId, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    let article = visible(tx, id)?;
    if !article.state.is_read() {
        return Err(Refusal::ArticleUnknown.into());
    }
    if table::is_linked(tx, ticket.id, id)? {
        return Ok(ticket);
    }
    if table::of_tickets(tx, &[ticket.id])?.len() >= MOST_LINKS {
        return Err(Refusal::TooManyLinks.into());
    }
    table::add(tx, ticket.id, id)?;
    tx.record(Event::ArticleLinked { ticket: ticket.id, article: id, name: name(&article) })?;
    Ok(ticket)
}

pub fn unlink_article(tx: &mut Tx, number: TicketNumber, id: ArticleId, version: Option<i64>) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    let article = visible(tx, id)?;
    if !table::is_linked(tx, ticket.id, id)? {
        return Err(Error::Missing);
    }
    table::remove(tx, ticket.id, id)?;
    tx.record(Event::ArticleUnlinked { ticket: ticket.id, article: id, name: name(&article) })?;
    Ok(ticket)
}

/// The article that is meant by its title, or by words that only one has.
pub fn article_meant(read: &mut Read, words: &str, language: Language) -> Done<ArticleId> {
    let wanted = folded(words.trim());
    let found = match wanted.as_str() {
        "" => Vec::new(),
        _ => propose_articles(read, words, language, LOOKED_AT)?,
    };
    let exact: Vec<ArticleId> = found.iter().filter(|one| folded(&one.title) == wanted).map(|one| one.id).collect();
    match (exact.as_slice(), found.as_slice()) {
        ([id], _) => Ok(*id),
        ([], [one]) => Ok(one.id),
        (_, _) => Err(Refusal::ArticleUnknown.into()),
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkedArticle {
    pub article: Article,
    /// It may be taken away here: the link is the ticket's own, not that of one that went into it.
    pub own: bool,
}

/// Those of a ticket, and of those that went into it, as far as the one who looks may read them.
pub(crate) fn of_tickets(read: &mut Read, all: &[TicketId]) -> Done<Vec<LinkedArticle>> {
    let mut rows = table::of_tickets(read, all)?;
    rows.sort_by_key(|(ticket, id)| (Some(ticket) != all.first(), *id));
    let mut found: Vec<LinkedArticle> = Vec::new();
    for (ticket, id) in rows {
        if found.iter().any(|one| one.article.id == id) {
            continue;
        }
        let article = articles::load(read, id)?.filter(|article| read.actor().may_read_article(article).is_ok());
        found.extend(article.map(|article| LinkedArticle { article, own: Some(&ticket) == all.first() }));
    }
    Ok(found)
}

/// How many tickets it answered, and the newest of them, as far as the one who looks may see them.
pub fn answered(read: &mut Read, id: ArticleId) -> Done<(i64, Vec<Line>)> {
    read.actor().must_be_agent()?;
    visible(read, id)?;
    let (scope, ids) = (read.actor().scope(), table::tickets_of(read, id, SHOWN)?);
    if ids.is_empty() {
        return Ok((0, Vec::new()));
    }
    Ok((table::counted(read, &scope, id)?, lists::some(read, &scope, &ids)?))
}

//! An article as it is put into an answer.

use super::list::{Line, propose_articles};
use super::page::visible;
use crate::{house, ticket};
use base::{CleanHtml, Language};
use desk::Done;
use desk::knowledge::{ArticleId, ArticleState};
use desk::ticket::TicketNumber;
use store::Read;

#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePiece {
    pub title: String,
    pub html: CleanHtml,
    pub state: ArticleState,
    /// What its address ends with.
    pub slug: String,
}

/// In the language in which the requester is answered.
pub fn article_piece(read: &mut Read, number: TicketNumber, id: ArticleId) -> Done<ArticlePiece> {
    let ticket = ticket::visible(read, number)?;
    let language = ticket::language_of(read, &ticket)?;
    article_piece_in(read, id, language)
}

/// The same where there is no ticket yet.
pub fn article_piece_in(read: &mut Read, id: ArticleId, language: Language) -> Done<ArticlePiece> {
    read.actor().must_be_agent()?;
    let article = visible(read, id)?;
    let desk = house::load(read)?.language;
    let text = article.texts.shown(language, desk).map(|(_, text)| text.clone()).unwrap_or_default();
    Ok(ArticlePiece { title: text.title, html: text.html, state: article.state, slug: article.slug() })
}

/// Articles that may be put into an answer on a ticket.
pub fn articles_for(read: &mut Read, number: TicketNumber, find: &str, limit: usize) -> Done<Vec<Line>> {
    let ticket = ticket::visible(read, number)?;
    let language = ticket::language_of(read, &ticket)?;
    propose_articles(read, find, language, limit)
}

//! What the composer asks for while somebody writes: macros after a slash, colleagues after an at sign, articles after two
//! question marks, and what is to be known of a recipient.

use crate::Web;
use crate::agent::addresses::addresses;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::Answer;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use desk::conversation::MacroId;
use desk::knowledge::{ArticleId, ArticleState};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use serde::Serialize;
use service::{channel, conversation, knowledge, ticket};
use views::knowledge::state_key;

#[derive(Serialize)]
struct Prepared {
    id: MacroId,
    name: String,
    shortcut: String,
    /// Filled in for this ticket.
    text: String,
}

/// `GET /tickets/{number}/macros`
pub async fn macros(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let all = conversation::macros_for(read, number)?;
        all.into_iter()
            .map(|prepared| {
                let text = conversation::macro_text(read, number, prepared.id)?;
                Ok(Prepared { id: prepared.id, name: prepared.name, shortcut: prepared.shortcut, text })
            })
            .collect::<desk::Done<Vec<_>>>()
    });
    Ok(Json(asked.await.map_err(|error| here.fail(error))?).into_response())
}

#[derive(Serialize)]
struct Colleague {
    id: PersonId,
    name: String,
}

/// `GET /tickets/{number}/mentionable`: who may read the ticket.
pub async fn mentionable(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::readers_of(read, number)).await;
    let all = asked.map_err(|error| here.fail(error))?;
    let all: Vec<Colleague> = all.into_iter().map(|(id, name)| Colleague { id, name }).collect();
    Ok(Json(all).into_response())
}

#[derive(Serialize)]
struct Warning {
    address: String,
    text: String,
}

/// `GET /tickets/{number}/recipients?address=…`: what speaks against writing there.
pub async fn recipients(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let typed = addresses(here.query.all("address")).unwrap_or_default();
    let emails: Vec<base::Email> = typed.into_iter().map(|address| address.email).take(20).collect();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let (page_domains, against) = (ticket::domains_of(read, number)?, channel::against(read, &emails)?);
        Ok((emails, page_domains, against))
    });
    let (emails, inside, against) = asked.await.map_err(|error| here.fail(error))?;
    let words = here.seat.words;
    let warning = |email: base::Email| {
        let key = match against.iter().find(|(one, _)| *one == email) {
            Some((_, against)) => against.key(),
            None if !inside.contains(&email.domain()) => "warn-outside",
            None => return None,
        };
        Some(Warning { address: email.to_string(), text: words.say(key).to_owned() })
    };
    let warnings: Vec<Warning> = emails.into_iter().filter_map(warning).collect();
    Ok(Json(warnings).into_response())
}

/// Articles that are proposed.
const PROPOSED: usize = 8;

#[derive(Serialize)]
struct Proposed {
    id: ArticleId,
    title: String,
    /// `Public · Returns › Refunds`
    about: String,
    internal: bool,
}

/// `GET /tickets/{number}/articles?find=…`
pub async fn articles(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let find = here.query.text("find").to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        Ok((knowledge::articles_for(read, number, &find, PROPOSED)?, knowledge::article_categories(read)?.tree))
    });
    let (found, tree) = asked.await.map_err(|error| here.fail(error))?;
    let words = here.seat.words;
    let proposed = |line: knowledge::Line| {
        let category = line.category.map(|id| tree.path(id, words.language()));
        let state = words.say(state_key(line.state)).to_owned();
        Proposed {
            id: line.id,
            title: line.title,
            about: [state].into_iter().chain(category).collect::<Vec<_>>().join(" · "),
            internal: line.state != ArticleState::Public,
        }
    };
    Ok(Json(found.into_iter().map(proposed).collect::<Vec<_>>()).into_response())
}

#[derive(Serialize)]
struct Piece {
    title: String,
    html: String,
    /// Where everybody reads it; none: it is not public.
    link: Option<String>,
    /// Where those who answer read it.
    inside: String,
}

/// `GET /tickets/{number}/articles/{article}`: what is put into the answer.
pub async fn article(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, ArticleId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| knowledge::article_piece(read, number, id)).await;
    let piece = asked.map_err(|error| here.fail(error))?;
    let url = here.url(&web);
    Ok(Json(Piece {
        title: piece.title,
        html: piece.html.as_str().to_owned(),
        link: (piece.state == ArticleState::Public).then(|| format!("{url}/help/articles/{}", piece.slug)),
        inside: format!("{url}/articles/{id}"),
    })
    .into_response())
}

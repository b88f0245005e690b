//! What the composer asks for while somebody writes: macros after a slash, colleagues after an at sign, articles after two
//! question marks, what is to be known of a recipient, and what will stand beneath the letter.

use super::draft_files::refused;
use crate::Web;
use crate::agent::addresses::addresses;
use crate::agent::composed::chosen;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, html};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Moment;
use desk::conversation::{Chosen, Macro, MacroId, Prepared};
use desk::knowledge::{ArticleId, ArticleState, CategoryTree};
use desk::people::{Person, PersonId, house};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Refusal};
use serde::Serialize;
use service::people::{self, Whose};
use service::{Read, channel, conversation, knowledge, ticket};
use std::collections::BTreeMap;
use views::agent::files::size;
use views::agent::new::Options;
use views::agent::sending::Signed;
use views::agent::ticket::Brought;
use views::knowledge::state_key;

#[derive(Serialize)]
struct Offered {
    id: MacroId,
    name: String,
    shortcut: String,
    /// Filled in for this ticket.
    text: String,
    /// The same with its form; empty: the text is all there is.
    html: String,
    /// What goes along beside the pictures: the name by which it is kept, the file's own, its size in words and in octets.
    files: Vec<(String, String, String, i64)>,
    /// Pictures or files must be brought to the draft.
    brings: bool,
}

/// `GET /tickets/{number}/macros`
pub async fn macros(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let all = conversation::macros_for(read, number)?;
        let with_text = |one: Macro| Ok((conversation::macro_said(read, number, one.id)?, one));
        all.into_iter().map(with_text).collect::<Done<Vec<_>>>()
    });
    told(&here, asked.await.map(|all| all.into_iter().map(|(said, one)| Offered::of(one, said)).collect::<Vec<_>>()))
}

/// `GET /tickets/new/macros`
pub async fn macros_ahead(State(web): State<Web>, here: Here) -> Answer {
    let language = here.seat.words.language();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::macros_ahead(read, language)).await;
    told(&here, asked.map(|all| all.into_iter().map(|(one, said)| Offered::of(one, said)).collect::<Vec<_>>()))
}

impl Offered {
    fn of(one: Macro, said: Prepared) -> Self {
        let beside = one.files.iter().filter(|file| !file.inline);
        Self {
            id: one.id,
            brings: !said.files.is_empty(),
            files: beside
                .filter_map(|file| Some((file.content_id.clone()?, file.name.clone(), size(file.size), file.size)))
                .collect(),
            name: one.name,
            shortcut: one.shortcut,
            text: said.text,
            html: said.html.as_str().to_owned(),
        }
    }
}

fn told<T: Serialize>(here: &Here, done: Done<T>) -> Answer {
    Ok(Json(done.map_err(|error| here.fail(error))?).into_response())
}

/// `POST /tickets/{number}/macros/{macro}/files`: its pictures and files go into the draft; the answer draws the files.
pub async fn bring(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MacroId)>) -> Answer {
    let brought = web.desk.change(here.seat.actor.clone(), move |tx| conversation::bring_macro(tx, number, id)).await;
    match brought {
        Ok(said) => {
            let files = said.files.into_iter().filter(|file| !file.inline).collect();
            Ok((StatusCode::CREATED, html(&Brought { shell: here.shell(), files })).into_response())
        }
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => Ok(refused(&here, refusal)),
        Err(error) => Err(here.fail(error)),
    }
}

/// `GET /tickets/{number}/signature?from=…&signs=…&protect=…`: what will stand beneath the letter, and what it carries.
pub async fn signature(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let Chosen { from, signs, protect, .. } = chosen(|name| here.query.text(name));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| channel::beneath(read, number, from, signs)).await;
    let beneath = asked.map_err(|error| here.fail(error))?;
    Ok(html(&Signed { shell: here.shell(), closes: beneath.closes_as_well(protect), beneath }))
}

/// Colleagues that are proposed while a name is typed.
const MOST_PROPOSED: usize = 8;

#[derive(Serialize)]
struct Colleague {
    id: PersonId,
    name: String,
    /// Until when they are away, in words; none: they are there.
    away: Option<String>,
}

/// `GET /tickets/{number}/mentionable`: who may read the ticket.
pub async fn mentionable(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked =
        web.desk.ask(here.seat.actor.clone(), move |read| Ok((ticket::readers_of(read, number)?, ticket::away(read)?)));
    told(&here, asked.await.map(|found| colleagues(&here, found)))
}

/// `GET /tickets/{number}/readers?name=…`: the same, proposed while a name is typed.
pub async fn readers(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let words = here.query.text("name").to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::readers_called(read, number, &words)).await;
    let found = asked.map_err(|error| here.fail(error))?;
    let known = |person: Person| Some((person.email.as_ref()?.to_string(), person.shown().to_owned()));
    Ok(html(&Options { people: found.into_iter().filter_map(known).take(MOST_PROPOSED).collect() }))
}

/// `GET /tickets/new/mentionable`: who may not read the ticket in the end is not called.
pub async fn mentionable_ahead(State(web): State<Web>, here: Here) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), |read| Ok((ticket::colleagues(read)?, ticket::away(read)?)));
    told(&here, asked.await.map(|found| colleagues(&here, found)))
}

fn colleagues(here: &Here, found: (Vec<(PersonId, String)>, BTreeMap<PersonId, Moment>)) -> Vec<Colleague> {
    let ((all, away), shell) = (found, here.shell());
    let one =
        |(id, name): (PersonId, String)| Colleague { away: away.get(&id).map(|until| shell.away(until)), id, name };
    all.into_iter().map(one).collect()
}

/// What a chip says of a typed address.
#[derive(Serialize)]
struct Reached {
    address: String,
    /// Whose it is; empty: nobody known.
    name: String,
    /// The word beside the name.
    reason: &'static str,
    /// What speaks against writing there; empty: nothing.
    text: &'static str,
    level: &'static str,
}

/// Addresses that are looked at in one go.
const MOST_LOOKED_AT: usize = 100;

/// `GET /tickets/{number}/recipients?address=…`
pub async fn recipients(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    reached(&web, &here, move |read| ticket::houses_of(read, number)).await
}

/// `GET /tickets/new/recipients?address=…`
pub async fn recipients_ahead(State(web): State<Web>, here: Here) -> Answer {
    let requester = addresses(here.query.all("requester")).unwrap_or_default();
    reached(&web, &here, move |read| {
        let ours = ticket::own_houses(read)?;
        Ok(ours.into_iter().chain(requester.iter().map(|address| house(&address.email))).collect())
    })
    .await
}

async fn reached(
    web: &Web,
    here: &Here,
    inside: impl FnOnce(&mut Read) -> Done<Vec<String>> + Send + 'static,
) -> Answer {
    let typed = addresses(here.query.all("address")).unwrap_or_default();
    let emails: Vec<base::Email> = typed.into_iter().map(|address| address.email).take(MOST_LOOKED_AT).collect();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        Ok((inside(read)?, people::whose(read, &emails)?, channel::against(read, &emails)?))
    });
    let (inside, all, against) = asked.await.map_err(|error| here.fail(error))?;
    let words = here.seat.words;
    let one = |(email, name, whose): (base::Email, Option<String>, Whose)| {
        let (key, level) = match against.iter().find(|(one, _)| *one == email) {
            Some((_, against)) => (against.key(), if against.is_grave() { "danger" } else { "warning" }),
            None if ![house(&email), email.to_string()].iter().any(|one| inside.contains(one)) => {
                ("warn-outside", "warning")
            }
            None => ("", ""),
        };
        let reason = match whose {
            Whose::Colleague => "chip-colleague",
            Whose::Known => "chip-known",
            Whose::Stranger => "chip-stranger",
        };
        Reached {
            address: email.to_string(),
            name: name.unwrap_or_default(),
            reason: words.say(reason),
            text: if key.is_empty() { "" } else { words.say(key) },
            level,
        }
    };
    told(here, Ok(all.into_iter().map(one).collect::<Vec<_>>()))
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
    Ok(proposed(&here, found, &tree))
}

/// `GET /tickets/new/articles?find=…`
pub async fn articles_ahead(State(web): State<Web>, here: Here) -> Answer {
    let (find, language) = (here.query.text("find").to_owned(), here.seat.words.language());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let found = knowledge::propose_articles(read, &find, language, PROPOSED)?;
        Ok((found, knowledge::article_categories(read)?.tree))
    });
    let (found, tree) = asked.await.map_err(|error| here.fail(error))?;
    Ok(proposed(&here, found, &tree))
}

fn proposed(here: &Here, found: Vec<knowledge::Line>, tree: &CategoryTree) -> Response {
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
    Json(found.into_iter().map(proposed).collect::<Vec<_>>()).into_response()
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
    Ok(put_in(&here.url(&web), id, asked.map_err(|error| here.fail(error))?))
}

/// `GET /tickets/new/articles/{article}`
pub async fn article_ahead(State(web): State<Web>, here: Here, Id(id): Id<ArticleId>) -> Answer {
    let language = here.seat.words.language();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| knowledge::article_piece_in(read, id, language));
    Ok(put_in(&here.url(&web), id, asked.await.map_err(|error| here.fail(error))?))
}

fn put_in(url: &str, id: ArticleId, piece: knowledge::ArticlePiece) -> Response {
    Json(Piece {
        title: piece.title,
        html: piece.html.as_str().to_owned(),
        link: (piece.state == ArticleState::Public).then(|| format!("{url}/help/articles/{}", piece.slug)),
        inside: format!("{url}/articles/{id}"),
    })
    .into_response()
}

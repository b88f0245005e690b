//! Live updates: one follower of the event log per process, one stream of server-sent events per open page.

use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak};
use crate::presence::{Presence, Present};
use crate::signed::Agent;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Level};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use service::Desk;
use service::live::{self, News};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::broadcast;

/// A page that lags further behind than this is told to reload itself.
const BACKLOG: usize = 1024;
/// Others' processes ring no bell here.
const POLL: Duration = Duration::from_secs(1);

/// What a page fetches again that has missed some news.
const EVERYTHING: &str = "ticket list counter presence";

pub struct Hub {
    news: broadcast::Sender<Update>,
    presence: Presence,
    pages: AtomicU64,
}

#[derive(Clone)]
enum Update {
    News(News),
    Presence(TicketNumber),
}

impl Hub {
    /// Must be called inside a runtime: the follower runs until the process ends.
    pub fn new(desk: Arc<Desk>) -> Arc<Self> {
        let hub = Arc::new(Self {
            news: broadcast::Sender::new(BACKLOG),
            presence: Presence::default(),
            pages: AtomicU64::new(1),
        });
        let follower = Arc::downgrade(&hub);
        tokio::spawn(async move {
            let mut bell = desk.bell();
            let mut place = desk.ask(Actor::System, service::readers::end).await.unwrap_or_default();
            loop {
                let _ = tokio::time::timeout(POLL, bell.changed()).await;
                let Some(hub) = follower.upgrade() else { return };
                if hub.news.receiver_count() == 0 {
                    place = desk.ask(Actor::System, service::readers::end).await.unwrap_or(place);
                    continue;
                }
                match desk.ask(Actor::System, move |read| live::next(read, place)).await {
                    Ok((next, news)) => {
                        place = next;
                        news.into_iter().for_each(|news| drop(hub.news.send(Update::News(news))));
                    }
                    Err(error) => tracing::warn!(%error, "live updates wait for the database"),
                }
            }
        });
        hub
    }
}

impl Hub {
    /// Who else looks at a ticket or writes an answer.
    pub fn others_at(&self, number: TicketNumber, person: PersonId) -> Vec<Present> {
        self.presence.at(number).into_iter().filter(|present| present.person != person).collect()
    }
}

#[derive(Deserialize)]
pub struct Wish {
    ticket: Option<TicketNumber>,
}

/// `GET /live?ticket=N`: `data: {"kind": …}` lines. The page asks for the fragments it shows; nothing is told here that
/// the person could not ask for.
pub async fn stream(State(web): State<Web>, Agent(seat): Agent, Query(wish): Query<Wish>) -> Response {
    let ticket = match wish.ticket {
        Some(number) => {
            let seen = web.desk.ask(seat.actor.clone(), move |read| service::ticket::visible(read, number)).await;
            if seen.is_err() {
                return StatusCode::NOT_FOUND.into_response();
            }
            Some(number)
        }
        None => None,
    };
    let page = Page {
        news: web.live.news.subscribe(),
        visit: ticket.map(|number| Visit::enter(&web.live, number, seat.person, &seat.name)),
        actor: seat.actor.clone(),
        token: seat.token.clone(),
        web: web.clone(),
    };
    Sse::new(updates(page)).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}

/// `PUT /tickets/N/presence`: somebody writes (`state=writing`), or has stopped (anything else).
pub async fn writing(State(web): State<Web>, Agent(seat): Agent, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    web.desk.ask(seat.actor.clone(), move |read| service::ticket::visible(read, number)).await.speak(&seat)?;
    web.live.presence.writes(number, seat.person, form.text("state") == "writing");
    let _ = web.live.news.send(Update::Presence(number));
    Ok(StatusCode::NO_CONTENT.into_response())
}

struct Page {
    news: broadcast::Receiver<Update>,
    visit: Option<Visit>,
    actor: Actor,
    token: base::Token,
    web: Web,
}

/// Somebody at a ticket, seen by all others there. Says good-bye when it is dropped, however that comes.
pub struct Visit {
    hub: Arc<Hub>,
    number: TicketNumber,
    person: PersonId,
    page: u64,
}

impl Visit {
    pub(crate) fn enter(hub: &Arc<Hub>, number: TicketNumber, person: PersonId, name: &str) -> Self {
        let page = hub.pages.fetch_add(1, Ordering::Relaxed);
        hub.presence.enter(number, page, person, name);
        let _ = hub.news.send(Update::Presence(number));
        Self { hub: hub.clone(), number, person, page }
    }

    pub fn writes(&self, writing: bool) {
        self.hub.presence.writes(self.number, self.person, writing);
        let _ = self.hub.news.send(Update::Presence(self.number));
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.hub.presence.leave(self.number, self.page);
        let _ = self.hub.news.send(Update::Presence(self.number));
    }
}

fn updates(page: Page) -> impl Stream<Item = Result<Event, Infallible>> {
    let first = page.visit.as_ref().map(|visit| presence(&visit.hub, visit.number));
    let rest = stream::unfold(page, |mut page| async move {
        loop {
            let told = match page.news.recv().await {
                Ok(Update::News(news)) if news.ticket.is_none() => {
                    page.actor = still_signed_in(&page).await?;
                    (news.kind == "views_counted").then(|| event(&serde_json::json!({"kind": "counter"})))
                }
                Ok(Update::News(news)) => ticket_news(&page, &news),
                Ok(Update::Presence(number)) => {
                    page.visit.as_ref().filter(|visit| visit.number == number).map(|visit| presence(&visit.hub, number))
                }
                Err(broadcast::error::RecvError::Lagged(_)) => Some(event(&serde_json::json!({"kind": EVERYTHING}))),
                Err(broadcast::error::RecvError::Closed) => return None,
            };
            if let Some(event) = told {
                return Some((event, page));
            }
        }
    });
    stream::iter(first).chain(rest).map(Ok)
}

/// The open ticket itself, or only lists and numbers.
fn ticket_news(page: &Page, news: &News) -> Option<Event> {
    let (number, team) = news.ticket?;
    let open = page.visit.as_ref().is_some_and(|visit| visit.number == number);
    let kind = if open { "ticket list counter" } else { "list counter" };
    (page.actor.level(team) >= Level::Read)
        .then(|| event(&serde_json::json!({"kind": kind, "number": number, "event": news.kind})))
}

fn presence(hub: &Hub, number: TicketNumber) -> Event {
    event(&serde_json::json!({"kind": "presence", "number": number, "people": hub.presence.at(number)}))
}

fn event(value: &serde_json::Value) -> Event {
    Event::default().data(value.to_string())
}

/// Something changed in the house: perhaps this person's rights, perhaps their session.
async fn still_signed_in(page: &Page) -> Option<Actor> {
    let token = page.token.clone();
    let known = page.web.desk.ask(Actor::Anonymous, move |read| service::access::actor_of(read, &token)).await;
    known.ok().flatten().map(|signed| signed.actor)
}

//! Live updates: one follower of the event log per process, one stream of server-sent events per open page.

use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak};
use crate::presence::{Presence, Present, Report};
use crate::signed::Agent;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use desk::event::Place;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Actor, Done, Error, Level};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use service::live::{self, News, TicketNews};
use service::ticket;
use service::{Desk, Tx};
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::broadcast;

/// A page that lags further behind than this is told to reload itself.
const BACKLOG: usize = 1024;
/// A ring of another process may get lost.
const POLL: Duration = Duration::from_secs(1);
/// How often the other processes are told who is here.
const REPEAT: Duration = Duration::from_secs(4);
/// How often lists hear at most that somebody came to a ticket or left one: whose, they ask themselves.
const MARKS: Duration = Duration::from_secs(2);

/// Somebody who has been away from a ticket for so long has left it: a page that is loaded again leaves and comes.
const GRACE: Duration = Duration::from_secs(10);

/// What a page fetches again that has missed some news.
const EVERYTHING: &str = "ticket list counter presence inbox marks";

pub struct Hub {
    desk: Arc<Desk>,
    news: broadcast::Sender<Update>,
    presence: Presence,
    pages: AtomicU64,
    heard: Mutex<Place>,
    /// Somebody came or left since lists were told.
    stirred: AtomicBool,
}

#[derive(Clone)]
enum Update {
    News(News),
    Presence(TicketNumber),
    Marks,
}

impl Hub {
    /// Must be called inside a runtime: the followers run until the process ends.
    pub fn new(desk: Arc<Desk>) -> Arc<Self> {
        let hub = Arc::new(Self {
            desk: desk.clone(),
            news: broadcast::Sender::new(BACKLOG),
            presence: Presence::default(),
            pages: AtomicU64::new(1),
            heard: Mutex::default(),
            stirred: AtomicBool::new(false),
        });
        tokio::spawn(follow(Arc::downgrade(&hub), desk.clone()));
        tokio::spawn(hear(Arc::downgrade(&hub), desk));
        hub
    }

    /// Up to where the log was told here. A page that is drawn from now on shows all of that, so it need only hear what
    /// comes after it.
    pub fn heard(&self) -> Place {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hears(&self, place: Place) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }

    /// Who else looks at a ticket or writes an answer.
    pub fn others_at(&self, number: TicketNumber, person: PersonId) -> Vec<Present> {
        self.presence.at(number).into_iter().filter(|present| present.person != person).collect()
    }

    /// Who else is at any of these tickets.
    pub fn others_among(
        &self,
        numbers: &HashSet<TicketNumber>,
        person: PersonId,
    ) -> HashMap<TicketNumber, Vec<Present>> {
        self.presence.among(numbers, person)
    }

    /// Somebody has taken back what they had begun to write.
    pub fn stops(&self, number: TicketNumber, person: PersonId) {
        self.presence.writes(number, person, false);
    }

    /// Somebody came, left, writes, or answers: the pages here are told, and the other processes.
    pub fn moved(&self, number: TicketNumber) {
        self.show(number);
        self.tell(number, true);
    }

    fn show(&self, number: TicketNumber) {
        let _ = self.news.send(Update::Presence(number));
        self.stirred.store(true, Ordering::Relaxed);
    }

    fn tell(&self, number: TicketNumber, stirred: bool) {
        if let Ok(report) = serde_json::to_string(&self.presence.report(number, stirred)) {
            self.desk.say(&report);
        }
    }
}

/// Somebody came or went: rules and flows that listen to that hear of it, and nothing is written where none does.
async fn tell_rules(desk: Arc<Desk>, actor: Actor, number: TicketNumber, coming: bool) {
    let heard = desk.ask(actor.clone(), move |read| ticket::presence_is_heard(read, coming)).await;
    if !heard.unwrap_or(false) {
        return;
    }
    let tell = move |tx: &mut Tx| match coming {
        true => ticket::tell_opened(tx, number),
        false => ticket::tell_left(tx, number),
    };
    match desk.change(actor, tell).await {
        // Whoever may not see it any more has nothing to tell.
        Ok(_) | Err(Error::Missing) => {}
        Err(error) => tracing::warn!(%error, "rules do not hear who is at a ticket"),
    }
}

/// Somebody has closed a ticket for good: what they had begun to answer is a colleague's to answer, and rules hear of it.
async fn let_go(hub: Arc<Hub>, actor: Actor, number: TicketNumber) {
    let answered = hub.desk.ask(actor.clone(), move |read| ticket::leaves_answer(read, number)).await;
    if answered.unwrap_or(false) {
        match hub.desk.change(actor.clone(), move |tx| ticket::leave_answer(tx, number)).await {
            Ok(()) => hub.moved(number),
            Err(Error::Missing) => {}
            Err(error) => tracing::warn!(%error, "an answer that was left stays claimed for a while"),
        }
    }
    tell_rules(hub.desk.clone(), actor, number, false).await;
}

/// Reads the log on for the pages of this process.
async fn follow(hub: Weak<Hub>, desk: Arc<Desk>) {
    let mut bell = desk.bell();
    let mut place = desk.ask(Actor::System, service::readers::end).await.unwrap_or_default();
    loop {
        let _ = tokio::time::timeout(POLL, bell.changed()).await;
        let Some(hub) = hub.upgrade() else { return };
        if hub.news.receiver_count() == 0 {
            place = desk.ask(Actor::System, service::readers::end).await.unwrap_or(place);
            hub.hears(place);
            continue;
        }
        match next(&desk, place).await {
            Ok((next, news)) => {
                place = next;
                hub.hears(place);
                news.into_iter().for_each(|news| drop(hub.news.send(Update::News(news))));
            }
            Err(error) => tracing::warn!(%error, "live updates wait for the database"),
        }
    }
}

/// What pages fetch when they hear of news must show it, also where it comes from a copy.
async fn next(desk: &Desk, place: Place) -> Done<(Place, Vec<News>)> {
    let (place, news) = desk.ask(Actor::System, move |read| live::next(read, place)).await?;
    if !news.is_empty() {
        desk.copy_catches_up().await?;
    }
    Ok((place, news))
}

/// Hears from the other processes who is where, and repeats who is here: a process that starts knows nothing, and one
/// that was killed cannot say good-bye.
async fn hear(hub: Weak<Hub>, desk: Arc<Desk>) {
    let mut words = desk.words();
    let (mut repeat, mut marks) = (tokio::time::interval(REPEAT), tokio::time::interval(MARKS));
    repeat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    marks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let word = tokio::select! {
            word = words.recv() => Some(word),
            _ = repeat.tick() => None,
            _ = marks.tick() => {
                let Some(hub) = hub.upgrade() else { return };
                if hub.stirred.swap(false, Ordering::Relaxed) {
                    let _ = hub.news.send(Update::Marks);
                }
                continue;
            }
        };
        let Some(hub) = hub.upgrade() else { return };
        match word {
            Some(Ok(word)) => {
                if let Ok(report) = serde_json::from_str::<Report>(&word.what) {
                    let ticket = report.ticket;
                    if hub.presence.hear(&word.who, report) {
                        hub.show(ticket);
                    }
                }
            }
            // Whatever was missed is repeated soon.
            Some(Err(broadcast::error::RecvError::Lagged(_))) => {}
            Some(Err(broadcast::error::RecvError::Closed)) => return,
            None => {
                hub.presence.fade().into_iter().for_each(|number| hub.show(number));
                hub.presence.tickets().into_iter().for_each(|number| hub.tell(number, false));
                hub.presence.forget().into_iter().for_each(|number| hub.show(number));
            }
        }
    }
}

#[derive(Deserialize)]
pub struct Wish {
    ticket: Option<TicketNumber>,
    since: Option<String>,
}

/// `GET /live?ticket=N&since=PLACE`: `data: {"kind": …}` lines, and the place in the log as their id. The page asks for
/// the fragments it shows; nothing is told here that the person could not ask for. What happened between the drawing of
/// the page and its listening, `since` that place, is told first.
pub async fn stream(State(web): State<Web>, Agent(seat): Agent, Query(wish): Query<Wish>) -> Answer {
    let news = web.live.news.subscribe();
    // Only what is taken from them from here on do they hear of.
    let Some(actor) = still_signed_in(&web, &seat.token).await else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let ticket = match wish.ticket {
        Some(number) => {
            let seen = web.desk.ask(actor.clone(), move |read| service::ticket::visible(read, number)).await;
            if seen.is_err() {
                return Ok(StatusCode::NOT_FOUND.into_response());
            }
            Some(number)
        }
        None => None,
    };
    let missed = match wish.since.as_deref().and_then(|since| since.parse().ok()) {
        Some(since) => web.desk.ask(Actor::System, move |read| live::next(read, since)).await.speak(&seat)?.1,
        None => Vec::new(),
    };
    let page = Page {
        news,
        visit: ticket.map(|number| Visit::enter(&web.live, number, seat.person, &seat.name).heard(actor.clone())),
        actor,
        token: seat.token.clone(),
        web: web.clone(),
    };
    let updates = updates(page, &missed);
    Ok(Sse::new(updates).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response())
}

/// `PUT /tickets/N/presence`: somebody writes (`state=writing`), or has stopped (anything else).
pub async fn writing(State(web): State<Web>, Agent(seat): Agent, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    web.desk.ask(seat.actor.clone(), move |read| service::ticket::visible(read, number)).await.speak(&seat)?;
    if web.live.presence.writes(number, seat.person, form.text("state") == "writing") {
        web.live.moved(number);
    }
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
    /// With whose rights rules hear of it; none: they do not.
    actor: Option<Actor>,
}

impl Visit {
    pub(crate) fn enter(hub: &Arc<Hub>, number: TicketNumber, person: PersonId, name: &str) -> Self {
        let page = hub.pages.fetch_add(1, Ordering::Relaxed);
        hub.presence.enter(number, page, person, name);
        hub.moved(number);
        Self { hub: hub.clone(), number, person, page, actor: None }
    }

    fn heard(mut self, actor: Actor) -> Self {
        if self.hub.presence.comes(self.number, self.person) {
            tokio::spawn(tell_rules(self.hub.desk.clone(), actor.clone(), self.number, true));
        }
        self.actor = Some(actor);
        self
    }

    pub fn writes(&self, writing: bool) {
        if self.hub.presence.writes(self.number, self.person, writing) {
            self.hub.moved(self.number);
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.hub.presence.leave(self.number, self.page);
        self.hub.moved(self.number);
        let Some(actor) = self.actor.take() else { return };
        // Outside a runtime the whole process ends.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (hub, number, person) = (self.hub.clone(), self.number, self.person);
        runtime.spawn(async move {
            tokio::time::sleep(GRACE).await;
            if hub.presence.goes(number, person) {
                let_go(hub, actor, number).await;
            }
        });
    }
}

fn updates(page: Page, missed: &[News]) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let present = page.visit.as_ref().map(|visit| presence(&visit.hub, visit.number));
    let missed: Vec<Event> = if missed.len() < live::MOST {
        missed.iter().filter_map(|news| told(&page, news)).collect()
    } else {
        vec![event(&serde_json::json!({"kind": EVERYTHING}))]
    };
    let rest = stream::unfold(page, |mut page| async move {
        loop {
            let told = match page.news.recv().await {
                Ok(Update::News(news)) => {
                    if news.ticket.is_none() && news.people.is_empty() {
                        page.actor = still_signed_in(&page.web, &page.token).await?;
                    }
                    if page.is_cut_off(&news) {
                        page.visit = None;
                        Some(event(&serde_json::json!({"kind": EVERYTHING})))
                    } else {
                        told(&page, &news)
                    }
                }
                Ok(Update::Presence(number)) => {
                    page.visit.as_ref().filter(|visit| visit.number == number).map(|visit| presence(&visit.hub, number))
                }
                Ok(Update::Marks) => Some(event(&serde_json::json!({"kind": "marks"}))),
                Err(broadcast::error::RecvError::Lagged(_)) => Some(event(&serde_json::json!({"kind": EVERYTHING}))),
                Err(broadcast::error::RecvError::Closed) => return None,
            };
            if let Some(event) = told {
                return Some((event, page));
            }
        }
    });
    stream::iter(present.into_iter().chain(missed)).chain(rest).map(Ok)
}

/// What a page hears of news: the open ticket itself, or only lists and numbers.
fn told(page: &Page, news: &News) -> Option<Event> {
    let value = match &news.ticket {
        None if !news.people.is_empty() => {
            let own = page.actor.person().is_some_and(|person| news.people.contains(&person));
            if !own {
                return None;
            }
            serde_json::json!({"kind": "inbox counter"})
        }
        None if news.kind == "views_counted" => serde_json::json!({"kind": "counter"}),
        None => return None,
        Some(ticket) if !reaches(&page.actor, ticket) => return None,
        Some(TicketNews { number, .. }) => {
            let open = page.visit.as_ref().is_some_and(|visit| visit.number == *number);
            let kind = if open { "ticket list counter" } else { "list counter" };
            serde_json::json!({"kind": kind, "number": number, "event": news.kind})
        }
    };
    Some(event(&value).id(news.place.to_string()))
}

impl Page {
    /// The ticket that is open has gone where its reader does not come: to another team, or a referral was withdrawn.
    fn is_cut_off(&self, news: &News) -> bool {
        let (Some(visit), Some(ticket)) = (&self.visit, &news.ticket) else { return false };
        visit.number == ticket.number && !reaches(&self.actor, ticket)
    }
}

fn reaches(actor: &Actor, ticket: &TicketNews) -> bool {
    actor.level_with(ticket.team, &ticket.referrals) >= Level::Read
}

fn presence(hub: &Hub, number: TicketNumber) -> Event {
    event(&serde_json::json!({"kind": "presence", "number": number, "people": hub.presence.at(number)}))
}

fn event(value: &serde_json::Value) -> Event {
    Event::default().data(value.to_string())
}

/// Something changed in the house: perhaps this person's rights, perhaps their session.
async fn still_signed_in(web: &Web, token: &base::Token) -> Option<Actor> {
    let token = token.clone();
    let known = web.desk.ask(Actor::Anonymous, move |read| service::access::actor_of(read, &token)).await;
    known.ok().flatten().map(|signed| signed.actor)
}

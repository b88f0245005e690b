//! Who asks: the session behind a request's cookie, found once and handed to the handler.

use crate::Web;
use crate::answer::{Failure, signed_out};
use crate::assets::ASSETS;
use crate::next;
use crate::remote::Remote;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::words::{self, Words};
use base::{Language, Moment, Token};
use desk::conversation::MostAttached;
use desk::event::Place;
use desk::people::{PersonId, Shortcuts};
use desk::ticket::{Color, Priorities};
use desk::{Actor, Error};
use service::house::House;
use std::convert::Infallible;
use std::sync::Arc;
use views::admin::brands::logo_path;
use views::{Face, Shell, Theme, Viewer};

/// The workspace's and the portal's cookies are two: an agent may also be somebody's requester.
pub const WORKSPACE: &str = "kippu";
pub const PORTAL: &str = "kippu-portal";
const THEME: &str = "theme";
/// The language a visitor of the portal or a door chose.
pub const LANGUAGE: &str = "language";

/// A signed-in person at a page: who they are and how to speak to them.
#[derive(Clone)]
pub struct Seat {
    pub actor: Actor,
    pub person: PersonId,
    pub name: String,
    pub words: &'static Words,
    pub zone: String,
    pub organization: String,
    pub token: Token,
    pub theme: Theme,
    pub path: String,
    pub now: Moment,
    /// Every event up to here is in what this request reads.
    pub heard: Place,
    pub demo: bool,
    pub face: Face,
    pub shortcuts: Shortcuts,
    pub priorities: Arc<Priorities>,
    /// What agents may attach to one message.
    pub attached: MostAttached,
}

impl Seat {
    pub fn shell(&self) -> Shell<'static> {
        Shell {
            words: self.words,
            assets: &ASSETS,
            theme: self.theme,
            organization: self.organization.clone(),
            zone: self.zone.clone(),
            now: self.now,
            heard: self.heard,
            viewer: Some(Viewer { person: self.person, name: self.name.clone(), role: self.actor.role() }),
            demo: self.demo,
            path: self.path.clone(),
            face: self.face.clone(),
            shortcuts: self.shortcuts.clone(),
            priorities: Arc::clone(&self.priorities),
        }
    }
}

/// A handler that takes this is for agents. A page leads to sign-in; anything else is refused, whether it is there or not.
pub struct Agent(pub Seat);

/// A handler that takes this is for signed-in requesters.
pub struct Requester(pub Seat);

/// Anybody, with the language their browser prefers.
pub struct Visitor {
    pub words: &'static Words,
    pub theme: Theme,
    pub path: String,
    pub remote: Remote,
    pub organization: String,
    pub zone: String,
    pub now: Moment,
    pub demo: bool,
    pub face: Face,
    pub priorities: Arc<Priorities>,
}

impl Visitor {
    pub fn shell(&self) -> Shell<'static> {
        Shell {
            words: self.words,
            assets: &ASSETS,
            theme: self.theme,
            organization: self.organization.clone(),
            zone: self.zone.clone(),
            now: self.now,
            heard: Place::default(),
            viewer: None,
            demo: self.demo,
            path: self.path.clone(),
            face: self.face.clone(),
            shortcuts: Shortcuts::default(),
            priorities: Arc::clone(&self.priorities),
        }
    }

    pub fn language(&self) -> Language {
        self.words.language()
    }
}

impl FromRequestParts<Web> for Agent {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        match seat(parts, web, WORKSPACE).await {
            Ok(Some(seat)) if matches!(seat.actor, Actor::Agent { .. }) => Ok(Self(seat)),
            Ok(_) => Err(nobody(parts, "/login")),
            Err(error) => Err(Failure::new(error, preferred(&parts.headers).unwrap_or_default()).into_response()),
        }
    }
}

impl OptionalFromRequestParts<Web> for Agent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Option<Self>, Infallible> {
        let seat = seat(parts, web, WORKSPACE).await.ok().flatten();
        Ok(seat.filter(|seat| matches!(seat.actor, Actor::Agent { .. })).map(Self))
    }
}

impl FromRequestParts<Web> for Requester {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        match seat(parts, web, PORTAL).await {
            Ok(Some(seat)) => Ok(Self(Seat { actor: Actor::Requester(seat.person), ..seat })),
            Ok(None) => Err(nobody(parts, "/help/sign-in")),
            Err(error) => Err(Failure::new(error, preferred(&parts.headers).unwrap_or_default()).into_response()),
        }
    }
}

impl OptionalFromRequestParts<Web> for Requester {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Option<Self>, Infallible> {
        let seat = seat(parts, web, PORTAL).await.ok().flatten();
        Ok(seat.map(|seat| Self(Seat { actor: Actor::Requester(seat.person), ..seat })))
    }
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let host = crate::host::name(&parts.headers);
        let house = web.desk.ask(Actor::System, move |read| service::house::at(read, &host)).await.unwrap_or_default();
        let remote = <Remote as FromRequestParts<Web>>::from_request_parts(parts, web).await?;
        let language = preferred(&parts.headers).unwrap_or(house.language);
        Ok(Self {
            words: words::of(language),
            theme: theme(&parts.headers),
            path: parts.uri.path().to_owned(),
            face: face(&house),
            remote,
            organization: house.organization,
            zone: house.time_zone,
            now: web.desk.now(),
            demo: house.demo,
            priorities: house.priorities,
        })
    }
}

/// The one question each signed-in request asks.
async fn seat(parts: &Parts, web: &Web, kind: &str) -> Result<Option<Seat>, Error> {
    let Some(token) = cookie(&parts.headers, kind).map(Token::presented) else { return Ok(None) };
    let heard = web.live.heard();
    let presented = token.clone();
    let host = Some(crate::host::name(&parts.headers)).filter(|_| kind == PORTAL);
    let known = web
        .desk
        .ask(Actor::Anonymous, move |read| {
            let Some(signed) = service::access::actor_of(read, &presented)? else { return Ok(None) };
            let house = match host {
                Some(host) => service::house::at(read, &host)?,
                None => service::house::load(read)?,
            };
            Ok(Some((signed, house)))
        })
        .await?;
    let Some((signed, house)) = known else { return Ok(None) };
    if signed.session.wants_seen(web.desk.now()) {
        let seen = token.clone();
        web.desk.change(Actor::Anonymous, move |tx| service::access::seen(tx, &seen)).await?;
    }
    let chosen = chosen(&parts.headers).filter(|_| kind == PORTAL);
    let language = chosen.or(signed.person.language).or_else(|| preferred(&parts.headers)).unwrap_or(house.language);
    Ok(Some(Seat {
        actor: signed.actor,
        person: signed.person.id,
        name: signed.person.shown().to_owned(),
        words: words::of(language),
        face: face(&house),
        zone: signed.person.time_zone.unwrap_or(house.time_zone),
        organization: house.organization,
        token,
        theme: theme(&parts.headers),
        path: parts.uri.path().to_owned(),
        now: web.desk.now(),
        heard,
        demo: house.demo,
        shortcuts: signed.shortcuts,
        priorities: house.priorities,
        attached: house.attached,
    }))
}

/// The brand at the head of a page; the workspace has its own face.
fn face(house: &House) -> Face {
    let brand = house.brand.as_ref();
    Face {
        brand: brand.map(|brand| brand.id),
        color: brand.map_or(Color::Indigo, |brand| brand.color),
        logo: brand.and_then(logo_path),
    }
}

/// A page leads to the door; what a form or a script asked for is told that nobody is signed in.
fn nobody(parts: &Parts, door: &str) -> Response {
    let accepts = |kind| {
        parts
            .headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains(kind))
    };
    if parts.method == axum::http::Method::GET && accepts("text/html") && !parts.headers.contains_key("hx-request") {
        let going = parts.uri.path_and_query().map_or("/", |going| going.as_str());
        Redirect::to(&next::door(door, going)).into_response()
    } else {
        signed_out()
    }
}

/// What a visitor chose at the foot of a page; else what their browser says.
pub fn preferred(headers: &HeaderMap) -> Option<Language> {
    let accepted =
        || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Language::accepted);
    chosen(headers).or_else(accepted)
}

fn chosen(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE).and_then(|tag| Language::from_tag(&tag))
}

pub fn theme(headers: &HeaderMap) -> Theme {
    cookie(headers, THEME).and_then(|name| Theme::named(&name)).unwrap_or_default()
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}

/// A session's cookie: not for scripts, not for other sites, only over TLS where the public URL says so.
pub fn session_cookie(web: &Web, name: &'static str, token: &Token) -> Cookie<'static> {
    let secure = web.public_url.as_deref().is_some_and(|url| url.starts_with("https:"));
    Cookie::build((name, token.reveal().to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .permanent()
        .build()
}

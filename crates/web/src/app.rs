//! The workspace as an app: its manifest, its service worker, and the page that stands for all others without a network.

use crate::Web;
use crate::answer::{Answer, Speak, html};
use crate::assets::{ASSETS, bytes};
use crate::signed::{Agent, Visitor};
use axum::Json;
use axum::extract::State;
use axum::http::header::{self, HeaderName};
use axum::response::IntoResponse;
use base::Moment;
use desk::Error;
use desk::ticket::TicketNumber;
use service::ticket;
use views::access::Offline;

/// `GET /sw.js`: at the root, so that it serves every page. Browsers ask for it again each day at least.
pub async fn worker() -> Answer {
    let script = bytes(ASSETS.path("sw.js")).ok_or(Error::Missing)?;
    let head = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((head, script).into_response())
}

/// `GET /manifest.webmanifest`: under the name of the house, in the language of whoever asks.
pub async fn manifest(visitor: Visitor) -> Answer {
    let shell = visitor.shell();
    let icon = |name: &str, sizes: &str, purpose: &str| serde_json::json!({"src": shell.asset(name), "sizes": sizes, "type": "image/png", "purpose": purpose});
    let shortcut = |key: &str, url: &str| serde_json::json!({"name": shell.words.say(key), "url": url});
    let manifest = serde_json::json!({
        "id": "/",
        "name": shell.house(),
        "short_name": shell.house().chars().take(24).collect::<String>(),
        "description": shell.words.say("kippu-tagline"),
        "lang": shell.lang(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f7f9",
        "theme_color": "#f6f7f9",
        "icons": [
            icon("app-192.png", "192x192", "any"),
            icon("app-512.png", "512x512", "any"),
            icon("app-maskable.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            shortcut("notifications-title", "/notifications"),
            shortcut("new-title", "/tickets/new"),
        ],
    });
    let head = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")];
    Ok((head, Json(manifest)).into_response())
}

/// `GET /offline`
pub async fn offline(visitor: Visitor) -> Answer {
    Ok(html(&Offline { shell: visitor.shell() }))
}

/// `GET /me/carried`: what the browser of an agent keeps ready to be read without a network.
pub async fn carried(State(web): State<Web>, Agent(seat): Agent) -> Answer {
    let carried = web.desk.ask(seat.actor.clone(), ticket::carried).await.speak(&seat)?;
    let one =
        |(number, at): (TicketNumber, Moment)| serde_json::json!({"path": format!("/tickets/{number}"), "at": at.0});
    Ok(Json(carried.into_iter().map(one).collect::<Vec<_>>()).into_response())
}

/// What a browser kept for somebody who signs out is thrown away.
pub const FORGET: [(HeaderName, &str); 1] = [(HeaderName::from_static("clear-site-data"), "\"storage\"")];

//! Another system is asked what it knows: with a secret, within limits, never into our own network; what it said is good
//! for a while.

use super::Premises;
use bytes::Bytes;
use desk::panel::{PANEL_SECRET, Panel, PanelId};
use desk::{Actor, Done, Error};
use http::{HeaderName, HeaderValue, Request, StatusCode};
use platform::Hidden;
use platform::http::{HttpFault, Limits};
use service::panel;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// An answer is read no further, and no longer waited for.
pub const PANEL_LIMITS: Limits = Limits { body: 256 * 1024, time: Duration::from_secs(5) };
/// A failure is not repeated by everybody who looks.
const FAILED_FOR: Duration = Duration::from_secs(20);
/// Of one job; each takes its time at worst.
const MOST_IN_A_ROW: usize = 60;
/// Answers that are kept, and octets of one that is.
const MOST_KEPT: usize = 500;

/// What was said, or the key of the reason why nothing was.
pub type Answered = Result<Arc<str>, &'static str>;

/// Asks, and remembers what was said.
#[derive(Default)]
pub struct Panels {
    kept: Mutex<HashMap<(PanelId, i64, String), (Instant, Answered)>>,
}

impl Panels {
    pub async fn ask(&self, premises: &Premises, panel: &Panel, address: &str) -> Answered {
        let key = (panel.id, panel.version, address.to_owned());
        let span = Duration::from_secs(u64::try_from(panel.wish.minutes).unwrap_or(0) * 60);
        if let Some(known) = self.known(&key, span) {
            return known;
        }
        let answered = ask_panel(premises, panel, address).await;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, (Instant::now(), answered.clone()));
        answered
    }

    fn known(&self, key: &(PanelId, i64, String), span: Duration) -> Option<Answered> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, answered) = kept.get(key)?;
        let good = if answered.is_ok() { span } else { FAILED_FOR };
        (at.elapsed() < good).then(|| answered.clone())
    }
}

/// Does an `enrich` job: asks about one person after the other, for as long as it is the panel's turn and no job runs too
/// long.
pub async fn enrich(premises: &Premises, body: &str) -> Done<()> {
    let id: PanelId = body.parse().map_err(|_| Error::Missing)?;
    for _ in 0..MOST_IN_A_ROW {
        let next = premises.desk.change(Actor::System, move |tx| panel::next_asking(tx, id)).await?;
        let Some(asking) = next else { break };
        let answered = premises.panels.ask(premises, &asking.panel, &asking.address).await;
        let taken = move |tx: &mut service::Tx| panel::asked(tx, &asking, answered.as_deref().map_err(|why| *why));
        premises.desk.change(Actor::System, taken).await?;
    }
    Ok(())
}

/// Without looking at what is kept: for who tries a panel out.
pub async fn ask_panel(premises: &Premises, panel: &Panel, address: &str) -> Answered {
    let request = request(premises, panel, address)?;
    match premises.outside.http.with(PANEL_LIMITS).send(request).await {
        Ok(answer) if answer.status().is_success() => Ok(String::from_utf8_lossy(answer.body()).into()),
        Ok(answer) if answer.status() == StatusCode::NOT_FOUND => Err("panel-nothing"),
        Ok(answer) if matches!(answer.status().as_u16(), 401 | 403) => Err("panel-denied"),
        Ok(_) => Err("panel-failed"),
        Err(HttpFault::Slow(_)) => Err("panel-slow"),
        Err(HttpFault::Inner(_)) => Err("panel-inner"),
        Err(HttpFault::TooLarge(_)) => Err("panel-large"),
        Err(HttpFault::Address | HttpFault::Redirect(_) | HttpFault::Unreachable(_) | HttpFault::Broken(_)) => {
            Err("panel-unreachable")
        }
    }
}

fn request(premises: &Premises, panel: &Panel, address: &str) -> Result<Request<Bytes>, &'static str> {
    // A host may be written in any script.
    let url = Url::parse(address).map_err(|_| "panel-unreachable")?;
    let mut request = Request::get(url.as_str()).header("accept", "application/json");
    if !panel.wish.header.is_empty() && !panel.sealed_secret.is_empty() {
        let secret: Hidden =
            premises.secrets.open(&panel.sealed_secret, PANEL_SECRET).map_err(|_| "panel-secret-lost")?;
        let name = HeaderName::try_from(&panel.wish.header).map_err(|_| "panel-secret-lost")?;
        let mut value = HeaderValue::try_from(secret.reveal()).map_err(|_| "panel-secret-lost")?;
        value.set_sensitive(true);
        request = request.header(name, value);
    }
    request.body(Bytes::new()).map_err(|_| "panel-unreachable")
}

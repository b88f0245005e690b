//! What another system offers for a field: asked through the guarded way out, within narrow limits, and remembered for a
//! minute.

use super::Premises;
use base::Moment;
use bytes::Bytes;
use desk::Refusal;
use desk::form::{External, FIELD_SECRET, LARGEST_ANSWER, Offered};
use http::Request;
use platform::http::Limits;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// An answer is read no further, and no longer waited for.
const LIMITS: Limits = Limits { body: LARGEST_ANSWER, time: Duration::from_secs(5) };
/// How long an answer is believed, and how many are kept.
const FRESH: Duration = Duration::from_secs(60);
const MOST: usize = 500;

type Answers = HashMap<(External, String), (Vec<Offered>, Moment)>;

#[derive(Default)]
pub struct Remembered(Mutex<Answers>);

impl Remembered {
    fn of(&self, key: &(External, String), now: Moment) -> Option<Vec<Offered>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|(_, at)| now.since(*at) < FRESH).map(|(offered, _)| offered.clone())
    }

    fn keep(&self, key: (External, String), offered: Vec<Offered>, now: Moment) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.retain(|_, (_, at)| now.since(*at) < FRESH);
        }
        if kept.len() < MOST {
            kept.insert(key, (offered, now));
        }
    }
}

/// # Errors
/// It does not answer, not in time, or with something else than a list.
pub async fn ask_external(
    premises: &Premises,
    remembered: &Remembered,
    external: External,
    words: String,
) -> Result<Vec<Offered>, Refusal> {
    let (now, key) = (premises.desk.now(), (external, words));
    if let Some(offered) = remembered.of(&key, now) {
        return Ok(offered);
    }
    let (external, words) = &key;
    let url = Url::parse(&external.address(words)).map_err(|_| Refusal::ExternalInvalid)?;
    let mut request = Request::get(url.as_str()).header("accept", "application/json");
    if !external.header.is_empty() && !external.secret.is_empty() {
        let secret = premises.secrets.open(&external.secret, FIELD_SECRET).map_err(|_| Refusal::ExternalSilent)?;
        request = request.header(external.header.as_str(), secret.reveal());
    }
    let request = request.body(Bytes::new()).map_err(|_| Refusal::ExternalInvalid)?;
    let answer = premises.outside.http.with(LIMITS).send(request).await.map_err(|fault| {
        tracing::info!(%fault, "another system did not answer for a field");
        Refusal::ExternalSilent
    })?;
    if !answer.status().is_success() {
        tracing::info!(status = answer.status().as_u16(), "another system refused to answer for a field");
        return Err(Refusal::ExternalSilent);
    }
    let offered = external.offered(answer.body())?;
    remembered.keep(key, offered.clone(), now);
    Ok(offered)
}

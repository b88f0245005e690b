//! `/tickets/{number}/draft`: kept while somebody writes.

use super::message::begun;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::id::Id;
use crate::answer::{Answer, Failure};
use crate::signed::{Agent, Seat};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Done;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::conversation::{self, Begun};
use service::{Read, Tx, ticket};

/// The field with the name by which what is written goes, when it is kept and when it is sent.
pub(super) const SENT_AS: &str = "draft";

/// `If-Match` names the revision it continues. Where another window was faster, nothing is overwritten (RFC 9110 §13.1.1).
pub async fn update(
    State(web): State<Web>,
    Agent(seat): Agent,
    Id(number): Id<TicketNumber>,
    headers: HeaderMap,
    form: Fields,
) -> Answer {
    let (revision, name) = (revision(&headers) + 1, form.text(SENT_AS).to_owned());
    let begun = begun(&form, &seat);
    let save = move |tx: &mut Tx| {
        // Files come and go by themselves: another window may have brought some, and an image that stands in the text no
        // more may come back by undoing.
        let attachments = conversation::draft(tx, number)?.map(|draft| draft.attachments).unwrap_or_default();
        conversation::save_draft(tx, number, Begun { attachments, revision, ..begun })
    };
    let saved = web.desk.change(seat.actor.clone(), move |tx| {
        Turn::around(tx, number, |tx| conversation::unless_sent(tx, number, &name, save))
    });
    let (saved, turn) = saved.await.map_err(|error| Failure::new(error, seat.words.language()))?;
    turn.tell(&web, &seat, number);
    Ok(told(saved, revision))
}

/// What colleagues saw of somebody's writing before something was done, and what they see now.
pub(super) struct Turn {
    before: Seen,
    after: Seen,
}

#[derive(PartialEq)]
struct Seen {
    /// Who answers the ticket.
    claimant: Option<PersonId>,
    /// The one who writes shares it.
    shares: bool,
}

impl Seen {
    fn now(read: &mut Read, number: TicketNumber) -> Done<Self> {
        let shares = conversation::draft(read, number)?.is_some_and(|draft| draft.shared);
        Ok(Self { claimant: ticket::claimant(read, number)?, shares })
    }
}

impl Turn {
    pub(super) fn around<T>(
        tx: &mut Tx,
        number: TicketNumber,
        act: impl FnOnce(&mut Tx) -> Done<T>,
    ) -> Done<(T, Self)> {
        let before = Seen::now(tx, number)?;
        let done = act(tx)?;
        Ok((done, Self { before, after: Seen::now(tx, number)? }))
    }

    pub(super) fn tell(&self, web: &Web, seat: &Seat, number: TicketNumber) {
        if self.before == self.after {
            return;
        }
        if self.before.claimant == Some(seat.person) && self.after.claimant != self.before.claimant {
            web.live.stops(number, seat.person);
        }
        web.live.moved(number);
    }
}

/// What the next saving has to name; or that another window was faster.
pub(super) fn told(saved: bool, revision: i64) -> Response {
    match saved {
        true => (StatusCode::NO_CONTENT, [(header::ETAG, format!("\"{revision}\""))]).into_response(),
        false => StatusCode::PRECONDITION_FAILED.into_response(),
    }
}

/// 0: no draft yet.
pub(super) fn revision(headers: &HeaderMap) -> i64 {
    let tag = headers.get(header::IF_MATCH).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
    tag.trim_matches('"').parse().unwrap_or_default()
}

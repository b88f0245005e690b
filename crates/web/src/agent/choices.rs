//! `/fields/{field}/choices`: what another system offers for what is being typed. For agents; for requesters only of fields that a
//! public form asks of them.

use super::fields::Fields;
use super::id::Id;
use crate::Web;
use crate::answer::{Answer, Failure, html};
use crate::signed::{Agent, Requester, Visitor};
use axum::extract::{RawQuery, State};
use desk::form::{FieldId, Nature};
use desk::{Actor, Error, Refusal};
use service::form;
use views::form::Offers;

pub async fn show(
    State(web): State<Web>,
    agent: Option<Agent>,
    requester: Option<Requester>,
    visitor: Visitor,
    Id(id): Id<FieldId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let actor = match (agent, requester) {
        (Some(Agent(seat)), _) => seat.actor,
        (None, Some(Requester(seat))) => seat.actor,
        (None, None) => Actor::Anonymous,
    };
    let outside = !matches!(actor, Actor::Agent { .. });
    let fail = |error: Error| Failure::new(error, visitor.language());
    let field = web.desk.ask(actor, move |read| form::field_to_fill(read, id)).await.map_err(fail)?;
    let query = Fields::read(query.unwrap_or_default().as_bytes());
    let words = query.text(query.text("field")).trim().chars().take(200).collect::<String>();
    let Nature::External { source } = field.nature else { return Err(fail(Error::Missing)) };
    if words.is_empty() {
        return Ok(html(&Offers { offered: Vec::new() }));
    }
    if outside && !web.throttle.sign_in(&visitor.remote.address) {
        return Err(fail(Refusal::TooManyTries.into()));
    }
    // Who is silent offers nothing; what is typed stands.
    let offered = (web.external)(source, words).await.unwrap_or_default();
    Ok(html(&Offers { offered: offered.into_iter().map(|one| (one.value, one.label)).collect() }))
}

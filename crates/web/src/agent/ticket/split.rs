//! `/tickets/{number}/split`: several messages get a ticket of their own.

use crate::Web;
use crate::admin::tried::{above, tried};
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::Refusal;
use desk::conversation::MessageId;
use desk::ticket::TicketNumber;
use service::{conversation, ticket};
use views::admin::Form;
use views::agent::At;
use views::agent::split::{Part, Split};

/// Messages that are chosen at most.
const MOST: usize = 200;

/// `?message=` is chosen already.
pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let form = here.query.all("message").fold(Form::default(), |form, id| form.with("message", id));
    drawn(&web, &here, number, StatusCode::OK, form).await
}

pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let form = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let chosen: Vec<MessageId> = form.values("message", MOST);
        let made = conversation::split(tx, number, &chosen, form.text("subject"), form.maybe("version")?)?;
        let source = ticket::visible(tx, number)?;
        Ok((made.number, source.number, ticket::just_changed(tx, &source)?))
    });
    let beside = |refusal| match refusal {
        Refusal::SubjectTooLong | Refusal::SubjectEmpty => "subject",
        Refusal::NothingChosen | Refusal::OnlyMessage | Refusal::OwnMessageStays => "message",
        refusal => above(refusal),
    };
    match tried(&here, done.await, &fields, beside)? {
        Ok((made, source, Some(position))) => Ok(here.go(&format!("/tickets/{made}"), Said::Changed(source, position))),
        Ok((made, _, None)) => Ok(here.go(&format!("/tickets/{made}"), Said::Created(made))),
        Err(again) => drawn(&web, &here, number, again.status, again.form).await,
    }
}

async fn drawn(web: &Web, here: &Here, number: TicketNumber, status: StatusCode, form: Form) -> Answer {
    let asked = ask(web, here, At::Elsewhere, move |read| conversation::splittable(read, number));
    let Asked { shell, frame, found: (ticket, messages) } = asked.await?;
    let page = Split {
        number: ticket.number,
        form: form.or("version", ticket.version),
        subject: ticket.subject,
        messages: messages.iter().map(|(message, author)| Part::of(message, author)).collect(),
        shell,
        frame,
    };
    Ok(here.show_again(status, &page))
}

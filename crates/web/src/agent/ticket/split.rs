//! `/tickets/{number}/split`: several messages get a ticket of their own.

use super::change::names;
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
use desk::conversation::MessageId;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Priority, TicketNumber};
use desk::{Level, Refusal};
use service::conversation::{self, Apart};
use service::{people, ticket};
use std::iter;
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::split::{Part, Split};

/// Messages that are chosen at most.
const MOST: usize = 200;

/// `?message=` is chosen already; `?way=`: what becomes of it.
pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let form = here.query.all("message").fold(Form::default(), |form, id| form.with("message", id));
    let form = if here.query.text("way") == "copy" { form.with("way", "copy") } else { form };
    drawn(&web, &here, number, StatusCode::OK, form).await
}

pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let form = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        ticket::visible(tx, number)?;
        let chosen: Vec<MessageId> = form.values("message", MOST);
        let tags: Vec<String> = names(form.text("tags")).collect();
        let wish = Apart {
            messages: chosen,
            copied: form.text("way") == "copy",
            subject: form.text("subject").to_owned(),
            team: form.maybe("team")?.map(TeamId),
            priority: Priority::named(form.text("priority")),
            tags: ticket::tags_named(tx, &tags)?,
            assignee: form.maybe("assignee")?.map(PersonId),
        };
        let made = conversation::split(tx, number, &wish, form.maybe("version")?)?;
        let source = ticket::visible(tx, number)?;
        Ok((made.number, source.number, ticket::just_changed(tx, &source)?))
    });
    let beside = |refusal| match refusal {
        Refusal::SubjectTooLong | Refusal::SubjectEmpty => "subject",
        Refusal::AssigneeNotInTeam => "assignee",
        Refusal::TooManyTags | Refusal::NameEmpty | Refusal::NameTooLong => "tags",
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
    let actor = here.seat.actor.clone();
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let (ticket, messages) = conversation::splittable(read, number)?;
        let mut teams = people::teams(read)?;
        teams.retain(|team| actor.level(team.id) >= Level::Reply);
        let mut tags = ticket::tags(read)?;
        tags.retain(|tag| ticket.tags.contains(&tag.id));
        Ok((ticket, messages, teams, (people::answering(read)?, ticket::away(read)?), tags))
    });
    let Asked { shell, frame, found: (ticket, messages, teams, (agents, away), tags) } = asked.await?;
    let nobody = Choice::new("", shell.say("list-nobody"));
    let tags: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    let form = form
        .or("way", "move")
        .or("team", ticket.team)
        .or("priority", ticket.priority.name())
        .or("assignee", ticket.assignee.map(|agent| agent.to_string()).unwrap_or_default())
        .or("tags", tags.join(", "));
    let page = Split {
        number: ticket.number,
        form: form.or("version", ticket.version),
        subject: ticket.subject,
        teams: teams.into_iter().map(|team| Choice::new(team.id, team.name)).collect(),
        assignable: iter::once(nobody)
            .chain(agents.iter().map(|(id, name)| Choice::new(id, shell.named(name, away.get(id)))))
            .collect(),
        messages: messages.iter().map(|(message, author)| Part::of(message, author)).collect(),
        shell,
        frame,
    };
    Ok(here.show_again(status, &page))
}

//! `/tickets/{number}/merge`: chosen, looked at, done.

use crate::Web;
use crate::admin::tried::{Again, tried};
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, see, status_of};
use axum::extract::State;
use axum::http::StatusCode;
use desk::ticket::TicketNumber;
use desk::{Error, Refusal};
use service::ticket;
use views::admin::{Form, Reason};
use views::agent::At;
use views::agent::merge::{Merge, Prospect};

/// `?into=` shows what would happen.
pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let form = Form::default().or("into", here.query.text("into"));
    let (status, page) = page(&web, &here, number, form).await?;
    if page.number != number {
        return Ok(see(&format!("/tickets/{}/merge", page.number)));
    }
    Ok(here.show_again(status, &page))
}

pub async fn create(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, form: Fields) -> Answer {
    let (into, version) = (TicketNumber::typed(form.text("into")), form.maybe("version"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let ticket = ticket::merge(tx, number, into.ok_or(Refusal::NoSuchTicket)?, version?)?;
        let position = ticket::just_changed(tx, &ticket)?;
        Ok((ticket.number, position))
    });
    match tried(&here, done.await, &form, |_| "into")? {
        Ok((into, Some(position))) => Ok(here.go(&format!("/tickets/{into}"), Said::Changed(into, position))),
        Ok((into, None)) => Ok(see(&format!("/tickets/{into}"))),
        Err(Again { status, form }) => {
            let (_, page) = page(&web, &here, number, form).await?;
            Ok(here.show_again(status, &page))
        }
    }
}

/// The page, and the status that says whether the target will do.
async fn page(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    form: Form,
) -> Result<(StatusCode, Merge<'static>), Failure> {
    let typed = form.text("into").to_owned();
    let target = TicketNumber::typed(&typed);
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let (source, nearby) = ticket::mergeable(read, number)?;
        let tags = ticket::tags(read)?;
        let prospect = match target {
            Some(target) => ticket::merge_prospect(read, number, target).map(Some),
            None => Ok(None),
        };
        let prospect = match prospect {
            Err(Error::Fault(fault)) => return Err(fault.into()),
            told => told,
        };
        Ok((source, nearby, tags, prospect))
    });
    let Asked { shell, frame, found: (source, nearby, tags, prospect) } = asked.await?;
    let refused = |form: Form, status, key| (status, form.refused(Reason { field: "into", key }));
    let untold = form.reason("into").is_none();
    let (status, form) = match &prospect {
        Err(Error::Refused(refusal)) if untold => refused(form, status_of(*refusal), refusal.key()),
        Err(_) if untold => refused(form, StatusCode::NOT_FOUND, "merge-not-there"),
        Ok(None) if untold && !typed.trim().is_empty() => {
            refused(form, StatusCode::UNPROCESSABLE_ENTITY, "merge-not-there")
        }
        Ok(_) | Err(_) => (StatusCode::OK, form),
    };
    let prospect = prospect.ok().flatten().filter(|_| untold).map(|found| Prospect {
        into: found.target.number,
        subject: found.target.subject,
        messages: found.source.messages,
        joining: found.joining,
        shown: [
            ("check", "merge-tasks", found.tasks as i64),
            ("clock", "merge-times", found.times as i64),
            ("link", "merge-links", found.links as i64),
        ]
        .into_iter()
        .filter(|(_, _, many)| *many > 0)
        .collect(),
        tags: tags.into_iter().filter(|tag| found.tags.contains(&tag.id)).map(|tag| tag.name).collect(),
    });
    let page = Merge {
        number: source.number,
        subject: source.subject,
        form: form.or("version", source.version),
        nearby: nearby.into_iter().map(|line| (line.ticket.number, line.ticket.subject)).collect(),
        prospect,
        shell,
        frame,
    };
    Ok((status, page))
}

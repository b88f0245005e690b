//! `/tickets/{number}/referrals`: somebody who does not see the team of a ticket is shown it.

use super::change::change;
use crate::Web;
use crate::admin::tried::{above, tried};
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::lists::row;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::ticket::{ReferredTo, TicketNumber};
use desk::{Level, Refusal};
use service::ticket::{self, After, Referable};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::referrals::{Referrals, ReferredList};

const PAGE: usize = 50;

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    drawn(&web, &here, number, StatusCode::OK, Form::default()).await
}

/// Refers it `to` somebody, or withdraws what is to `remove`.
pub async fn update(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let form = fields.clone();
    if fields.has("remove") {
        let withdraw = move |tx: &mut service::Tx| {
            let to = ReferredTo::named(form.text("remove")).ok_or(Refusal::FormIncomplete)?;
            ticket::withdraw_referral(tx, number, to, form.maybe("version")?)
        };
        return change(&web, &here, number, "", withdraw).await;
    }
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let to = ReferredTo::named(form.text("to")).ok_or(Refusal::ReferralToNobody)?;
        let level = Level::named(form.text("level")).ok_or(Refusal::FormIncomplete)?;
        let ticket = ticket::refer(tx, number, to, level, form.text("word"), form.maybe("version")?)?;
        Ok((ticket.number, ticket::just_changed(tx, &ticket)?))
    });
    let beside = |refusal| match refusal {
        Refusal::ReferralToNobody | Refusal::ReferralNeedless | Refusal::TooManyReferrals => "to",
        Refusal::TextTooLong => "word",
        refusal => above(refusal),
    };
    match tried(&here, done.await, &fields, beside)? {
        Ok((number, Some(position))) => Ok(here.go(&format!("/tickets/{number}"), Said::Changed(number, position))),
        Ok((number, None)) => Ok(here.go(&format!("/tickets/{number}"), Said::Saved)),
        Err(again) => drawn(&web, &here, number, again.status, again.form).await,
    }
}

async fn drawn(web: &Web, here: &Here, number: TicketNumber, status: StatusCode, form: Form) -> Answer {
    let asked = ask(web, here, At::Elsewhere, move |read| ticket::referable(read, number));
    let Asked { shell, frame, found: Referable { ticket, teams, agents } } = asked.await?;
    let teams = teams.into_iter().map(|(id, name)| Choice::new(ReferredTo::Team(id).word(), name));
    let agents = agents.into_iter().map(|(id, name)| Choice::new(ReferredTo::Person(id).word(), name));
    let page = Referrals {
        number: ticket.number,
        subject: ticket.subject,
        form: form.or("version", ticket.version).or("level", Level::Read.name()),
        teams: teams.collect(),
        agents: agents.collect(),
        shell,
        frame,
    };
    Ok(here.show_again(status, &page))
}

/// `/tickets/referred`: what others referred to whoever looks.
pub async fn mine(State(web): State<Web>, here: Here) -> Answer {
    let after = After::read(here.query.text("after"));
    let asked = ask(&web, &here, At::Referred, move |read| {
        Ok((ticket::referred_to_me(read, after, PAGE)?, ticket::statuses(read)?, ticket::tags(read)?))
    });
    let Asked { shell, frame, found: (page, statuses, tags) } = asked.await?;
    let language = here.seat.words.language();
    let rows = page.lines.iter().map(|line| row(line, &statuses, &tags, language, None)).collect();
    Ok(here.show(&ReferredList { shell, frame, rows, next: page.next.map(|after| after.to_string()) }))
}

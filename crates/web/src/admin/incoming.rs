//! `/admin/incoming`

use super::asked::{Asked, ask};
use super::tried::{seen, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::channel::{AfterClosing, Handling, Twin, policy};
use desk::{Permission, Refusal};
use service::channel::{self, Root};
use views::admin::Form;
use views::admin::incoming::Incoming;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (seen(&fields), wish(&fields));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::change_policy(tx, &seen?, &wish?)).await;
    match tried(&here, done, &fields, field)? {
        Ok(()) => Ok(here.go("/admin/incoming", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form).await?)),
    }
}

/// Authorities that are believed, as PEM.
pub async fn roots(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let text = fields.text("roots").to_owned();
    let read = match text.trim() {
        "" => Ok(Vec::new()),
        _ => (web.locksmith.read_public)(text.into_bytes()).await,
    };
    let roots = read.map(|keys| keys.into_iter().map(|key| Root { holder: key.holder, pem: key.public }).collect());
    let change = move |tx: &mut service::Tx| {
        let roots: Vec<Root> = roots?;
        channel::change_mail_roots(tx, &roots)
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, |_| "roots")? {
        Ok(()) => Ok(here.go("/admin/incoming", Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, again.form).await?)),
    }
}

async fn page(web: &Web, here: &Here, form: Form) -> Result<Incoming<'static>, Failure> {
    let Asked { shell, frame, found: (policy, roots) } = {
        let both = |read: &mut service::Read| Ok((channel::policy(read)?, channel::mail_roots(read)?));
        ask(web, here, Permission::Configure, both).await?
    };
    // A switch that is off sends nothing: what was typed is all of it.
    let typed = form.has("seen_switches");
    let (closed, days) = match policy.closed {
        AfterClosing::FollowUp => ("follow_up", 7),
        AfterClosing::Reopen => ("reopen", 7),
        AfterClosing::Within(days) => ("within", days),
    };
    let twin = match policy.twin {
        Twin::Each => "each",
        Twin::One => "one",
    };
    let seen = serde_json::to_string(&policy).unwrap_or_default();
    let form = form
        .or("seen", seen)
        .or("closed", closed)
        .or("days", days)
        .or("twin", twin)
        .or("blocked", policy.blocked.join("\n"))
        .or("allowed", policy.allowed.join("\n"))
        .or("sealers", policy.sealers.join("\n"))
        .or("runnable", policy.runnable.join(" "))
        .or("roots", roots);
    let form = if typed || !policy.numbers_in_text { form } else { form.or("numbers_in_text", "on") };
    let form = if typed || !policy.agents_by_mail { form } else { form.or("agents_by_mail", "on") };
    let form = if typed || !policy.spam_marks { form } else { form.or("spam_marks", "on") };
    Ok(Incoming { shell, frame, form })
}

fn wish(fields: &Fields) -> Result<Handling, Refusal> {
    let days = fields.maybe::<u16>("days").map_err(|_| Refusal::ReopenDaysInvalid)?;
    let days = days.filter(|days| (1..=3_650).contains(days));
    if fields.text("seen_switches").len() > 1 {
        return Err(Refusal::FormIncomplete);
    }
    let closed = match fields.text("closed") {
        "follow_up" => AfterClosing::FollowUp,
        "reopen" => AfterClosing::Reopen,
        "within" => AfterClosing::Within(days.ok_or(Refusal::ReopenDaysInvalid)?),
        _ => return Err(Refusal::FormIncomplete),
    };
    let twin = match fields.text("twin") {
        "each" => Twin::Each,
        "one" => Twin::One,
        _ => return Err(Refusal::FormIncomplete),
    };
    let senders = |name: &str| policy::senders(fields.text(name)).ok_or(Refusal::SendersInvalid);
    let spam_marks = fields.text("spam_marks") == "on";
    let numbers_in_text = fields.text("numbers_in_text") == "on";
    let agents_by_mail = fields.text("agents_by_mail") == "on";
    let (blocked, allowed) = (senders("blocked")?, senders("allowed")?);
    let sealers = policy::domains(fields.text("sealers")).ok_or(Refusal::SealersInvalid)?;
    let runnable = policy::endings(fields.text("runnable")).ok_or(Refusal::EndingsInvalid)?;
    Ok(Handling { closed, twin, blocked, allowed, spam_marks, agents_by_mail, numbers_in_text, sealers, runnable })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ReopenDaysInvalid => "days",
        Refusal::SendersInvalid => "blocked",
        Refusal::SealersInvalid => "sealers",
        Refusal::EndingsInvalid => "runnable",
        _ => "",
    }
}

//! `/admin/approvals`: how approvals are had.

use super::asked::{Asked, ask};
use super::tried::{Again, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use base::words::Words;
use desk::approval::{Approver, AtLimit, Needed, ProcedureId, ProcedureWish};
use desk::automation::Texts;
use desk::people::PersonId;
use desk::sla::{amount_read, amount_told};
use desk::{Done, Permission, Refusal, Role};
use service::{Tx, approval, people};
use views::admin::Form;
use views::admin::approvals::{ProcedurePage, Procedures};

const INDEX: &str = "/admin/approvals";
/// Minutes of a day: silence counts around the clock.
const DAY: u32 = 24 * 60;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Automate, approval::procedures).await?;
    Ok(here.show(&Procedures { shell, frame, procedures: found }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = match wish(&fields) {
        Ok(wish) => wish,
        Err(why) => return refused(&web, &here, None, &fields, why).await,
    };
    let done = web.desk.change(here.seat.actor.clone(), move |tx| approval::create_procedure(tx, wish)).await;
    settled(&web, &here, None, done, &fields).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ProcedureId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ProcedureId>, fields: Fields) -> Answer {
    let wish = match wish(&fields) {
        Ok(wish) => wish,
        Err(why) => return refused(&web, &here, Some(id), &fields, why).await,
    };
    let version = fields.value("version");
    let change = move |tx: &mut Tx| approval::change_procedure(tx, id, version?, wish);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    settled(&web, &here, Some(id), done, &fields).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<ProcedureId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| approval::remove_procedure(tx, id)).await;
    settled(&web, &here, Some(id), done, &fields).await
}

async fn settled<T>(web: &Web, here: &Here, id: Option<ProcedureId>, done: Done<T>, fields: &Fields) -> Answer {
    match tried(here, done, fields, beside)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => shown_again(web, here, id, again).await,
    }
}

async fn refused(
    web: &Web,
    here: &Here,
    id: Option<ProcedureId>,
    fields: &Fields,
    (field, refusal): (&'static str, Refusal),
) -> Answer {
    shown_again(web, here, id, Again::refused(fields, field, refusal)).await
}

async fn shown_again(web: &Web, here: &Here, id: Option<ProcedureId>, again: Again) -> Answer {
    let status = again.status;
    Ok(here.show_again(status, &page(web, here, id, Some(again)).await?))
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<ProcedureId>,
    again: Option<Again>,
) -> Result<ProcedurePage<'static>, Failure> {
    let asked = ask(web, here, Permission::Automate, move |read| {
        let procedure = id.map(|id| approval::procedure(read, id)).transpose()?;
        Ok((procedure, people::teams(read)?, people::answering(read)?))
    });
    let Asked { shell, frame, found: (procedure, teams, agents) } = asked.await?;
    let form = match (again, &procedure) {
        (Some(again), _) => again.form,
        (None, Some(procedure)) => kept(&procedure.wish, shell.words),
        (None, None) => {
            Form::default().with("approver", "manager").with("remind", amount_told(i64::from(DAY), shell.words))
        }
    };
    let form = match &procedure {
        Some(procedure) => form.or("version", procedure.version),
        None => form,
    };
    let form = form.or("needed", "one").or("at_limit", "wait");
    Ok(ProcedurePage { shell, frame, id, form, teams, agents })
}

fn kept(wish: &ProcedureWish, words: &Words) -> Form {
    let hours = |hours: u32| if hours == 0 { String::new() } else { amount_told(i64::from(hours) * 60, words) };
    let form = Form::default()
        .with("name", &wish.name)
        .with("question_en", &wish.question.en)
        .with("question_ja", &wish.question.ja)
        .with("remind", hours(wish.remind))
        .with("limit", hours(wish.limit));
    let form = match wish.needed {
        Needed::One => form.with("needed", "one"),
        Needed::All => form.with("needed", "all"),
        Needed::Some(some) => form.with("needed", "some").with("quorum", some),
    };
    let form = match wish.at_limit {
        AtLimit::Wait => form.with("at_limit", "wait"),
        AtLimit::Approve => form.with("at_limit", "approve"),
        AtLimit::Reject => form.with("at_limit", "reject"),
        AtLimit::Escalate(person) => form.with("at_limit", "escalate").with("escalate_to", person),
    };
    wish.approvers.iter().fold(form, |form, one| match one {
        Approver::Manager => form.with("approver", "manager"),
        Approver::Role(role) => form.with("role", role.name()),
        Approver::Team(team) => form.with("team", team),
        Approver::Person(person) => form.with("person", person),
    })
}

/// With the field that is wrong.
fn wish(form: &Fields) -> Result<ProcedureWish, (&'static str, Refusal)> {
    let manager = form.all("approver").filter(|one| *one == "manager").map(|_| Approver::Manager);
    let roles = form.all("role").filter_map(Role::named).map(Approver::Role);
    let teams = form.values("team", 500).into_iter().map(Approver::Team);
    let people = form.values("person", 500).into_iter().map(Approver::Person);
    Ok(ProcedureWish {
        name: form.text("name").to_owned(),
        question: Texts { en: form.text("question_en").to_owned(), ja: form.text("question_ja").to_owned() },
        approvers: manager.chain(roles).chain(teams).chain(people).collect(),
        needed: match form.text("needed") {
            "one" => Needed::One,
            "all" => Needed::All,
            "some" => Needed::Some(form.value("quorum").map_err(|_| ("quorum", Refusal::QuorumInvalid))?),
            _ => return Err(("needed", Refusal::FormIncomplete)),
        },
        remind: hours(form, "remind")?,
        limit: hours(form, "limit")?,
        at_limit: match form.text("at_limit") {
            "wait" => AtLimit::Wait,
            "approve" => AtLimit::Approve,
            "reject" => AtLimit::Reject,
            "escalate" => AtLimit::Escalate(PersonId(form.value("escalate_to").map_err(|no| ("escalate_to", no))?)),
            _ => return Err(("at_limit", Refusal::FormIncomplete)),
        },
    })
}

/// As times of service levels are written, or as a number of hours; 0: never.
fn hours(form: &Fields, name: &'static str) -> Result<u32, (&'static str, Refusal)> {
    let amount = match form.maybe::<u32>(name) {
        Ok(None | Some(0)) => return Ok(0),
        Ok(Some(hours)) => format!("{hours}h"),
        Err(_) => form.text(name).to_owned(),
    };
    match amount_read(&amount, DAY) {
        Ok(minutes) if minutes.is_multiple_of(60) => Ok(minutes / 60),
        Ok(_) | Err(_) => Err((name, Refusal::HoursNotWhole)),
    }
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::NoApprover => "approvers",
        Refusal::StepIncomplete | Refusal::TemplateWrong => "question_en",
        Refusal::LimitMissing => "limit",
        Refusal::QuorumInvalid => "quorum",
        _ => "",
    }
}

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
use desk::approval::{Approver, AtLimit, Needed, ProcedureId, ProcedureWish};
use desk::automation::Texts;
use desk::people::PersonId;
use desk::{Done, Permission, Refusal, Role};
use service::{Tx, approval, people};
use views::admin::Form;
use views::admin::approvals::{ProcedurePage, Procedures};

const INDEX: &str = "/admin/approvals";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Automate, approval::procedures).await?;
    Ok(here.show(&Procedures { shell, frame, procedures: found }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let form = fields.clone();
    let create = move |tx: &mut Tx| approval::create_procedure(tx, wish(&form)?);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    settled(&web, &here, None, done, &fields).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ProcedureId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ProcedureId>, fields: Fields) -> Answer {
    let form = fields.clone();
    let change = move |tx: &mut Tx| approval::change_procedure(tx, id, form.value("version")?, wish(&form)?);
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
        Err(again) => {
            let status = again.status;
            Ok(here.show_again(status, &page(web, here, id, Some(again)).await?))
        }
    }
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
        (None, Some(procedure)) => kept(&procedure.wish),
        (None, None) => Form::default().with("approver", "manager").with("remind", 24),
    };
    let form = match &procedure {
        Some(procedure) => form.or("version", procedure.version),
        None => form,
    };
    let form = form.or("needed", "one").or("at_limit", "wait");
    Ok(ProcedurePage { shell, frame, id, form, teams, agents })
}

fn kept(wish: &ProcedureWish) -> Form {
    let hours = |hours: u32| if hours == 0 { String::new() } else { hours.to_string() };
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

fn wish(form: &Fields) -> Result<ProcedureWish, Refusal> {
    let hours = |name: &str| match form.text(name).trim() {
        "" => Ok(0),
        hours => hours.parse::<u32>().map_err(|_| Refusal::AmountInvalid),
    };
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
            "some" => Needed::Some(form.text("quorum").trim().parse().map_err(|_| Refusal::AmountInvalid)?),
            _ => return Err(Refusal::FormIncomplete),
        },
        remind: hours("remind")?,
        limit: hours("limit")?,
        at_limit: match form.text("at_limit") {
            "wait" => AtLimit::Wait,
            "approve" => AtLimit::Approve,
            "reject" => AtLimit::Reject,
            "escalate" => AtLimit::Escalate(PersonId(form.value("escalate_to")?)),
            _ => return Err(Refusal::FormIncomplete),
        },
    })
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::NoApprover => "approvers",
        Refusal::StepIncomplete | Refusal::TemplateWrong => "question_en",
        Refusal::LimitMissing => "limit",
        _ => "",
    }
}

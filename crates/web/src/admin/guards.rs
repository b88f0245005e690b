//! `/admin/guards`: what asks for a second look before a letter leaves.

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::channel::{Approvers, Attached, Effect, GuardId, GuardWish};
use desk::people::PersonId;
use desk::{Done, Permission, Refusal, Role};
use service::{channel, people};
use views::admin::guards::{GuardPage, Guards};
use views::admin::{Choice, Form};

const INDEX: &str = "/admin/guards";
/// Entries of a list that are read.
const MOST: usize = 500;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: guards } = ask(&web, &here, Permission::Configure, channel::guards).await?;
    Ok(here.show(&Guards { shell, frame, guards }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    page(&web, &here, None, StatusCode::OK, Some(kept(&GuardWish::default()))).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = wish(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::create_guard(tx, wish?).map(drop)).await;
    settled(&web, &here, None, done, fields).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<GuardId>) -> Answer {
    page(&web, &here, Some(id), StatusCode::OK, None).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<GuardId>, fields: Fields) -> Answer {
    let (wish, version) = (wish(&fields), fields.value("version"));
    let change = move |tx: &mut service::Tx| channel::change_guard(tx, id, wish?, version?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    settled(&web, &here, Some(id), done, fields).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<GuardId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::remove_guard(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

async fn settled(web: &Web, here: &Here, id: Option<GuardId>, done: Done<()>, fields: Fields) -> Answer {
    match tried(here, done, &fields, field)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => page(web, here, id, again.status, Some(again.form)).await,
    }
}

/// `typed`: what stands in the fields; none: what is kept.
async fn page(web: &Web, here: &Here, id: Option<GuardId>, status: StatusCode, typed: Option<Form>) -> Answer {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let guard = id.map(|id| channel::guard(read, id)).transpose()?;
        Ok((guard, people::answering(read)?, channel::approvers(read)?, channel::mailboxes(read)?))
    });
    let Asked { shell, frame, found: (guard, agents, approvers, mailboxes) } = asked.await?;
    let form = match (typed, &guard) {
        (Some(form), _) => form,
        (None, Some(guard)) => kept(&guard.wish),
        (None, None) => Form::default(),
    };
    let form = match &guard {
        Some(guard) => form.or("version", guard.version),
        None => form,
    };
    let named = |people: Vec<(PersonId, String)>| {
        people.into_iter().map(|(person, name)| Choice::new(person, name)).collect::<Vec<_>>()
    };
    let (agents, approvers) = (named(agents), named(approvers));
    let mailboxes = mailboxes.iter().map(|(one, _)| Choice::new(one.id, one.address.as_str())).collect();
    Ok(here.show_again(status, &GuardPage { shell, frame, id, form, agents, approvers, mailboxes }))
}

fn kept(wish: &GuardWish) -> Form {
    let on = |form: Form, name: &str, so: bool| if so { form.with(name, "on") } else { form };
    let form = Form::default()
        .with("name", &wish.name)
        .with("recipients", wish.recipients.join(", "))
        .with("words", wish.words.join(", "))
        .with("least", if wish.least > 0 { wish.least.to_string() } else { String::new() })
        .with("pattern", &wish.pattern)
        .with("attached", wish.attached.name())
        .with("effect", wish.effect.name())
        .with("minutes", wish.minutes);
    let form = on(on(form, "active", wish.active), "outside", wish.outside);
    let form = wish.roles.iter().fold(form, |form, role| form.with("role", role.name()));
    let form = wish.people.iter().fold(form, |form, person| form.with("person", person));
    let form = wish.approvers.roles.iter().fold(form, |form, role| form.with("approving_role", role.name()));
    let form = wish.approvers.people.iter().fold(form, |form, person| form.with("approver", person));
    wish.mailboxes.iter().fold(form, |form, mailbox| form.with("mailbox", mailbox))
}

fn wish(fields: &Fields) -> Result<GuardWish, Refusal> {
    let list = |name: &str| fields.text(name).split([',', '、', '，', '\n']).map(str::to_owned).collect();
    let effect = Effect::named(fields.text("effect")).ok_or(Refusal::FormIncomplete)?;
    let on = |name: &str| match fields.text(name) {
        "" => Ok(false),
        "on" => Ok(true),
        _ => Err(Refusal::FormIncomplete),
    };
    let role = |word| Role::named(word).ok_or(Refusal::FormIncomplete);
    Ok(GuardWish {
        name: fields.text("name").to_owned(),
        active: on("active")?,
        roles: fields.all("role").map(role).collect::<Result<_, _>>()?,
        people: fields.values("person", MOST),
        mailboxes: fields.values("mailbox", MOST),
        recipients: list("recipients"),
        outside: on("outside")?,
        attached: Attached::named(fields.text("attached")).ok_or(Refusal::FormIncomplete)?,
        words: list("words"),
        least: fields.maybe("least").map_err(|_| Refusal::GuardLeastInvalid)?.unwrap_or(0),
        pattern: fields.text("pattern").to_owned(),
        approvers: Approvers {
            roles: fields.all("approving_role").map(role).collect::<Result<_, _>>()?,
            people: fields.values("approver", MOST),
        },
        minutes: fields.text("minutes").trim().parse().map_err(|_| Refusal::MinutesInvalid)?,
        effect,
    })
}

const fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::GuardRecipientInvalid => "recipients",
        Refusal::GuardLeastInvalid => "least",
        Refusal::PatternInvalid => "pattern",
        Refusal::GuardTooLong => "words",
        Refusal::MinutesInvalid => "minutes",
        refusal => above(refusal),
    }
}

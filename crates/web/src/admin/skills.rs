//! `/admin/skills`: what some tickets ask of whoever gets them, who has it, and when each agent works.

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::condition::Condition;
use desk::people::PersonId;
use desk::sla::CalendarId;
use desk::ticket::{Need, SkillId, SkillWish};
use desk::{Done, Permission, Refusal};
use service::{Read, Tx, people, sla, ticket};
use std::collections::BTreeMap;
use views::admin::Form;
use views::admin::skills::{SkillPage, Skills, Worker};
use views::agent::builder::Ground;

const INDEX: &str = "/admin/skills";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&list(&web, &here, None).await?))
}

/// When everybody works, at once.
pub async fn hours(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (wished, before) = (numbered(&fields, "hours-"), numbered(&fields, "was-"));
    let set = move |tx: &mut Tx| {
        // Whoever changes nothing is asked as well whether they may.
        ticket::working_hours(tx)?;
        let (wished, before) = (wished?, before?);
        for (person, calendar) in wished {
            let was = before.get(&person).copied().ok_or(Refusal::FormIncomplete)?;
            if was != calendar {
                ticket::set_working_hours(tx, PersonId(person), was.map(CalendarId), calendar.map(CalendarId))?;
            }
        }
        Ok(())
    };
    match tried(&here, web.desk.change(here.seat.actor.clone(), set).await, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &list(&web, &here, again.form.reason("")).await?)),
    }
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("need", Need::Required.name()).with("least", 1);
    Ok(here.show(&page(&web, &here, None, Some((form, Sketch::of(&Condition::everything())))).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    save(&web, &here, None, fields).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<SkillId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<SkillId>, fields: Fields) -> Answer {
    save(&web, &here, Some(id), fields).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<SkillId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_skill(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// Any other button than that which saves changes the rows of the condition.
async fn save(web: &Web, here: &Here, id: Option<SkillId>, fields: Fields) -> Answer {
    let (sketch, fields) = sketched(web, here, fields, Some(Permission::Configure)).await?;
    if !matches!(fields.text("act"), "" | "save") {
        let drawn = page(web, here, id, Some((typed(&fields), sketch))).await?;
        return Ok(here.show_again(StatusCode::OK, &drawn));
    }
    let (form, condition) = (fields.clone(), sketch.condition());
    let change = move |tx: &mut Tx| -> Done<()> {
        let wish = wish(&form, condition?)?;
        match id {
            Some(id) => ticket::change_skill(tx, id, form.value("version")?, wish),
            None => ticket::create_skill(tx, wish).map(drop),
        }
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(here, done, &fields, field)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(Again { status, form, .. }) => {
            Ok(here.show_again(status, &page(web, here, id, Some((form, sketch))).await?))
        }
    }
}

async fn list(web: &Web, here: &Here, reason: Option<&'static str>) -> Result<Skills<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, |read| {
        let hours = ticket::working_hours(read)?;
        let worker = |(person, name)| Worker { person, name, hours: hours.get(&person).copied() };
        let workers = answering(read)?.into_iter().map(worker).collect::<Vec<_>>();
        let calendars = sla::calendars(read)?.into_iter().map(|one| (one.id, one.name)).collect();
        Ok((ticket::skills(read)?, workers, calendars))
    });
    let Asked { shell, frame, found: (skills, people, calendars) } = asked.await?;
    Ok(Skills { shell, frame, skills, people, calendars, reason })
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<SkillId>,
    shown: Option<(Form, Sketch)>,
) -> Result<SkillPage<'static>, Failure> {
    let typed_of = shown.as_ref().map(|(_, sketch)| sketch.spoken_of()).unwrap_or_default();
    let asked = ask(web, here, Permission::Configure, move |read| {
        let skill = id.map(|id| ticket::skill(read, id)).transpose()?;
        let of = skill.as_ref().map(|skill| Sketch::of(&skill.wish.condition).spoken_of());
        let choices = ticket::choices(read, &of.into_iter().flatten().chain(typed_of).collect::<Vec<_>>())?;
        Ok((skill, answering(read)?, choices))
    });
    let Asked { shell, frame, found: (skill, people, choices) } = asked.await?;
    let kept = skill.as_ref().map(|skill| (kept(&skill.wish), Sketch::of(&skill.wish.condition).grouped()));
    let (form, sketch) = shown.or(kept).unwrap_or_else(|| (Form::default(), Sketch::of(&Condition::everything())));
    let form = match &skill {
        Some(skill) => form.or("version", skill.version),
        None => form,
    };
    let root = sketch.drawn_for(&shell, &choices, Ground::Rule);
    Ok(SkillPage { shell, frame, id, form, root, people })
}

/// Those who may answer, by name.
fn answering(read: &mut Read) -> Done<Vec<(PersonId, String)>> {
    let agents = people::agents(read)?.into_iter().filter(|(_, agent)| agent.active);
    Ok(agents.map(|(person, _)| (person.id, person.shown().to_owned())).collect())
}

fn kept(wish: &SkillWish) -> Form {
    let form = Form::default().with("name", &wish.name).with("need", wish.need.name()).with("least", wish.least);
    wish.levels.iter().fold(form, |form, (person, level)| form.with(&format!("level-{person}"), level))
}

fn wish(form: &Fields, condition: Condition) -> Result<SkillWish, Refusal> {
    let levels = numbered(form, "level-")?.into_iter();
    Ok(SkillWish {
        name: form.text("name").to_owned(),
        condition,
        need: Need::named(form.text("need")).ok_or(Refusal::FormIncomplete)?,
        least: form.value("least").map_err(|_| Refusal::LevelInvalid)?,
        levels: levels.filter_map(|(person, level)| Some((PersonId(person), level?))).collect(),
    })
}

/// A number for each person; none where nothing is chosen.
fn numbered(fields: &Fields, before: &str) -> Result<BTreeMap<i64, Option<i64>>, Refusal> {
    let of = fields.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(before)?, value.trim())));
    of.map(|(person, value)| {
        let number = if value.is_empty() { None } else { Some(value.parse().map_err(|_| Refusal::FormIncomplete)?) };
        Ok((person.parse().map_err(|_| Refusal::FormIncomplete)?, number))
    })
    .collect()
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::LevelInvalid => "least",
        Refusal::RuleWithoutViewer | Refusal::RuleWithoutEvent => "condition",
        refusal if refusal.is_of_condition() => "condition",
        _ => above(refusal),
    }
}

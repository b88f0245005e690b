//! `/admin/rules`

mod drawn;
mod names;
mod page;
mod rows;

use super::asked::{Asked, ask};
use super::tried::{order, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::answer::{Answer, Failure, Speak};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use desk::automation::{RECIPES, Recipe, RuleId, RuleKind, RuleWish};
use desk::condition::Condition;
use desk::{Done, Permission, Refusal};
pub use drawn::{Steps, steps};
pub use names::{Offered, called, spoken_of};
use page::{Shown, page};
pub use rows::{step_rows, to_pick};
use service::automation::{self, Oddity, Switch};
use service::{Tx, ticket};
use views::admin::rules::{Gallery, Rules};

const INDEX: &str = "/admin/rules";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked =
        ask(&web, &here, Permission::Automate, |read| Ok((automation::rules(read)?, automation::coverage(read)?)));
    let Asked { shell, frame, found: (rules, coverage) } = asked.await?;
    let said = |odd: &Oddity| match odd {
        Oddity::Idle => shell.words.say("rule-odd-idle").to_owned(),
        Oddity::Shadowed => shell.words.say("rule-odd-shadowed").to_owned(),
        Oddity::Circles(name) => shell.with("rule-odd-circles", name),
    };
    let odd = coverage.iter().map(|(rule, all)| (*rule, all.iter().map(said).collect())).collect();
    Ok(here.show(&Rules { rules, odd, shell, frame }))
}

pub async fn gallery(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: () } = ask(&web, &here, Permission::Automate, |_| Ok(())).await?;
    Ok(here.show(&Gallery { shell, frame, recipes: RECIPES }))
}

/// An empty rule, or a recipe of the gallery.
pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let language = here.seat.words.language();
    let recipe = Recipe::named(here.query.text("recipe"));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        read.actor().may(Permission::Automate)?;
        let statuses = ticket::statuses(read)?;
        let standard = |category| {
            let of = statuses.iter().filter(|status| status.category == category);
            of.max_by_key(|status| status.standard).map(|status| status.id)
        };
        let tags = ticket::tags(read)?;
        let wish = recipe.map_or_else(empty, |recipe| recipe.wish(language, standard));
        Ok(Shown::of(&wish, &tags))
    });
    let shown = asked.await.speak(&here.seat)?;
    Ok(here.show(&page(&web, &here, None, shown).await?))
}

fn empty() -> RuleWish {
    RuleWish { on: vec!["ticket_created".into()], ..RuleWish::default() }
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (shown, fields) = lying(&web, &here, fields).await?;
    if fields.text("act") != "save" {
        return redraw(&web, &here, None, shown).await;
    }
    let (form, sketch, steps) = (fields.clone(), shown.sketch.clone(), shown.steps.clone());
    let create = move |tx: &mut Tx| {
        let wish = wish(tx, &form, &sketch, &steps)?;
        automation::create_rule(tx, wish)
    };
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    match tried(&here, done, &fields, beside)? {
        Ok(rule) => Ok(here.go(&format!("{INDEX}/{}", rule.id), Said::Saved)),
        Err(again) => {
            let (status, shown) = (again.status, Shown { form: again.form, ..shown });
            Ok(here.show_again(status, &page(&web, &here, None, shown).await?))
        }
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<RuleId>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let rule = automation::rule(read, id)?;
        let tags = ticket::tags(read)?;
        Ok(Shown::of(&rule.wish, &tags).at(rule.version))
    });
    let shown = asked.await.speak(&here.seat)?;
    Ok(here.show(&page(&web, &here, Some(id), shown).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<RuleId>, fields: Fields) -> Answer {
    web.desk.ask(here.seat.actor.clone(), move |read| automation::rule(read, id)).await.speak(&here.seat)?;
    let (shown, fields) = lying(&web, &here, fields).await?;
    if fields.text("act") != "save" {
        return redraw(&web, &here, Some(id), shown).await;
    }
    let (form, sketch, steps) = (fields.clone(), shown.sketch.clone(), shown.steps.clone());
    let change = move |tx: &mut Tx| {
        let (version, wish) = (form.value("version")?, wish(tx, &form, &sketch, &steps)?);
        automation::change_rule(tx, id, version, wish)
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{id}"), Said::Saved)),
        Err(again) => {
            let (status, shown) = (again.status, Shown { form: again.form, ..shown });
            Ok(here.show_again(status, &page(&web, &here, Some(id), shown).await?))
        }
    }
}

pub async fn switch(State(web): State<Web>, here: Here, Id(id): Id<RuleId>, fields: Fields) -> Answer {
    let to = Switch::named(fields.text("to")).ok_or(Refusal::FormIncomplete);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::switch_rule(tx, id, to?)).await;
    done.map(|rule| here.go(&format!("{INDEX}/{}", rule.id), Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<RuleId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::remove_rule(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn reorder(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let order: Result<Vec<RuleId>, Refusal> = order(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::order_rules(tx, &order?)).await;
    done.map(|()| here.done(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn roll_back(
    State(web): State<Web>,
    here: Here,
    Path((id, to)): Path<(RuleId, i64)>,
    fields: Fields,
) -> Answer {
    let seen = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| automation::roll_back_rule(tx, id, seen?, to)).await;
    done.map(|_| here.go(&format!("{INDEX}/{id}"), Said::Saved)).map_err(|error| here.fail(error))
}

/// The form as it lies, after its button.
async fn lying(web: &Web, here: &Here, fields: Fields) -> Result<(Shown, Fields), Failure> {
    let mut steps = Steps::read(&fields);
    steps.act(fields.text("act"));
    let (sketch, fields) = sketched(web, here, fields, Some(Permission::Automate)).await?;
    Ok((Shown { form: typed(&fields), sketch, steps }, fields))
}

async fn redraw(web: &Web, here: &Here, id: Option<RuleId>, shown: Shown) -> Answer {
    Ok(here.show_again(StatusCode::OK, &page(web, here, id, shown).await?))
}

fn wish(tx: &mut Tx, form: &Fields, sketch: &Sketch, lying: &Steps) -> Done<RuleWish> {
    let condition: Condition = sketch.condition()?;
    Ok(RuleWish {
        name: form.text("name").to_owned(),
        purpose: form.text("purpose").to_owned(),
        kind: RuleKind::named(form.text("kind")).ok_or(Refusal::FormIncomplete)?,
        on: form.all("on").map(str::to_owned).collect(),
        condition,
        steps: steps(tx, lying)?,
        stop: form.has("stop"),
        old: form.has("old"),
        ..RuleWish::default()
    })
}

/// What belongs to a part of the page stands there, all else above it.
const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::RuleDeaf => "on",
        Refusal::RuleEmpty | Refusal::TooManySteps | Refusal::StepIncomplete | Refusal::NoRecipient => "steps",
        Refusal::AddressInvalid | Refusal::TemplateWrong => "steps",
        Refusal::PatternWrong
        | Refusal::RuleTimeless
        | Refusal::RuleWithoutEvent
        | Refusal::RuleWithoutViewer
        | Refusal::ConditionValue
        | Refusal::ConditionEmptyGroup => "condition",
        _ => "",
    }
}

//! `/admin/macros`

use super::asked::{Asked, ask};
use super::rules::{Offered, Steps, step_rows, steps};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::agent::ticket::change::names;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use base::Language;
use desk::condition::Condition;
use desk::conversation::template::{Values, filled, sound};
use desk::conversation::{Acts, Assignee, Macro, MacroId, MacroWish};
use desk::people::PersonId;
use desk::ticket::{Priority, StatusId, Tag};
use desk::{Done, Error, Permission, Refusal};
use service::{Tx, conversation, people, ticket};
use views::admin::Form;
use views::admin::letters::Preview;
use views::admin::macros::{MacroPage, Macros};

const INDEX: &str = "/admin/macros";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| Ok((conversation::macros(read)?, people::teams(read)?)));
    let Asked { shell, frame, found: (macros, teams) } = asked.await?;
    Ok(here.show(&Macros { shell, frame, macros, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let lying = Lying { sketch: Sketch::of(&Condition::everything()), steps: Steps::default() };
    Ok(here.show(&page(&web, &here, None, Shown::Typed(Fields::default(), None, Box::new(lying)), false).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (lying, fields) = lying(&web, &here, fields).await?;
    if !saves(&fields) {
        return redraw(&web, &here, None, fields, lying).await;
    }
    let (form, condition, steps) = (fields.clone(), lying.sketch.condition(), lying.steps.clone());
    let create = move |tx: &mut Tx| {
        let wish = wish(tx, &form, condition?, &steps)?;
        conversation::create_macro(tx, wish)
    };
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    settled(&web, &here, None, done, fields, lying).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MacroId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Shown::Kept, false).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MacroId>, fields: Fields) -> Answer {
    let (lying, fields) = lying(&web, &here, fields).await?;
    if !saves(&fields) {
        return redraw(&web, &here, Some(id), fields, lying).await;
    }
    let (form, condition, steps) = (fields.clone(), lying.sketch.condition(), lying.steps.clone());
    let change = move |tx: &mut Tx| {
        let (version, wish) = (form.value("version")?, wish(tx, &form, condition?, &steps)?);
        conversation::change_macro(tx, id, version, wish)
    };
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    settled(&web, &here, Some(id), done, fields, lying).await
}

/// Any other button changes the rows of the condition, or the steps.
fn saves(fields: &Fields) -> bool {
    matches!(fields.text("act"), "" | "save")
}

async fn redraw(web: &Web, here: &Here, id: Option<MacroId>, fields: Fields, lying: Lying) -> Answer {
    let page = page(web, here, id, Shown::Typed(fields, None, Box::new(lying)), false).await?;
    Ok(here.show_again(StatusCode::OK, &page))
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<MacroId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| conversation::remove_macro(tx, id)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

/// As the form stands, without saving it.
pub async fn preview(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let id = fields.maybe("id").map_err(|refusal| here.fail(refusal))?.map(MacroId);
    let (lying, fields) = lying(&web, &here, fields).await?;
    let wish = words(&fields).sound();
    let again = wish.err().map(|refusal| Again::refused(&fields, field(refusal), refusal));
    let status = again.as_ref().map_or(StatusCode::OK, |again| again.status);
    Ok(here.show_again(status, &page(&web, &here, id, Shown::Typed(fields, again, Box::new(lying)), true).await?))
}

async fn settled(
    web: &Web,
    here: &Here,
    id: Option<MacroId>,
    done: Done<Macro>,
    fields: Fields,
    lying: Lying,
) -> Answer {
    match tried(here, done, &fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => {
            let status = again.status;
            Ok(here.show_again(
                status,
                &page(web, here, id, Shown::Typed(fields, Some(again), Box::new(lying)), false).await?,
            ))
        }
    }
}

/// The condition and the steps as they lie in the form.
struct Lying {
    sketch: Sketch,
    steps: Steps,
}

/// What stands in the fields.
enum Shown {
    Kept,
    Typed(Fields, Option<Again>, Box<Lying>),
}

/// The form as it lies, after its button.
async fn lying(web: &Web, here: &Here, fields: Fields) -> Result<(Lying, Fields), Failure> {
    let mut steps = Steps::read(&fields);
    steps.act(fields.text("act"));
    let (sketch, fields) = sketched(web, here, fields, Some(Permission::Configure)).await?;
    Ok((Lying { sketch, steps }, fields))
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<MacroId>,
    shown: Shown,
    previewed: bool,
) -> Result<MacroPage<'static>, Failure> {
    let typed_of = match &shown {
        Shown::Typed(_, _, lying) => lying.sketch.spoken_of(),
        Shown::Kept => Vec::new(),
    };
    let asked = ask(web, here, Permission::Configure, move |read| {
        let prepared = conversation::macros(read)?.into_iter().find(|prepared| Some(prepared.id) == id);
        if prepared.is_none() && id.is_some() {
            return Err(Error::Missing);
        }
        let of = prepared.as_ref().map(|prepared| Sketch::of(&prepared.condition).spoken_of());
        let choices = ticket::choices(read, &of.into_iter().flatten().chain(typed_of).collect::<Vec<_>>())?;
        let values = [
            conversation::sample_values(read, None, Language::English)?,
            conversation::sample_values(read, None, Language::Japanese)?,
        ];
        let agents: Vec<_> = people::agents(read)?
            .into_iter()
            .filter(|(_, agent)| agent.active)
            .map(|(person, _)| (person.id, person.shown().to_owned()))
            .collect();
        let offered = Offered::read(read)?;
        let (statuses, teams, tags) = (ticket::statuses(read)?, people::teams(read)?, ticket::tags(read)?);
        Ok((prepared, statuses, teams, agents, tags, values, choices, offered))
    });
    let Asked { shell, frame, found: (prepared, statuses, teams, agents, tags, values, choices, offered) } =
        asked.await?;
    let (form, chosen, lying) = match (shown, &prepared) {
        (Shown::Typed(fields, again, lying), _) => {
            let chosen = fields.all("team").map(str::to_owned).collect();
            (again.map_or_else(|| typed(&fields), |again| again.form), chosen, *lying)
        }
        (Shown::Kept, Some(prepared)) => {
            let chosen = prepared.teams.iter().map(ToString::to_string).collect();
            let sketch = Sketch::of(&prepared.condition).grouped();
            (kept(prepared, &tags), chosen, Lying { sketch, steps: Steps::of(&prepared.acts.steps, &tags) })
        }
        (Shown::Kept, None) => return Err(here.fail(Error::Missing)),
    };
    let root = lying.sketch.drawn(&shell, &choices);
    let steps = step_rows(lying.steps, &shell, &choices, &offered, &Acts::step_kinds());
    let form = match &prepared {
        Some(prepared) => form.or("version", prepared.version),
        None => form,
    };
    let mistakes = (sound(form.text("text_en")).err(), sound(form.text("text_ja")).err());
    let previews = if previewed { previews(&form, &values) } else { Vec::new() };
    Ok(MacroPage { shell, frame, id, form, root, steps, statuses, teams, agents, chosen, mistakes, previews })
}

fn previews(form: &Form, [english, japanese]: &[Values; 2]) -> Vec<(&'static str, Preview)> {
    let texts = [("en", form.text("text_en"), english), ("ja", form.text("text_ja"), japanese)];
    let shown = |(language, text, values): (&'static str, &str, &Values)| {
        let text = filled(&text.replace("\r\n", "\n"), values).ok().filter(|text| !text.trim().is_empty())?;
        let paragraphs = text.split("\n\n").map(str::to_owned).collect();
        Some((language, Preview { subject: String::new(), paragraphs }))
    };
    texts.into_iter().filter_map(shown).collect()
}

fn kept(prepared: &Macro, tags: &[Tag]) -> Form {
    let Acts { status, priority, tags: added, assignee, steps: _ } = &prepared.acts;
    let names = tags.iter().filter(|tag| added.contains(&tag.id)).map(|tag| tag.name.as_str());
    Form::default()
        .with("name", &prepared.name)
        .with("shortcut", &prepared.shortcut)
        .with("text_en", &prepared.text_en)
        .with("text_ja", &prepared.text_ja)
        .with("status", status.map(|id| id.to_string()).unwrap_or_default())
        .with("priority", priority.map_or("", Priority::name))
        .with("tags", names.collect::<Vec<_>>().join(", "))
        .with(
            "assignee",
            match assignee {
                Assignee::Unchanged => String::new(),
                Assignee::Writer => "writer".into(),
                Assignee::Nobody => "nobody".into(),
                Assignee::Agent(id) => id.to_string(),
            },
        )
}

/// Its texts alone.
fn words(form: &Fields) -> MacroWish {
    let text = |name: &str| form.text(name).to_owned();
    MacroWish {
        name: text("name"),
        shortcut: text("shortcut"),
        text_en: text("text_en"),
        text_ja: text("text_ja"),
        ..MacroWish::default()
    }
}

fn wish(tx: &mut Tx, form: &Fields, condition: Condition, lying: &Steps) -> Done<MacroWish> {
    let tags: Vec<String> = names(form.text("tags")).collect();
    let acts = Acts {
        status: form.maybe("status")?.map(StatusId),
        priority: Priority::named(form.text("priority")),
        tags: ticket::tags_named(tx, &tags)?,
        assignee: match form.text("assignee") {
            "" => Assignee::Unchanged,
            "writer" => Assignee::Writer,
            "nobody" => Assignee::Nobody,
            id => Assignee::Agent(PersonId(id.parse().map_err(|_| Refusal::FormIncomplete)?)),
        },
        steps: steps(tx, lying)?,
    };
    Ok(MacroWish { acts, teams: form.values("team", 500), condition, ..words(form) })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::ShortcutInvalid | Refusal::ShortcutTaken => "shortcut",
        Refusal::TooManyTags => "tags",
        Refusal::MacroEmpty => "text_en",
        Refusal::MacroInMacro | Refusal::TooManySteps | Refusal::StepIncomplete | Refusal::NoRecipient => "steps",
        Refusal::AddressInvalid => "steps",
        refusal if refusal.is_of_condition() => "condition",
        _ => above(refusal),
    }
}

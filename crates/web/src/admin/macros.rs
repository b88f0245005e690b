//! `/admin/macros`: for whoever answers, who makes their own there; what is shared is changed by those who may share.

use super::asked::{Asked, ask};
use super::rules::{Offered, Steps, step_rows, steps};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::loose::{kept_files, with_files};
use crate::agent::rich::{Prose, written};
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::agent::ticket::change::names;
use crate::answer::{Answer, Failure};
use crate::upload::Upload;
use axum::extract::State;
use axum::http::StatusCode;
use base::{CleanHtml, Language};
use desk::condition::Condition;
use desk::conversation::template::{Values, filled, filled_html};
use desk::conversation::{Acts, Assignee, Macro, MacroId, MacroWish};
use desk::people::PersonId;
use desk::ticket::{Priority, StatusId, Tag};
use desk::{Done, Error, Permission, Refusal};
use service::{Read, Tx, conversation, people, ticket};
use views::admin::Form;
use views::admin::macros::{MINE, MacroPage, Macros, SHARED};
use views::agent::files::encoded;

const INDEX: &str = "/admin/macros";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Reply, |read| Ok((conversation::macros(read)?, people::teams(read)?)));
    let Asked { shell, frame, found: (macros, teams) } = asked.await?;
    let actor = &here.seat.actor;
    let macros = macros.into_iter().map(|one| (actor.may_edit_macro(&one).is_ok(), one)).collect();
    Ok(here.show(&Macros { shell, frame, macros, teams }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let lying = Lying { sketch: Sketch::of(&Condition::everything()), steps: Steps::default() };
    Ok(here.show(&page(&web, &here, None, Shown::Typed(Fields::default(), None, Box::new(lying)), false).await?))
}

pub async fn create(State(web): State<Web>, here: Here, upload: Upload) -> Answer {
    let (lying, fields, refusal) = lying(&web, &here, upload).await?;
    if !saves(&fields) {
        return redraw(&web, &here, None, fields, lying).await;
    }
    let (form, condition, steps) = (fields.clone(), lying.sketch.condition(), lying.steps.clone());
    let create = move |tx: &mut Tx| {
        refusal.map_or(Ok(()), Err)?;
        let wish = wish(tx, &form, condition?, &steps)?;
        conversation::create_macro(tx, wish)
    };
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    settled(&web, &here, None, done, fields, lying).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MacroId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Shown::Kept, false).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<MacroId>, upload: Upload) -> Answer {
    let (lying, fields, refusal) = lying(&web, &here, upload).await?;
    if !saves(&fields) {
        return redraw(&web, &here, Some(id), fields, lying).await;
    }
    let (form, condition, steps) = (fields.clone(), lying.sketch.condition(), lying.steps.clone());
    let change = move |tx: &mut Tx| {
        refusal.map_or(Ok(()), Err)?;
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
pub async fn preview(State(web): State<Web>, here: Here, upload: Upload) -> Answer {
    let id = upload.fields.maybe("id").map_err(|refusal| here.fail(refusal))?.map(MacroId);
    let (lying, fields, refusal) = lying(&web, &here, upload).await?;
    let form = fields.clone();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| words(read, &form)).await;
    let wish = asked.map_err(|error| here.fail(error))?.sound();
    let again = refusal.or(wish.err()).map(|refusal| Again::refused(&fields, field(refusal), refusal));
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

/// The form as it lies, after its button. Files that came with it are kept from now on, whatever becomes of it; the refusal
/// is of one that could not be.
async fn lying(web: &Web, here: &Here, upload: Upload) -> Result<(Lying, Fields, Option<Refusal>), Failure> {
    let Upload { fields, files, refusal } = upload;
    let mut steps = Steps::read(&fields);
    steps.act(fields.text("act"));
    let (sketch, mut fields) = sketched(web, here, fields, Some(Permission::Reply)).await?;
    let kept = with_files(web, here, Form::default(), files).await?;
    fields.0.extend(kept.all("kept").map(|id| ("kept".to_owned(), id.to_owned())));
    Ok((Lying { sketch, steps }, fields, refusal))
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
    let brought: Option<Vec<String>> = match &shown {
        Shown::Typed(fields, ..) => Some(fields.all("kept").map(str::to_owned).collect()),
        Shown::Kept => None,
    };
    let asked = ask(web, here, Permission::Reply, move |read| {
        let prepared = id.map(|id| conversation::editable_macro(read, id)).transpose()?;
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
        let files = match &prepared {
            // A form that was sent says which are left.
            Some(prepared) if brought.is_none() => {
                let beside = prepared.files.iter().filter(|file| !file.inline);
                beside.filter_map(|file| file.content_id.clone()).collect()
            }
            Some(_) | None => brought.unwrap_or_default(),
        };
        let files = kept_files(read, "", &files)?;
        let (statuses, tags) = (ticket::statuses(read)?, ticket::tags(read)?);
        // Nobody shares with teams that are not theirs.
        let teams = choices.teams.clone();
        Ok((prepared, statuses, teams, agents, tags, values, choices, offered, files))
    });
    let Asked { shell, frame, found: (prepared, statuses, teams, agents, tags, values, choices, offered, files) } =
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
    let steps = step_rows(lying.steps, &shell, &choices, &offered, &Acts::step_kinds(&here.seat.actor));
    let form = match &prepared {
        Some(prepared) => form.or("version", prepared.version),
        None => form,
    };
    let english = Prose::of(written_in(&form, "en"));
    let japanese = Prose::of(written_in(&form, "ja"));
    let previews = if previewed { previews([(&english, &values[0]), (&japanese, &values[1])]) } else { Vec::new() };
    let texts = [
        english.drawn(("en", "text_en", "admin-macro-text-en", "html_en")),
        japanese.drawn(("ja", "text_ja", "admin-macro-text-ja", "html_ja")),
    ];
    Ok(MacroPage { shell, frame, id, form, root, steps, statuses, teams, agents, chosen, texts, files, previews })
}

fn previews(texts: [(&Prose, &Values); 2]) -> Vec<(&'static str, CleanHtml)> {
    let shown = |(language, (prose, values)): (&'static str, (&Prose, &Values))| {
        let html = match prose.html.is_empty() {
            true => CleanHtml::from_text(filled(&prose.text.replace("\r\n", "\n"), values).ok()?.trim()),
            false => {
                filled_html(&prose.html, values).ok()?.map_images(|id| Some(format!("/loose/images/{}", encoded(id))))
            }
        };
        Some((language, html)).filter(|(_, html)| !html.is_empty())
    };
    ["en", "ja"].into_iter().zip(texts).filter_map(shown).collect()
}

fn kept(prepared: &Macro, tags: &[Tag]) -> Form {
    let Acts { status, priority, tags: added, assignee, steps: _ } = &prepared.acts;
    let names = tags.iter().filter(|tag| added.contains(&tag.id)).map(|tag| tag.name.as_str());
    Form::default()
        .with("name", &prepared.name)
        .with("audience", if prepared.is_shared() { SHARED } else { MINE })
        .with("shortcut", &prepared.shortcut)
        .with("text_en", &prepared.text_en)
        .with("text_ja", &prepared.text_ja)
        .with("html_en", prepared.html_en.as_str())
        .with("html_ja", prepared.html_ja.as_str())
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

/// What it says in one language.
fn written_in(form: &Form, language: &str) -> (String, CleanHtml) {
    written(|name| form.text(name), &format!("text_{language}"), &format!("html_{language}"))
}

/// What it says, and the files that go with it.
fn words(read: &mut Read, form: &Fields) -> Done<MacroWish> {
    let texts = typed(form);
    let ((text_en, html_en), (text_ja, html_ja)) = (written_in(&texts, "en"), written_in(&texts, "ja"));
    let along: Vec<String> = form.all("kept").map(str::to_owned).collect();
    let files = kept_files(read, &format!("{}{}", html_en.as_str(), html_ja.as_str()), &along)?;
    let text = |name: &str| form.text(name).to_owned();
    Ok(MacroWish {
        name: text("name"),
        shortcut: text("shortcut"),
        text_en,
        text_ja,
        html_en,
        html_ja,
        files,
        ..MacroWish::default()
    })
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
    let mine = match form.text("audience") {
        MINE => true,
        SHARED => false,
        // What stands first on the page.
        "" => tx.actor().may(Permission::Configure).is_err(),
        _ => return Err(Refusal::FormIncomplete.into()),
    };
    Ok(MacroWish { mine, acts, teams: form.values("team", 500), condition, ..words(tx, form)? })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::ShortcutInvalid | Refusal::ShortcutTaken => "shortcut",
        Refusal::TooManyTags => "tags",
        Refusal::MacroEmpty => "text_en",
        Refusal::AttachmentTooLarge | Refusal::TooManyAttachments => "file",
        Refusal::MacroInMacro | Refusal::TooManySteps | Refusal::StepIncomplete | Refusal::NoRecipient => "steps",
        Refusal::AddressInvalid | Refusal::MacroStepOfRules => "steps",
        Refusal::MacroForTeams => "audience",
        refusal if refusal.is_of_condition() => "condition",
        _ => above(refusal),
    }
}

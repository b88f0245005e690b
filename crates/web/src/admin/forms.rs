//! `/admin/forms`: which fields are asked for, of whom, and where they hang on each other.

mod sketch;

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields as Sent;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use base::Language;
use desk::form::{Audience, FormId, FormWish, Label};
use desk::{Error, Permission, Refusal};
use service::form;
use sketch::Sketch;
use views::admin::forms::{FormPage, Forms};
use views::admin::{Choice, Form};

const INDEX: &str = "/admin/forms";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, |read| {
        Ok((form::forms(read)?, form::topics(read)?, form::book(read)?))
    });
    let Asked { shell, frame, found: (forms, topics, book) } = asked.await?;
    let language = shell.words.language();
    let used = |id: FormId| {
        let own = topics.iter().filter(|topic| topic.wish.form == Some(id));
        own.map(|topic| topic.wish.name.shown(language)).collect::<Vec<_>>().join(", ")
    };
    let forms = forms.into_iter().map(|form| (used(form.id), form)).map(|(topics, form)| (form, topics)).collect();
    Ok(here.show(&Forms { shell, frame, forms, bare: book.fields.is_empty() }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("language", here.seat.words.language().tag());
    Ok(here.show(&page(&web, &here, None, form, (Sketch::default(), &Sent::default()), None).await?))
}

pub async fn create(State(web): State<Web>, here: Here, sent: Sent) -> Answer {
    let sketch = sketch(&here, &sent)?;
    if sent.text("act") != "save" {
        return again(&web, &here, None, &sent, sketch).await;
    }
    let (by, name) = (here.seat.actor.clone(), name(&sent));
    let parts = sketch.clone();
    let done = web.desk.change(by, move |tx| {
        let parts = parts.parts(&form::book(tx)?)?;
        form::create_form(tx, FormWish { name, parts })
    });
    settled(&web, &here, None, &sent, sketch, tried(&here, done.await, &sent, beside)?).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<FormId>) -> Answer {
    let forms = web.desk.ask(here.seat.actor.clone(), |read| Ok((form::forms(read)?, form::book(read)?))).await;
    let (forms, book) = forms.map_err(|error| here.fail(error))?;
    let kept = forms.into_iter().find(|form| form.id == id).ok_or_else(|| here.fail(Error::Missing))?;
    let form = Form::default()
        .with("name_en", &kept.name.en)
        .with("name_ja", &kept.name.ja)
        .with("version", kept.version)
        .with("language", here.seat.words.language().tag());
    Ok(here.show(&page(&web, &here, Some(id), form, (Sketch::of(&kept.parts, &book), &Sent::default()), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<FormId>, sent: Sent) -> Answer {
    let forms = web.desk.ask(here.seat.actor.clone(), form::forms).await.map_err(|error| here.fail(error))?;
    if !forms.iter().any(|form| form.id == id) {
        return Err(here.fail(Error::Missing));
    }
    let sketch = sketch(&here, &sent)?;
    if sent.text("act") != "save" {
        return again(&web, &here, Some(id), &sent, sketch).await;
    }
    let (by, name, version) = (here.seat.actor.clone(), name(&sent), sent.value("version"));
    let parts = sketch.clone();
    let done = web.desk.change(by, move |tx| {
        let parts = parts.parts(&form::book(tx)?)?;
        form::change_form(tx, id, version?, FormWish { name, parts })
    });
    settled(&web, &here, Some(id), &sent, sketch, tried(&here, done.await, &sent, beside)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<FormId>, sent: Sent) -> Answer {
    let sketch = sketch(&here, &sent)?;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| form::remove_form(tx, id)).await;
    settled(&web, &here, Some(id), &sent, sketch, tried(&here, done, &sent, above)?).await
}

/// The form as it lies, after its button.
fn sketch(here: &Here, sent: &Sent) -> Result<Sketch, Failure> {
    let mut sketch = Sketch::read(sent).map_err(|refusal| here.fail(refusal))?;
    sketch.act(sent.text("act"), sent.text("more"));
    Ok(sketch)
}

async fn again(web: &Web, here: &Here, id: Option<FormId>, sent: &Sent, sketch: Sketch) -> Answer {
    Ok(here.show_again(StatusCode::OK, &page(web, here, id, typed(sent), (sketch, sent), None).await?))
}

async fn settled<T>(
    web: &Web,
    here: &Here,
    id: Option<FormId>,
    sent: &Sent,
    sketch: Sketch,
    tried: Result<T, Again>,
) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(Again { status, form }) => {
            Ok(here.show_again(status, &page(web, here, id, form, (sketch, sent), Some(())).await?))
        }
    }
}

/// `refused`: the reason stands beside the field whose rule is wrong.
async fn page(
    web: &Web,
    here: &Here,
    id: Option<FormId>,
    form: Form,
    (sketch, sent): (Sketch, &Sent),
    refused: Option<()>,
) -> Result<FormPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, form::book);
    let Asked { shell, frame, found: book } = asked.await?;
    let language = shell.words.language();
    let seen = Language::from_tag(form.text("language")).unwrap_or(language);
    let wrong = refused.and_then(|()| sketch.wrong(&book));
    let title = match (id, Label::new(form.text("name_en"), form.text("name_ja"))) {
        (Some(_), name) if !name.is_empty() => name.shown(language).to_owned(),
        (_, _) => shell.say("form-new").to_owned(),
    };
    let rest = book.fields.iter().filter(|field| field.active && !sketch.has(field.id));
    Ok(FormPage {
        parts: sketch.rows(&book, shell.words, wrong),
        rest: rest.map(|field| Choice::new(field.id, field.label.shown(language))).collect(),
        previews: [("form-requester", Audience::Requester), ("form-agent", Audience::Agent)]
            .map(|(key, audience)| (key, sketch.preview(&book, sent, audience, (seen, &here.seat.zone))))
            .to_vec(),
        id: id.map(|id| id.0),
        title,
        form,
        shell,
        frame,
    })
}

fn name(sent: &Sent) -> Label {
    Label::new(sent.text("name_en"), sent.text("name_ja"))
}

/// Names have a place of their own; what is wrong with a rule stands beside its field, and is said above the form as well.
const fn beside(refusal: Refusal) -> &'static str {
    if matches!(refusal, Refusal::NameEmpty | Refusal::NameTooLong) { "name_en" } else { "" }
}

//! `/views/{view}/highlights`: how a view marks the tickets for which something holds.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use super::sketch::Sketch;
use super::sketched::{SAY, sketched};
use crate::Web;
use crate::admin::tried::{tried, typed};
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use axum::http::StatusCode;
use desk::Refusal;
use desk::condition::Condition;
use desk::ticket::{Column, HighlightId, HighlightWish, Tone, ViewId};
use service::ticket;
use views::admin::Form;
use views::agent::At;
use views::agent::highlight::HighlightPage;

pub async fn new(State(web): State<Web>, here: Here, Id(view): Id<ViewId>) -> Answer {
    let form = Form::default().with("tone", Tone::Warning.name()).with("spot", "");
    Ok(here.show(&page(&web, &here, (view, None), form, Sketch::of(&Condition::everything())).await?))
}

pub async fn create(State(web): State<Web>, here: Here, Id(view): Id<ViewId>, fields: Fields) -> Answer {
    let (sketch, fields) = drawn(&web, &here, view, fields).await?;
    if fields.text("act") != "save" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, (view, None), typed(&fields), sketch).await?));
    }
    let wish = wish(&fields, &sketch);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_highlight(tx, view, wish?)).await;
    match tried(&here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(&path(view), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, (view, None), again.form, sketch).await?)),
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id((view, id)): Id<(ViewId, HighlightId)>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::highlight(read, view, id));
    let highlight = asked.await.speak(&here.seat)?;
    let wish = &highlight.wish;
    let form = Form::default()
        .with("label_en", &wish.label_en)
        .with("label_ja", &wish.label_ja)
        .with("tone", wish.tone.name())
        .with("spot", wish.spot.map_or("", Column::name))
        .with("version", highlight.version);
    let sketch = Sketch::of(&wish.condition).grouped();
    Ok(here.show(&page(&web, &here, (view, Some(id)), form, sketch).await?))
}

pub async fn update(
    State(web): State<Web>,
    here: Here,
    Id((view, id)): Id<(ViewId, HighlightId)>,
    fields: Fields,
) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| ticket::highlight(read, view, id));
    asked.await.speak(&here.seat)?;
    let (sketch, fields) = drawn(&web, &here, view, fields).await?;
    let this = (view, Some(id));
    if fields.text("act") != "save" {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, this, typed(&fields), sketch).await?));
    }
    let (wish, version) = (wish(&fields, &sketch), fields.value("version"));
    let change = move |tx: &mut service::Tx| ticket::change_highlight(tx, view, id, wish?, version?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(&here, done, &fields, beside)? {
        Ok(()) => Ok(here.go(&path(view), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, this, again.form, sketch).await?)),
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id((view, id)): Id<(ViewId, HighlightId)>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_highlight(tx, view, id)).await;
    done.map(|()| here.go(&path(view), Said::Saved)).map_err(|error| here.fail(error))
}

fn path(view: ViewId) -> String {
    format!("/views/{view}")
}

const fn beside(refusal: Refusal) -> &'static str {
    if matches!(refusal, Refusal::NameEmpty | Refusal::NameTooLong) { "label" } else { "" }
}

/// The form as it lies, after its button; only of a view that is theirs to change.
async fn drawn(web: &Web, here: &Here, view: ViewId, fields: Fields) -> Result<(Sketch, Fields), Failure> {
    let known = matches!(fields.text("act").split(':').next(), Some("save" | "draw" | "row" | "group" | "drop" | SAY));
    if !known {
        return Err(here.fail(Refusal::FormIncomplete));
    }
    web.desk.ask(here.seat.actor.clone(), move |read| ticket::view_to_change(read, view)).await.speak(&here.seat)?;
    sketched(web, here, fields, None).await
}

fn wish(fields: &Fields, sketch: &Sketch) -> Result<HighlightWish, Refusal> {
    Ok(HighlightWish {
        label_en: fields.text("label_en").to_owned(),
        label_ja: fields.text("label_ja").to_owned(),
        tone: Tone::named(fields.text("tone")).ok_or(Refusal::FormIncomplete)?,
        spot: match fields.text("spot") {
            "" => None,
            name => Some(Column::named(name).ok_or(Refusal::FormIncomplete)?),
        },
        condition: sketch.condition()?,
    })
}

async fn page(
    web: &Web,
    here: &Here,
    (view, id): (ViewId, Option<HighlightId>),
    form: Form,
    sketch: Sketch,
) -> Result<HighlightPage<'static>, Failure> {
    let spoken_of = sketch.spoken_of();
    let Asked { shell, frame, found: (of, choices) } = ask(web, here, At::Views, move |read| {
        Ok((ticket::view_to_change(read, view)?, ticket::choices(read, &spoken_of)?))
    })
    .await?;
    Ok(HighlightPage {
        view: of.wish.shown(here.seat.words.language()).to_owned(),
        view_path: path(view),
        root: sketch.drawn(&shell, &choices),
        id: id.map(|id| id.0),
        form,
        shell,
        frame,
    })
}

//! `/views/{view}/highlights`, `/lists/{list}`: how a view or a list marks the tickets for which something holds.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use super::saved::{audience, audiences, marked, offered};
use super::sketch::Sketch;
use super::sketched::{SAY, sketched};
use crate::Web;
use crate::admin::tried::{tried, typed};
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use axum::http::StatusCode;
use desk::condition::Condition;
use desk::people::PersonId;
use desk::ticket::{Audience, Canvas, Highlight, HighlightId, HighlightWish, Shown, Tone, View, ViewId};
use desk::{Error, Refusal};
use service::{form, people, ticket};
use views::admin::Form;
use views::agent::At;
use views::agent::highlight::{Coloured, Colours, HighlightPage};
use views::agent::list::heading;

/// Whose colours they are.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    View(ViewId),
    /// A list that every desk has.
    List(View),
}

impl Place {
    fn path(self) -> String {
        match self {
            Self::View(view) => format!("/views/{view}"),
            Self::List(list) => format!("/lists/{}", list.name()),
        }
    }

    fn canvas(self, audience: Audience, owner: PersonId) -> Canvas {
        match self {
            Self::View(view) => Canvas::View(view),
            Self::List(list) => Canvas::List { list, audience, owner },
        }
    }

    fn holds(self, of: &Canvas) -> bool {
        match (self, of) {
            (Self::View(view), Canvas::View(of)) => view == *of,
            (Self::List(list), Canvas::List { list: of, .. }) => list == *of,
            (Self::View(_) | Self::List(_), Canvas::View(_) | Canvas::List { .. }) => false,
        }
    }
}

/// None: no list that every desk has is called so.
fn list_of(here: &Here, name: &str) -> Result<Place, Failure> {
    let list = View::named(name).filter(|list| !matches!(list, View::Saved(_)));
    list.map(Place::List).ok_or_else(|| here.fail(Error::Missing))
}

/// `/lists/{list}`: the colours of a list that every desk has, as far as one sees them.
pub async fn index(State(web): State<Web>, here: Here, Id(name): Id<String>) -> Answer {
    let Place::List(list) = list_of(&here, &name)? else { return Err(here.fail(Error::Missing)) };
    let Asked { shell, frame, found: (all, teams, book) } = ask(&web, &here, At::View(list), move |read| {
        Ok((ticket::list_highlights(read, list)?, people::teams(read)?, form::book(read)?))
    })
    .await?;
    let actor = &here.seat.actor;
    let line = |one: Highlight| {
        let Canvas::List { audience, .. } = one.of else { return None };
        Some(Coloured {
            whose: match audience {
                Audience::Mine => here.seat.words.say("view-audience-mine").to_owned(),
                Audience::Team(team) => teams.iter().find(|one| one.id == team).map(|one| one.name.clone())?,
                Audience::Roles(_) => return None,
                Audience::Everyone => here.seat.words.say("view-audience-everyone").to_owned(),
            },
            editable: actor.may_offer_view(audience).is_ok(),
            mark: marked(one, &book, here.seat.words),
        })
    };
    let lines = all.into_iter().filter_map(line).collect();
    let name = heading(&shell, &frame, list);
    Ok(here.show(&Colours {
        path: Place::List(list).path(),
        back: format!("/tickets?view={}", list.name()),
        name,
        lines,
        shell,
        frame,
    }))
}

pub async fn new(State(web): State<Web>, here: Here, Id(view): Id<ViewId>) -> Answer {
    begin(&web, &here, Place::View(view)).await
}

/// `/lists/{list}/highlights/new`
pub async fn new_of_list(State(web): State<Web>, here: Here, Id(list): Id<String>) -> Answer {
    begin(&web, &here, list_of(&here, &list)?).await
}

async fn begin(web: &Web, here: &Here, place: Place) -> Answer {
    let form = Form::default().with("tone", Tone::Warning.name()).with("spot", "").with("audience", "mine");
    Ok(here.show(&page(web, here, (place, None), form, Sketch::of(&Condition::everything())).await?))
}

pub async fn create(State(web): State<Web>, here: Here, Id(view): Id<ViewId>, fields: Fields) -> Answer {
    made(&web, &here, Place::View(view), fields).await
}

/// `/lists/{list}/highlights`
pub async fn create_of_list(State(web): State<Web>, here: Here, Id(list): Id<String>, fields: Fields) -> Answer {
    made(&web, &here, list_of(&here, &list)?, fields).await
}

async fn made(web: &Web, here: &Here, place: Place, fields: Fields) -> Answer {
    let (sketch, fields) = drawn(web, here, place, fields).await?;
    if fields.text("act") != "save" {
        return Ok(here.show_again(StatusCode::OK, &page(web, here, (place, None), typed(&fields), sketch).await?));
    }
    let wish = wish(&fields, &sketch);
    let audience = match place {
        Place::View(_) => Ok(Audience::Mine),
        Place::List(_) => audience(fields.text("audience")),
    };
    let me = here.seat.person;
    let create = move |tx: &mut service::Tx| ticket::create_highlight(tx, place.canvas(audience?, me), wish?);
    let done = web.desk.change(here.seat.actor.clone(), create).await;
    match tried(here, done, &fields, beside)? {
        Ok(_) => Ok(here.go(&place.path(), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, (place, None), again.form, sketch).await?)),
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id((view, id)): Id<(ViewId, HighlightId)>) -> Answer {
    shown(&web, &here, Place::View(view), id).await
}

/// `/lists/{list}/highlights/{highlight}`
pub async fn show_of_list(State(web): State<Web>, here: Here, Id((list, id)): Id<(String, HighlightId)>) -> Answer {
    shown(&web, &here, list_of(&here, &list)?, id).await
}

async fn shown(web: &Web, here: &Here, place: Place, id: HighlightId) -> Answer {
    let highlight = one(web, here, place, id).await?;
    let wish = &highlight.wish;
    let form = Form::default()
        .with("label_en", &wish.label_en)
        .with("label_ja", &wish.label_ja)
        .with("tone", wish.tone.name())
        .with("spot", wish.spot.map(Shown::name).unwrap_or_default())
        .with("version", highlight.version);
    let sketch = Sketch::of(&wish.condition).grouped();
    Ok(here.show(&page(web, here, (place, Some(id)), form, sketch).await?))
}

pub async fn update(
    State(web): State<Web>,
    here: Here,
    Id((view, id)): Id<(ViewId, HighlightId)>,
    fields: Fields,
) -> Answer {
    changed(&web, &here, (Place::View(view), id), fields).await
}

pub async fn update_of_list(
    State(web): State<Web>,
    here: Here,
    Id((list, id)): Id<(String, HighlightId)>,
    fields: Fields,
) -> Answer {
    changed(&web, &here, (list_of(&here, &list)?, id), fields).await
}

async fn changed(web: &Web, here: &Here, (place, id): (Place, HighlightId), fields: Fields) -> Answer {
    one(web, here, place, id).await?;
    let (sketch, fields) = drawn(web, here, place, fields).await?;
    let this = (place, Some(id));
    if fields.text("act") != "save" {
        return Ok(here.show_again(StatusCode::OK, &page(web, here, this, typed(&fields), sketch).await?));
    }
    let (wish, version) = (wish(&fields, &sketch), fields.value("version"));
    let change = move |tx: &mut service::Tx| ticket::change_highlight(tx, id, wish?, version?);
    let done = web.desk.change(here.seat.actor.clone(), change).await;
    match tried(here, done, &fields, beside)? {
        Ok(()) => Ok(here.go(&place.path(), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, this, again.form, sketch).await?)),
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id((view, id)): Id<(ViewId, HighlightId)>) -> Answer {
    removed(&web, &here, Place::View(view), id).await
}

pub async fn destroy_of_list(State(web): State<Web>, here: Here, Id((list, id)): Id<(String, HighlightId)>) -> Answer {
    removed(&web, &here, list_of(&here, &list)?, id).await
}

async fn removed(web: &Web, here: &Here, place: Place, id: HighlightId) -> Answer {
    one(web, here, place, id).await?;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_highlight(tx, id)).await;
    done.map(|()| here.go(&place.path(), Said::Saved)).map_err(|error| here.fail(error))
}

async fn one(web: &Web, here: &Here, place: Place, id: HighlightId) -> Result<Highlight, Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        ticket::highlight(read, id).and_then(|one| if place.holds(&one.of) { Ok(one) } else { Err(Error::Missing) })
    });
    asked.await.speak(&here.seat)
}

const fn beside(refusal: Refusal) -> &'static str {
    if matches!(refusal, Refusal::NameEmpty | Refusal::NameTooLong) { "label" } else { "" }
}

/// The form as it lies, after its button; only of what is theirs to mark.
async fn drawn(web: &Web, here: &Here, place: Place, fields: Fields) -> Result<(Sketch, Fields), Failure> {
    let known = matches!(fields.text("act").split(':').next(), Some("save" | "draw" | "row" | "group" | "drop" | SAY));
    if !known {
        return Err(here.fail(Refusal::FormIncomplete));
    }
    let canvas = place.canvas(Audience::Mine, here.seat.person);
    web.desk.ask(here.seat.actor.clone(), move |read| ticket::may_paint(read, &canvas)).await.speak(&here.seat)?;
    sketched(web, here, fields, None).await
}

fn wish(fields: &Fields, sketch: &Sketch) -> Result<HighlightWish, Refusal> {
    Ok(HighlightWish {
        label_en: fields.text("label_en").to_owned(),
        label_ja: fields.text("label_ja").to_owned(),
        tone: Tone::named(fields.text("tone")).ok_or(Refusal::FormIncomplete)?,
        spot: match fields.text("spot") {
            "" => None,
            name => Some(Shown::named(name).ok_or(Refusal::FormIncomplete)?),
        },
        condition: sketch.condition()?,
    })
}

async fn page(
    web: &Web,
    here: &Here,
    (place, id): (Place, Option<HighlightId>),
    form: Form,
    sketch: Sketch,
) -> Result<HighlightPage<'static>, Failure> {
    let spoken_of = sketch.spoken_of();
    let canvas = place.canvas(Audience::Mine, here.seat.person);
    let Asked { shell, frame, found: (of, choices) } = ask(web, here, At::Views, move |read| {
        ticket::may_paint(read, &canvas)?;
        let of = match place {
            Place::View(view) => Some(ticket::view_to_change(read, view)?),
            Place::List(_) => None,
        };
        Ok((of, ticket::choices(read, &spoken_of)?))
    })
    .await?;
    let view = match (&of, place) {
        (Some(of), _) => of.wish.shown(here.seat.words.language()).to_owned(),
        (None, Place::List(list)) => heading(&shell, &frame, list),
        (None, Place::View(_)) => String::new(),
    };
    let audiences = match (place, id) {
        (Place::List(_), None) => audiences(here, &choices.teams, here.seat.words),
        (Place::List(_) | Place::View(_), _) => Vec::new(),
    };
    Ok(HighlightPage {
        view,
        view_path: place.path(),
        root: sketch.drawn(&shell, &choices),
        id: id.map(|id| id.0),
        audiences,
        columns: offered(&[], &choices.book, here.seat.words),
        form,
        shell,
        frame,
    })
}

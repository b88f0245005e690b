//! `/views`: building views and putting them in order.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::{boards, groupings, orders};
use super::said::Said;
use super::sketch::Sketch;
use super::sketched::{SAY, WHY, of_said, sketched};
use crate::Web;
use crate::admin::tried::{order, tried, typed};
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use axum::http::StatusCode;
use base::words::Words;
use desk::condition::Condition;
use desk::form::Book;
use desk::people::TeamId;
use desk::ticket::{Audience, Column, Glyph, Grouping, Highlight, Layout, SavedView, Shown, Sorting, ViewId, ViewWish};
use desk::{Done, Permission, Refusal, Role, Roles};
use service::Read;
use service::ticket::{self, COUNTED, Choices, Page};
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::builder::{BuilderPage, Found, Marked};
use views::agent::saved::{Line, Views};

const INDEX: &str = "/views";
/// The audience whose roles stand beside it.
const ROLES: &str = "roles";
/// Rows of what it finds so far.
const SHOWN: usize = 5;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } =
        ask(&web, &here, At::Views, |read| Ok((ticket::saved_views(read)?, service::people::teams(read)?))).await?;
    let (views, teams) = found;
    let actor = &here.seat.actor;
    let line = |view: &SavedView| Line {
        depth: view.line(&views).len() - 1,
        team: match view.wish.audience {
            Audience::Team(id) => {
                teams.iter().find(|team| team.id == id).map(|team| team.name.clone()).unwrap_or_default()
            }
            Audience::Mine | Audience::Roles(_) | Audience::Everyone => String::new(),
        },
        edits: actor.may_edit_view(view).is_ok(),
        view: view.clone(),
    };
    let lines = views.iter().map(line).collect();
    Ok(here.show(&Views { shell, frame, views: lines }))
}

/// One to be made; `say` is a question of the search with which it begins.
pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let said = here.query.text(SAY).to_owned();
    let asked = web
        .desk
        .ask(here.seat.actor.clone(), move |read| Ok(if said.is_empty() { Ok(open()) } else { of_said(read, &said)? }));
    let (condition, why) = match asked.await.speak(&here.seat)? {
        Ok(condition) => (condition, None),
        Err(why) => (open(), Some(why.told(&here))),
    };
    let form = why.map_or_else(Form::default, |why| Form::default().with(SAY, here.query.text(SAY)).with(WHY, why));
    let form = form.or("parent", here.query.text("parent")).or("audience", "mine").or("glyph", "view").or("tone", "0");
    // Only once: drawn again, one goes on where one is.
    let form = form.with("begins", SAY);
    Ok(here.show(&page(&web, &here, None, form, Sketch::of(&condition).grouped()).await?))
}

/// What most views begin with.
fn open() -> Condition {
    let open = r#"{"all":[{"field":"place","operator":"any_of","value":["open"]}]}"#;
    Condition::read(open).unwrap_or(Condition::everything())
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (sketch, fields) = drawn(&web, &here, fields).await?;
    if fields.text("act") != "save" {
        return redraw(&web, &here, None, &fields, sketch).await;
    }
    let (parent, wish) = (parent(&fields), wish(&fields, &sketch));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_view(tx, parent?, wish?)).await;
    match tried(&here, done, &fields, beside)? {
        Ok(view) => Ok(here.go(&path(view.id), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, None, again.form, sketch).await?)),
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ViewId>) -> Answer {
    let view = web.desk.ask(here.seat.actor.clone(), move |read| editable(read, id)).await.speak(&here.seat)?;
    let SavedView { wish, parent, version, .. } = &view;
    let form = Form::default()
        .with("name_en", &wish.name_en)
        .with("name_ja", &wish.name_ja)
        .with("audience", audience_word(wish.audience))
        .with("parent", parent.map(|id| id.to_string()).unwrap_or_default())
        .with("glyph", wish.glyph.name())
        .with("tone", wish.tone)
        .with("version", version);
    let form = if wish.counted { form } else { form.with("uncounted", "on") };
    let form = match wish.audience {
        Audience::Roles(roles) => roles.all().fold(form, |form, role| form.with("role", role.name())),
        Audience::Mine | Audience::Team(_) | Audience::Everyone => form,
    };
    let form = match &wish.layout {
        Some(layout) => {
            let form = form.with("own_layout", "on").with("order", layout.order.name());
            let form = form.with("group", layout.grouping.map(Grouping::name).unwrap_or_default());
            let form = form.with("board", layout.board.map(Grouping::name).unwrap_or_default());
            layout.columns.iter().fold(form, |form, column| form.with("column", column.name()))
        }
        None => form,
    };
    let sketch = Sketch::of(&wish.condition);
    Ok(here.show(&page(&web, &here, Some(id), form, sketch).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ViewId>, fields: Fields) -> Answer {
    web.desk.ask(here.seat.actor.clone(), move |read| editable(read, id)).await.speak(&here.seat)?;
    let (sketch, fields) = drawn(&web, &here, fields).await?;
    if fields.text("act") != "save" {
        return redraw(&web, &here, Some(id), &fields, sketch).await;
    }
    let (parent, wish, version) = (parent(&fields), wish(&fields, &sketch), fields.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| ticket::change_view(tx, id, parent?, wish?, version?)).await;
    match tried(&here, done, &fields, beside)? {
        Ok(view) => Ok(here.go(&path(view.id), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(id), again.form, sketch).await?)),
    }
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<ViewId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_view(tx, id)).await;
    done.map(|view| here.go(INDEX, Said::ViewRemoved(view.id))).map_err(|error| here.fail(error))
}

pub async fn restore(State(web): State<Web>, here: Here, Id(id): Id<ViewId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::restore_view(tx, id)).await;
    done.map(|view| here.go(&path(view.id), Said::Undone)).map_err(|error| here.fail(error))
}

pub async fn reorder(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let order: Result<Vec<ViewId>, Refusal> = order(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::order_views(tx, &order?)).await;
    done.map(|()| here.done(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

fn editable(read: &mut Read, id: ViewId) -> Done<SavedView> {
    let view = ticket::saved_view(read, id)?;
    read.actor().may_edit_view(&view)?;
    Ok(view)
}

fn path(id: ViewId) -> String {
    format!("/tickets?view=saved-{id}")
}

/// The form as it lies, after its button.
async fn drawn(web: &Web, here: &Here, fields: Fields) -> Result<(Sketch, Fields), Failure> {
    if !matches!(
        fields.text("act").split(':').next(),
        Some("save" | "draw" | "row" | "group" | "drop" | "earlier" | SAY)
    ) {
        return Err(here.fail(Refusal::FormIncomplete));
    }
    sketched(web, here, fields, None).await
}

async fn redraw(web: &Web, here: &Here, id: Option<ViewId>, fields: &Fields, sketch: Sketch) -> Answer {
    let page = page(web, here, id, typed(fields), sketch).await?;
    Ok(here.show_again(StatusCode::OK, &page))
}

/// Names have a place of their own on the page; all else is said above it.
const fn beside(refusal: Refusal) -> &'static str {
    if matches!(refusal, Refusal::NameEmpty | Refusal::NameTooLong) { "name" } else { "" }
}

fn parent(fields: &Fields) -> Result<Option<ViewId>, Refusal> {
    fields.maybe("parent")
}

fn wish(fields: &Fields, sketch: &Sketch) -> Result<ViewWish, Refusal> {
    Ok(ViewWish {
        audience: match fields.text("audience") {
            ROLES => Audience::Roles(roles(fields)?),
            other => audience(other)?,
        },
        name_en: fields.text("name_en").to_owned(),
        name_ja: fields.text("name_ja").to_owned(),
        glyph: Glyph::named(fields.text("glyph")).ok_or(Refusal::FormIncomplete)?,
        tone: fields.maybe("tone")?.unwrap_or(0),
        condition: sketch.condition()?,
        layout: layout(fields)?,
        counted: !fields.has("uncounted"),
    })
}

/// Which of them are ticked.
fn roles(fields: &Fields) -> Result<Roles, Refusal> {
    fields.all("role").map(|name| Role::named(name).ok_or(Refusal::FormIncomplete)).collect()
}

/// None where it shall be as the view above.
fn layout(fields: &Fields) -> Result<Option<Layout>, Refusal> {
    if !fields.has("own_layout") {
        return Ok(None);
    }
    let order = Sorting::named(fields.text("order")).ok_or(Refusal::FormIncomplete)?;
    let grouping = Grouping::named(fields.text("group"));
    let board = Grouping::named(fields.text("board"));
    Ok(Some(Layout { columns: in_order(fields.all("column"), fields.text("act"))?, order, grouping, board }))
}

/// In the order in which they stand; a button may put one before the one before it.
pub(super) fn in_order<'f>(chosen: impl Iterator<Item = &'f str>, act: &str) -> Result<Vec<Shown>, Refusal> {
    let known = |name| Shown::named(name).ok_or(Refusal::FormIncomplete);
    let mut columns = chosen.map(known).collect::<Result<Vec<_>, _>>()?;
    let earlier = act.strip_prefix("earlier:").and_then(Shown::named);
    if let Some(at) = columns.iter().position(|column| Some(*column) == earlier).filter(|at| *at > 0) {
        columns.swap(at, at - 1);
    }
    Ok(columns)
}

/// The chosen ones first, in their order: each with whether it is chosen.
pub(super) fn offered(chosen: &[Shown], book: &Book, words: &Words) -> Vec<(Choice, bool)> {
    let own = book.fields.iter().filter(|field| field.active).map(|field| Shown::Field(field.id));
    let all = Column::ALL.iter().copied().map(Shown::Column).chain(own);
    let rest = all.filter(|one| !chosen.contains(one)).map(|one| (one, false));
    let choice = |(one, on): (Shown, bool)| Some((Choice::new(one.name(), called(one, book, words)?), on));
    chosen.iter().map(|one| (*one, true)).chain(rest).filter_map(choice).collect()
}

/// None: the field is gone.
fn called<'w>(shown: Shown, book: &'w Book, words: &'w Words) -> Option<&'w str> {
    match shown {
        Shown::Column(column) => Some(words.say(column.key())),
        Shown::Field(id) => book.field(id).map(|field| field.label.shown(words.language())),
    }
}

pub(super) fn audience(word: &str) -> Result<Audience, Refusal> {
    match word.strip_prefix("team-") {
        Some(team) => team.parse().map(Audience::Team).map_err(|_| Refusal::FormIncomplete),
        None if word == "everyone" => Ok(Audience::Everyone),
        None if word == "mine" => Ok(Audience::Mine),
        None => Err(Refusal::FormIncomplete),
    }
}

fn audience_word(audience: Audience) -> String {
    match audience {
        Audience::Mine => "mine".into(),
        Audience::Team(team) => format!("team-{team}"),
        Audience::Roles(_) => ROLES.into(),
        Audience::Everyone => "everyone".into(),
    }
}

/// Everything the page asks, in one picture.
struct Picture {
    choices: Choices,
    views: Vec<SavedView>,
    found: Option<(Page, i64)>,
    highlights: Vec<Highlight>,
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<ViewId>,
    form: Form,
    sketch: Sketch,
) -> Result<BuilderPage<'static>, Failure> {
    let (spoken_of, condition) = (sketch.spoken_of(), sketch.condition().ok());
    let parent = form.text("parent").parse().ok().map(ViewId);
    let Asked { shell, frame, found } = ask(web, here, At::Views, move |read| {
        let found = match condition.map(|condition| ticket::preview(read, parent, condition, SHOWN)) {
            Some(Err(desk::Error::Refused(_) | desk::Error::Missing)) | None => None,
            Some(found) => Some(found?),
        };
        let highlights = id.map(|id| ticket::highlights(read, id)).transpose()?.unwrap_or_default();
        Ok(Picture {
            choices: ticket::choices(read, &spoken_of)?,
            views: ticket::saved_views(read)?,
            found,
            highlights,
        })
    })
    .await?;
    let words = here.seat.words;
    let chosen = in_order(form.all("column"), form.text("act")).unwrap_or_default();
    let columns = if chosen.is_empty() { Shown::USUAL.to_vec() } else { chosen };
    let Picture { choices, views, found, highlights } = found;
    Ok(BuilderPage {
        root: sketch.drawn(&shell, &choices),
        audiences: given(here, audiences(here, &choices.teams, words)),
        parents: parents(&views, id, words),
        orders: orders(&choices.book, words),
        groupings: groupings(&choices.book, words),
        boards: boards(words),
        own_layout: form.has("own_layout"),
        columns: offered(&columns, &choices.book, words),
        highlights: highlights.into_iter().map(|one| marked(one, &choices.book, words)).collect(),
        found: found.map(|(page, tickets)| Found {
            tickets,
            more: tickets >= COUNTED as i64,
            first: page
                .lines
                .into_iter()
                .map(|line| (line.ticket.number.0, line.ticket.subject, line.requester))
                .collect(),
        }),
        id: id.map(|id| id.0),
        form,
        shell,
        frame,
    })
}

/// A colour, as a page names it.
pub(super) fn marked(one: Highlight, book: &Book, words: &Words) -> Marked {
    Marked {
        id: one.id.0,
        label: one.wish.shown(words.language()).to_owned(),
        tone: one.wish.tone.name(),
        spot: one.wish.spot.map(|spot| called(spot, book, words).unwrap_or("?").to_owned()),
    }
}

pub(super) fn audiences(here: &Here, teams: &[desk::people::Team], words: &Words) -> Vec<Choice> {
    let mine = Choice::new("mine", words.say("view-audience-mine"));
    if here.seat.actor.may(Permission::ShareViews).is_err() {
        return vec![mine];
    }
    let team = |team: &desk::people::Team| Choice::new(audience_word(Audience::Team(TeamId(team.id.0))), &team.name);
    let everyone = Choice::new("everyone", words.say("view-audience-everyone"));
    [mine].into_iter().chain(teams.iter().map(team)).chain([everyone]).collect()
}

/// With the roles, for those who may give to them: what only views have.
fn given(here: &Here, mut audiences: Vec<Choice>) -> Vec<Choice> {
    if here.seat.actor.may_offer_view(Audience::Roles(Roles::default())).is_ok() {
        audiences.push(Choice::new(ROLES, here.seat.words.say("view-audience-roles")));
    }
    audiences
}

fn parents(views: &[SavedView], id: Option<ViewId>, words: &Words) -> Vec<Choice> {
    let none = Choice::new("", words.say("view-parent-none"));
    let others =
        views.iter().filter(|view| Some(view.id) != id && !view.line(views).iter().any(|one| Some(one.id) == id));
    let named = others.map(|view| Choice::new(view.id, view.wish.shown(words.language())));
    [none].into_iter().chain(named).collect()
}

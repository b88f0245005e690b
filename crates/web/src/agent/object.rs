//! `/objects`: things that are kept beside tickets.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::row;
use super::said::Said;
use crate::Web;
use crate::admin::tried::{Again, tried};
use crate::answer::{Answer, Speak, html, see};
use crate::profiles::{self, drawn, fields_were_wrong, filling, leads};
use crate::upload::Brought;
use axum::extract::State;
use axum::http::StatusCode;
use desk::form::{Owner, Value};
use desk::object::{ObjectId, ObjectTypeId};
use desk::ticket::TicketNumber;
use desk::{Error, Refusal};
use service::object::{self, After, ObjectPage, Objects, Sort};
use service::{Tx, form, ticket};
use std::collections::BTreeMap;
use views::agent::object::{
    HistoryLine, NewObject, NoObjects, ObjectColumn, ObjectList, ObjectOptions, ObjectRow, ObjectShown, told,
};
use views::agent::{At, Names};

const LENGTH: usize = 50;
/// Objects that are proposed.
const PROPOSED: usize = 12;

/// Without a type, the first one there is.
pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Some(of) = here.query.maybe("type").unwrap_or(Some(0)).map(ObjectTypeId) else {
        let Asked { shell, frame, found } =
            ask(&web, &here, At::Elsewhere, |read| Ok(object::object_types(read)?.into_iter().next())).await?;
        return Ok(match found {
            Some((of, _)) => see(&list_path(of.id)),
            None => here.show(&NoObjects { shell, frame }),
        });
    };
    let (find, sort) = (here.query.text("q").trim().to_owned(), Sort::named(here.query.text("sort")));
    let (wanted, after) = (find.clone(), after(&here.query));
    let asked = ask(&web, &here, At::Objects(of), move |read| object::objects(read, of, &wanted, sort, after, LENGTH));
    let Asked { shell, frame, found } = asked.await?;
    let language = here.seat.words.language();
    let columns = shown_columns(&found);
    let next = found.next.as_ref().map(|after| next_path(of, &find, sort, after));
    Ok(here.show(&ObjectList {
        columns: columns.iter().map(|field| column(of, field, (sort, find.is_empty()), language)).collect(),
        rows: found.objects.iter().map(|one| object_row(&here, &found, &columns, one)).collect(),
        of: &found.of,
        right: found.right,
        sort: sort.name(),
        total: found.total,
        more: found.more,
        next,
        find,
        shell,
        frame,
    }))
}

fn shown_columns(found: &Objects) -> Vec<&desk::form::Field> {
    found.of.wish.columns.iter().filter_map(|id| found.book.field(*id)).collect()
}

/// Its name; where a press leads that sorts by it, up first and down the second time; and how the list goes by it now.
fn column(
    of: ObjectTypeId,
    field: &desk::form::Field,
    (sort, all): (Sort, bool),
    language: base::Language,
) -> ObjectColumn {
    let now = match sort {
        Sort::Field { id, falling } if id == field.id && all => Some(falling),
        Sort::Field { .. } | Sort::Name | Sort::Changed | Sort::Newest => None,
    };
    let next = Sort::Field { id: field.id, falling: now == Some(false) };
    let sorts = all && field.nature.order().is_some();
    ObjectColumn {
        name: field.label.shown(language).to_owned(),
        link: sorts.then(|| format!("/objects?type={of}&sort={}", next.name())),
        falling: now,
    }
}

fn object_row(here: &Here, found: &Objects, columns: &[&desk::form::Field], one: &desk::object::Object) -> ObjectRow {
    let eyes = found.called.eyes(here.seat.words.language(), &here.seat.zone);
    let cell = |field: &&desk::form::Field| {
        let value: Option<&Value> = found.answers.get(&one.id).and_then(|answers| answers.get(&field.id));
        match value {
            // The page itself leads out of the house.
            Some(Value::Text(text)) => (text.chars().take(120).collect(), None),
            Some(value) => (field.shown(value, eyes), leads(field, value, |_| None)),
            None => (String::new(), None),
        }
    };
    ObjectRow {
        id: one.id.0,
        name: one.name.clone(),
        cells: columns.iter().map(cell).collect(),
        updated_at: one.updated_at,
    }
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let of = ObjectTypeId(here.query.value("type").map_err(|_| here.fail(Error::Missing))?);
    blank(&web, &here, of, None).await
}

pub async fn create(State(web): State<Web>, here: Here, Brought(fields): Brought) -> Answer {
    let of = ObjectTypeId(fields.value("type").map_err(|refusal| here.fail(refusal))?);
    let (name, filled) = (fields.text("name").to_owned(), filling(&fields, &here.seat.zone));
    let again = filled.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| object::create_object(tx, of, &name, &filled)).await;
    let wrong = match &done {
        Err(error) if fields_were_wrong(error) => {
            let filled = again.clone();
            let asked = web.desk.ask(here.seat.actor.clone(), move |read| form::wrong_with_new(read, of, &filled));
            asked.await.speak(&here.seat)?
        }
        _ => Vec::new(),
    };
    match tried(&here, done, &fields, beside)? {
        Ok(id) => Ok(here.go(&path(id), Said::Saved)),
        Err(Again { status, form }) => {
            blank(&web, &here, of, Some((status, profiles::Again { filling: again, wrong, form }))).await
        }
    }
}

async fn blank(web: &Web, here: &Here, of: ObjectTypeId, again: Option<(StatusCode, profiles::Again)>) -> Answer {
    let asked = ask(web, here, At::Objects(of), move |read| {
        Ok((object::object_type(read, of)?.0, form::blank_profile(read, of)?))
    });
    let Asked { shell, frame, found: (of, profile) } = asked.await?;
    let (status, again) = again.map_or((StatusCode::OK, profiles::Again::default()), |again| again);
    let eyes = (here.seat.words.language(), here.seat.zone.as_str());
    let blanks = drawn(&profile, &again, eyes, ("", true));
    Ok(here.show_again(status, &NewObject { shell, frame, of: &of, blanks, form: again.form }))
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ObjectId>) -> Answer {
    page(&web, &here, id, None).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ObjectId>, Brought(fields): Brought) -> Answer {
    let (name, version) = (fields.text("name").to_owned(), fields.value("version"));
    let filled = filling(&fields, &here.seat.zone);
    let again = filled.clone();
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| object::change_object(tx, id, &name, &filled, version?));
    let done = done.await;
    let wrong = match &done {
        Err(error) if fields_were_wrong(error) => {
            let filled = again.clone();
            let asked =
                web.desk.ask(here.seat.actor.clone(), move |read| form::wrong_with(read, Owner::Object(id), &filled));
            asked.await.speak(&here.seat)?
        }
        _ => Vec::new(),
    };
    match tried(&here, done, &fields, beside)? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(Again { status, form }) => {
            page(&web, &here, id, Some((status, profiles::Again { filling: again, wrong, form }))).await
        }
    }
}

pub async fn remove(State(web): State<Web>, here: Here, Id(id): Id<ObjectId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| object::remove_object(tx, id, version?)).await;
    match tried(&here, done, &fields, |_| "")? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(Again { status, form }) => {
            page(&web, &here, id, Some((status, profiles::Again { form, ..profiles::Again::default() }))).await
        }
    }
}

pub async fn restore(State(web): State<Web>, here: Here, Id(id): Id<ObjectId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| object::restore_object(tx, id)).await;
    done.map(|_| here.go(&path(id), Said::Saved)).map_err(|error| here.fail(error))
}

/// The change at a `position` of the log, if it is this object's.
pub async fn undo(State(web): State<Web>, here: Here, Id(id): Id<ObjectId>, fields: Fields) -> Answer {
    let position = fields.value("position");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let undone = object::undo_object(tx, position?)?;
        if undone.id == id { Ok(()) } else { Err(Error::Missing) }
    });
    match tried(&here, done.await, &fields, |_| "")? {
        Ok(()) => Ok(here.go(&path(id), Said::Undone)),
        Err(Again { status, form }) => {
            page(&web, &here, id, Some((status, profiles::Again { form, ..profiles::Again::default() }))).await
        }
    }
}

/// `?find=` what is typed, `?ticket=` the one it shall be linked to.
pub async fn options(State(web): State<Web>, here: Here) -> Answer {
    let find = here.query.text("find").trim().to_owned();
    let number = here.query.maybe("ticket").unwrap_or_default().map(TicketNumber);
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let number = match number {
            Some(number) => Some(ticket::visible(read, number)?.number),
            None => None,
        };
        object::propose_objects(read, &find, number, PROPOSED)
    });
    let language = here.seat.words.language();
    let found = asked
        .await
        .speak(&here.seat)?
        .into_iter()
        .map(|one| (one.object.id.0, one.of.wish.glyph.name(), one.object.name, one.of.name(language).to_owned()));
    Ok(html(&ObjectOptions { objects: found.collect(), shell: here.shell() }))
}

/// `POST /tickets/{number}/objects`: `remove` one, or link the `object` that was chosen; without one, what alone is called
/// as it was typed.
pub async fn link(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>, fields: Fields) -> Answer {
    let typed = fields.text("find").to_owned();
    let set = move |tx: &mut Tx| {
        let version = fields.maybe("version")?;
        if let Some(gone) = fields.maybe("remove")? {
            return object::unlink_object(tx, number, ObjectId(gone), version);
        }
        let chosen = match fields.maybe("object")? {
            Some(id) => ObjectId(id),
            None => {
                // Who may not see the ticket learns nothing of what a name leads to.
                ticket::visible(tx, number)?;
                let find = fields.text("find").trim();
                let found = if find.is_empty() { Vec::new() } else { object::propose_objects(tx, find, None, 2)? };
                match found.as_slice() {
                    [one] => one.object.id,
                    _ => return Err(Refusal::ObjectUnknown.into()),
                }
            }
        };
        object::link_object(tx, number, chosen, version)
    };
    super::ticket::change::change(&web, &here, number, typed, set).await
}

async fn page(web: &Web, here: &Here, id: ObjectId, again: Option<(StatusCode, profiles::Again)>) -> Answer {
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let page = object::object(read, id)?;
        Ok((page, ticket::statuses(read)?, ticket::tags(read)?, service::people::teams(read)?))
    });
    let Asked { shell, mut frame, found: (found, statuses, tags, teams) } = asked.await?;
    let (language, zone) = (here.seat.words.language(), here.seat.zone.as_str());
    let (status, again) = again.map_or((None, profiles::Again::default()), |(status, again)| (Some(status), again));
    let editable = found.right >= desk::object::Right::Edit && found.object.removed_at.is_none();
    let blanks = drawn(&found.profile, &again, (language, zone), (&path(id), editable));
    let (rules, flows) = (BTreeMap::new(), BTreeMap::new());
    let names = Names {
        people: &found.people,
        statuses: &statuses,
        teams: &teams,
        tags: &tags,
        book: &found.profile.book,
        topics: &[],
        organizations: &found.organizations,
        objects: &found.objects,
        zone,
        rules: &rules,
        flows: &flows,
        language,
    };
    frame.queues.objects.iter_mut().for_each(|one| one.current = one.id == found.of.id);
    let view = ObjectShown {
        history: found.history.iter().map(|(one, may)| line(&found, one, *may, &names, &shell)).collect(),
        rows: found.tickets.iter().map(|line| row(line, &statuses, &tags, language, None)).collect(),
        beside: found.beside.iter().map(|(one, of)| beside_line(one, of, language)).collect(),
        form: again.form.or("name", &found.object.name).or("version", found.object.version),
        object: &found.object,
        of: &found.of,
        right: found.right,
        blanks,
        shell: here.shell(),
        frame,
    };
    Ok(match status {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

fn line(found: &ObjectPage, one: &desk::Recorded, undoable: bool, names: &Names, shell: &views::Shell) -> HistoryLine {
    let ticket = one.event.ticket().and_then(|id| found.tickets.iter().find(|line| line.ticket.id == id));
    let number = ticket.map(|line| format!("#{} {}", line.ticket.number, line.ticket.subject));
    HistoryLine { position: one.place.position, at: one.at, text: told(one, names, shell, number), undoable }
}

/// An object beside something, as it is shown there.
pub fn beside_line(
    one: &desk::object::Object,
    of: &desk::object::ObjectType,
    language: base::Language,
) -> (String, &'static str, String, String) {
    (path(one.id), of.wish.glyph.name(), one.name.clone(), of.name(language).to_owned())
}

fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        _ => "",
    }
}

fn after(query: &Fields) -> Option<After> {
    query.value("id").ok().map(|id| After { key: query.text("key").to_owned(), id })
}

fn next_path(of: ObjectTypeId, find: &str, sort: Sort, after: &After) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("type", &of.to_string()).append_pair("q", find).append_pair("sort", &sort.name());
    query.append_pair("key", &after.key).append_pair("id", &after.id.to_string());
    format!("/objects?{}", query.finish())
}

pub fn list_path(of: ObjectTypeId) -> String {
    format!("/objects?type={of}")
}

pub fn path(id: ObjectId) -> String {
    format!("/objects/{id}")
}

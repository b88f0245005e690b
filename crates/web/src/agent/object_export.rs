//! `/objects/export`, `/people/export`: what is kept, as comma-separated values, read page by page however much it is.

use super::export::csv::{line, quoted, written};
use super::export::headers;
use super::here::Here;
use crate::Web;
use crate::answer::{Answer, Speak};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::IntoResponse;
use base::Language;
use desk::form::{Answers, Book, Shape, Value};
use desk::object::ObjectTypeId;
use desk::people::{BETWEEN_NOTES, PhoneKind};
use desk::{Actor, Error};
use futures_util::stream;
use service::form::Called;
use service::object::{self, After};
use service::people;
use std::collections::BTreeSet;

/// Whose words and zone the file is written in, and for whom it is read.
struct Reader {
    web: Web,
    actor: Actor,
    language: Language,
    zone: String,
    book: Book,
}

pub async fn objects(State(web): State<Web>, here: Here) -> Answer {
    let of = ObjectTypeId(here.query.value("type").map_err(|_| here.fail(Error::Missing))?);
    let begun = web.desk.change(here.seat.actor.clone(), move |tx| {
        let kind = object::begin_objects_export(tx, of)?;
        Ok((kind, object::objects_export_page(tx, of, None)?.book))
    });
    let (kind, book) = begun.await.speak(&here.seat)?;
    let reader = Reader {
        language: here.seat.words.language(),
        zone: here.seat.zone.clone(),
        actor: here.seat.actor.clone(),
        web,
        book,
    };
    let fields = reader.book.fields.iter().map(|field| field.label.shown(reader.language).to_owned());
    let head = format!("\u{feff}{}", written([here.seat.words.say("me-name").to_owned()].into_iter().chain(fields)));
    let first = Some((Some(head), Some(None::<After>)));
    let body = Body::from_stream(stream::try_unfold((first, reader), move |(state, reader)| async move {
        let Some((head, at)) = state else { return Ok(None) };
        if let Some(head) = head {
            return Ok(Some((Bytes::from(head), (Some((None, at)), reader))));
        }
        let Some(after) = at else { return Ok(None) };
        let page = reader.web.desk.ask(reader.actor.clone(), move |read| object::objects_export_page(read, of, after));
        let page = page.await.map_err(std::io::Error::other)?;
        let nothing = Answers::new();
        let rows = page.objects.iter().map(|one| {
            let answers = page.answers.get(&one.id).unwrap_or(&nothing);
            line([quoted(&one.name)].into_iter().chain(reader.cells(answers, &page.called)))
        });
        let chunk: String = rows.collect();
        let next = page.next.map(|after| (None, Some(Some(after))));
        Ok::<_, std::io::Error>(Some((Bytes::from(chunk), (next, reader))))
    }));
    Ok((headers(kind.plural(here.seat.words.language()), "", "csv"), body).into_response())
}

pub async fn people(State(web): State<Web>, here: Here) -> Answer {
    let book = web.desk.change(here.seat.actor.clone(), people::begin_people_export).await.speak(&here.seat)?;
    let words = here.seat.words;
    let reader =
        Reader { language: words.language(), zone: here.seat.zone.clone(), actor: here.seat.actor.clone(), web, book };
    let fixed = [
        "person-email",
        "me-name",
        "organizations-one",
        "person-language",
        "person-zone",
        "field-tier",
        "organizations-tier",
        "phone-column-work",
        "phone-column-mobile",
        "phone-column-home",
        "phone-column-other",
        "handles-title",
        "person-notes",
        "import-organization-notes",
    ];
    let fields = reader.book.fields.iter().map(|field| field.label.shown(reader.language).to_owned());
    let head = format!("\u{feff}{}", written(fixed.into_iter().map(|key| words.say(key).to_owned()).chain(fields)));
    let first = Some((Some(head), people::After::default()));
    let body = Body::from_stream(stream::try_unfold(
        (first, reader, BTreeSet::new()),
        move |(state, reader, mut told)| async move {
            let Some((head, at)) = state else { return Ok(None) };
            if let Some(head) = head {
                return Ok(Some((Bytes::from(head), (Some((None, at)), reader, told))));
            }
            let page = reader.web.desk.ask(reader.actor.clone(), move |read| people::people_export_page(read, &at));
            let (page, answers, called, several) = page.await.map_err(std::io::Error::other)?;
            let nothing = Answers::new();
            let rows = page.lines.iter().map(|one| {
                let person = &one.person;
                let numbers = |kind: PhoneKind| {
                    let own = several.phones.iter().filter(|(id, phone)| *id == person.id && phone.kind == kind);
                    own.map(|(_, phone)| phone.number.as_str()).collect::<Vec<_>>().join("; ")
                };
                let addresses = several.addresses.iter().filter(|(id, _)| *id == person.id);
                let addresses = addresses.map(|(_, email)| email.as_str()).collect::<Vec<_>>();
                // Without a main one the first place stays empty, as an import reads it.
                let main = one.organization.as_deref().unwrap_or_default();
                let further = several.organizations.iter().filter(|(id, _)| *id == person.id);
                let organizations =
                    std::iter::once(main).chain(further.map(|(_, name)| name.as_str())).collect::<Vec<_>>();
                let names = several.handles.iter().filter(|(id, _)| *id == person.id);
                let names = names.map(|(_, one)| format!("{}:{}", one.service.name(), one.handle)).collect::<Vec<_>>();
                let notes = several.notes.iter().filter(|(id, _)| *id == person.id);
                let notes = notes.map(|(_, text)| text.as_str()).collect::<Vec<_>>();
                // Once, not with every member: a long text would make the file too large to be taken again.
                let own = person.organization.filter(|id| told.insert(*id));
                let of_own = several.organization_notes.iter().find(|(id, _)| Some(*id) == own);
                let fixed = [
                    addresses.join("; "),
                    person.name.clone(),
                    organizations.join("; "),
                    person.language.map(|language| language.tag().to_owned()).unwrap_or_default(),
                    person.time_zone.clone().unwrap_or_default(),
                    one.tiers.0.name().to_owned(),
                    one.organization.as_ref().map_or(String::new(), |_| one.tiers.1.name().to_owned()),
                    numbers(PhoneKind::Work),
                    numbers(PhoneKind::Mobile),
                    numbers(PhoneKind::Home),
                    numbers(PhoneKind::Other),
                    names.join("; "),
                    notes.join(&format!("\n{BETWEEN_NOTES}\n")),
                    of_own.map(|(_, text)| text.clone()).unwrap_or_default(),
                ];
                let answers = answers.get(&person.id).unwrap_or(&nothing);
                line(fixed.into_iter().map(|cell| quoted(&cell)).chain(reader.cells(answers, &called)))
            });
            let chunk: String = rows.collect();
            let next = page.next.map(|after| (None, after));
            Ok::<_, std::io::Error>(Some((Bytes::from(chunk), (next, reader, told))))
        },
    ));
    Ok((headers(words.say("people-title"), "", "csv"), body).into_response())
}

impl Reader {
    /// As [`service::object::import_objects`] takes them again.
    fn cells<'r>(&'r self, answers: &'r Answers, called: &'r Called) -> impl Iterator<Item = String> + 'r {
        self.book.fields.iter().map(move |field| match (answers.get(&field.id), field.nature.shape()) {
            (Some(Value::Number(number)), Shape::Amount(digits)) => desk::form::plain(*number, digits),
            (Some(value), _) => quoted(&field.shown(value, called.eyes(self.language, &self.zone))),
            (None, _) => String::new(),
        })
    }
}

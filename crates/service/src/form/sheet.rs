//! A form that somebody fills in: drawn as far as they have come, and taken once nothing is wrong with it.

use super::look::own_objects;
use super::looked_up;
use desk::form::{Answers, Ask, Audience, Book, Drawn, FieldId, Form, Holder, Nature, Stage, Topic, TopicId};
use desk::object::ObjectId;
use desk::{Actor, Done, Error, Refusal};
use std::collections::BTreeMap;
use store::Read;
use store::form::{fields, forms, topics};

/// What was chosen and typed.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Given {
    pub topic: Option<TopicId>,
    pub typed: Vec<(FieldId, Vec<String>)>,
    /// IANA name of the zone in which times were typed; empty: the house's.
    pub zone: String,
}

/// The form as it is to be drawn, with the reason beside each field that is wrong so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub topic: Option<Topic>,
    pub book: Book,
    pub drawn: Vec<Drawn>,
    pub answers: Answers,
    pub wrong: Vec<(FieldId, Refusal)>,
    /// Others come and go with these.
    pub looked_at: Vec<FieldId>,
    /// What a requester chooses from in fields of objects: their own.
    pub objects: BTreeMap<FieldId, Vec<(ObjectId, String)>>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    pub topic: Option<Topic>,
    pub book: Book,
    pub answers: Answers,
}

pub fn sheet(read: &mut Read, given: &Given, audience: Audience) -> Done<Sheet> {
    let Some(topic) = chosen(read, given.topic)? else { return Ok(Sheet::default()) };
    let book = fields::book(read, Holder::Ticket)?;
    let form = form_of(read, &topic)?;
    let (answers, mut wrong) = answers(read, &book, given)?;
    let drawn = form.as_ref().map(|form| form.drawn(&book, &answers, audience, Stage::New)).unwrap_or_default();
    let asked = |id: &FieldId| {
        drawn.iter().any(|drawn| drawn.field == *id && matches!(drawn.ask, Ask::Optional | Ask::Required))
    };
    wrong.retain(|(id, _)| asked(id));
    if let Some(form) = &form {
        let kept = form.kept(&book, &answers, audience);
        for (id, refusal) in form.missing(&book, &kept, audience, Stage::New) {
            if !wrong.iter().any(|(other, _)| *other == id) {
                wrong.push((id, refusal));
            }
        }
    }
    let looked_at = form.map(|form| form.looked_at()).unwrap_or_default();
    let mut objects = BTreeMap::new();
    for field in drawn.iter().filter(|drawn| audience == Audience::Requester && drawn.ask != Ask::Hidden) {
        if let Some(Nature::Object { of }) = book.field(field.field).map(|field| &field.nature) {
            objects.insert(field.field, own_objects(read, *of)?);
        }
    }
    Ok(Sheet { topic: Some(topic), book, drawn, answers, wrong, looked_at, objects })
}

/// What a verb keeps of it.
///
/// # Errors
/// Something is wrong: [`sheet`] says what, field by field.
pub(crate) fn take(read: &mut Read, given: &Given, audience: Audience) -> Done<Taken> {
    let sheet = sheet(read, given, audience)?;
    if !sheet.wrong.is_empty() {
        return Err(Refusal::FieldsWrong.into());
    }
    let form = match &sheet.topic {
        Some(topic) => form_of(read, topic)?,
        None => None,
    };
    let book = if sheet.topic.is_some() { sheet.book } else { fields::book(read, Holder::Ticket)? };
    let answers = form.map(|form| form.kept(&book, &sheet.answers, audience)).unwrap_or_default();
    Ok(Taken { topic: sheet.topic, book, answers })
}

fn chosen(read: &mut Read, topic: Option<TopicId>) -> Done<Option<Topic>> {
    let Some(id) = topic else { return Ok(None) };
    let agent = matches!(read.actor(), Actor::Agent { .. } | Actor::System);
    let topic = topics::load(read, id)?.filter(|topic| topic.wish.active && (agent || topic.wish.public));
    Ok(Some(topic.ok_or(Error::Refused(Refusal::TopicUnknown))?))
}

fn form_of(read: &mut Read, topic: &Topic) -> Done<Option<Form>> {
    match topic.wish.form {
        Some(form) => Ok(forms::load(read, form)?),
        None => Ok(None),
    }
}

/// What was typed as values, and what is none.
fn answers(read: &mut Read, book: &Book, given: &Given) -> Done<(Answers, Vec<(FieldId, Refusal)>)> {
    let (mut answers, mut wrong) = (Answers::new(), Vec::new());
    let zone = if given.zone.is_empty() { crate::house::load(read)?.time_zone } else { given.zone.clone() };
    for (id, typed) in &given.typed {
        let Some(field) = book.field(*id).filter(|field| field.active && !field.nature.is_computed()) else { continue };
        match looked_up(read, field, typed, &zone) {
            Ok(Some(value)) => drop(answers.insert(*id, value)),
            Ok(None) => {}
            Err(Error::Refused(refusal)) => wrong.push((*id, refusal)),
            Err(error) => return Err(error),
        }
    }
    Ok((answers, wrong))
}

//! Fields, forms and topics.

mod fields;
mod files;
mod files_of_owners;
mod profiles;
mod topics;

use crate::desk_work::*;
use desk::form::{
    Ask, Asks, Clause, Effect, Field, FieldId, FieldWish, FormWish, Holder, Is, ItemId, Label, Nature, Part, Rule,
    TopicId, TopicWish,
};
use desk::ticket::Kind;
use service::form;
use testing::{Cast, World};

pub fn wish(en: &str, nature: Nature) -> FieldWish {
    let (label, help) = (Label::new(en, ""), Label::default());
    FieldWish { key: String::new(), nature, label, help, asks: Asks::default(), active: true }
}

/// Aya makes a field.
pub async fn field(world: &World, cast: &Cast, en: &str, nature: Nature, list: &str) -> Field {
    let (wish, list) = (wish(en, nature), list.to_owned());
    by(world, cast.aya, move |tx| form::create_field(tx, Holder::Ticket, wish, &list)).await.unwrap()
}

pub fn part(field: &Field, requester: Ask, rules: Vec<Rule>) -> Part {
    Part { field: field.id, requester, agent: Ask::Optional, to_close: false, rules }
}

pub fn any_of(field: &Field, item: i64, then: Effect) -> Rule {
    Rule { when: Clause { field: field.id, is: Is::AnyOf(vec![ItemId(item)]) }, then }
}

/// Aya makes a topic of the billing team with a form.
pub async fn topic(world: &World, cast: &Cast, parts: Vec<Part>) -> TopicId {
    let billing = cast.billing;
    by(world, cast.aya, move |tx| {
        let form = form::create_form(tx, FormWish { name: Label::new("Returns", "返品"), parts })?;
        let wish = TopicWish {
            name: Label::new("Return something", "返品する"),
            help: Label::default(),
            kind: Kind::Incident,
            form: Some(form),
            team: Some(billing),
            priority: None,
            numbering: None,
            text: Label::default(),
            public: true,
            active: true,
        };
        form::create_topic(tx, wish)
    })
    .await
    .unwrap()
}

pub fn typed(pairs: &[(FieldId, &str)]) -> Vec<(FieldId, Vec<String>)> {
    pairs.iter().map(|(id, text)| (*id, vec![(*text).to_owned()])).collect()
}

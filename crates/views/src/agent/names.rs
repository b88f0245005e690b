//! What the ids on a page are called.

use super::Standing;
use base::Language;
use desk::Who;
use desk::automation::RuleId;
use desk::flow::FlowId;
use desk::form::{Book, Eyes, FieldId, Topic, TopicId, Value};
use desk::object::ObjectId;
use desk::people::{OrganizationId, PersonId, Team, TeamId};
use desk::ticket::{ReferredTo, Status, StatusId, Tag, TagId};
use std::collections::BTreeMap;

#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub people: &'a BTreeMap<PersonId, String>,
    pub statuses: &'a [Status],
    pub teams: &'a [Team],
    pub tags: &'a [Tag],
    /// Fields of tickets that people have defined.
    pub book: &'a Book,
    pub topics: &'a [Topic],
    pub organizations: &'a BTreeMap<OrganizationId, String>,
    pub objects: &'a BTreeMap<ObjectId, String>,
    /// IANA name.
    pub zone: &'a str,
    pub rules: &'a BTreeMap<RuleId, String>,
    pub flows: &'a BTreeMap<FlowId, String>,
    pub language: Language,
}

impl<'a> Names<'a> {
    pub fn person(&self, id: PersonId) -> &'a str {
        self.people.get(&id).map_or("?", String::as_str)
    }

    /// Who did something: a person, the desk itself, somebody unknown.
    pub fn who(&self, who: Who) -> &'a str {
        match who {
            Who::Person(person) => self.person(person),
            Who::System => self.say("timeline-system"),
            Who::Rule(rule) => self.rules.get(&rule).map_or("?", String::as_str),
            Who::Flow(flow) => self.flows.get(&flow).map_or("?", String::as_str),
            Who::Anonymous => self.say("timeline-anonymous"),
        }
    }

    pub fn team(&self, id: TeamId) -> &'a str {
        self.teams.iter().find(|team| team.id == id).map_or("?", |team| &team.name)
    }

    pub fn referred(&self, to: ReferredTo) -> &'a str {
        match to {
            ReferredTo::Person(person) => self.person(person),
            ReferredTo::Team(team) => self.team(team),
        }
    }

    pub fn status(&self, id: StatusId) -> &'a str {
        self.statuses
            .iter()
            .find(|status| status.id == id)
            .map_or("?", |status| Standing::of(status, self.language).name)
    }

    pub fn tag(&self, id: TagId) -> &'a str {
        self.tags.iter().find(|tag| tag.id == id).map_or("?", |tag| &tag.name)
    }

    pub fn topic(&self, id: TopicId) -> &'a str {
        self.topics.iter().find(|topic| topic.id == id).map_or("?", |topic| topic.wish.name.shown(self.language))
    }

    pub fn organization(&self, id: OrganizationId) -> &'a str {
        self.organizations.get(&id).map_or("?", String::as_str)
    }

    pub fn field(&self, id: FieldId) -> &'a str {
        self.book.field(id).map_or("?", |field| field.label.shown(self.language))
    }

    /// A value of a field as it is read.
    pub fn value(&self, field: FieldId, value: &Value) -> String {
        self.book.field(field).map_or_else(|| "?".to_owned(), |field| field.shown(value, self.eyes()))
    }

    pub const fn eyes(&self) -> Eyes<'a> {
        Eyes {
            language: self.language,
            zone: self.zone,
            people: self.people,
            organizations: self.organizations,
            objects: self.objects,
        }
    }

    fn say(&self, key: &'static str) -> &'a str {
        base::words::of(self.language).say(key)
    }
}

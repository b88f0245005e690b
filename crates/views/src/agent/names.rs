//! What the ids on a page are called.

use super::Standing;
use base::Language;
use desk::Who;
use desk::automation::RuleId;
use desk::people::{PersonId, Team, TeamId};
use desk::ticket::{Status, StatusId, Tag, TagId};
use std::collections::BTreeMap;

#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub people: &'a BTreeMap<PersonId, String>,
    pub statuses: &'a [Status],
    pub teams: &'a [Team],
    pub tags: &'a [Tag],
    pub rules: &'a BTreeMap<RuleId, String>,
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
            Who::Anonymous => self.say("timeline-anonymous"),
        }
    }

    pub fn team(&self, id: TeamId) -> &'a str {
        self.teams.iter().find(|team| team.id == id).map_or("?", |team| &team.name)
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

    fn say(&self, key: &'static str) -> &'a str {
        base::words::of(self.language).say(key)
    }
}

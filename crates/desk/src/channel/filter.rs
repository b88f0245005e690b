//! Mail filters: what is done with a message before a ticket is made of it, or before it joins one.

use crate::Refusal;
use crate::condition::{Condition, MailFacts, Realm};
use crate::form::{FieldId, TopicId};
use crate::people::{PersonId, TeamId, person_name};
use crate::ticket::{Kind, Priority, TagId};
use serde::{Deserialize, Serialize};

base::id!(FilterId);

crate::ticket_words! {
    /// Which messages it looks at.
    Way {
        /// Those that would begin a ticket.
        New = "new",
        /// Those that go on with one.
        Reply = "reply",
        Both = "both",
    }
}

crate::ticket_words! {
    /// What becomes of the message. All but the first are the last word: no other filter is asked.
    Keep {
        Kept = "kept",
        /// It lies with the spam.
        Spam = "spam",
        /// No ticket, no answer; it stays where mail is found.
        Ignored = "ignored",
        /// The same, and its sender is told politely that nobody reads it here.
        Refused = "refused",
    }
}

/// Filters there may be; fields and tags that one sets; characters of a template.
pub const MOST_FILTERS: usize = 200;
const MOST_SET: usize = 50;
const LONGEST_TEMPLATE: usize = 500;

#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub id: FilterId,
    pub wish: FilterWish,
    pub position: i64,
    pub version: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FilterWish {
    pub name: String,
    pub active: bool,
    pub way: Way,
    pub condition: Condition,
    pub sets: Sets,
    pub keep: Keep,
    /// Nobody is told by machine that it arrived.
    pub silent: bool,
    /// Those after it are not asked.
    pub stop: bool,
}

/// What a ticket begins with, or is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sets {
    pub team: Option<TeamId>,
    pub priority: Option<Priority>,
    pub kind: Option<Kind>,
    pub topic: Option<TopicId>,
    pub assignee: Option<PersonId>,
    pub tags: Vec<TagId>,
    /// As somebody would type it; of a filter a template with `${name}` for what an expression's group met.
    pub fields: Vec<(FieldId, String)>,
}

/// What all filters together say of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Sifted {
    /// Names of those that held, in their order.
    pub by: Vec<String>,
    pub sets: Sets,
    pub keep: Keep,
    /// The one that wants silence.
    pub silent: Option<String>,
}

impl Default for Sifted {
    fn default() -> Self {
        Self { by: Vec::new(), sets: Sets::default(), keep: Keep::Kept, silent: None }
    }
}

impl Default for FilterWish {
    fn default() -> Self {
        Self {
            name: String::new(),
            active: true,
            way: Way::New,
            condition: Condition::everything(),
            sets: Sets::default(),
            keep: Keep::Kept,
            silent: false,
            stop: false,
        }
    }
}

impl FilterWish {
    /// In order, or why not.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = person_name(&self.name)?;
        self.condition = self.condition.checked()?.for_mail()?;
        self.sets.tags.sort_unstable();
        self.sets.tags.dedup();
        for (_, template) in &mut self.sets.fields {
            *template = template.trim().to_owned();
        }
        self.sets.fields.retain(|(_, template)| !template.is_empty());
        let known = self.condition.group_names();
        let Sets { tags, fields, .. } = &self.sets;
        let long = |template: &String| template.chars().count() > LONGEST_TEMPLATE;
        let idle = self.sets == Sets::default() && self.keep == Keep::Kept && !self.silent && !self.stop;
        if tags.len() > MOST_SET || fields.len() > MOST_SET || fields.iter().any(|(_, template)| long(template)) {
            Err(Refusal::FilterTooLong)
        } else if fields.iter().any(|(_, template)| !names(template).all(|name| known.iter().any(|one| one == name))) {
            Err(Refusal::FilterGroupUnknown)
        } else if self.keep == Keep::Refused && self.way != Way::New {
            Err(Refusal::FilterRefusesReplies)
        } else if idle {
            Err(Refusal::FilterIdle)
        } else {
            Ok(self)
        }
    }

    pub fn holds(&self, mail: &MailFacts, way: Way) -> bool {
        self.active && (self.way == Way::Both || self.way == way) && self.condition.fits(mail)
    }

    /// What it sets on a ticket of this message.
    fn filled(&self, mail: &MailFacts) -> Sets {
        let mut sets = self.sets.clone();
        if !sets.fields.is_empty() {
            let met = self.condition.captured(mail);
            let fill = |template: &str| filled(template, |name| met.get(name).map(String::as_str).unwrap_or_default());
            sets.fields = sets.fields.into_iter().map(|(field, template)| (field, fill(&template))).collect();
            sets.fields.retain(|(_, value)| !value.is_empty());
        }
        sets
    }
}

impl Sets {
    /// With what the other says beside it; where both say something, the other.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.tags.extend(other.tags.into_iter().filter(|tag| !self.tags.contains(tag)).collect::<Vec<_>>());
        self.fields.retain(|(field, _)| !other.fields.iter().any(|(newer, _)| newer == field));
        self.fields.extend(other.fields);
        Self {
            team: other.team.or(self.team),
            priority: other.priority.or(self.priority),
            kind: other.kind.or(self.kind),
            topic: other.topic.or(self.topic),
            assignee: other.assignee.or(self.assignee),
            ..self
        }
    }
}

/// What the filters say of a message that begins a ticket, or goes on with one: in their order, the later word over the
/// earlier one, until one says stop or what becomes of the message.
pub fn sift<'f>(filters: impl IntoIterator<Item = &'f Filter>, mail: &MailFacts, way: Way) -> Sifted {
    let mut sifted = Sifted::default();
    for Filter { wish, .. } in filters {
        if !wish.holds(mail, way) {
            continue;
        }
        sifted.by.push(wish.name.clone());
        sifted.sets = sifted.sets.and(wish.filled(mail));
        sifted.keep = wish.keep;
        if wish.silent {
            sifted.silent.get_or_insert_with(|| wish.name.clone());
        }
        if wish.stop || wish.keep != Keep::Kept {
            break;
        }
    }
    sifted
}

/// `Order ${order}` with what each name stands for, on one line.
fn filled<'v>(template: &str, value: impl Fn(&str) -> &'v str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        text.push_str(before);
        match after.split_once('}') {
            Some((name, after)) => {
                text.push_str(value(name));
                rest = after;
            }
            None => {
                text.push_str("${");
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_TEMPLATE).collect()
}

/// The names that stand in a template.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split("${").skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}

#[derive(Serialize, Deserialize)]
struct Written {
    name: String,
    active: bool,
    way: Way,
    /// JSON of its own.
    condition: String,
    sets: Sets,
    keep: Keep,
    silent: bool,
    stop: bool,
}

impl FilterWish {
    /// As a column keeps it.
    pub fn written(&self) -> String {
        let Self { name, active, way, condition, sets, keep, silent, stop } = self.clone();
        let written = Written { name, active, way, condition: condition.written(), sets, keep, silent, stop };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// # Errors
    /// It is no filter.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let written: Written = serde_json::from_str(text).map_err(|_| Refusal::ConditionUnreadable)?;
        let Written { name, active, way, condition, sets, keep, silent, stop } = written;
        let condition = Condition::read_in(&condition, Realm::Mail)?;
        Ok(Self { name, active, way, condition, sets, keep, silent, stop })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::a_mail;

    fn when(test: &str) -> Condition {
        Condition::read_in(&format!(r#"{{"all":[{test}]}}"#), Realm::Mail).unwrap()
    }

    fn orders() -> Condition {
        when(r#"{"field":"mail_subject","operator":"matches","value":"order (?<order>\\d+)"}"#)
    }

    fn filter(wish: FilterWish) -> Filter {
        let wish = FilterWish { name: "Orders".into(), ..wish }.sound().unwrap();
        Filter { id: FilterId(1), wish, position: 1, version: 1 }
    }

    fn sets(priority: Priority) -> Sets {
        Sets { priority: Some(priority), tags: vec![TagId(7)], ..Sets::default() }
    }

    #[test]
    fn a_later_filter_has_the_later_word() {
        let fields = |text: &str| Sets { fields: vec![(FieldId(3), text.into())], ..sets(Priority::High) };
        let first = filter(FilterWish { condition: orders(), sets: fields("No. ${order}"), ..FilterWish::default() });
        let sets = Sets { tags: vec![TagId(8)], ..sets(Priority::Urgent) };
        let second = filter(FilterWish { sets, silent: true, ..FilterWish::default() });
        let sifted = sift([&first, &second], &a_mail(), Way::New);
        assert_eq!(sifted.by.len(), 2);
        assert_eq!(sifted.sets.priority, Some(Priority::Urgent));
        assert_eq!(sifted.sets.tags, [TagId(7), TagId(8)]);
        assert_eq!(sifted.sets.fields, [(FieldId(3), "No. 12345".to_owned())]);
        assert_eq!(sifted.silent.as_deref(), Some("Orders"));
    }

    #[test]
    fn nobody_is_asked_after_the_last_word() {
        let spam = filter(FilterWish { keep: Keep::Spam, ..FilterWish::default() });
        let high = filter(FilterWish { sets: sets(Priority::High), ..FilterWish::default() });
        let stops = filter(FilterWish { stop: true, ..FilterWish::default() });
        let off = filter(FilterWish { stop: true, active: false, ..FilterWish::default() });
        assert_eq!(sift([&spam, &high], &a_mail(), Way::New).sets, Sets::default());
        assert_eq!(sift([&stops, &high], &a_mail(), Way::New).sets, Sets::default());
        assert_eq!(sift([&off, &high], &a_mail(), Way::New).sets, sets(Priority::High));
    }

    #[test]
    fn a_filter_looks_at_new_messages_at_answers_or_at_both() {
        for (way, new, reply) in [(Way::New, true, false), (Way::Reply, false, true), (Way::Both, true, true)] {
            let wish = FilterWish { way, stop: true, ..FilterWish::default() };
            assert_eq!((wish.holds(&a_mail(), Way::New), wish.holds(&a_mail(), Way::Reply)), (new, reply), "{way:?}");
        }
    }

    #[test]
    fn a_template_is_filled_with_what_was_met() {
        let value = |name: &str| if name == "order" { "12\n345" } else { "" };
        for (template, text) in [
            ("${order}", "12 345"),
            ("Order ${order}, ${other}!", "Order 12 345, !"),
            ("no name", "no name"),
            ("${unfinished", "${unfinished"),
            ("$ {order}", "$ {order}"),
        ] {
            assert_eq!(filled(template, value), text);
        }
    }

    #[test]
    fn a_filter_is_written_soundly_or_not_at_all() {
        let wish = |change: fn(&mut FilterWish)| {
            let mut wish =
                FilterWish { name: "Orders".into(), stop: true, condition: orders(), ..FilterWish::default() };
            change(&mut wish);
            wish.sound().map(drop)
        };
        assert_eq!(wish(|_| {}), Ok(()));
        assert_eq!(wish(|wish| wish.name = " ".into()), Err(Refusal::NameEmpty));
        assert_eq!(wish(|wish| wish.stop = false), Err(Refusal::FilterIdle));
        assert_eq!(wish(|wish| (wish.keep, wish.way) = (Keep::Refused, Way::Both)), Err(Refusal::FilterRefusesReplies));
        assert_eq!(wish(|wish| wish.sets.fields = vec![(FieldId(1), "${order}".into())]), Ok(()));
        let unknown = wish(|wish| wish.sets.fields = vec![(FieldId(1), "${number}".into())]);
        assert_eq!(unknown, Err(Refusal::FilterGroupUnknown));
        let long = wish(|wish| wish.sets.fields = vec![(FieldId(1), "x".repeat(501))]);
        assert_eq!(long, Err(Refusal::FilterTooLong));
    }

    #[test]
    fn a_filter_reads_back_as_it_was_written() {
        let sets = Sets { fields: vec![(FieldId(3), "${order}".into())], ..sets(Priority::High) };
        let wish = FilterWish { condition: orders(), sets, keep: Keep::Spam, ..FilterWish::default() };
        assert_eq!(FilterWish::read(&wish.written()), Ok(wish));
        assert_eq!(FilterWish::read("{}"), Err(Refusal::ConditionUnreadable));
    }
}

//! Conditions and steps in words: what is asked, what was seen, what would be done.

use super::ticket::happened::kind_key;
use crate::Shell;
use crate::admin::rules::step_key;
use crate::agent::builder::{UNITS, WHENS};
use desk::automation::{Responsible, RuleWish, Step, Texts};
use desk::condition::{Answer, Condition, Explained, Field, Kin, Operand, Seen, Test, Type, When, Whom};
use desk::form::{FieldId, Shape};
use desk::ticket::Priority;
use std::collections::HashMap;

/// What the ids that rules speak of are called.
#[derive(Clone, Debug, Default)]
pub struct Called {
    pub ids: HashMap<(Kin, i64), String>,
    pub macros: HashMap<i64, String>,
    pub webhooks: HashMap<i64, String>,
    pub procedures: HashMap<i64, String>,
    pub checklists: HashMap<i64, String>,
    pub flows: HashMap<i64, String>,
    /// Fields that people have defined.
    pub fields: HashMap<FieldId, String>,
    /// What their lists offer.
    pub items: HashMap<(FieldId, i64), String>,
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub depth: usize,
    pub holds: bool,
    pub text: String,
    /// What was met; empty for a group.
    pub seen: String,
}

impl Called {
    fn field(&self, field: Field, shell: &Shell) -> String {
        match field {
            Field::Custom(custom) => {
                let name = self.fields.get(&custom.id).cloned().unwrap_or_else(|| format!("#{}", custom.id));
                if custom.shape == Shape::Properties { shell.with("field-properties-of", &name) } else { name }
            }
            field => shell.words.say(field.key()).to_owned(),
        }
    }

    fn id(&self, field: Field, id: i64) -> String {
        let item = if let Field::Custom(custom) = field { self.items.get(&(custom.id, id)).cloned() } else { None };
        let known = match field.kind() {
            Type::One(Kin::Item) | Type::MaybeOne(Kin::Item) | Type::Many(Kin::Item) => item,
            Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin) => self.of(kin, id),
            Type::Word(_)
            | Type::MaybeWord(_)
            | Type::Text
            | Type::MaybeText
            | Type::Number
            | Type::Amount(_)
            | Type::Moment
            | Type::Flag => None,
        };
        known.unwrap_or_else(|| format!("#{id}"))
    }

    fn of(&self, kin: Kin, id: i64) -> Option<String> {
        self.ids.get(&(kin, id)).cloned()
    }

    fn named(&self, kin: Kin, id: i64) -> String {
        self.of(kin, id).unwrap_or_else(|| format!("#{id}"))
    }
}

/// What a condition asks, from left to right, with what was met.
pub fn explained(explained: &Explained, called: &Called, shell: &Shell) -> Vec<Line> {
    let mut lines = Vec::new();
    walk(explained, 0, called, shell, &mut lines);
    lines
}

fn walk(one: &Explained, depth: usize, called: &Called, shell: &Shell, lines: &mut Vec<Line>) {
    let group =
        |key: &str| Line { depth, holds: one.holds, text: shell.words.say(key).to_owned(), seen: String::new() };
    let parts = match &one.answer {
        Answer::Test(asked, met) => {
            let seen = met.as_ref().map(|met| seen(asked.field, met, called, shell)).unwrap_or_default();
            let seen = if asked.operator.is_of_events() { String::new() } else { seen };
            lines.push(Line { depth, holds: one.holds, text: test(asked, called, shell), seen });
            return;
        }
        Answer::All(parts) if parts.is_empty() => {
            lines.push(group("rules-empty-condition"));
            return;
        }
        Answer::All(parts) => {
            // The outermost "all" is the usual one: it needs no line of its own.
            if depth > 0 {
                lines.push(group("view-all-of"));
            }
            parts
        }
        Answer::Any(parts) => {
            lines.push(group("view-any-of"));
            parts
        }
        Answer::None(parts) => {
            lines.push(group("view-none-of"));
            parts
        }
    };
    let deeper = if matches!(one.answer, Answer::All(_)) && depth == 0 { 0 } else { depth + 1 };
    for part in parts {
        let below = if deeper == 0 && matches!(part.answer, Answer::All(_)) { 1 } else { deeper };
        walk(part, below, called, shell, lines);
    }
}

/// What a condition asks, a line each, with how deep it lies.
pub fn questions(condition: &Condition, called: &Called, shell: &Shell) -> Vec<(usize, String)> {
    fn into(one: &Condition, depth: usize, called: &Called, shell: &Shell, lines: &mut Vec<(usize, String)>) {
        let (key, parts) = match one {
            Condition::Test(one) => return lines.push((depth, test(one, called, shell))),
            Condition::All(parts) if depth == 0 => ("", parts),
            Condition::All(parts) => ("view-all-of", parts),
            Condition::Any(parts) => ("view-any-of", parts),
            Condition::None(parts) => ("view-none-of", parts),
        };
        if !key.is_empty() {
            lines.push((depth, shell.words.say(key).to_owned()));
        }
        let deeper = if key.is_empty() { depth } else { depth + 1 };
        parts.iter().for_each(|part| into(part, deeper.max(1), called, shell, lines));
    }
    let mut lines = Vec::new();
    into(condition, 0, called, shell, &mut lines);
    let flattest = lines.iter().map(|(depth, _)| *depth).min().unwrap_or(0);
    lines.into_iter().map(|(depth, text)| (depth - flattest, text)).collect()
}

/// "Priority is any of High, Urgent".
pub fn test(test: &Test, called: &Called, shell: &Shell) -> String {
    let say = |key: &str| shell.words.say(key).to_owned();
    let comma = shell.words.say("admin-list-comma");
    let operand = match &test.operand {
        Operand::Nothing => String::new(),
        Operand::Words(list) => list.iter().map(|one| word(test.field, one, shell)).collect::<Vec<_>>().join(comma),
        Operand::Texts(list) => list.iter().map(|text| format!("“{text}”")).collect::<Vec<_>>().join(comma),
        Operand::Pattern(pattern) => pattern.text().to_owned(),
        Operand::Number(number) => amount(test.field, *number),
        Operand::When(when) => self::when(when, shell),
        Operand::Ids(ids) => {
            let id = |whom: &Whom| match whom {
                Whom::Me => say("view-me"),
                Whom::Id(id) => called.id(test.field, *id),
            };
            ids.iter().map(id).collect::<Vec<_>>().join(comma)
        }
    };
    [called.field(test.field, shell), say(test.operator.key()), operand].join(" ").trim().to_owned()
}

/// What a word of a field is called.
fn word(field: Field, word: &str, shell: &Shell) -> String {
    match Priority::named(word).filter(|_| field == Field::Priority) {
        Some(priority) => shell.priority(priority).to_owned(),
        None => shell.words.say(&field.word_key(word)).to_owned(),
    }
}

fn when(when: &When, shell: &Shell) -> String {
    let name = when.name();
    let mut words = name.split(' ');
    let (how, first, second) =
        (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let key = |word: &str| WHENS.iter().find(|(one, _)| *one == word).map_or("", |(_, key)| *key);
    match how {
        "in" => shell.words.say(key(&format!("{first} {second}"))).to_owned(),
        "within" | "older" | "coming" => {
            let unit = UNITS.iter().find(|(one, _)| *one == second).map_or("", |(_, key)| *key);
            format!("{} {first} {}", shell.words.say(key(how)), shell.words.say(unit))
        }
        "between" => format!("{} {first} – {second}", shell.words.say(key(how))),
        _ => format!("{} {first}", shell.words.say(key(how))),
    }
}

fn seen(field: Field, seen: &Seen, called: &Called, shell: &Shell) -> String {
    let say = |key: &str| shell.words.say(key).to_owned();
    let comma = shell.words.say("admin-list-comma");
    let text = match seen {
        Seen::Word(word) => word.as_ref().map(|one| self::word(field, one, shell)).unwrap_or_default(),
        Seen::Ids(ids) => ids.iter().map(|id| called.id(field, *id)).collect::<Vec<_>>().join(comma),
        Seen::Texts(texts) => {
            texts.iter().filter(|text| !text.is_empty()).map(|text| format!("“{text}”")).collect::<Vec<_>>().join(comma)
        }
        Seen::Number(number) => number.to_string(),
        Seen::Amount(number) => number.map(|number| amount(field, number)).unwrap_or_default(),
        Seen::Moment(moment) => moment.map(|at| shell.when_exactly(&at).short().to_owned()).unwrap_or_default(),
        Seen::Flag(flag) => say(if *flag { "rules-yes" } else { "rules-no" }),
    };
    if text.is_empty() { say("rules-nothing") } else { text }
}

/// Numbers of people's own fields are kept in their smallest unit.
fn amount(field: Field, number: i64) -> String {
    if let Type::Amount(digits) = field.kind() { desk::form::plain(number, digits) } else { number.to_string() }
}

/// "Set the priority: Urgent".
pub fn step(step: &Step, called: &Called, shell: &Shell) -> String {
    let say = |key: &str| shell.words.say(key).to_owned();
    let comma = shell.words.say("admin-list-comma");
    let of = |kin: Kin, ids: &[i64]| ids.iter().map(|id| called.named(kin, *id)).collect::<Vec<_>>().join(comma);
    let text = |texts: &Texts| texts.of(shell.words.language()).chars().take(120).collect::<String>();
    let detail = match step {
        Step::SetStatus(id) => of(Kin::Status, &[id.0]),
        Step::SetPriority(priority) => shell.priority(*priority).to_owned(),
        Step::SetKind(kind) => say(kind_key(*kind)),
        Step::AddTags(tags) | Step::RemoveTags(tags) => of(Kin::Tag, &tags.iter().map(|tag| tag.0).collect::<Vec<_>>()),
        Step::MoveToTeam(team) => of(Kin::Team, &[team.0]),
        Step::Assign(Responsible::Nobody) => say("step-nobody"),
        Step::Assign(Responsible::Doer) => say("step-doer"),
        Step::Assign(Responsible::Agent(person)) | Step::Follow(person) | Step::Unfollow(person) => {
            of(Kin::Agent, &[person.0])
        }
        Step::Rename(text) | Step::SetOrganization(text) => text.clone(),
        Step::Snooze(minutes) => {
            let (count, unit) = span(*minutes);
            format!("{count} {}", say(&format!("step-{unit}")))
        }
        Step::Note(texts) => text(texts),
        Step::Write { to, address, text: texts, .. } => {
            let role = |role: &desk::automation::Role| match role {
                desk::automation::Role::Address => address.clone(),
                other => say(&format!("rule-role-{}", other.name())),
            };
            let to = to.iter().map(role).collect::<Vec<_>>().join(comma);
            format!("{to} — {}", text(texts))
        }
        Step::ApplyMacro(id) => called.macros.get(&id.0).cloned().unwrap_or_else(|| format!("#{id}")),
        Step::Webhook(id) => called.webhooks.get(&id.0).cloned().unwrap_or_else(|| format!("#{id}")),
        Step::AskApproval(id) => called.procedures.get(&id.0).cloned().unwrap_or_else(|| format!("#{id}")),
        Step::SetTopic(id) => of(Kin::Topic, &[id.0]),
        Step::SetField { field, text } => {
            let name = called.fields.get(field).cloned().unwrap_or_else(|| format!("#{field}"));
            format!("{name} = {text}")
        }
        Step::SetDeadline(minutes) => {
            let (count, unit) = span(*minutes);
            format!("{count} {}", say(&format!("step-{unit}")))
        }
        Step::AddTask { text, .. } => text.clone(),
        Step::ApplyChecklist(id) => called.checklists.get(&id.0).cloned().unwrap_or_else(|| format!("#{id}")),
        Step::Link { relation, other } => format!("{} {other}", say(&format!("relation-{}", relation.name()))),
        Step::Unlink(text) | Step::AddParticipant(text) | Step::RemoveParticipant(text) => text.clone(),
        Step::LinkObject { of: id, name } | Step::UnlinkObject { of: id, name } => {
            format!("{} {name}", of(Kin::ObjectType, &[id.0]))
        }
        Step::LogTime { person, minutes, note } => {
            let (count, unit) = span(*minutes);
            let whose = person.map_or_else(|| say("step-worker"), |person| of(Kin::Agent, &[person.0]));
            let all = [whose, format!("{count} {}", say(&format!("step-{unit}"))), note.clone()];
            all.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(comma)
        }
        Step::Star(person) => of(Kin::Agent, &[person.0]),
        Step::StartFlow(id) => called.flows.get(&id.0).cloned().unwrap_or_else(|| format!("#{id}")),
        Step::ClearDeadline | Step::AskRating => String::new(),
        Step::CreateTicket { team, subject, .. } => format!("{} — {subject}", of(Kin::Team, &[team.0])),
        Step::SnoozeUntilReply | Step::Wake | Step::MarkSpam | Step::MarkNotSpam | Step::Trash | Step::Restore => {
            String::new()
        }
    };
    let name = say(&step_key(step.name()));
    if detail.is_empty() { name } else { format!("{name}: {detail}") }
}

/// A number of minutes as people say it.
pub fn span(minutes: u32) -> (u32, &'static str) {
    match minutes {
        0 => (0, "minutes"),
        _ if minutes.is_multiple_of(24 * 60) => (minutes / (24 * 60), "days"),
        _ if minutes.is_multiple_of(60) => (minutes / 60, "hours"),
        _ => (minutes, "minutes"),
    }
}

/// Everything a rule is, a line each, so that two versions can be laid side by side.
pub fn whole(wish: &RuleWish, called: &Called, shell: &Shell) -> Vec<String> {
    let said = |key: &str| shell.words.say(key).to_owned();
    let mut lines = vec![
        format!("{}: {}", said("admin-name"), wish.name),
        format!("{}: {}", said("admin-rule-when"), said(crate::admin::rules::kind_key(wish.kind, false))),
    ];
    if !wish.purpose.is_empty() {
        lines.push(format!("{}: {}", said("admin-rule-purpose"), wish.purpose));
    }
    lines.push(format!("{}: {}", said("admin-rule-switch"), said(&format!("stage-{}", wish.stage.name()))));
    lines.extend(
        wish.on.iter().map(|kind| format!("{}: {}", said("admin-rule-on"), said(&crate::admin::rules::on_key(kind)))),
    );
    asked(&wish.condition, 0, called, shell, &mut lines);
    lines.extend(wish.steps.iter().map(|one| step(one, called, shell)));
    if wish.stop {
        lines.push(said("admin-rule-stop"));
    }
    if wish.old {
        lines.push(said("admin-rule-old"));
    }
    lines
}

fn asked(condition: &Condition, depth: usize, called: &Called, shell: &Shell, lines: &mut Vec<String>) {
    let (key, parts) = match condition {
        Condition::Test(one) => {
            lines.push(format!("{}: {}", shell.words.say("admin-rule-if"), test(one, called, shell)));
            return;
        }
        Condition::All(parts) if depth == 0 => ("", parts),
        Condition::All(parts) => ("view-all-of", parts),
        Condition::Any(parts) => ("view-any-of", parts),
        Condition::None(parts) => ("view-none-of", parts),
    };
    if !key.is_empty() {
        lines.push(shell.words.say(key).to_owned());
    }
    parts.iter().for_each(|part| asked(part, depth + 1, called, shell, lines));
}

/// What the newer of two has that the older has not, and the other way round.
pub fn difference(older: &[String], newer: &[String]) -> Vec<String> {
    let gone = older.iter().filter(|line| !newer.contains(line)).map(|line| format!("− {line}"));
    let come = newer.iter().filter(|line| !older.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(come).collect()
}

//! The steps of a rule as they lie in a form: read however unfinished, moved about, and taken once they are whole.

use crate::agent::fields::Fields;
use crate::agent::ticket::change::names;
use desk::approval::ProcedureId;
use desk::automation::{MOST_STEPS, Responsible, Role, Step, Texts, WebhookId};
use desk::conversation::MacroId;
use desk::flow::FlowId;
use desk::form::{FieldId, TopicId};
use desk::object::ObjectTypeId;
use desk::people::{PersonId, TeamId};
use desk::ticket::{ChecklistId, Kind, Priority, Relation, StatusId, Tag, TagId};
use desk::{Done, Refusal};
use service::{Tx, ticket};
use views::admin::rules::StepTyped;
use views::agent::described::span;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps(pub Vec<(&'static str, StepTyped)>);

impl Steps {
    pub fn read(form: &Fields) -> Self {
        let mut steps = Vec::new();
        while let Some(kind) = kind(form.text(&format!("step-{}", steps.len()))).filter(|_| steps.len() <= MOST_STEPS) {
            let of = |what: &str| form.text(&format!("step-{}-{what}", steps.len())).to_owned();
            let typed = StepTyped {
                value: of("value"),
                line: of("line"),
                count: of("count"),
                unit: of("unit"),
                to: form.all(&format!("step-{}-to", steps.len())).map(str::to_owned).collect(),
                address: of("address"),
                subject_en: of("subject-en"),
                subject_ja: of("subject-ja"),
                text_en: of("text-en"),
                text_ja: of("text-ja"),
            };
            steps.push((kind, typed));
        }
        Self(steps)
    }

    pub fn of(steps: &[Step], tags: &[Tag]) -> Self {
        Self(steps.iter().map(|step| (step.name(), typed(step, tags))).collect())
    }

    /// What a button of the form asks: `step`, `step-drop:1`, `step-up:1`. What is not there cannot be meant.
    pub fn act(&mut self, act: &str) {
        if act == "step" && self.0.len() < MOST_STEPS {
            self.0.push(("set_priority", StepTyped::default()));
            return;
        }
        let Some((what, at)) = act.split_once(':') else { return };
        let Some(at) = at.parse::<usize>().ok().filter(|at| *at < self.0.len()) else { return };
        match what {
            "step-drop" => drop(self.0.remove(at)),
            "step-up" if at > 0 => self.0.swap(at, at - 1),
            "step-down" if at + 1 < self.0.len() => self.0.swap(at, at + 1),
            _ => {}
        }
    }
}

fn kind(word: &str) -> Option<&'static str> {
    Step::KINDS.iter().copied().find(|kind| *kind == word)
}

fn typed(step: &Step, tags: &[Tag]) -> StepTyped {
    let blank = StepTyped::default;
    let value = |value: String| StepTyped { value, ..blank() };
    let named = |ids: &[TagId]| {
        let names = tags.iter().filter(|tag| ids.contains(&tag.id)).map(|tag| tag.name.as_str());
        StepTyped { line: names.collect::<Vec<_>>().join(", "), ..blank() }
    };
    let texts = |texts: &Texts| StepTyped { text_en: texts.en.clone(), text_ja: texts.ja.clone(), ..blank() };
    match step {
        Step::SetStatus(id) => value(id.to_string()),
        Step::SetPriority(priority) => value(priority.name().into()),
        Step::SetKind(kind) => value(kind.name().into()),
        Step::AddTags(ids) | Step::RemoveTags(ids) => named(ids),
        Step::MoveToTeam(team) => value(team.to_string()),
        Step::Assign(Responsible::Nobody) => value("nobody".into()),
        Step::Assign(Responsible::Doer) => value("doer".into()),
        Step::Assign(Responsible::Agent(person)) | Step::Follow(person) | Step::Unfollow(person) => {
            value(person.to_string())
        }
        Step::Rename(line) | Step::SetOrganization(line) => StepTyped { line: line.clone(), ..blank() },
        Step::SetTopic(id) => value(id.to_string()),
        Step::SetField { field, text } => StepTyped { value: field.to_string(), line: text.clone(), ..blank() },
        Step::AddTask { text, minutes } => {
            let (count, unit) = span(*minutes);
            let count = if *minutes == 0 { String::new() } else { count.to_string() };
            StepTyped { line: text.clone(), count, unit: unit.into(), ..blank() }
        }
        Step::ApplyChecklist(id) => value(id.to_string()),
        Step::Link { relation, other } => StepTyped { value: relation.name().into(), line: other.clone(), ..blank() },
        Step::Unlink(line) | Step::AddParticipant(line) | Step::RemoveParticipant(line) => {
            StepTyped { line: line.clone(), ..blank() }
        }
        Step::LinkObject { of, name } | Step::UnlinkObject { of, name } => {
            StepTyped { value: of.to_string(), line: name.clone(), ..blank() }
        }
        Step::LogTime { person, minutes, note } => {
            let (count, unit) = span(*minutes);
            let value = person.map(|person| person.to_string()).unwrap_or_default();
            StepTyped { value, line: note.clone(), count: count.to_string(), unit: unit.into(), ..blank() }
        }
        Step::Star(person) => value(person.to_string()),
        Step::StartFlow(id) => value(id.to_string()),
        Step::Snooze(minutes) | Step::SetDeadline(minutes) => {
            let (count, unit) = span(*minutes);
            StepTyped { count: count.to_string(), unit: unit.into(), ..blank() }
        }
        Step::Note(note) => texts(note),
        Step::Write { to, address, subject, text } => StepTyped {
            to: to.iter().map(|role| role.name().to_owned()).collect(),
            address: address.clone(),
            subject_en: subject.en.clone(),
            subject_ja: subject.ja.clone(),
            ..texts(text)
        },
        Step::ApplyMacro(id) => value(id.to_string()),
        Step::Webhook(id) => value(id.to_string()),
        Step::AskApproval(id) => value(id.to_string()),
        Step::CreateTicket { team, subject, text } => {
            StepTyped { value: team.to_string(), line: subject.clone(), ..texts(text) }
        }
        Step::SnoozeUntilReply
        | Step::ClearDeadline
        | Step::AskRating
        | Step::Wake
        | Step::MarkSpam
        | Step::MarkNotSpam
        | Step::Trash
        | Step::Restore => blank(),
    }
}

/// # Errors
/// One is not finished.
pub fn steps(tx: &mut Tx, lying: &Steps) -> Done<Vec<Step>> {
    lying.0.iter().map(|(kind, typed)| step(tx, kind, typed)).collect()
}

fn step(tx: &mut Tx, kind: &str, typed: &StepTyped) -> Done<Step> {
    let unfinished = Refusal::StepIncomplete;
    let id = || typed.value.trim().parse::<i64>().map_err(|_| unfinished);
    let texts = || Texts { en: typed.text_en.clone(), ja: typed.text_ja.clone() };
    Ok(match kind {
        "set_status" => Step::SetStatus(StatusId(id()?)),
        "set_priority" => Step::SetPriority(Priority::named(&typed.value).ok_or(unfinished)?),
        "set_kind" => Step::SetKind(Kind::named(&typed.value).ok_or(unfinished)?),
        "add_tags" => Step::AddTags(tags(tx, &typed.line)?),
        "remove_tags" => Step::RemoveTags(tags(tx, &typed.line)?),
        "move_to_team" => Step::MoveToTeam(TeamId(id()?)),
        "assign" => Step::Assign(match typed.value.as_str() {
            "nobody" => Responsible::Nobody,
            "doer" => Responsible::Doer,
            _ => Responsible::Agent(PersonId(id()?)),
        }),
        "follow" => Step::Follow(PersonId(id()?)),
        "unfollow" => Step::Unfollow(PersonId(id()?)),
        "rename" => Step::Rename(typed.line.clone()),
        "set_organization" => Step::SetOrganization(typed.line.clone()),
        "snooze" => Step::Snooze(minutes(&typed.count, &typed.unit).ok_or(unfinished)?),
        "set_topic" => Step::SetTopic(TopicId(id()?)),
        "set_field" => Step::SetField { field: FieldId(id()?), text: typed.line.clone() },
        "set_deadline" => Step::SetDeadline(minutes(&typed.count, &typed.unit).ok_or(unfinished)?),
        "add_task" => {
            let never = typed.count.trim().is_empty();
            let minutes = if never { Some(0) } else { minutes(&typed.count, &typed.unit) };
            Step::AddTask { text: typed.line.clone(), minutes: minutes.ok_or(unfinished)? }
        }
        "apply_checklist" => Step::ApplyChecklist(ChecklistId(id()?)),
        "clear_deadline" => Step::ClearDeadline,
        "ask_rating" => Step::AskRating,
        "link" => Step::Link { relation: Relation::named(&typed.value).ok_or(unfinished)?, other: typed.line.clone() },
        "unlink" => Step::Unlink(typed.line.clone()),
        "link_object" => Step::LinkObject { of: ObjectTypeId(id()?), name: typed.line.clone() },
        "unlink_object" => Step::UnlinkObject { of: ObjectTypeId(id()?), name: typed.line.clone() },
        "add_participant" => Step::AddParticipant(typed.line.clone()),
        "remove_participant" => Step::RemoveParticipant(typed.line.clone()),
        "log_time" => Step::LogTime {
            person: if typed.value.trim().is_empty() { None } else { Some(PersonId(id()?)) },
            minutes: minutes(&typed.count, &typed.unit).ok_or(unfinished)?,
            note: typed.line.clone(),
        },
        "star" => Step::Star(PersonId(id()?)),
        "start_flow" => Step::StartFlow(FlowId(id()?)),
        "snooze_until_reply" => Step::SnoozeUntilReply,
        "wake" => Step::Wake,
        "mark_spam" => Step::MarkSpam,
        "mark_not_spam" => Step::MarkNotSpam,
        "trash" => Step::Trash,
        "restore" => Step::Restore,
        "note" => Step::Note(texts()),
        "write" => Step::Write {
            to: typed.to.iter().filter_map(|role| Role::named(role)).collect(),
            address: typed.address.clone(),
            subject: Texts { en: typed.subject_en.clone(), ja: typed.subject_ja.clone() },
            text: texts(),
        },
        "apply_macro" => Step::ApplyMacro(MacroId(id()?)),
        "ask_approval" => Step::AskApproval(ProcedureId(id()?)),
        "webhook" => Step::Webhook(WebhookId(id()?)),
        "create_ticket" => Step::CreateTicket { team: TeamId(id()?), subject: typed.line.clone(), text: texts() },
        _ => return Err(unfinished.into()),
    })
}

fn tags(tx: &mut Tx, line: &str) -> Done<Vec<TagId>> {
    let named: Vec<String> = names(line).collect();
    ticket::tags_named(tx, &named)
}

fn minutes(count: &str, unit: &str) -> Option<u32> {
    let each = match unit {
        "minutes" => 1,
        "days" => 24 * 60,
        _ => 60,
    };
    count.trim().parse::<u32>().ok()?.checked_mul(each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_go_and_change_places() {
        let form = Fields::read(b"step-0=set_priority&step-0-value=high&step-1=wake&step-2=nonsense&step-3=wake");
        let mut steps = Steps::read(&form);
        assert_eq!(steps.0.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), ["set_priority", "wake"]);
        steps.act("step-up:1");
        steps.act("step");
        steps.act("step-drop:1");
        for nonsense in ["step-drop:9", "step-up:0", "step-down:1", "step-x:0", "step-drop:"] {
            steps.act(nonsense);
        }
        assert_eq!(steps.0.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), ["wake", "set_priority"]);
    }

    #[test]
    fn a_form_without_end_is_read_to_an_end() {
        let form: String = (0..100).map(|at| format!("step-{at}=wake&")).collect();
        assert_eq!(Steps::read(&Fields::read(form.as_bytes())).0.len(), MOST_STEPS + 1);
    }
}

//! What a rule does: each step is a verb that there is for people as well.

use super::WebhookId;
use crate::Refusal;
use crate::approval::ProcedureId;
use crate::conversation::{MacroId, template};
use crate::flow::FlowId;
use crate::form::{FieldId, TopicId};
use crate::object::ObjectTypeId;
use crate::people::{PersonId, TeamId};
use crate::ticket::{ChecklistId, Kind, Priority, Relation, StatusId, TagId, TicketNumber};
use base::{Email, Language};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    SetStatus(StatusId),
    SetPriority(Priority),
    SetKind(Kind),
    AddTags(Vec<TagId>),
    RemoveTags(Vec<TagId>),
    MoveToTeam(TeamId),
    Assign(Responsible),
    Follow(PersonId),
    Unfollow(PersonId),
    /// A template.
    Rename(String),
    /// A template: the whole name of an organisation; where it becomes nothing, none.
    SetOrganization(String),
    /// Minutes.
    Snooze(u32),
    SnoozeUntilReply,
    Wake,
    MarkSpam,
    MarkNotSpam,
    Trash,
    Restore,
    Note(Texts),
    /// A letter. To the requester it is part of the conversation.
    Write {
        to: Vec<Role>,
        address: String,
        subject: Texts,
        text: Texts,
    },
    /// Its acts, and its text as a note.
    ApplyMacro(MacroId),
    /// A ticket of its own, with the same requester.
    CreateTicket {
        team: TeamId,
        subject: String,
        text: Texts,
    },
    /// Tells an address outside.
    Webhook(WebhookId),
    AskApproval(ProcedureId),
    SetTopic(TopicId),
    /// A template, read as if somebody had typed what it becomes.
    SetField {
        field: FieldId,
        text: String,
    },
    /// Minutes from now.
    SetDeadline(u32),
    /// A template, and minutes from now until it is due; 0: never.
    AddTask {
        text: String,
        minutes: u32,
    },
    ApplyChecklist(ChecklistId),
    ClearDeadline,
    /// The other ticket becomes that to this one. A template, whose first number is meant.
    Link {
        relation: Relation,
        other: String,
    },
    Unlink(String),
    /// A template: the whole name of an object of the type.
    LinkObject {
        of: ObjectTypeId,
        name: String,
    },
    UnlinkObject {
        of: ObjectTypeId,
        name: String,
    },
    /// A template that becomes an address.
    AddParticipant(String),
    RemoveParticipant(String),
    /// Of an agent; none: whoever did it, else the assignee. The note is a template and may be empty.
    LogTime {
        person: Option<PersonId>,
        minutes: u32,
        note: String,
    },
    /// For this agent.
    Star(PersonId),
    StartFlow(FlowId),
    /// A letter that asks the requester how content they are.
    AskRating,
}

/// Who becomes responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    Nobody,
    /// Whoever did what the rule looks at, if they are an agent.
    Doer,
    Agent(PersonId),
}

crate::ticket_words! {
    /// To whom a letter goes.
    Role {
        Requester = "requester", Participants = "participants", Assignee = "assignee", Followers = "followers",
        Team = "team",
        /// Whoever looks after the organization for which it is asked.
        Manager = "manager",
        Address = "address",
    }
}

/// A template in both languages; one that is empty is stood in for by the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    pub en: String,
    pub ja: String,
}

impl Texts {
    pub fn of(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::English => (&self.en, &self.ja),
            Language::Japanese => (&self.ja, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    fn sound(mut self) -> Result<Self, Refusal> {
        for text in [&mut self.en, &mut self.ja] {
            *text = text.replace("\r\n", "\n").trim().to_owned();
            template::sound_with_fields(text).map_err(|_| Refusal::TemplateWrong)?;
        }
        Ok(self)
    }

    pub(crate) fn filled(self) -> Result<Self, Refusal> {
        let texts = self.sound()?;
        if texts.is_empty() { Err(Refusal::StepIncomplete) } else { Ok(texts) }
    }

    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ja.is_empty()
    }
}

impl Step {
    /// The words of all kinds, in the order in which a page offers them.
    pub const KINDS: &[&str] = &[
        "set_status",
        "set_priority",
        "set_kind",
        "set_topic",
        "set_field",
        "set_deadline",
        "clear_deadline",
        "add_tags",
        "remove_tags",
        "move_to_team",
        "assign",
        "follow",
        "unfollow",
        "write",
        "note",
        "apply_macro",
        "rename",
        "set_organization",
        "snooze",
        "snooze_until_reply",
        "wake",
        "create_ticket",
        "add_task",
        "apply_checklist",
        "link",
        "unlink",
        "link_object",
        "unlink_object",
        "add_participant",
        "remove_participant",
        "log_time",
        "star",
        "start_flow",
        "ask_approval",
        "ask_rating",
        "webhook",
        "mark_spam",
        "mark_not_spam",
        "trash",
        "restore",
    ];

    /// The words of those that a person does by hand as well, and with the same right. What else there is speaks or acts for
    /// the desk, past guards and without a colleague's word: it takes the right to make rules.
    pub const BY_HAND: &[&str] = &[
        "set_status",
        "set_priority",
        "set_kind",
        "set_topic",
        "set_field",
        "set_deadline",
        "clear_deadline",
        "add_tags",
        "remove_tags",
        "move_to_team",
        "assign",
        "follow",
        "unfollow",
        "note",
        "rename",
        "set_organization",
        "snooze",
        "snooze_until_reply",
        "wake",
        "create_ticket",
        "add_task",
        "apply_checklist",
        "link",
        "unlink",
        "link_object",
        "unlink_object",
        "add_participant",
        "remove_participant",
        "log_time",
        "ask_approval",
        "mark_spam",
        "mark_not_spam",
        "trash",
        "restore",
    ];

    /// Time is entered for oneself.
    pub fn is_by_hand(&self) -> bool {
        Self::BY_HAND.contains(&self.name()) && !matches!(self, Self::LogTime { person: Some(_), .. })
    }

    /// The word in forms and locale keys.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SetStatus(_) => "set_status",
            Self::SetPriority(_) => "set_priority",
            Self::SetKind(_) => "set_kind",
            Self::AddTags(_) => "add_tags",
            Self::RemoveTags(_) => "remove_tags",
            Self::MoveToTeam(_) => "move_to_team",
            Self::Assign(_) => "assign",
            Self::Follow(_) => "follow",
            Self::Unfollow(_) => "unfollow",
            Self::Rename(_) => "rename",
            Self::SetOrganization(_) => "set_organization",
            Self::Snooze(_) => "snooze",
            Self::SnoozeUntilReply => "snooze_until_reply",
            Self::Wake => "wake",
            Self::MarkSpam => "mark_spam",
            Self::MarkNotSpam => "mark_not_spam",
            Self::Trash => "trash",
            Self::Restore => "restore",
            Self::Note(_) => "note",
            Self::Write { .. } => "write",
            Self::ApplyMacro(_) => "apply_macro",
            Self::CreateTicket { .. } => "create_ticket",
            Self::Webhook(_) => "webhook",
            Self::AskApproval(_) => "ask_approval",
            Self::SetTopic(_) => "set_topic",
            Self::SetField { .. } => "set_field",
            Self::SetDeadline(_) => "set_deadline",
            Self::AddTask { .. } => "add_task",
            Self::ApplyChecklist(_) => "apply_checklist",
            Self::ClearDeadline => "clear_deadline",
            Self::Link { .. } => "link",
            Self::Unlink(_) => "unlink",
            Self::LinkObject { .. } => "link_object",
            Self::UnlinkObject { .. } => "unlink_object",
            Self::AddParticipant(_) => "add_participant",
            Self::RemoveParticipant(_) => "remove_participant",
            Self::LogTime { .. } => "log_time",
            Self::Star(_) => "star",
            Self::StartFlow(_) => "start_flow",
            Self::AskRating => "ask_rating",
        }
    }

    /// # Errors
    /// Something it needs is missing, or a text cannot be filled in.
    pub fn sound(self) -> Result<Self, Refusal> {
        match self {
            Self::AddTags(tags) | Self::RemoveTags(tags) if tags.is_empty() => Err(Refusal::StepIncomplete),
            Self::Rename(subject) => Ok(Self::Rename(line(&subject)?)),
            Self::SetOrganization(name) => Ok(Self::SetOrganization(line(&name)?)),
            Self::Snooze(minutes) if !(1..=366 * 24 * 60).contains(&minutes) => Err(Refusal::StepIncomplete),
            Self::Note(texts) => texts.filled().map(Self::Note),
            Self::SetField { field, text } => Ok(Self::SetField { field, text: line(&text)? }),
            Self::SetDeadline(minutes) if !(1..=366 * 24 * 60).contains(&minutes) => Err(Refusal::StepIncomplete),
            Self::AddTask { minutes, .. } if minutes > 366 * 24 * 60 => Err(Refusal::StepIncomplete),
            Self::AddTask { text, minutes } => Ok(Self::AddTask { text: line(&text)?, minutes }),
            Self::Write { mut to, address, subject, text } => {
                to.sort_unstable();
                to.dedup();
                if to.is_empty() {
                    return Err(Refusal::NoRecipient);
                }
                let address = match to.contains(&Role::Address) {
                    true => Email::typed(&address).ok_or(Refusal::AddressInvalid)?.to_string(),
                    false => String::new(),
                };
                Ok(Self::Write { to, address, subject: subject.sound()?, text: text.filled()? })
            }
            Self::CreateTicket { team, subject, text } => {
                Ok(Self::CreateTicket { team, subject: line(&subject)?, text: text.filled()? })
            }
            Self::Link { relation, other } => Ok(Self::Link { relation, other: line(&other)? }),
            Self::Unlink(other) => Ok(Self::Unlink(line(&other)?)),
            Self::LinkObject { of, name } => Ok(Self::LinkObject { of, name: line(&name)? }),
            Self::UnlinkObject { of, name } => Ok(Self::UnlinkObject { of, name: line(&name)? }),
            Self::AddParticipant(address) => Ok(Self::AddParticipant(line(&address)?)),
            Self::RemoveParticipant(address) => Ok(Self::RemoveParticipant(line(&address)?)),
            Self::LogTime { minutes, .. } if !(1..=24 * 60).contains(&minutes) => Err(Refusal::StepIncomplete),
            Self::LogTime { person, minutes, note } if note.trim().is_empty() => {
                Ok(Self::LogTime { person, minutes, note: String::new() })
            }
            Self::LogTime { person, minutes, note } => Ok(Self::LogTime { person, minutes, note: line(&note)? }),
            Self::SetStatus(_)
            | Self::SetPriority(_)
            | Self::SetKind(_)
            | Self::AddTags(_)
            | Self::RemoveTags(_)
            | Self::MoveToTeam(_)
            | Self::Assign(_)
            | Self::Follow(_)
            | Self::Unfollow(_)
            | Self::Snooze(_)
            | Self::SnoozeUntilReply
            | Self::Wake
            | Self::MarkSpam
            | Self::MarkNotSpam
            | Self::Trash
            | Self::Restore
            | Self::ApplyMacro(_)
            | Self::Webhook(_)
            | Self::AskApproval(_)
            | Self::SetTopic(_)
            | Self::SetDeadline(_)
            | Self::ClearDeadline
            | Self::Star(_)
            | Self::StartFlow(_)
            | Self::AskRating
            | Self::ApplyChecklist(_) => Ok(self),
        }
    }
}

/// The ticket that a text means: the first number behind a `#`, else one that stands alone.
pub fn number_in(text: &str) -> Option<TicketNumber> {
    let digits = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text[..end].parse().ok().map(TicketNumber)
    };
    let marked = text.split(['#', '＃']).skip(1).find_map(digits);
    marked.or_else(|| TicketNumber::typed(text)).filter(|number| number.0 > 0)
}

/// A template of one line.
fn line(text: &str) -> Result<String, Refusal> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Refusal::StepIncomplete);
    }
    template::sound_with_fields(&text).map_err(|_| Refusal::TemplateWrong)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::words;

    #[test]
    fn every_step_has_a_word_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for kind in Step::KINDS {
                let key = format!("step-{}", kind.replace('_', "-"));
                assert!(words.knows(&key), "{key} in {:?}", words.language());
            }
            for role in Role::ALL {
                let key = format!("rule-role-{}", role.name());
                assert!(words.knows(&key), "{key} in {:?}", words.language());
            }
        }
    }

    #[test]
    fn a_step_says_what_it_lacks() {
        let text = |en: &str| Texts { en: en.into(), ja: String::new() };
        let write = |to: Vec<Role>, address: &str| Step::Write {
            to,
            address: address.into(),
            subject: Texts::default(),
            text: text("Dear {{ requester.name }}"),
        };
        let table = [
            (write(vec![], ""), Err(Refusal::NoRecipient)),
            (write(vec![Role::Address], "nobody"), Err(Refusal::AddressInvalid)),
            (Step::Note(text(" ")), Err(Refusal::StepIncomplete)),
            (Step::Note(text("{{ nobody }}")), Err(Refusal::TemplateWrong)),
            (Step::AddTags(vec![]), Err(Refusal::StepIncomplete)),
            (Step::Snooze(0), Err(Refusal::StepIncomplete)),
            (Step::Rename("  ".into()), Err(Refusal::StepIncomplete)),
            (Step::Link { relation: Relation::Parent, other: " ".into() }, Err(Refusal::StepIncomplete)),
            (Step::Link { relation: Relation::Parent, other: "{{ field.master }}".into() }, Ok(())),
            (Step::AddParticipant("{{ nobody }}".into()), Err(Refusal::TemplateWrong)),
            (Step::LogTime { person: None, minutes: 0, note: String::new() }, Err(Refusal::StepIncomplete)),
            (Step::LogTime { person: None, minutes: 15, note: String::new() }, Ok(())),
        ];
        for (step, wanted) in table {
            assert_eq!(step.clone().sound().map(drop), wanted, "{step:?}");
        }
        let sound = write(vec![Role::Requester, Role::Requester], "left over").sound().unwrap();
        assert!(matches!(&sound, Step::Write { to, address, .. } if to.len() == 1 && address.is_empty()));
        assert_eq!(serde_json::from_str::<Step>(&serde_json::to_string(&sound).unwrap()).unwrap(), sound);
    }

    #[test]
    fn a_text_means_a_ticket_by_its_number() {
        let table = [
            ("100042", Some(100_042)),
            (" 100042 ", Some(100_042)),
            ("Re: #100042 and #100043", Some(100_042)),
            ("# 7, but #8", Some(8)),
            ("2 lamps", None),
            ("#", None),
            ("", None),
            ("#99999999999999999999", None),
        ];
        for (text, wanted) in table {
            assert_eq!(number_in(text).map(|number| number.0), wanted, "{text}");
        }
    }

    #[test]
    fn a_text_in_one_language_serves_for_both() {
        assert_eq!(Texts { en: "Hello".into(), ja: String::new() }.of(Language::Japanese), "Hello");
    }
}

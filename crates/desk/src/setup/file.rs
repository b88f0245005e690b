//! The format. What is not known is refused, so that nobody believes in what is not done.

use super::files::Contents;
use crate::approval::{Approver, AtLimit, Needed, ProcedureId};
use crate::automation::{RuleKind, Step, Texts};
use crate::condition::Condition;
use crate::conversation::{Acts, MacroId};
use crate::flow::{FlowId, Node, Start};
use crate::form::{Ask, FieldId, FormId, Label, Nature, Part, TopicId};
use crate::object::{Grant, ObjectGlyph, ObjectTypeId};
use crate::people::{PersonId, TeamId};
use crate::sla::{CalendarId, Hours, Terms};
use crate::ticket::{
    Audience, Category, Glyph, Kind, Layout, Numbering, Priority, StatusId, TagId, Transition, ViewId,
};
use base::{Digest, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a thing is called: in one word for everybody, or in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Called {
    One(String),
    Each(Label),
}

impl Default for Called {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl Called {
    pub fn of(&self, language: Language) -> &str {
        match self {
            Self::One(name) => name,
            Self::Each(label) => label.shown(language),
        }
    }

    /// Whether something of this name is it, in whatever language it was made.
    pub fn is(&self, name: &str) -> bool {
        let same = |own: &str| !own.trim().is_empty() && own.trim().to_lowercase() == name.trim().to_lowercase();
        match self {
            Self::One(own) => same(own),
            Self::Each(label) => same(&label.en) || same(&label.ja),
        }
    }
}

/// `name` alone must be there; lists that are empty need not be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SetUp {
    /// `setup`: what the file is.
    pub kippu: String,
    pub version: u32,
    pub name: Label,
    pub purpose: Label,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<TeamPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<CalendarPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<StatusPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub object_types: Vec<ObjectTypePart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<FormPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub workflows: Vec<WorkflowPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<ApprovalPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub macros: Vec<MacroPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RulePart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<FlowPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyPart>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<ViewPart>,
    /// The bytes of what macros list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<Digest, Contents>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamPart {
    pub id: TeamId,
    pub name: Called,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagPart {
    pub id: TagId,
    pub name: Called,
}

/// An agent whom something names, found again by the address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonPart {
    pub id: PersonId,
    pub address: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarPart {
    pub id: CalendarId,
    pub name: Called,
    pub hours: Hours,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusPart {
    pub id: StatusId,
    pub category: Category,
    /// Nothing: the standard one of its category, which every desk has.
    #[serde(default)]
    pub name: Label,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectTypePart {
    pub id: ObjectTypeId,
    pub name: Label,
    #[serde(default)]
    pub plural: Label,
    #[serde(default)]
    pub help: Label,
    pub glyph: ObjectGlyph,
    #[serde(default = "Grant::usual")]
    pub grants: Vec<Grant>,
    #[serde(default)]
    pub columns: Vec<FieldId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldPart {
    pub id: FieldId,
    /// `ticket`, `person`, `organization`, `team`, `object-3`.
    #[serde(default = "of_tickets")]
    pub holder: String,
    /// Empty: made of the English name.
    #[serde(default)]
    pub key: String,
    pub label: Label,
    #[serde(default)]
    pub help: Label,
    /// Of what stands in no form.
    #[serde(default = "hidden")]
    pub requester: Ask,
    #[serde(default = "optional")]
    pub agent: Ask,
    pub nature: Nature,
}

fn of_tickets() -> String {
    "ticket".to_owned()
}

const fn hidden() -> Ask {
    Ask::Hidden
}

const fn optional() -> Ask {
    Ask::Optional
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPart {
    pub id: FormId,
    pub name: Label,
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicPart {
    pub id: TopicId,
    pub name: Label,
    #[serde(default)]
    pub help: Label,
    pub kind: Kind,
    #[serde(default)]
    pub form: Option<FormId>,
    #[serde(default)]
    pub team: Option<TeamId>,
    #[serde(default)]
    pub priority: Option<Priority>,
    #[serde(default)]
    pub text: Label,
    #[serde(default)]
    pub public: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbering: Option<Numbering>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkflowPart {
    pub name: Called,
    #[serde(default)]
    pub kinds: Vec<Kind>,
    #[serde(default)]
    pub topics: Vec<TopicId>,
    pub transitions: Vec<Transition>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalPart {
    pub id: ProcedureId,
    pub name: Called,
    pub question: Texts,
    pub approvers: Vec<Approver>,
    #[serde(default)]
    pub needed: Needed,
    #[serde(default)]
    pub remind: u32,
    #[serde(default)]
    pub limit: u32,
    #[serde(default)]
    pub at_limit: AtLimit,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MacroPart {
    pub id: MacroId,
    pub name: Called,
    pub shortcut: String,
    #[serde(default)]
    pub text: Label,
    /// The same with its form; a picture stands in it as `cid:` with its number.
    #[serde(default)]
    pub html: Label,
    /// What goes along, and the pictures of both texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FilePart>,
    #[serde(default)]
    pub acts: Acts,
    #[serde(default)]
    pub teams: Vec<TeamId>,
    #[serde(default, with = "crate::condition::kept")]
    pub condition: Condition,
}

/// A file of a macro.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilePart {
    /// Its number among those of its macro.
    pub id: i64,
    pub name: String,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    pub digest: Digest,
    /// A picture in the text.
    #[serde(default)]
    pub inline: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulePart {
    pub name: Called,
    #[serde(default)]
    pub purpose: Called,
    pub kind: RuleKind,
    #[serde(default)]
    pub on: Vec<String>,
    #[serde(default, with = "crate::condition::kept")]
    pub condition: Condition,
    pub steps: Vec<Step>,
    #[serde(default)]
    pub stop: bool,
    #[serde(default)]
    pub old: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowPart {
    pub id: FlowId,
    pub name: Called,
    #[serde(default)]
    pub purpose: Called,
    pub start: Start,
    #[serde(default)]
    pub on: Vec<String>,
    #[serde(default, with = "crate::condition::kept")]
    pub condition: Condition,
    pub body: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyPart {
    pub name: Called,
    #[serde(default, with = "crate::condition::kept")]
    pub condition: Condition,
    pub terms: Terms,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewPart {
    pub id: ViewId,
    #[serde(default)]
    pub parent: Option<ViewId>,
    pub name: Label,
    #[serde(default = "everyone")]
    pub audience: Audience,
    #[serde(default = "plain")]
    pub glyph: Glyph,
    #[serde(default)]
    pub tone: i64,
    #[serde(default, with = "crate::condition::kept")]
    pub condition: Condition,
    #[serde(default)]
    pub layout: Option<Layout>,
    /// Whether its number stands in the tree.
    #[serde(default = "is_counted")]
    pub counted: bool,
}

const fn is_counted() -> bool {
    true
}

const fn everyone() -> Audience {
    Audience::Everyone
}

const fn plain() -> Glyph {
    Glyph::View
}

impl SetUp {
    pub fn written(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

//! A template: what a ticket that an agent opens may begin with. Everything in it is a proposal that can be changed before
//! the ticket is opened.

use super::{ChecklistId, Kind, Priority, TagId};
use crate::Refusal;
use crate::conversation::{Assignee, NewAttachment, attachable};
use crate::form::{FieldId, TopicId};
use crate::people::TeamId;
use base::CleanHtml;
use serde::{Deserialize, Serialize};

base::id!(TemplateId);

pub const MOST_TEMPLATES: usize = 200;

/// Characters of a name, a subject, a line of addresses and a moment in words; of a text and of what stands in a field.
const LONGEST_NAME: usize = 80;
const LONGEST_LINE: usize = 250;
const LONGEST_LIST: usize = 5_000;
const LONGEST_TEXT: usize = 100_000;
/// Values in fields.
const MOST_VALUES: usize = 500;

#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub id: TemplateId,
    pub name: String,
    pub wish: TemplateWish,
}

/// What is empty proposes nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateWish {
    pub subject: String,
    pub kind: Option<Kind>,
    pub topic: Option<TopicId>,
    /// As they are typed.
    pub fields: Vec<(FieldId, Vec<String>)>,
    pub priority: Option<Priority>,
    pub team: Option<TeamId>,
    pub assignee: Assignee,
    pub tags: Vec<TagId>,
    pub checklist: Option<ChecklistId>,
    /// When it is due from the day it is opened, in words: `in 3 days`.
    pub due: String,
    /// The word of what stands first on it.
    pub opening: String,
    pub cc: String,
    pub text: String,
    pub html: CleanHtml,
    /// Pictures of the text, and files that go along.
    pub files: Vec<NewAttachment>,
}

impl TemplateWish {
    /// # Errors
    /// Something in it is longer than anybody writes, or it is too much.
    pub fn sound(self) -> Result<Self, Refusal> {
        let values: Vec<&String> = self.fields.iter().flat_map(|(_, values)| values).collect();
        if self.subject.chars().count() > LONGEST_LINE {
            return Err(Refusal::SubjectTooLong);
        }
        let long = |text: &str, most: usize| text.chars().count() > most;
        let texts = long(&self.text, LONGEST_TEXT) || self.html.as_str().len() > 5 * LONGEST_TEXT;
        if texts || values.len() > MOST_VALUES || values.iter().any(|value| long(value, LONGEST_TEXT)) {
            return Err(Refusal::MessageTooLong);
        }
        if long(&self.cc, LONGEST_LIST) {
            return Err(Refusal::TooManyRecipients);
        }
        if long(&self.due, LONGEST_LINE) {
            return Err(Refusal::WhenUnclear);
        }
        attachable(&self.files)?;
        Ok(self)
    }
}

/// In one line.
///
/// # Errors
/// It is empty or too long.
pub fn template_name(text: &str) -> Result<String, Refusal> {
    let name = base::seen_line(text);
    match name.chars().count() {
        0 => Err(Refusal::NameEmpty),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(Refusal::NameTooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_as_long_as_somebody_writes() {
        assert!(TemplateWish::default().sound().is_ok());
        let long = TemplateWish { subject: "x".repeat(251), ..TemplateWish::default() };
        assert_eq!(long.sound(), Err(Refusal::SubjectTooLong));
        let many = TemplateWish { fields: vec![(FieldId(1), vec![String::new(); 501])], ..TemplateWish::default() };
        assert_eq!(many.sound(), Err(Refusal::MessageTooLong));
        assert_eq!(template_name("  New \n colleague "), Ok("New colleague".into()));
        assert_eq!(template_name(" "), Err(Refusal::NameEmpty));
        assert_eq!(template_name(&"x".repeat(81)), Err(Refusal::NameTooLong));
    }

    #[test]
    fn what_was_kept_before_a_field_came_is_read() {
        let read: TemplateWish = serde_json::from_str(r#"{"subject":"Hello"}"#).unwrap();
        assert_eq!(read, TemplateWish { subject: "Hello".into(), ..TemplateWish::default() });
    }
}

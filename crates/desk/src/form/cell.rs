//! A field's value, and how it lies in the columns of the database.

use super::{Field, FieldFile, FieldId, ItemId, Nature, item};
use crate::object::ObjectId;
use crate::people::{OrganizationId, PersonId};
use crate::ticket::TicketNumber;
use base::Moment;
use serde::{Deserialize, Serialize};

/// What stands in a field. Nothing at all is no value: an unticked box is as empty as an empty line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Text(String),
    /// Scaled by the digits of its field.
    Number(i64),
    /// A day is its noon in UTC, which is the same day nearly everywhere.
    Moment(Moment),
    Yes,
    Items(Vec<ItemId>),
    Person(PersonId),
    Organization(OrganizationId),
    Ticket(TicketNumber),
    Object(ObjectId),
    Files(Vec<FieldFile>),
}

/// One row of a value: what can be compared stands in a column of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub field: FieldId,
    /// Among those of its value; the first one of a hierarchy is the item that was chosen.
    pub position: i64,
    pub number: Option<i64>,
    pub text: Option<String>,
}

impl Field {
    /// The rows of a value. An item in a hierarchy brings those it stands beneath, so that who asks for `Hardware` finds
    /// what is a printer.
    pub fn cells(&self, value: &Value) -> Vec<Cell> {
        let cell = |number: Option<i64>, text: Option<String>| Cell { field: self.id, position: 0, number, text };
        let cells: Vec<Cell> = match value {
            Value::Text(text) => vec![cell(None, Some(text.clone()))],
            Value::Files(files) => files.iter().map(|file| cell(Some(file.size), Some(file.written()))).collect(),
            Value::Number(number) => vec![cell(Some(*number), None)],
            Value::Moment(moment) => vec![cell(Some(moment.0), None)],
            Value::Yes => vec![cell(Some(1), None)],
            Value::Person(id) => vec![cell(Some(id.0), None)],
            Value::Organization(id) => vec![cell(Some(id.0), None)],
            Value::Object(id) => vec![cell(Some(id.0), None)],
            Value::Ticket(number) => vec![cell(Some(number.0), Some(number.to_string()))],
            Value::Items(ids) if matches!(self.nature, Nature::Tree { .. }) => {
                let chosen = ids.iter().take(1).flat_map(|id| item::line(self.nature.items(), *id).into_iter().rev());
                chosen.map(|item| cell(Some(item.id.0), None)).collect()
            }
            Value::Items(ids) => ids.iter().map(|id| cell(Some(id.0), None)).collect(),
        };
        (0..).zip(cells).map(|(position, cell)| Cell { position, ..cell }).collect()
    }

    /// The value whose rows these are; none: they say nothing, or nothing this kind of field could have.
    pub fn value(&self, cells: &[Cell]) -> Option<Value> {
        let first = cells.first()?;
        let number = first.number;
        match &self.nature {
            Nature::Text
            | Nature::LongText
            | Nature::RichText
            | Nature::Pattern { .. }
            | Nature::Link { .. }
            | Nature::External { .. }
            | Nature::Sequence { .. } => first.text.clone().map(Value::Text),
            Nature::Number { .. } | Nature::Money { .. } | Nature::Formula { .. } => number.map(Value::Number),
            Nature::Date | Nature::Time => number.map(|at| Value::Moment(Moment(at))),
            Nature::Flag => number.filter(|number| *number == 1).map(|_| Value::Yes),
            Nature::Choice { .. } | Nature::Tree { .. } => number.map(|id| Value::Items(vec![ItemId(id)])),
            Nature::Choices { .. } => {
                let ids: Vec<ItemId> = cells.iter().filter_map(|cell| cell.number).map(ItemId).collect();
                (!ids.is_empty()).then_some(Value::Items(ids))
            }
            Nature::File { .. } => {
                let read = |cell: &Cell| FieldFile::read(cell.text.as_deref()?);
                let files: Vec<FieldFile> = cells.iter().filter_map(read).collect();
                (!files.is_empty()).then_some(Value::Files(files))
            }
            Nature::Person => number.map(|id| Value::Person(PersonId(id))),
            Nature::Organization => number.map(|id| Value::Organization(OrganizationId(id))),
            Nature::Ticket => number.map(|number| Value::Ticket(TicketNumber(number))),
            Nature::Object { .. } => number.map(|id| Value::Object(ObjectId(id))),
        }
    }
}

//! All fields of one kind of holder, in their order.

use super::{Answers, Cell, Field, FieldId};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    pub fields: Vec<Field>,
}

impl Book {
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    pub fn keyed(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// What rows say, field by field.
    pub fn answers(&self, cells: &[Cell]) -> Answers {
        let mut answers = Answers::new();
        for field in &self.fields {
            let own: Vec<Cell> = cells.iter().filter(|cell| cell.field == field.id).cloned().collect();
            if let Some(value) = field.value(&own) {
                answers.insert(field.id, value);
            }
        }
        answers
    }
}

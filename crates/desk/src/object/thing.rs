//! One object.

use super::ObjectTypeId;
use crate::Refusal;
use base::Moment;

base::id!(ObjectId);

/// Objects of one ticket, and tickets that one object's page shows at a time.
pub const MOST_LINKED: usize = 50;
/// Characters of a name.
const LONGEST: usize = 200;

#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub id: ObjectId,
    pub of: ObjectTypeId,
    pub name: String,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// It is in no list any more, and comes back when somebody takes that back.
    pub removed_at: Option<Moment>,
    pub version: i64,
}

/// One line.
///
/// # Errors
/// It is empty or too long.
pub fn object_name(text: &str) -> Result<String, Refusal> {
    let name = base::seen_line(text);
    if name.is_empty() {
        Err(Refusal::NameEmpty)
    } else if name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        Err(Refusal::NameTooLong)
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        assert_eq!(object_name(" ThinkPad \n X1 ").as_deref(), Ok("ThinkPad X1"));
        assert_eq!(object_name("  "), Err(Refusal::NameEmpty));
        assert_eq!(object_name(&"x".repeat(201)), Err(Refusal::NameTooLong));
    }
}

//! The objects of one type, page by page, with what its columns show.

use super::object_type;
use crate::form::Called;
use desk::Done;
use desk::form::{Answers, Book, By, FieldId, Holder};
use desk::object::{Object, ObjectId, ObjectType, ObjectTypeId, Right};
use std::collections::HashMap;
use store::Read;
use store::form::{fields, values};
use store::object::lists;
pub use store::object::lists::After;

/// A page is at most this long.
const MOST: usize = 200;
/// Objects that are counted exactly.
const COUNTED: usize = 10_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Name,
    Changed,
    Newest,
    /// By what stands in a field.
    Field {
        id: FieldId,
        falling: bool,
    },
}

impl Sort {
    /// As it stands in an address: `field-12`, `field-12-down`.
    pub fn name(self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Changed => "changed".to_owned(),
            Self::Newest => "newest".to_owned(),
            Self::Field { id, falling: false } => format!("field-{id}"),
            Self::Field { id, falling: true } => format!("field-{id}-down"),
        }
    }

    pub fn named(name: &str) -> Self {
        let field =
            name.strip_prefix("field-").map(|rest| rest.strip_suffix("-down").map_or((rest, false), |id| (id, true)));
        match (name, field.and_then(|(id, falling)| Some((id.parse().ok()?, falling)))) {
            (_, Some((id, falling))) => Self::Field { id, falling },
            ("changed", None) => Self::Changed,
            ("newest", None) => Self::Newest,
            (_, None) => Self::Name,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Objects {
    pub of: ObjectType,
    pub right: Right,
    pub book: Book,
    pub objects: Vec<Object>,
    pub answers: HashMap<ObjectId, Answers>,
    pub called: Called,
    /// None: this is the last page.
    pub next: Option<After>,
    /// At most ten thousand are counted.
    pub total: i64,
    pub more: bool,
}

/// Whose name or text begins like this, by what was found; all of them in an order where nothing is looked for.
pub fn objects(
    read: &mut Read,
    of: ObjectTypeId,
    find: &str,
    sort: Sort,
    after: Option<After>,
    limit: usize,
) -> Done<Objects> {
    let (of, right) = object_type(read, of)?;
    let limit = limit.clamp(1, MOST);
    let own = match sort {
        Sort::Field { id, falling } => ordered_by(read, of.id, id)?.map(|by| (id, by, falling)),
        Sort::Name | Sort::Changed | Sort::Newest => None,
    };
    let page = match (find.trim(), sort) {
        ("", Sort::Field { .. }) => match &own {
            Some((id, by, falling)) => lists::by_field(read, of.id, (*id, by, *falling), after.as_ref(), limit)?,
            None => lists::by_name(read, of.id, &after.unwrap_or_default(), limit)?,
        },
        ("", Sort::Name) => lists::by_name(read, of.id, &after.unwrap_or_default(), limit)?,
        ("", Sort::Changed) => lists::by_change(read, of.id, after.as_ref(), limit)?,
        ("", Sort::Newest) => lists::by_age(read, of.id, after.as_ref(), limit)?,
        (text, _) => lists::beginning(read, of.id, text, &after.unwrap_or_default(), limit)?,
    };
    let (book, answers) = contents(read, of.id, &page.objects)?;
    let total = lists::counted(read, of.id, COUNTED)?;
    Ok(Objects {
        called: Called::of(read, answers.values())?,
        more: total >= COUNTED as i64,
        total,
        of,
        right,
        book,
        answers,
        objects: page.objects,
        next: page.next,
    })
}

/// How a list goes by a field; none: it is not one of theirs, or of a kind that has no order.
fn ordered_by(read: &mut Read, of: ObjectTypeId, id: FieldId) -> Done<Option<By>> {
    let book = fields::book(read, Holder::Object(of))?;
    Ok(book.field(id).and_then(|field| field.order()))
}

/// Fields that agents may see, and what stands in them.
pub(super) fn contents(
    read: &mut Read,
    of: ObjectTypeId,
    objects: &[Object],
) -> Done<(Book, HashMap<ObjectId, Answers>)> {
    let book = super::object_fields(read, of)?;
    let ids: Vec<i64> = objects.iter().map(|object| object.id.0).collect();
    if ids.is_empty() || book.fields.is_empty() {
        return Ok((book, HashMap::new()));
    }
    let cells = values::of_many(read, Holder::Object(of), &ids)?;
    let answers = cells.iter().map(|(id, cells)| (ObjectId(*id), book.answers(cells))).collect();
    Ok((book, answers))
}

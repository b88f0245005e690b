//! What a desk asks for beside what every ticket has: fields that people define, forms of them, and topics with a form.
//!
//! A value is read ([`Field::read`]), kept ([`Cell`]) and shown ([`Field::shown`]) by its field; which fields a form shows,
//! asks for and demands is one pure answer ([`Form::drawn`]) that every door obeys ([`Form::missing`]).

mod book;
mod cell;
mod decimal;
mod external;
mod field;
mod file;
#[expect(clippy::module_inception, reason = "a form is what the module is called after")]
mod form;
mod formula;
mod item;
mod label;
mod nature;
mod owner;
mod pattern;
mod reading;
mod shown;
mod sorted;
mod topic;

pub use book::Book;
pub use cell::{Cell, Value};
pub use decimal::{Currency, decimal, plain, written};
pub use external::{External, FIELD_SECRET, LARGEST_ANSWER, MOST_OFFERED, Offered};
pub use field::{Asks, Field, FieldId, FieldWish, Holder, MOST_FIELDS, key_of};
pub use file::{FieldFile, FileBounds, LARGEST_FILE, MOST_FILES};
pub use form::{
    Answers, Ask, Audience, Clause, Drawn, Effect, Form, FormId, FormWish, Is, MOST_PARTS, Part, Rule, Stage,
};
pub use formula::computed;
pub use item::{
    DEEPEST_ITEM, Item, ItemId, MOST_ITEMS, MOST_PROPERTIES, is_offered, items_of, known_of, may_be_chosen, outline,
    properties, same_items, spoken,
};
pub use label::Label;
pub use nature::{Nature, Shape};
pub use owner::{Owner, lacking};
pub use pattern::fits;
pub(crate) use pattern::{sound as sound_pattern, stands_in};
pub use reading::HTML;
pub use shown::Eyes;
pub use sorted::By;
pub use topic::{MOST_TOPICS, Topic, TopicId, TopicWish};

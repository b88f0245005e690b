//! How a list goes by what stands in a field.

use super::{Ask, Audience, Field, ItemId, Nature};

#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// Numbers, moments, boxes.
    Number,
    /// The beginning of a text.
    Text,
    /// Items, in the order of their list.
    Items(Vec<ItemId>),
}

impl Field {
    /// How agents sort lists by it; none: they do not see it, or it has no order.
    pub fn order(&self) -> Option<By> {
        (self.ask(Audience::Agent) != Ask::Hidden).then(|| self.nature.order()).flatten()
    }
}

impl Nature {
    /// How a list goes by fields of this kind; none: they have no order.
    pub fn order(&self) -> Option<By> {
        match self {
            Self::Text | Self::Pattern { .. } | Self::Link { .. } | Self::External { .. } | Self::Sequence { .. } => {
                Some(By::Text)
            }
            Self::Number { .. } | Self::Money { .. } | Self::Formula { .. } => Some(By::Number),
            Self::Date | Self::Time | Self::Flag | Self::Ticket => Some(By::Number),
            Self::Choice { items } | Self::Tree { items } => {
                Some(By::Items(items.iter().map(|item| item.id).collect()))
            }
            Self::Choices { .. } | Self::LongText | Self::RichText | Self::File { .. } => None,
            Self::Person | Self::Organization | Self::Object { .. } => None,
        }
    }
}

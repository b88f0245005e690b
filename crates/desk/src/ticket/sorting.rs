//! By what a list of tickets is sorted: as every desk can, or by what stands in a field that people have defined.

use super::Order;
use crate::form::FieldId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Sorting {
    By(Order),
    /// Those in which nothing stands come last, whichever way round.
    Field {
        id: FieldId,
        falling: bool,
    },
}

impl Sorting {
    /// The word in addresses and columns.
    pub fn name(self) -> String {
        match self {
            Self::By(order) => order.name().to_owned(),
            Self::Field { id, falling: false } => format!("field-{id}"),
            Self::Field { id, falling: true } => format!("last_field-{id}"),
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        let (falling, rising) = (name.strip_prefix("last_"), name);
        let field = falling.unwrap_or(rising).strip_prefix("field-");
        match field {
            Some(id) => Some(Self::Field { id: FieldId(id.parse().ok()?), falling: falling.is_some() }),
            None => Order::named(name).map(Self::By),
        }
    }

    pub const fn is_falling(self) -> bool {
        match self {
            Self::By(order) => order.is_falling(),
            Self::Field { falling, .. } => falling,
        }
    }

    /// The same the other way round.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::By(order) => Self::By(order.turned()),
            Self::Field { id, falling } => Self::Field { id, falling: !falling },
        }
    }
}

impl From<Order> for Sorting {
    fn from(order: Order) -> Self {
        Self::By(order)
    }
}

impl From<Sorting> for String {
    fn from(sorting: Sorting) -> Self {
        sorting.name()
    }
}

impl TryFrom<String> for Sorting {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sorting_is_found_by_its_name_and_has_another_way_round() {
        let own = [false, true].map(|falling| Sorting::Field { id: FieldId(4), falling });
        for sorting in Order::ALL.iter().copied().map(Sorting::By).chain(own) {
            assert_eq!(Sorting::named(&sorting.name()), Some(sorting));
            assert_eq!(sorting.turned().turned(), sorting);
            assert_ne!(sorting.turned().is_falling(), sorting.is_falling());
        }
        for odd in ["", "field-", "field-x", "last_field-", "last_", "fields-4", "last_newest"] {
            assert_eq!(Sorting::named(odd), None, "{odd}");
        }
    }
}

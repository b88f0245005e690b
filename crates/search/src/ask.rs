//! A question whose names are looked up: only numbers and texts are left.

use desk::query::Words;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Everything,
    /// Asked for by a name that nothing has.
    Nothing,
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
    Text(Text, Words),
    /// One of these.
    Is(Number, Vec<u64>),
    Within(Span, Option<i64>, Option<i64>),
}

/// Where a text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Anywhere,
    Subject,
    From,
    To,
}

/// What a ticket is found by besides its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    Kind,
    Number,
    Team,
    /// To whom it was referred: [`crate::referred`].
    Referred,
    Status,
    Category,
    /// 0: nobody's.
    Assignee,
    Requester,
    Organization,
    Priority,
    Channel,
    Tag,
    Place,
    Flag,
    /// What stands in a field that people define: [`crate::detail`].
    Detail,
    Year,
}

/// Moments in milliseconds, the first one included, the last one not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Created,
    Updated,
    Due,
}

impl Ask {
    /// Whether it asks for any text.
    pub fn has_words(&self) -> bool {
        match self {
            Self::Everything | Self::Nothing | Self::Not(_) | Self::Is(..) | Self::Within(..) => false,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::has_words),
            Self::Text(..) => true,
        }
    }

    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everything, other) | (other, Self::Everything) => other,
            (Self::All(mut parts), other) => {
                parts.push(other);
                Self::All(parts)
            }
            (one, other) => Self::All(vec![one, other]),
        }
    }
}

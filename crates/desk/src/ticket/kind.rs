//! What kind of request it is, how urgent, and through which door it came.

#[macro_export]
#[doc(hidden)]
macro_rules! ticket_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$note])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in columns, URLs and locale keys.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}
pub(crate) use crate::ticket_words as words;

words! {
    /// The type of a ticket.
    Kind { Question = "question", Incident = "incident", Problem = "problem", Task = "task", }
}

words! {
    /// How urgent, from the least on: a scale that never changes. What a desk calls its levels and which it uses: [`super::Priorities`].
    Priority {
        Lowest = "lowest", Low = "low", Normal = "normal", Raised = "raised", High = "high", Urgent = "urgent",
        Critical = "critical", Emergency = "emergency",
    }
}

words! {
    /// The door a ticket or a message came through.
    Origin { Mail = "mail", Form = "form", Portal = "portal", Phone = "phone", Chat = "chat", Api = "api", Agent = "agent", }
}

//! What can be asked of a field of each type.

use super::Type;

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident = $word:literal $key:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operator { $($(#[$doc])* $name,)* }

        impl Operator {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in JSON and forms.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The Fluent key of its name.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

operators! {
    AnyOf = "any_of" "operator-any-of";
    AllOf = "all_of" "operator-all-of";
    NoneOf = "none_of" "operator-none-of";
    Set = "set" "operator-set";
    Unset = "unset" "operator-unset";
    Yes = "yes" "operator-yes";
    No = "no" "operator-no";
    /// Any of these texts.
    Contains = "contains" "operator-contains";
    /// None of these texts.
    Lacks = "lacks" "operator-lacks";
    Equals = "equals" "operator-equals";
    Begins = "begins" "operator-begins";
    Ends = "ends" "operator-ends";
    Least = "least" "operator-least";
    Most = "most" "operator-most";
    /// At a time the operand names.
    When = "when" "operator-when";
}

use Operator::{AllOf, AnyOf, Begins, Contains, Ends, Equals, Lacks, Least, Most, No, NoneOf, Set, Unset, When, Yes};

impl Operator {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.name() == name)
    }

    /// What may be asked of a type; the first one is proposed.
    pub const fn of(kind: Type) -> &'static [Self] {
        match kind {
            Type::Word(_) | Type::One(_) => &[AnyOf, NoneOf],
            Type::MaybeWord(_) | Type::MaybeOne(_) => &[AnyOf, NoneOf, Set, Unset],
            Type::Many(_) => &[AnyOf, AllOf, NoneOf, Set, Unset],
            Type::Text => &[Contains, Lacks, Equals, Begins, Ends],
            Type::MaybeText => &[Contains, Lacks, Equals, Begins, Ends, Set, Unset],
            Type::Number => &[Equals, Least, Most],
            Type::Amount(_) => &[Equals, Least, Most, Set, Unset],
            Type::Moment => &[When, Set, Unset],
            Type::Flag => &[Yes, No],
        }
    }

    /// It says everything by itself.
    pub const fn stands_alone(self) -> bool {
        matches!(self, Set | Unset | Yes | No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn every_operator_has_a_word_in_every_language() {
        for words in Language::ALL.map(words::of) {
            for operator in Operator::ALL {
                assert!(words.knows(operator.key()), "{} in {:?}", operator.key(), words.language());
            }
        }
    }
}

//! What can be asked of a field of each type.

use super::{Field, Type};

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
    /// A regular expression is found in it; rules alone can ask that.
    Matches = "matches" "operator-matches";
    /// The event at hand changed it; this and what follows only rules beside an event can ask.
    Changed = "changed" "operator-changed";
    /// It has just become one of these.
    Became = "became" "operator-became";
    /// It was one of these until now.
    Was = "was" "operator-was";
    /// It has just risen to so many, or beyond.
    Reached = "reached" "operator-reached";
    /// It has just fallen to so many, or below.
    Fell = "fell" "operator-fell";
}

use Operator::{
    AllOf, AnyOf, Became, Begins, Changed, Contains, Ends, Equals, Fell, Lacks, Least, Matches, Most, No, NoneOf,
    Reached, Set, Unset, Was, When, Yes,
};

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

    /// What a rule may ask of a field: the same, expressions, and what the event at hand has changed.
    pub fn of_rule(field: Field) -> Vec<Self> {
        let mut all = Self::of(field.kind()).to_vec();
        if field.kind() == Type::Text {
            all.push(Matches);
        }
        if field.is_told_of() && field.kind() == Type::Number {
            all.extend([Reached, Fell]);
        } else if field.is_told_of() {
            all.push(Changed);
            let listed = matches!(
                field.kind(),
                Type::Word(_) | Type::MaybeWord(_) | Type::One(_) | Type::MaybeOne(_) | Type::Many(_) | Type::Amount(_)
            );
            if listed {
                all.extend([Became, Was]);
            }
        }
        all
    }

    /// No database can answer it, or no ticket alone.
    pub const fn is_of_rules(self) -> bool {
        matches!(self, Matches | Changed | Became | Was | Reached | Fell)
    }

    /// It asks what the event at hand has changed.
    pub const fn is_of_events(self) -> bool {
        matches!(self, Changed | Became | Was | Reached | Fell)
    }

    /// It says everything by itself.
    pub const fn stands_alone(self) -> bool {
        matches!(self, Set | Unset | Yes | No | Changed)
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

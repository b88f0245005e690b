//! The page on which a view is built: its conditions row by row, for whom it is, and what it finds so far.
//!
//! Every row and group has a path (`0.2.1`) under which its fields are sent, so that the page works without a script: a
//! button adds or removes, the server draws the form again.

use super::Frame;
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use desk::Role;
use desk::condition::{Field, Operator, Type};
use desk::ticket::Glyph;

#[derive(Template)]
#[template(path = "agent/view/page.html")]
pub struct BuilderPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<i64>,
    pub form: Form,
    pub root: Group<'a>,
    pub audiences: Vec<Choice>,
    pub parents: Vec<Choice>,
    /// The chosen ones first, in their order: each with whether its list shows it.
    pub columns: Vec<(Choice, bool)>,
    pub own_layout: bool,
    /// By what its list can be sorted, each with its word.
    pub orders: Vec<(String, String)>,
    /// By what its list can be grouped, each with its word.
    pub groupings: Vec<(String, String)>,
    /// As what board it can be shown.
    pub boards: Vec<(String, String)>,
    /// How it marks tickets, once it is there.
    pub highlights: Vec<Marked>,
    /// What it finds so far; none: it cannot be read yet.
    pub found: Option<Found>,
}

/// A colour of the view.
pub struct Marked {
    pub id: i64,
    pub label: String,
    pub tone: &'static str,
    /// What the column is called; none: the whole row.
    pub spot: Option<String>,
}

pub struct Found {
    /// The first of them: number, subject, requester.
    pub first: Vec<(i64, String, String)>,
    pub tickets: i64,
    /// There are more, which were not counted.
    pub more: bool,
}

/// Rows of which all, any or none must hold.
#[derive(Template)]
#[template(path = "agent/view/group.html")]
pub struct Group<'a> {
    pub shell: Shell<'a>,
    pub path: String,
    pub how: &'static str,
    pub parts: Vec<Part<'a>>,
    /// Groups may stand in it.
    pub deepens: bool,
    pub ground: Ground,
}

pub enum Part<'a> {
    Group(Group<'a>),
    Row(Row<'a>),
}

#[derive(Template)]
#[template(path = "agent/view/row.html")]
pub struct Row<'a> {
    pub shell: Shell<'a>,
    pub path: String,
    pub field: Field,
    pub operator: Operator,
    pub typed: Typed,
    /// A name that chooses nothing, why, and names that begin so.
    pub find: String,
    pub unknown: Option<&'static str>,
    pub near: Vec<String>,
    /// What a field of ids or words may hold.
    pub choices: Vec<Choice>,
    /// Everything that can be asked for.
    pub fields: Vec<Choice>,
    pub ground: Ground,
}

/// Where a condition stands, which decides what it may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A list of tickets.
    View,
    /// A rule, which may ask more of a ticket, and less of whoever looks.
    Rule,
    /// A mail filter, which asks about a message.
    Filter,
}

/// What stands in a row's fields, whatever it is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub values: Vec<String>,
    pub count: String,
    pub unit: String,
    pub date: String,
    /// The last day, where there are two.
    pub until: String,
}

/// Times as a menu offers them, with what each asks for.
pub const WHENS: [(&str, &str); 18] = [
    ("within", "when-within"),
    ("older", "when-older"),
    ("coming", "when-coming"),
    ("day 0", "when-today"),
    ("day -1", "when-yesterday"),
    ("day 1", "when-tomorrow"),
    ("week 0", "when-this-week"),
    ("week -1", "when-last-week"),
    ("week 1", "when-next-week"),
    ("month 0", "when-this-month"),
    ("month -1", "when-last-month"),
    ("month 1", "when-next-month"),
    ("year 0", "when-this-year"),
    ("year -1", "when-last-year"),
    ("on", "when-on"),
    ("before", "when-before"),
    ("after", "when-after"),
    ("between", "when-between"),
];

pub const UNITS: [(&str, &str); 4] =
    [("minutes", "when-minutes"), ("hours", "when-hours"), ("days", "when-days"), ("weeks", "when-weeks")];

impl BuilderPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.id.is_some() { "view-edit" } else { "view-new" })
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/views".to_owned(), |id| format!("/views/{id}"))
    }

    fn by_role(&self) -> bool {
        self.form.is("audience", "roles")
    }

    fn roles(&self) -> &'static [Role] {
        &Role::ALL
    }

    fn is_given(&self, role: &Role) -> bool {
        self.form.all("role").any(|name| name == role.name())
    }

    fn glyphs(&self) -> &'static [Glyph] {
        Glyph::ALL
    }
}

impl Group<'_> {
    fn is_root(&self) -> bool {
        self.path == "0"
    }

    /// What holds without any condition.
    fn everything(&self) -> &'static str {
        match self.ground {
            Ground::Filter => "filter-everything",
            Ground::View | Ground::Rule => "view-everything",
        }
    }

    fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl Row<'_> {
    fn is_field(&self, choice: &Choice) -> bool {
        self.field.name() == choice.value
    }

    fn name(&self) -> &str {
        self.fields.iter().find(|choice| self.is_field(choice)).map_or("", |choice| &choice.label)
    }

    fn is_operator(&self, operator: &Operator) -> bool {
        self.operator == *operator
    }

    fn operators(&self) -> Vec<Operator> {
        match self.ground {
            Ground::View => Operator::of(self.field.kind()).to_vec(),
            Ground::Rule | Ground::Filter => Operator::of_rule(self.field),
        }
    }

    /// How its value is put in: `picks`, `find`, `texts`, `number`, `when`; empty: there is none.
    fn input(&self) -> &'static str {
        use desk::condition::Kin::{Object, Organization, Person};
        if self.operator.stands_alone() {
            return "";
        }
        match self.field.kind() {
            Type::One(Person | Organization | Object)
            | Type::MaybeOne(Person | Organization | Object)
            | Type::Many(Person | Organization | Object) => "find",
            Type::Word(_) | Type::MaybeWord(_) | Type::One(_) | Type::MaybeOne(_) | Type::Many(_) => "picks",
            Type::Text if self.operator == Operator::Matches => "pattern",
            Type::Text | Type::MaybeText => "texts",
            Type::Number => "number",
            Type::Amount(_) => "amount",
            Type::Moment => "when",
            Type::Flag => "",
        }
    }

    fn value(&self) -> &str {
        self.typed.values.first().map_or("", String::as_str)
    }

    fn holds(&self, choice: &Choice) -> bool {
        self.typed.values.contains(&choice.value)
    }

    fn is_when(&self, word: &&str) -> bool {
        self.value() == *word
    }

    fn spans(&self) -> bool {
        matches!(self.value(), "within" | "older" | "coming")
    }

    fn dates(&self) -> bool {
        matches!(self.value(), "on" | "before" | "after" | "between")
    }

    /// From one day to another.
    fn is_between(&self) -> bool {
        self.value() == "between"
    }

    fn whens(&self) -> [(&'static str, &'static str); 18] {
        WHENS
    }

    fn units(&self) -> [(&'static str, &'static str); 4] {
        UNITS
    }

    fn is_unit(&self, unit: &&str) -> bool {
        self.typed.unit == *unit || (self.typed.unit.is_empty() && *unit == "days")
    }

    /// One field more than there are texts.
    fn texts(&self) -> Vec<&str> {
        self.typed.values.iter().map(String::as_str).chain([""]).collect()
    }
}

impl askama::filters::HtmlSafe for Group<'_> {}
impl askama::filters::HtmlSafe for Row<'_> {}

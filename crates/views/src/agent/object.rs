//! Objects: listed by type, shown with their history and tickets, made, changed, brought in from a table.

use super::marked::Marked;
use super::{Frame, Names, Row};
use crate::Shell;
use crate::admin::told::changed;
use crate::admin::{Choice, Form};
use crate::form::Blank;
use askama::Template;
use base::Moment;
use desk::object::{Object, ObjectType, Right};
use desk::{Event, Recorded};

#[derive(Template)]
#[template(path = "agent/object/list.html")]
pub struct ObjectList<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub of: &'a ObjectType,
    pub right: Right,
    pub find: String,
    pub sort: String,
    pub columns: Vec<ObjectColumn>,
    pub rows: Vec<ObjectRow>,
    pub next: Option<String>,
    pub total: i64,
    pub more: bool,
}

/// A column of a list of objects.
pub struct ObjectColumn {
    pub name: String,
    /// Where a press sorts by it; none: it has no order.
    pub link: Option<String>,
    /// The list goes by it, downwards or upwards.
    pub falling: Option<bool>,
}

pub struct ObjectRow {
    pub id: i64,
    pub name: String,
    /// What stands in each column, and where it leads.
    pub cells: Vec<(String, Option<String>)>,
    pub updated_at: Moment,
}

/// There is no type that the one who looks may see.
#[derive(Template)]
#[template(path = "agent/object/none.html")]
pub struct NoObjects<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
}

#[derive(Template)]
#[template(path = "agent/object/new.html")]
pub struct NewObject<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub of: &'a ObjectType,
    pub form: Form,
    pub blanks: Vec<Blank>,
}

#[derive(Template)]
#[template(path = "agent/object/page.html")]
pub struct ObjectShown<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub object: &'a Object,
    pub of: &'a ObjectType,
    pub right: Right,
    pub form: Form,
    pub blanks: Vec<Blank>,
    pub rows: Vec<Row<'a>>,
    pub history: Vec<HistoryLine>,
    /// Other objects that point at this one: address, icon, name, type.
    pub beside: Vec<(String, &'static str, String, String)>,
}

pub struct HistoryLine {
    pub position: i64,
    pub at: Moment,
    pub text: Marked,
    pub undoable: bool,
}

/// What may be meant: id, icon, name, type.
#[derive(Template)]
#[template(path = "agent/object/options.html")]
pub struct ObjectOptions<'a> {
    pub shell: Shell<'a>,
    pub objects: Vec<(i64, &'static str, String, String)>,
}

impl ObjectList<'_> {
    fn title(&self) -> &str {
        self.of.plural(self.shell.words.language())
    }

    fn may_edit(&self) -> bool {
        self.right >= Right::Edit && self.of.wish.active
    }

    fn may_manage(&self) -> bool {
        self.right >= Right::Manage
    }

    fn sorts(&self) -> Vec<Choice> {
        let fixed =
            [("name", "objects-sort-name"), ("changed", "objects-sort-changed"), ("newest", "objects-sort-newest")];
        let own = self.columns.iter().filter(|column| column.falling.is_some());
        let own = own.map(|column| Choice::new(&self.sort, column.name.as_str()));
        fixed.into_iter().map(|(value, key)| Choice::new(value, self.shell.say(key))).chain(own).collect()
    }

    fn is_sorted(&self, choice: &Choice) -> bool {
        choice.value == self.sort
    }

    fn counted(&self) -> String {
        let number = self.shell.number(&self.total);
        if self.more { format!("{number}+") } else { number }
    }
}

impl NoObjects<'_> {
    fn title(&self) -> &str {
        self.shell.say("objects-title")
    }
}

impl NewObject<'_> {
    fn title(&self) -> String {
        self.shell.with("object-new", self.of.name(self.shell.words.language()))
    }
}

impl ObjectShown<'_> {
    fn title(&self) -> &str {
        &self.object.name
    }

    fn kind(&self) -> &str {
        self.of.name(self.shell.words.language())
    }

    fn may_edit(&self) -> bool {
        self.right >= Right::Edit && self.object.removed_at.is_none()
    }

    fn may_manage(&self) -> bool {
        self.right >= Right::Manage
    }
}

/// A change in words.
pub fn told(recorded: &Recorded, names: &Names, shell: &Shell, number: Option<String>) -> Marked {
    use super::marked::Particular;
    let name = |text: &str| Particular::Name(text.to_owned());
    let mut particulars = vec![("who", name(names.who(recorded.who)))];
    match &recorded.event {
        Event::ObjectRenamed { from, to, .. } => particulars.extend([("from", name(from)), ("to", name(to))]),
        Event::ObjectFieldChanged { field, from, to, .. } => particulars.extend(changed(names, *field, from, to)),
        Event::ObjectLinked { .. } | Event::ObjectUnlinked { .. } => {
            particulars.push(("name", name(&number.unwrap_or_default())));
        }
        Event::ObjectCreated { name: object, .. }
        | Event::ObjectRemoved { name: object, .. }
        | Event::ObjectRestored { name: object, .. } => particulars.push(("name", name(object))),
        _ => {}
    }
    let kind = recorded.event.kind().replace('_', "-");
    // Told on the object's own page, the ticket is what it was linked to.
    let key = match &recorded.event {
        Event::ObjectLinked { .. } | Event::ObjectUnlinked { .. } => format!("history-{kind}"),
        Event::ObjectFieldChanged { .. } => "event-field-changed".to_owned(),
        _ => format!("event-{kind}"),
    };
    Marked::tell(shell.words, &key, particulars)
}

//! The fields that people have defined, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::form::Blank;
use askama::Template;
use base::Language;
use desk::form::{Currency, Field, FieldId};

#[derive(Template)]
#[template(path = "admin/fields.html")]
pub struct Fields<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// In their order.
    pub fields: Vec<Field>,
    /// Whose there may be.
    pub holders: Vec<Choice>,
    /// Whose these are.
    pub of: String,
    pub of_tickets: bool,
}

/// What kind of field it shall be: the first thing to choose.
#[derive(Template)]
#[template(path = "admin/field-kinds.html")]
pub struct FieldKinds<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub kinds: Vec<&'static str>,
    /// Whose field it shall be, and what they are called.
    pub of: String,
    pub name: String,
}

#[derive(Template)]
#[template(path = "admin/field.html")]
pub struct FieldPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub field: Option<Field>,
    pub kind: &'static str,
    pub form: Form,
    /// As it will be seen in each language, as far as it is a field yet.
    pub previews: Vec<(Language, Blank)>,
    /// Keys that a formula may use.
    pub keys: Vec<String>,
    /// Types of objects.
    pub types: Vec<Choice>,
    /// Whose field it is, what they are called, and where all of theirs are.
    pub of: String,
    pub of_name: String,
    pub index: String,
    /// What may be wanted of requesters and of agents; none: a form says it.
    pub asks: (&'static [&'static str], &'static [&'static str]),
}

/// Its icon in lists and menus.
const fn icon(kind: &str) -> &'static str {
    match kind.as_bytes() {
        b"long_text" | b"rich_text" => "note",
        b"file" => "attach",
        b"number" | b"money" | b"formula" => "chart",
        b"date" | b"time" => "calendar",
        b"flag" => "check",
        b"choice" | b"tree" => "list",
        b"choices" => "list-numbered",
        b"person" => "person",
        b"organization" => "building",
        b"ticket" => "inbox",
        b"object" => "table",
        b"external" => "globe",
        b"link" => "link",
        b"sequence" => "tag",
        b"pattern" => "code",
        _ => "pencil",
    }
}

fn kind_key(kind: &str) -> String {
    format!("field-kind-{}", kind.replace('_', "-"))
}

impl Fields<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-fields")
    }

    fn shown<'f>(&self, field: &'f Field) -> &'f str {
        field.label.shown(self.shell.words.language())
    }

    fn is_of(&self, choice: &Choice) -> bool {
        choice.value == self.of
    }

    /// What is wanted of agents, where no form says it.
    fn asked(&self, field: &Field) -> String {
        self.shell.words.say(&format!("ask-{}", field.asks.agent.name())).to_owned()
    }

    /// What it is called in the language that is not the reader's.
    fn elsewhere<'f>(&self, field: &'f Field) -> &'f str {
        let here = self.shown(field);
        [&field.label.en, &field.label.ja].into_iter().find(|name| *name != here).map_or("", String::as_str)
    }

    fn icon(&self, field: &Field) -> &'static str {
        icon(field.nature.kind())
    }

    fn kind(&self, field: &Field) -> String {
        self.shell.words.say(&kind_key(field.nature.kind())).to_owned()
    }

    /// The order of all after one has changed places with its neighbour; empty where it has none.
    fn moved(&self, field: &Field, down: bool) -> String {
        let mut order: Vec<FieldId> = self.fields.iter().map(|other| other.id).collect();
        let at = order.iter().position(|id| *id == field.id).unwrap_or_default();
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        if other >= order.len() {
            return String::new();
        }
        order.swap(at, other);
        super::order::written(&order)
    }
}

impl FieldKinds<'_> {
    fn title(&self) -> &str {
        self.shell.say("field-new")
    }

    /// Word, icon, name and what it is for.
    fn kinds(&self) -> Vec<(&'static str, &'static str, String, String)> {
        let words = self.shell.words;
        let told = |kind: &&'static str| {
            let key = kind_key(kind);
            (*kind, icon(kind), words.say(&key).to_owned(), words.say(&format!("{key}-hint")).to_owned())
        };
        self.kinds.iter().map(told).collect()
    }
}

impl FieldPage<'_> {
    fn title(&self) -> &str {
        self.field
            .as_ref()
            .map_or_else(|| self.shell.say("field-new"), |field| field.label.shown(self.shell.words.language()))
    }

    fn action(&self) -> String {
        self.field.as_ref().map_or_else(|| "/admin/fields".into(), |field| format!("/admin/fields/{}", field.id))
    }

    fn kind_name(&self) -> String {
        self.shell.words.say(&kind_key(self.kind)).to_owned()
    }

    fn icon(&self) -> &'static str {
        icon(self.kind)
    }

    fn has(&self, what: &str) -> bool {
        let asks: &[&str] = match self.kind {
            "choice" | "choices" | "tree" => &["list"],
            "number" => &["digits", "bounds"],
            "money" => &["currency"],
            "pattern" => &["pattern"],
            "link" => &["template"],
            "sequence" => &["sequence"],
            "formula" => &["expression", "digits"],
            "object" => &["object_type"],
            "file" => &["files"],
            "external" => &["external"],
            _ => &[],
        };
        asks.contains(&what)
    }

    fn list_hint(&self) -> &'static str {
        if self.kind == "tree" { "field-tree-hint" } else { "field-list-hint" }
    }

    fn asked(&self, words: &[&'static str]) -> Vec<Choice> {
        words.iter().map(|word| Choice::new(word, self.shell.words.say(&format!("ask-{word}")))).collect()
    }

    fn currencies(&self) -> Vec<Choice> {
        Currency::ALL.iter().map(|one| Choice::new(one.name(), one.name())).collect()
    }
}

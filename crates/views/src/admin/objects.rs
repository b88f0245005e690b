//! The types of objects that a desk keeps, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::form::Field;
use desk::object::{ObjectGlyph, ObjectType, Right};

#[derive(Template)]
#[template(path = "admin/objects.html")]
pub struct ObjectTypes<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub types: Vec<ObjectType>,
}

#[derive(Template)]
#[template(path = "admin/object-type.html")]
pub struct ObjectTypePage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub of: Option<ObjectType>,
    pub form: Form,
    /// Each with its name and whether the list shows it.
    pub columns: Vec<(Field, bool)>,
    /// To whom a right may be given, by the name it is sent under.
    pub parties: Vec<Choice>,
}

impl ObjectTypes<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-objects")
    }

    fn plural<'f>(&self, of: &'f ObjectType) -> &'f str {
        of.plural(self.shell.words.language())
    }
}

impl ObjectTypePage<'_> {
    fn title(&self) -> &str {
        self.of.as_ref().map_or_else(|| self.shell.say("object-type-new"), |of| of.name(self.shell.words.language()))
    }

    fn action(&self) -> String {
        self.of.as_ref().map_or_else(|| "/admin/objects".into(), |of| format!("/admin/objects/{}", of.id))
    }

    fn glyphs(&self) -> &'static [ObjectGlyph] {
        ObjectGlyph::ALL
    }

    fn is_glyph(&self, glyph: &ObjectGlyph) -> bool {
        self.form.is("glyph", glyph.name())
    }

    fn rights(&self) -> Vec<Choice> {
        let said = |right: &Right| {
            let key = match right {
                Right::None => "object-right-none",
                Right::See => "object-right-see",
                Right::Edit => "object-right-edit",
                Right::Manage => "object-right-manage",
            };
            Choice::new(right.name(), self.shell.say(key))
        };
        Right::ALL.iter().map(said).collect()
    }

    fn shown<'f>(&self, field: &'f Field) -> &'f str {
        field.label.shown(self.shell.words.language())
    }
}

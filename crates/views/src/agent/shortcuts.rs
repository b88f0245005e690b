//! Which key does what, for the one who looks.

use super::Frame;
use crate::admin::Form;
use crate::{Caps, Shell};
use askama::Template;
use desk::people::{Area, SHORTCUTS, Shortcut};

#[derive(Template)]
#[template(path = "agent/shortcuts.html")]
pub struct ShortcutsPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
}

impl ShortcutsPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("shortcut-title")
    }

    fn areas(&self) -> [Area; 6] {
        Area::ALL
    }

    fn of(&self, area: &Area) -> impl Iterator<Item = &'static Shortcut> + use<> {
        let area = *area;
        SHORTCUTS.iter().filter(move |shortcut| shortcut.area == area)
    }

    /// The standard where another key stands.
    fn standard(&self, shortcut: &Shortcut) -> Option<Caps<'static>> {
        (self.form.text(shortcut.word).replace("ctrl+", "mod+") != shortcut.standard).then_some(Caps(shortcut.standard))
    }

    fn any_moved(&self) -> bool {
        self.form.has("off") || SHORTCUTS.iter().any(|shortcut| self.standard(shortcut).is_some())
    }
}

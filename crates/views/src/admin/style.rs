//! Each component in each state, in every theme: where a colour or a distance is changed, this page shows what it does.

use crate::Shell;
use crate::agent::Frame;
use crate::agent::ticket::specimen::{PIECES, Pieces};
use crate::category::{icon, shape};
use askama::Template;
use desk::ticket::{Category, Tone};

#[derive(Template)]
#[template(path = "admin/style.html")]
pub struct Style<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Parts of the screens, in the theme of the one who looks.
    pub pieces: Pieces<'a>,
}

impl Style<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-style")
    }

    fn themes(&self) -> [(&'static str, &'static str); 3] {
        [("light", "theme-light"), ("dark", "theme-dark"), ("contrast", "theme-contrast")]
    }

    /// Where each part stands, and what it is called.
    fn contents(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        PIECES.into_iter().chain(self.themes())
    }

    fn statuses(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        Category::ALL.iter().map(|category| (shape(*category), icon(*category), category.key()))
    }

    fn tones(&self) -> &'static [Tone] {
        Tone::ALL
    }

    fn colours(&self) -> [&'static str; 26] {
        [
            "canvas",
            "sheet",
            "float",
            "sunken",
            "hover",
            "press",
            "ink",
            "ink-soft",
            "ink-faint",
            "line",
            "line-field",
            "accent",
            "accent-ink",
            "accent-soft",
            "accent-line",
            "focus",
            "danger",
            "danger-ink",
            "danger-soft",
            "warning-ink",
            "warning-soft",
            "success-ink",
            "success-soft",
            "note",
            "note-ink",
            "reply",
        ]
    }
}

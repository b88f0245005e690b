//! What every page has around it: language, theme, who looks.

use crate::{Assets, Caps, Icon, when};
use base::words::Words;
use base::{Moment, Token};
use desk::Role;
use desk::event::Place;
use desk::people::{PersonId, Shortcuts};
use desk::ticket::{BrandId, Color, Priorities};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    Light,
    Dark,
    /// As the system, with as much contrast as there can be.
    Contrast,
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The person who looks at a page.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub person: PersonId,
    pub name: String,
    /// None: a requester in the portal.
    pub role: Option<Role>,
}

/// Whose colours and sign stand at the head of a page.
#[derive(Clone, Debug)]
pub struct Face {
    /// None: the workspace's own.
    pub brand: Option<BrandId>,
    pub color: Color,
    /// Where its logo is read.
    pub logo: Option<String>,
}

#[derive(Clone)]
pub struct Shell<'a> {
    pub words: &'static Words,
    pub assets: &'a Assets,
    pub theme: Theme,
    pub organization: String,
    /// IANA name of the time zone in which moments are written.
    pub zone: String,
    pub now: Moment,
    /// How far the log is in what the page shows: `<kippu-live since>`.
    pub heard: Place,
    pub viewer: Option<Viewer>,
    /// A desk full of demo data says so on every page.
    pub demo: bool,
    /// The path of this page, for marking where one is.
    pub path: String,
    pub face: Face,
    /// Which keys the one who looks moved.
    pub shortcuts: Shortcuts,
    pub priorities: Arc<Priorities>,
}

impl<'a> Shell<'a> {
    pub fn lang(&self) -> &'static str {
        self.words.language().tag()
    }

    pub fn say(&self, key: &'a str) -> &'a str {
        self.words.say(key)
    }

    /// For a form that is to be taken once: whoever sends it twice is led where it led.
    pub fn slip(&self) -> String {
        Token::random().reveal().to_owned()
    }

    /// A sentence with a number in it, under `$n`.
    pub fn count(&self, key: &str, n: &i64) -> String {
        self.words.with(key, "n", *n)
    }

    /// A sentence with a text in it, under `$x`.
    pub fn with(&self, key: &str, x: &str) -> String {
        self.words.with(key, "x", x.to_owned())
    }

    /// A long word that may end a line where it reads well.
    pub fn soft<'t>(&self, text: &'t str) -> crate::Soft<'t> {
        crate::Soft(text)
    }

    /// The keys of a shortcut, for `data-key`; empty: none.
    pub fn keys(&self, word: &str) -> &str {
        self.shortcuts.of(word)
    }

    /// The same as they are read.
    pub fn caps(&self, word: &str) -> Caps<'_> {
        Caps(self.keys(word))
    }

    pub fn icon(&self, name: &'a str) -> Icon<'_> {
        Icon { assets: self.assets, name }
    }

    /// What an icon one may choose shows.
    pub fn glyph(&self, name: &str) -> String {
        self.words.say(&format!("glyph-{name}")).to_owned()
    }

    pub fn asset(&self, name: &str) -> &str {
        self.assets.path(name)
    }

    /// `14:05` today, `3 Mar` this year, `3 Mar 2025` before; with the whole moment in the tooltip.
    pub fn when(&self, moment: &Moment) -> when::When {
        when::When::new(*moment, self.now, &self.zone, self.words)
    }

    /// The day with the time: `3 Mar 14:05`.
    pub fn when_exactly(&self, moment: &Moment) -> when::When {
        self.when(moment).exactly()
    }

    /// The day alone: `3 Mar`.
    pub fn when_day(&self, moment: &Moment) -> when::When {
        self.when(moment).dated()
    }

    /// Whose house this is; ours until it has a name.
    pub fn house(&self) -> &str {
        if self.organization.is_empty() { "Kippu" } else { &self.organization }
    }

    pub fn is_at(&self, path: &str) -> bool {
        self.path == path || (path != "/" && self.path.starts_with(path))
    }

    pub fn may(&self, permission: desk::Permission) -> bool {
        self.viewer.as_ref().and_then(|viewer| viewer.role).is_some_and(|role| role.allows(permission))
    }
}

//! An icon of the one set: decorative, so that words must stand beside it or in a label.

use crate::Assets;
use std::fmt;

pub struct Icon<'a> {
    pub(crate) assets: &'a Assets,
    pub(crate) name: &'a str,
}

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = self.assets.path("icons.svg");
        write!(f, r##"<svg class="icon" aria-hidden="true"><use href="{sprite}#{}"/></svg>"##, self.name)
    }
}

impl askama::filters::HtmlSafe for Icon<'_> {}

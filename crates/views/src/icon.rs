//! An icon of the one set: decorative, so that words must stand beside it or in a label.

use crate::Assets;
use std::fmt;

pub struct Icon<'a> {
    pub(crate) assets: &'a Assets,
    pub(crate) name: &'a str,
}

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In the page itself: a browser pays more for a symbol of another file than for its lines.
        let lines = self.assets.icon(self.name);
        write!(f, r#"<svg class="icon" aria-hidden="true" viewBox="0 0 16 16">{lines}</svg>"#)
    }
}

impl askama::filters::HtmlSafe for Icon<'_> {}

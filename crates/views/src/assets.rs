//! Where the built browser part is found: logical name → path with the hash of its content. Icons are drawn into the pages.

use std::collections::HashMap;

#[derive(Default)]
pub struct Assets {
    paths: HashMap<String, String>,
    icons: HashMap<String, String>,
}

impl Assets {
    /// `icons`: what stands within the `<svg>` of each, on a field of 16 by 16.
    pub fn new(paths: impl IntoIterator<Item = (String, String)>, icons: HashMap<String, String>) -> Self {
        Self { paths: paths.into_iter().collect(), icons }
    }

    /// The path of a file; an unknown name leads nowhere, which a test of the pages finds.
    pub fn path(&self, name: &str) -> &str {
        self.paths.get(name).map_or("/assets/missing", String::as_str)
    }

    pub(crate) fn icon(&self, name: &str) -> &str {
        self.icons.get(name).map_or("", String::as_str)
    }
}

//! Where the built browser part is found: logical name → path with the hash of its content.

use std::collections::HashMap;

#[derive(Default)]
pub struct Assets(HashMap<String, String>);

impl Assets {
    pub fn new(paths: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(paths.into_iter().collect())
    }

    /// The path of a file; an unknown name leads nowhere, which a test of the pages finds.
    pub fn path(&self, name: &str) -> &str {
        self.0.get(name).map_or("/assets/missing", String::as_str)
    }
}

//! A field that is written with the editor.

use crate::Shell;
use crate::admin::writing::said;
use desk::conversation::template::Mistake;

/// What stands in it.
pub struct Rich {
    /// Empty: nobody knows.
    pub language: &'static str,
    /// Of its field, of its label, and of the field that says what form it has had.
    pub name: &'static str,
    pub title: &'static str,
    pub form: &'static str,
    /// Of the field on its page.
    pub id: String,
    /// Where its pictures are.
    pub images: String,
    pub plain: String,
    /// Clean.
    pub html: String,
    pub mistake: Option<Mistake>,
}

impl Rich {
    /// What is wrong with it; empty: nothing.
    pub fn wrong(&self, shell: &Shell) -> String {
        self.mistake.as_ref().map_or_else(String::new, |mistake| said(mistake, shell))
    }
}

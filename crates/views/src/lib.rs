//! The only room that speaks HTML. A page cannot ask; it is handed what it shows.

pub mod access;
pub mod admin;
pub mod agent;
pub mod approval;
mod assets;
mod caps;
mod category;
pub mod error;
pub mod form;
mod icon;
pub mod knowledge;
pub mod letter;
pub mod portal;
pub mod rating;
mod shell;
mod soft;
mod when;

pub use assets::Assets;
pub use caps::Caps;
pub use icon::Icon;
pub use shell::{Face, Shell, Theme, Viewer};
pub use soft::Soft;

/// Anything that can be written as HTML.
pub trait View {
    /// # Errors
    /// A template failed to write, which no input should bring about.
    fn to_html(&self) -> Result<String, askama::Error>;
}

impl<T: askama::Template> View for T {
    fn to_html(&self) -> Result<String, askama::Error> {
        self.render()
    }
}

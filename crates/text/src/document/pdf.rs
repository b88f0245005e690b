//! The text of a PDF's pages, as far as its fonts say which letters they draw.

use super::{LONGEST, NoText};
use lopdf::Document;

const MOST_PAGES: usize = 500;

pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let broken = |error: lopdf::Error| NoText::Broken(error.to_string());
    let document = Document::load_mem(bytes).map_err(broken)?;
    let mut text = String::new();
    for page in document.get_pages().into_keys().take(MOST_PAGES) {
        // A page that cannot be read does not keep the others from being found.
        if let Ok(page) = document.extract_text(&[page]) {
            text.push_str(&page);
            text.push('\n');
        }
        if text.len() > LONGEST {
            break;
        }
    }
    Ok(text)
}

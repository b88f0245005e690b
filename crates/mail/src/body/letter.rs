//! The letter, put together from the parts that are text.

use super::{Part, html};
use crate::Limits;
use crate::mime::transfer::percent;
use base::CleanHtml;
use std::collections::HashSet;

/// What a message says and carries.
#[derive(Default)]
pub(crate) struct Body {
    pub text: String,
    /// HTML as it was sent, for finding the reply; empty when there is none.
    pub raw_html: String,
    pub html: CleanHtml,
    pub attachments: Vec<Part>,
    /// True when `text` was sent as such and not made of HTML.
    pub has_plain: bool,
}

/// A stretch of the letter, in one or both of its forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub text: Option<String>,
    pub html: Option<String>,
}

impl Piece {
    pub fn is_blank(&self) -> bool {
        self.html.is_none() && self.text.as_deref().is_none_or(|text| text.trim().is_empty())
    }
}

/// The parts of an alternative are one piece in several forms.
pub(super) fn one_of(pieces: Vec<Piece>) -> Piece {
    let mut one = Piece::default();
    for piece in pieces {
        for (form, new) in [(&mut one.text, piece.text), (&mut one.html, piece.html)] {
            match (form.as_mut(), new) {
                (Some(have), Some(new)) if !have.contains(new.trim()) => {
                    have.push('\n');
                    have.push_str(&new);
                }
                (None, Some(new)) => *form = Some(new),
                (Some(_) | None, _) => {}
            }
        }
    }
    one
}

pub(super) fn assemble(pieces: Vec<Piece>, attachments: Vec<Part>, limits: &Limits) -> Body {
    let has_html = pieces.iter().any(|piece| piece.html.as_deref().is_some_and(|html| !html.trim().is_empty()));
    let mut body = Body { attachments, ..Body::default() };
    for piece in pieces {
        let plain = piece.text.filter(|text| !text.trim().is_empty());
        body.has_plain |= plain.is_some();
        if has_html {
            let clean = match (&piece.html, &plain) {
                (Some(html), _) => CleanHtml::clean(html),
                (None, Some(text)) => CleanHtml::from_text(text),
                (None, None) => CleanHtml::default(),
            };
            body.html = std::mem::take(&mut body.html).and(clean);
        }
        let text = plain.unwrap_or_else(|| {
            piece.html.as_deref().map(|source| html::text(source, limits.text_bytes)).unwrap_or_default()
        });
        if !body.text.is_empty() && !body.text.ends_with('\n') {
            body.text.push('\n');
        }
        body.text.push_str(&text);
        body.raw_html.push_str(piece.html.as_deref().unwrap_or_default());
    }
    let shown = shown_ids(body.html.as_str());
    for part in &mut body.attachments {
        part.inline = part.content_id.as_ref().is_some_and(|id| shown.contains(&id.to_lowercase()));
    }
    body
}

/// The Content-IDs that the page shows, in lower case. A part that it does not show must be offered as a file.
fn shown_ids(html: &str) -> HashSet<String> {
    let addresses = html.match_indices("\"cid:").map(|(at, _)| html[at + 5..].split('"').next().unwrap_or_default());
    let decoded = addresses.map(|address| percent(address.replace("&amp;", "&").as_bytes()));
    decoded.map(|id| String::from_utf8_lossy(&id).to_lowercase()).collect()
}

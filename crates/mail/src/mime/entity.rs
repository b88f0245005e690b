//! A message as a tree of parts. Nothing is decoded until somebody asks; nothing recurses deeper than the limits say.

use super::{Fields, Parametric, boundary, line, transfer};
use crate::{Limits, Warning, warning::Warnings};
use std::borrow::Cow;

/// A message or one part of it.
pub(crate) struct Entity<'a> {
    pub fields: Fields,
    pub kind: Parametric,
    pub disposition: Parametric,
    /// The body as it stands in the message, still encoded.
    pub body: &'a [u8],
    pub children: Vec<Entity<'a>>,
}

impl Entity<'_> {
    /// The body with its transfer encoding undone.
    pub fn content(&self) -> Cow<'_, [u8]> {
        let encoding = self.fields.first("content-transfer-encoding").unwrap_or_default();
        let encoding = String::from_utf8_lossy(encoding).to_ascii_lowercase();
        let encoding = encoding.split([';', ' ', '(', '\t']).next().unwrap_or_default().trim_matches(['"', '\'', ',']);
        transfer::decode(self.body, encoding)
    }

    pub fn is(&self, content_type: &str) -> bool {
        self.kind.value == content_type
    }

    pub fn is_multipart(&self) -> bool {
        self.kind.value.starts_with("multipart/")
    }

    pub fn is_message(&self) -> bool {
        matches!(self.kind.value.as_str(), "message/rfc822" | "message/global" | "message/news")
    }

    /// Visits this entity and everything below, outermost first.
    pub fn walk<'s>(&'s self, visit: &mut dyn FnMut(&'s Self)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

/// Reads the tree, counting parts on the way.
pub(crate) struct Skeleton<'l> {
    limits: &'l Limits,
    parts: usize,
    pub warnings: Warnings,
}

impl<'l> Skeleton<'l> {
    pub fn new(limits: &'l Limits) -> Self {
        Self { limits, parts: 0, warnings: Warnings::default() }
    }

    pub fn read<'a>(&mut self, raw: &'a [u8]) -> Entity<'a> {
        self.entity(&raw[line::skip_leading(raw)..], "text/plain", 0)
    }

    fn entity<'a>(&mut self, raw: &'a [u8], default_type: &str, depth: usize) -> Entity<'a> {
        self.parts += 1;
        let (fields, body_at) = Fields::read(raw, self.limits, &mut self.warnings);
        let mut kind = fields.first_filled("content-type").map(Parametric::read).unwrap_or_default();
        if !kind.value.contains('/') {
            kind.value = completed(&kind.value, default_type).to_owned();
        }
        let disposition = fields.first_filled("content-disposition").map(Parametric::read).unwrap_or_default();
        let mut entity = Entity { fields, kind, disposition, body: &raw[body_at..], children: Vec::new() };
        if entity.is_multipart() {
            entity.children = self.parts_of(&entity, depth);
            if entity.children.is_empty() {
                entity.kind.value = "text/plain".to_owned();
            }
        }
        entity
    }

    fn parts_of<'a>(&mut self, entity: &Entity<'a>, depth: usize) -> Vec<Entity<'a>> {
        if depth >= self.limits.depth {
            self.warnings.cut("depth");
            return Vec::new();
        }
        let room = self.limits.parts.saturating_sub(self.parts);
        let declared = entity.kind.parameters.plain("boundary");
        let mut raw_parts = match &declared {
            Some(boundary) => boundary::split(entity.body, boundary.as_bytes(), room),
            None => Vec::new(),
        };
        if raw_parts.is_empty() {
            self.warnings.add(Warning::MissingBoundary);
            let guess = boundary::guess(entity.body);
            raw_parts = guess.map(|boundary| boundary::split(entity.body, boundary, room)).unwrap_or_default();
        }
        if raw_parts.len() >= room {
            self.warnings.cut("parts");
        }
        let default_type = if entity.is("multipart/digest") { "message/rfc822" } else { "text/plain" };
        raw_parts.into_iter().map(|raw| self.entity(raw, default_type, depth + 1)).collect()
    }
}

/// What a Content-Type without a slash means.
fn completed<'a>(value: &str, default_type: &'a str) -> &'a str {
    match value {
        "html" => "text/html",
        "multipart" => "multipart/mixed",
        _ => default_type,
    }
}

//! Plain text as it comes in letters: paragraphs, and quotations behind `>`.

use crate::document::{Block, Run, Style, Tone};
use base::links::first_link;
use std::sync::Arc;

/// Quotations inside each other; what is deeper stands with them.
const DEEPEST: usize = 8;

/// The second is true where only the first `most` characters are taken.
pub fn blocks(text: &str, most: usize) -> (Vec<Block>, bool) {
    let end = text.char_indices().nth(most).map(|(at, _)| at);
    let text = &text[..end.unwrap_or(text.len())];
    let lines: Vec<(usize, &str)> = text.lines().map(quoted).collect();
    (read(&lines, 0), end.is_some())
}

/// How often a line is quoted, and what it says.
fn quoted(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while depth < DEEPEST {
        match rest.strip_prefix('>') {
            Some(after) => (depth, rest) = (depth + 1, after.strip_prefix(' ').unwrap_or(after)),
            None => break,
        }
    }
    (depth, rest)
}

fn read(lines: &[(usize, &str)], depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in lines.chunk_by(|one, next| (one.0 > depth) == (next.0 > depth)) {
        if part[0].0 > depth {
            blocks.push(Block::Aside(Tone::Quote, read(part, depth + 1)));
        } else {
            let paragraphs = part.split(|(_, line)| line.trim().is_empty()).filter(|lines| !lines.is_empty());
            blocks.extend(paragraphs.map(|lines| {
                let lines: Vec<&str> = lines.iter().map(|(_, line)| line.trim_end()).collect();
                Block::Paragraph(linked(&lines.join("\n"), Style::default()))
            }));
        }
    }
    blocks
}

/// A text with its web addresses as links.
pub(crate) fn linked(text: &str, style: Style) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(found) = first_link(rest) {
        let link = &rest[found.clone()];
        if found.start > 0 {
            runs.push(Run { text: rest[..found.start].to_owned(), style, link: None });
        }
        runs.push(Run { text: link.to_owned(), style, link: Some(Arc::from(link)) });
        rest = &rest[found.end..];
    }
    if !rest.is_empty() {
        runs.push(Run { text: rest.to_owned(), style, link: None });
    }
    runs
}

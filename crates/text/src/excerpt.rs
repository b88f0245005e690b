//! The place in a text where most of what was asked for stands together, with it marked.

use crate::fold::fold;
use crate::needle::Needle;
use crate::script::Script;
use std::ops::Range;

/// Found places that are looked at: a text that says nothing else shows its beginning.
const MOST: usize = 400;
/// Only so much of a text is looked through.
const LONGEST: usize = 200_000;

/// A short text in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub parts: Vec<Part>,
    /// How many different things of those asked for stand in it.
    pub holds: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub marked: bool,
}

struct Found {
    /// Bytes.
    range: Range<usize>,
    needle: usize,
}

/// An excerpt about `width` columns wide (a letter of Japanese takes two), cut between characters.
pub fn excerpt(text: &str, needles: &[Needle], width: usize) -> Excerpt {
    let text = beginning(text, LONGEST);
    let found = find(text, needles);
    let (window, holds) = window(text, &found, width);
    Excerpt { parts: parts(text, &found, window), holds }
}

fn find(text: &str, needles: &[Needle]) -> Vec<Found> {
    let glyphs = fold(text);
    let bytes = |range: Range<usize>| glyphs[range.start].from..glyphs[range.end - 1].to.max(glyphs[range.start].to);
    let mut all: Vec<Found> = needles
        .iter()
        .enumerate()
        .flat_map(|(needle, what)| what.find(&glyphs).into_iter().take(MOST).map(move |range| (needle, range)))
        .map(|(needle, range)| Found { range: bytes(range), needle })
        .collect();
    all.sort_by_key(|found| (found.range.start, found.range.end));
    all.truncate(MOST);
    all
}

/// The bytes to show, and how many different needles stand in them.
fn window(text: &str, found: &[Found], width: usize) -> (Range<usize>, usize) {
    let all = different(found.iter());
    let mut best = (0..0, 0);
    for (i, first) in found.iter().enumerate() {
        let start = back(text, first.range.start, width / 4);
        let end = forth(text, start, width);
        let holds = different(found[i..].iter().take_while(|other| other.range.end <= end));
        if i == 0 || holds > best.1 {
            best = (start..end, holds);
        }
        // No later place can hold more.
        if best.1 == all {
            break;
        }
    }
    if found.is_empty() { (0..forth(text, 0, width), 0) } else { best }
}

fn different<'f>(found: impl Iterator<Item = &'f Found>) -> usize {
    let mut needles: Vec<usize> = found.map(|found| found.needle).collect();
    needles.sort_unstable();
    needles.dedup();
    needles.len()
}

/// About so many columns before a place, at the beginning of a word where one is near.
fn back(text: &str, at: usize, columns: usize) -> usize {
    let (mut start, mut left) = (at, columns);
    for (i, c) in text[..at].char_indices().rev() {
        if left < wide(c) {
            break;
        }
        left -= wide(c);
        start = i;
    }
    let word = text[start..at].char_indices().find(|(_, c)| c.is_whitespace()).map(|(i, c)| start + i + c.len_utf8());
    let inside = text[..start].chars().next_back().is_some_and(|c| Script::of(c) == Script::Letter);
    if inside { word.unwrap_or(start) } else { start }
}

fn forth(text: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    for (i, c) in text[from..].char_indices() {
        if left < wide(c) {
            return from + i;
        }
        left -= wide(c);
    }
    text.len()
}

fn wide(c: char) -> usize {
    if Script::of(c) == Script::Dense || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF60}') { 2 } else { 1 }
}

fn parts(text: &str, found: &[Found], window: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    if window.start > 0 {
        push(&mut parts, "…", false);
    }
    let mut at = window.start;
    for found in found {
        let (from, to) = (found.range.start.max(at), found.range.end.min(window.end));
        if from < to {
            push(&mut parts, &text[at..from], false);
            push(&mut parts, &text[from..to], true);
            at = to;
        }
    }
    push(&mut parts, &text[at..window.end], false);
    if window.end < text.len() {
        push(&mut parts, "…", false);
    }
    parts
}

/// Line ends become spaces; neighbours of one kind become one.
fn push(parts: &mut Vec<Part>, text: &str, marked: bool) {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match (c.is_whitespace() || c.is_control(), line.ends_with(' ')) {
            (true, true) => (),
            (true, false) => line.push(' '),
            (false, _) => line.push(c),
        }
    }
    match parts.last_mut() {
        Some(last) if last.marked == marked => last.text.push_str(&line),
        Some(_) | None if line.is_empty() => (),
        Some(_) | None => parts.push(Part { text: line, marked }),
    }
}

fn beginning(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

impl Excerpt {
    /// Without its marks.
    pub fn plain(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    pub fn is_marked(&self) -> bool {
        self.parts.iter().any(|part| part.marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, needles: &[Needle], width: usize) -> String {
        let mark = |part: &Part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() };
        excerpt(text, needles, width).parts.iter().map(mark).collect()
    }

    #[test]
    fn what_was_asked_for_is_marked_as_it_was_written() {
        let printer = [Needle::Letters(crate::folded("プリンター"))];
        assert_eq!(shown("新しいﾌﾟﾘﾝﾀｰが動きません", &printer, 80), "新しい[ﾌﾟﾘﾝﾀｰ]が動きません");
        assert_eq!(
            shown("All refunds were REFUNDED.", &[Needle::Word("refund".into())], 80),
            "All [refunds] were [REFUNDED]."
        );
        assert_eq!(shown("Part A-20931 broke", &[Needle::Word("a20931".into())], 80), "Part [A-20931] broke");
        assert_eq!(shown("a kettel", &[Needle::Like("kettle".into(), 1)], 80), "a [kettel]");
    }

    #[test]
    fn the_place_with_most_of_it_is_shown() {
        let text = format!("refund {} the refund of my kettle {}", "x ".repeat(100), "y ".repeat(100));
        let needles = [Needle::Word("refund".into()), Needle::Word("kettle".into())];
        let found = excerpt(&text, &needles, 60);
        assert_eq!(found.holds, 2);
        assert!(found.plain().contains("kettle") && found.plain().starts_with('…') && found.plain().ends_with('…'));
    }

    proptest! {
        #[test]
        fn an_excerpt_is_short_and_never_cuts_a_character(text in "\\PC{0,200}", asked in "\\PC{1,3}", width in 1usize..60) {
            let found = excerpt(&text, &[Needle::Letters(crate::folded(&asked)), Needle::Word(crate::folded(&asked))], width);
            prop_assert!(found.plain().chars().count() <= width + 2);
        }
    }
}

//! Runs of text become lines of a given width.

use crate::color::{self, Ink};
use crate::document::Run;
use crate::fonts::{Glyph, Shapers, clings};
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter};
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Level};

/// How a paragraph looks where its runs say nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Base {
    /// Points.
    pub(crate) size: f32,
    /// Height of a line, in sizes.
    pub(crate) leading: f32,
    pub(crate) ink: Ink,
    pub(crate) bold: bool,
}

impl Base {
    pub(crate) fn height(&self) -> f32 {
        self.size * self.leading
    }

    /// From the top of a line to where its letters stand.
    pub(crate) fn drop(&self) -> f32 {
        (self.height() - self.size) / 2.0 + self.size * 0.88
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) struck: bool,
    pub(crate) back: Option<Ink>,
}

impl Look {
    fn of(run: &Run, base: &Base) -> Self {
        let style = run.style;
        let ink = match (&run.link, style.faint) {
            (Some(_), _) => color::LINK,
            (None, true) => color::FAINT,
            (None, false) => base.ink,
        };
        let back = style.marked.or(style.code.then_some(color::CODE));
        let size = if style.small { base.size * 0.9 } else { base.size };
        Self { size, ink, bold: base.bold || style.bold, italic: style.italic, struck: style.struck, back }
    }
}

/// Glyphs of one font and one look, beside each other.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// From the beginning of the line.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) face: usize,
    pub(crate) look: Look,
    pub(crate) link: Option<Arc<str>>,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<Glyph>,
    level: Level,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// From left to right.
    pub(crate) pieces: Vec<Piece>,
    /// Without spaces at its end.
    pub(crate) width: f32,
    /// It is read from right to left.
    pub(crate) leftwards: bool,
}

impl Line {
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn add(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.goes_on_with(&piece) => last.append(piece),
            Some(_) | None => self.pieces.push(piece),
        }
    }

    /// Puts the pieces where they are seen (rule L2 of Unicode's annex 9).
    fn arranged(mut self, base: Level) -> Self {
        let levels: Vec<Level> = self.pieces.iter().map(|piece| piece.level).collect();
        if levels.iter().any(Level::is_rtl) {
            let order = BidiInfo::reorder_visual(&levels);
            let mut pieces: Vec<Option<Piece>> = self.pieces.into_iter().map(Some).collect();
            self.pieces = order.into_iter().filter_map(|at| pieces[at].take()).collect();
        }
        let mut x = 0.0;
        for piece in &mut self.pieces {
            piece.x = x;
            x += piece.width;
        }
        self.leftwards = base.is_rtl();
        self
    }
}

impl Piece {
    fn goes_on_with(&self, next: &Self) -> bool {
        let same = self.face == next.face && self.look == next.look && self.link == next.link;
        same && self.level == next.level && self.level.is_ltr()
    }

    fn append(&mut self, next: Self) {
        let shift = self.text.len();
        self.text.push_str(&next.text);
        self.width += next.width;
        self.glyphs
            .extend(next.glyphs.into_iter().map(|g| Glyph { text: g.text.start + shift..g.text.end + shift, ..g }));
    }
}

/// A part of a text between two places where a line may end.
struct Word {
    pieces: Vec<Piece>,
    width: f32,
    /// Of the spaces at its end, which may stand over the edge.
    space: f32,
    range: Range<usize>,
}

/// One line of a text, as it was typed.
struct Source<'r> {
    text: String,
    /// Where each run begins.
    runs: Vec<(usize, &'r Run)>,
    levels: Vec<Level>,
    base: Level,
}

impl<'r> Source<'r> {
    fn empty() -> Self {
        Self { text: String::new(), runs: Vec::new(), levels: Vec::new(), base: Level::ltr() }
    }

    fn run_at(&self, at: usize) -> (usize, &'r Run) {
        let next = self.runs.partition_point(|(start, _)| *start <= at);
        let end = self.runs.get(next).map_or(self.text.len(), |(start, _)| *start);
        (end, self.runs[next - 1].1)
    }

    fn level_at(&self, at: usize) -> Level {
        self.levels.get(at).copied().unwrap_or_else(Level::ltr)
    }
}

/// All lines; at least one.
pub(crate) fn lines(shapers: &mut Shapers<'_>, runs: &[Run], base: &Base, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    for source in sources(runs) {
        fill(shapers, &source, base, width.max(base.size), &mut lines);
    }
    lines
}

/// How wide the widest line and the widest word are.
pub(crate) fn widths(shapers: &mut Shapers<'_>, runs: &[Run], base: &Base) -> (f32, f32) {
    let (mut widest, mut word) = (0.0_f32, 0.0_f32);
    for source in sources(runs) {
        let mut all = 0.0;
        for one in words(shapers, &source, base) {
            widest = widest.max(all + one.width);
            word = word.max(one.width);
            all += one.width + one.space;
        }
    }
    (widest, word)
}

fn sources(runs: &[Run]) -> Vec<Source<'_>> {
    let mut all = Vec::new();
    let mut now = Source::empty();
    for run in runs {
        for (nth, part) in run.text.split('\n').enumerate() {
            if nth > 0 {
                all.push(now);
                now = Source::empty();
            }
            now.runs.push((now.text.len(), run));
            for c in part.chars() {
                match c {
                    '\t' => now.text.push_str("    "),
                    // Isolated marks of direction are not needed: directions are told by the letters.
                    c if c.is_control() => {}
                    c => now.text.push(c),
                }
            }
        }
    }
    all.push(now);
    for source in &mut all {
        if source.text.chars().any(may_be_leftwards) {
            let info = BidiInfo::new(&source.text, None);
            source.base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
            source.levels = info.levels;
        }
    }
    all
}

/// Hebrew, Arabic and their like, and what turns the direction by force.
fn may_be_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn fill(shapers: &mut Shapers<'_>, source: &Source<'_>, base: &Base, width: f32, lines: &mut Vec<Line>) {
    let mut line = Line::default();
    // With the spaces at its end.
    let mut used = 0.0_f32;
    for word in words(shapers, source, base) {
        for word in if word.width > width { torn(shapers, source, base, &word, width) } else { vec![word] } {
            if used > 0.0 && used + word.width > width {
                lines.push(std::mem::take(&mut line).arranged(source.base));
                used = 0.0;
            }
            line.width = used + word.width;
            used += word.width + word.space;
            word.pieces.into_iter().for_each(|piece| line.add(piece));
        }
    }
    lines.push(line.arranged(source.base));
}

fn words(shapers: &mut Shapers<'_>, source: &Source<'_>, base: &Base) -> Vec<Word> {
    const SEGMENTER: icu_segmenter::LineSegmenterBorrowed<'static> =
        LineSegmenter::new_for_non_complex_scripts(icu_segmenter::options::LineBreakOptions::default());
    let mut from = 0;
    let ends: Vec<usize> = SEGMENTER.segment_str(&source.text).skip_while(|end| *end == 0).collect();
    let mut words = Vec::with_capacity(ends.len());
    for end in ends {
        words.push(word(shapers, source, base, from..end));
        from = end;
    }
    words
}

/// A word that is wider than a line, in parts that are not.
fn torn(shapers: &mut Shapers<'_>, source: &Source<'_>, base: &Base, wide: &Word, width: f32) -> Vec<Word> {
    let text = &source.text[wide.range.clone()];
    let segmenter = GraphemeClusterSegmenter::new();
    let mut parts = Vec::new();
    let (mut from, mut last, mut used) = (0, 0, 0.0);
    for end in segmenter.segment_str(text).skip(1) {
        let at = wide.range.start;
        let one = word(shapers, source, base, at + last..at + end).width;
        if used + one > width && last > from {
            parts.push(word(shapers, source, base, at + from..at + last));
            (from, used) = (last, 0.0);
        }
        used += one;
        last = end;
    }
    parts.push(word(shapers, source, base, wide.range.start + from..wide.range.end));
    parts
}

fn word(shapers: &mut Shapers<'_>, source: &Source<'_>, base: &Base, range: Range<usize>) -> Word {
    let mut pieces = Vec::new();
    let text = &source.text[range.clone()];
    let solid = range.start + text.trim_end_matches([' ', '\u{3000}']).len();
    let (mut width, mut space) = (0.0, 0.0);
    for (part, sum) in [(range.start..solid, &mut width), (solid..range.end, &mut space)] {
        let mut at = part.start;
        while at < part.end {
            let piece = piece(shapers, source, base, at, part.end);
            at += piece.text.len();
            *sum += piece.width;
            pieces.push(piece);
        }
    }
    Word { pieces, width, space, range }
}

/// As much as is of one run, one font and one direction.
fn piece(shapers: &mut Shapers<'_>, source: &Source<'_>, base: &Base, from: usize, end: usize) -> Piece {
    let (run_end, run) = source.run_at(from);
    let level = source.level_at(from);
    let text = &source.text[from..end.min(run_end)];
    let mut holder = None;
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if at > 0 && source.level_at(from + at) != level {
            break;
        }
        if at == 0 || !clings(c) {
            let held = if clings(c) { Some(0) } else { shapers.holder(c) };
            if at > 0 && held != holder {
                break;
            }
            holder = held;
        }
        length = at + c.len_utf8();
    }
    let text = &text[..length];
    let (face, shaped) = match holder {
        Some(face) => (face, shapers.shape(face, level.is_rtl(), text)),
        None => shapers.unknown(text),
    };
    let look = Look::of(run, base);
    Piece {
        x: 0.0,
        width: shaped.width * look.size,
        face,
        look,
        link: run.link.clone(),
        text: text.to_owned(),
        glyphs: shaped.glyphs.clone(),
        level,
    }
}

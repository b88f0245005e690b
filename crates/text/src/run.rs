//! A folded text as runs: letters without spaces, and words with what joins them (A-20931, kei@customer.example).

use crate::fold::Glyph;
use crate::script::Script;
use std::ops::Range;

/// Longer ones are read as several.
const MOST_CHUNKS: usize = 8;
/// A whole part number is kept up to this many letters.
const LONGEST_JOINED: usize = 64;
/// Letters of one word at most; what is longer is no word anybody asks for.
pub(crate) const LONGEST_WORD: usize = 48;

/// Ranges of glyphs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Run {
    Dense(Range<usize>),
    /// Words joined by single signs; mostly one alone.
    Compound(Vec<Range<usize>>),
}

/// Words joined by signs, written as one: A-20931 is also a20931. Decimals are not: 128.00 is not 12800.
pub(crate) fn joined(glyphs: &[Glyph], chunks: &[Range<usize>]) -> Option<String> {
    let [first, .., last] = chunks else { return None };
    let digits = |chunk: &Range<usize>| glyphs[chunk.clone()].iter().all(|glyph| Script::of(glyph.c) == Script::Digit);
    let points = glyphs[first.start..last.end].iter().any(|glyph| glyph.c == '.');
    let letters: usize = chunks.iter().map(|chunk| chunk.len()).sum();
    let one = letters <= LONGEST_JOINED && !(points && chunks.iter().all(digits));
    one.then(|| chunks.iter().flat_map(|chunk| &glyphs[chunk.clone()]).map(|glyph| glyph.c).collect())
}

/// The next run at or after a glyph, and where to go on.
pub(crate) fn next(glyphs: &[Glyph], from: usize) -> Option<(Run, usize)> {
    let start = (from..glyphs.len()).find(|i| Script::of(glyphs[*i].c) != Script::Apart)?;
    if Script::of(glyphs[start].c) == Script::Dense {
        let end = end_of(glyphs, start, |script| script == Script::Dense);
        return Some((Run::Dense(start..end), end));
    }
    let mut chunks = Vec::with_capacity(1);
    let mut at = start;
    loop {
        let end = end_of(glyphs, at, is_word).min(at + LONGEST_WORD);
        chunks.push(at..end);
        let joined = glyphs.get(end).is_some_and(|glyph| joins(glyph.c))
            && glyphs.get(end + 1).is_some_and(|glyph| is_word(Script::of(glyph.c)));
        if !joined || chunks.len() == MOST_CHUNKS {
            return Some((Run::Compound(chunks), end));
        }
        at = end + 1;
    }
}

fn end_of(glyphs: &[Glyph], from: usize, belongs: impl Fn(Script) -> bool) -> usize {
    (from..glyphs.len()).find(|i| !belongs(Script::of(glyphs[*i].c))).unwrap_or(glyphs.len())
}

fn is_word(script: Script) -> bool {
    matches!(script, Script::Letter | Script::Digit)
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/' | '@' | '\'' | '’' | ':' | '#' | '+' | ',' | '&' | '‐' | '‑' | '–' | '−')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    fn runs(text: &str) -> Vec<String> {
        let glyphs = fold(text);
        let word = |range: &Range<usize>| glyphs[range.clone()].iter().map(|glyph| glyph.c).collect::<String>();
        let (mut at, mut all) = (0, Vec::new());
        while let Some((run, end)) = next(&glyphs, at) {
            at = end;
            all.push(match run {
                Run::Dense(range) => word(&range),
                Run::Compound(chunks) => chunks.iter().map(word).collect::<Vec<_>>().join("+"),
            });
        }
        all
    }

    #[test]
    fn a_text_falls_into_runs() {
        assert_eq!(
            runs("注文A-20931の返金、kei@customer.example まで。"),
            ["注文", "a+20931", "の返金", "kei+customer+example", "まで"]
        );
        assert_eq!(runs("see https://a.b/c -- it's 1,980 yen"), ["see", "https", "a+b+c", "it+s", "1+980", "yen"]);
    }
}

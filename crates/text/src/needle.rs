//! What is marked in a text because somebody asked for it.

use crate::fold::Glyph;
use crate::run::{self, Run};
use crate::stem::forms;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needle {
    /// Words in a row, whatever joins them.
    Row(Vec<String>),
    /// Folded letters, wherever they stand.
    Letters(String),
    /// A whole folded word in any of its forms.
    Word(String),
    /// A word that begins like this.
    Beginning(String),
    /// A word that differs by at most so many letters.
    Like(String, usize),
}

impl Needle {
    /// Ranges of glyphs, in order.
    pub(crate) fn find(&self, glyphs: &[Glyph]) -> Vec<Range<usize>> {
        match self {
            Self::Letters(letters) => letters_in(glyphs, &letters.chars().collect::<Vec<_>>()),
            Self::Word(word) => {
                let (wanted, begun) = (forms(word), begun(word, COMMON));
                words_in(glyphs, &begun, |word| forms(word).iter().any(|form| wanted.contains(form)))
            }
            Self::Row(row) => rows_in(glyphs, row),
            Self::Beginning(beginning) => {
                let begun = begun(beginning, beginning.len());
                words_in(glyphs, &begun, |word| word.starts_with(beginning.as_str()))
            }
            Self::Like(like, most) => words_in(glyphs, &[], |word| distance(word, like) <= *most),
        }
    }
}

fn letters_in(glyphs: &[Glyph], letters: &[char]) -> Vec<Range<usize>> {
    if letters.is_empty() {
        return Vec::new();
    }
    let is_here = |window: &[Glyph]| window.iter().zip(letters).all(|(glyph, c)| glyph.c == *c);
    glyphs
        .windows(letters.len())
        .enumerate()
        .filter(|(_, window)| is_here(window))
        .map(|(i, _)| i..i + letters.len())
        .collect()
}

/// No ending is so long that two forms of a word begin differently.
const COMMON: usize = 2;

fn begun(word: &str, letters: usize) -> Vec<char> {
    word.chars().take(letters).collect()
}

/// Words and compounds that a judge accepts, of those that begin like this: most words of a text are not worth a judge.
fn words_in(glyphs: &[Glyph], begun: &[char], accepts: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let letters = |chunks: &[Range<usize>]| -> String {
        chunks.iter().flat_map(|chunk| &glyphs[chunk.clone()]).map(|glyph| glyph.c).collect()
    };
    let begins = |chunks: &[Range<usize>]| {
        let all = chunks.iter().flat_map(|chunk| &glyphs[chunk.clone()]);
        begun.iter().zip(all).all(|(c, glyph)| glyph.c == *c)
    };
    let is_meant = |chunks: &[Range<usize>]| begins(chunks) && accepts(&letters(chunks));
    let (mut at, mut found) = (0, Vec::new());
    while let Some((run, end)) = run::next(glyphs, at) {
        at = end;
        let Run::Compound(chunks) = run else { continue };
        if let [first, .., last] = chunks.as_slice()
            && is_meant(&chunks)
        {
            found.push(first.start..last.end);
        } else {
            found.extend(chunks.into_iter().filter(|chunk| is_meant(std::slice::from_ref(chunk))));
        }
    }
    found
}

/// The words of one compound, in a row.
fn rows_in(glyphs: &[Glyph], row: &[String]) -> Vec<Range<usize>> {
    let text = |range: &Range<usize>| glyphs[range.clone()].iter().map(|glyph| glyph.c).collect::<String>();
    let (mut at, mut found) = (0, Vec::new());
    while let Some((run, end)) = run::next(glyphs, at) {
        at = end;
        let Run::Compound(chunks) = run else { continue };
        for window in chunks.windows(row.len().max(1)) {
            if let ([first, ..], [.., last]) = (window, window)
                && window.iter().map(text).eq(row.iter().cloned())
            {
                found.push(first.start..last.end);
            }
        }
    }
    found
}

/// Letters put in, left out, changed, or two that changed places.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return a.len().abs_diff(b.len());
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let same = usize::from(a[i - 1] != b[j - 1]);
                let best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_letters_that_changed_places_are_one_mistake() {
        assert_eq!(distance("refudn", "refund"), 1);
        assert_eq!(distance("kettle", "ketle"), 1);
        assert_eq!(distance("cat", "category"), 5);
    }

    proptest! {
        #[test]
        fn forms_of_a_word_begin_like_the_word(word in "[a-z]{1,14}") {
            for form in forms(&word) {
                prop_assert_eq!(begun(&form, COMMON), begun(&word, COMMON));
            }
        }
    }
}

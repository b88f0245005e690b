//! What was typed, as signs and words. Full-width forms count as their narrow ones.

use super::{Complaint, Why};
use std::ops::Range;

/// Bytes of a question at most.
const LONGEST: usize = 2_000;
const MOST_TOKENS: usize = 200;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    Open,
    Close,
    Or,
    And,
    Not,
    /// Without its quotes.
    Quoted(String),
    Bare(String),
    /// `name:`, directly before its value.
    Label(String),
}

pub(super) type Placed = (Lexeme, Range<usize>);

/// `＂` and `「` quote, `：` labels, `　` parts, `－` excludes.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '“' | '”' | '„' | '〝' | '〟' => '"',
        '−' | '‐' | '–' => '-',
        _ => c,
    }
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

pub(super) fn lex(text: &str) -> Result<Vec<Placed>, Complaint> {
    if text.len() > LONGEST {
        return Err(Complaint { at: text.floor_char_boundary(LONGEST)..text.len(), why: Why::TooLong });
    }
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, narrow(c))).collect();
    let byte = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let (mut i, mut all) = (0, Vec::new());
    while let Some(&(at, c)) = chars.get(i) {
        let lexeme = match c {
            c if c.is_whitespace() => None,
            '(' => Some(Lexeme::Open),
            ')' => Some(Lexeme::Close),
            '|' => Some(Lexeme::Or),
            '-' if begins(&chars, i) => Some(Lexeme::Not),
            c if closing(c).is_some() => {
                let end = closing(c).and_then(|close| chars[i + 1..].iter().position(|(_, c)| *c == close));
                let end = i + 1 + end.ok_or(Complaint { at: at..byte(i + 1), why: Why::OpenQuote })?;
                let inside = text[byte(i + 1)..byte(end)].to_owned();
                i = end;
                Some(Lexeme::Quoted(inside))
            }
            _ => {
                let end = end_of_word(&chars, i);
                let word: String = chars[i..end].iter().map(|(_, c)| *c).collect();
                i = end - 1;
                Some(word_of(word, &text[at..byte(end)]))
            }
        };
        i += 1;
        if let Some(lexeme) = lexeme {
            all.push((lexeme, at..byte(i)));
        }
        if all.len() > MOST_TOKENS {
            return Err(Complaint { at: at..text.len(), why: Why::TooManyParts });
        }
    }
    Ok(all)
}

/// What ends with a colon and has no value directly behind it: without the colon, and where. That may be the key of a field
/// that people define, of which the language knows nothing.
pub fn unvalued(text: &str) -> Vec<(String, Range<usize>)> {
    let all = lex(text).unwrap_or_default();
    let valued = |place: usize, end: usize| {
        let next = all.get(place + 1).filter(|(_, next)| next.start == end);
        next.is_some_and(|(lexeme, _)| matches!(lexeme, Lexeme::Bare(_) | Lexeme::Quoted(_)))
    };
    let is_value = |place: usize, start: usize| {
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        before.is_some_and(|(lexeme, before)| before.end == start && matches!(lexeme, Lexeme::Label(_)))
    };
    let key = |(place, (lexeme, at)): (usize, &Placed)| {
        let key = match lexeme {
            Lexeme::Label(label) => label.as_str(),
            Lexeme::Bare(word) => word.strip_suffix([':', '：'])?,
            Lexeme::Open | Lexeme::Close | Lexeme::Or | Lexeme::And | Lexeme::Not | Lexeme::Quoted(_) => return None,
        };
        (!valued(place, at.end) && !is_value(place, at.start)).then(|| (key.to_owned(), at.clone()))
    };
    all.iter().enumerate().filter_map(key).collect()
}

/// A minus excludes where a word could begin, and only what follows directly.
fn begins(chars: &[(usize, char)], i: usize) -> bool {
    let before = i.checked_sub(1).is_none_or(|before| chars[before].1.is_whitespace() || chars[before].1 == '(');
    before && chars.get(i + 1).is_some_and(|(_, next)| !next.is_whitespace() && !matches!(next, '-' | ')'))
}

/// A label ends at its colon; everything else at a space, a bracket or a quote.
fn end_of_word(chars: &[(usize, char)], from: usize) -> usize {
    for (i, (_, c)) in chars.iter().enumerate().skip(from) {
        if *c == ':' && is_label(&chars[from..i]) {
            return i + 1;
        }
        if i > from && (c.is_whitespace() || matches!(c, '(' | ')' | '|' | '"' | '「' | '『')) {
            return i;
        }
    }
    chars.len()
}

/// A word of letters alone may be a field's name; `10:30` and `A-1:b` are not.
fn is_label(word: &[(usize, char)]) -> bool {
    !word.is_empty() && word.len() <= 16 && word.iter().all(|(_, c)| c.is_alphabetic() || *c == 'ー')
}

fn word_of(word: String, original: &str) -> Lexeme {
    match word.as_str() {
        "OR" | "または" => Lexeme::Or,
        "AND" | "かつ" => Lexeme::And,
        "NOT" => Lexeme::Not,
        _ => match word.strip_suffix(':') {
            Some(label) if is_label(&label.char_indices().collect::<Vec<_>>()) => Lexeme::Label(label.to_lowercase()),
            Some(_) | None => Lexeme::Bare(original.to_owned()),
        },
    }
}

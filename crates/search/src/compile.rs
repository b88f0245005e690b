//! From a question to Tantivy's query.

use crate::ask::{Ask, Number, Span, Text};
use crate::find::Strictness;
use crate::fuzzy;
use crate::schema::Fields;
use desk::query::{How, Words};
use desk::ticket::TicketNumber;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use text::Piece;

/// What stands in the subject counts so much more.
const SUBJECT: f32 = 2.0;
/// Another form of a word counts a little less than the word itself.
const FORM: f32 = 0.8;
/// A ticket whose number was asked for comes first.
const NUMBER: f32 = 1_000.0;

/// So many numbers are asked for one by one.
const FEW: usize = 32;

type Compiled = Box<dyn Query>;

pub(crate) struct Compiler<'f> {
    pub fields: &'f Fields,
    pub strictness: Strictness,
}

impl Compiler<'_> {
    pub fn query(&self, ask: &Ask) -> Compiled {
        match ask {
            Ask::Everything => Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0)),
            Ask::Nothing => Box::new(EmptyQuery),
            Ask::All(parts) => self.all(parts),
            Ask::Any(parts) => any(parts.iter().map(|part| self.query(part)).collect()),
            Ask::Not(part) => {
                all_of(vec![(Occur::Must, self.query(&Ask::Everything)), (Occur::MustNot, self.query(part))])
            }
            Ask::Text(Text::Anywhere, words) => self.anywhere(words),
            Ask::Text(text, words) => self.words(self.fields.text(*text), words),
            Ask::Is(number, values) => self.is(*number, values),
            Ask::Within(span, from, to) => self.within(*span, *from, *to),
        }
    }

    /// What is excluded stands beside what is asked for, so that nobody walks through everything else.
    fn all(&self, parts: &[Ask]) -> Compiled {
        let clause = |part: &Ask| match part {
            Ask::Not(part) => (Occur::MustNot, self.query(part)),
            Ask::Everything
            | Ask::Nothing
            | Ask::All(_)
            | Ask::Any(_)
            | Ask::Text(..)
            | Ask::Is(..)
            | Ask::Within(..) => (Occur::Must, self.query(part)),
        };
        let mut clauses: Vec<_> = parts.iter().map(clause).collect();
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.query(&Ask::Everything)));
        }
        all_of(clauses)
    }

    fn anywhere(&self, words: &Words) -> Compiled {
        let everywhere = self.words(self.fields.anywhere, words);
        let subject = Box::new(BoostQuery::new(self.words(self.fields.subject, words), SUBJECT));
        let found = all_of(vec![(Occur::Must, everywhere), (Occur::Should, subject)]);
        match TicketNumber::typed(&words.text) {
            Some(number) if words.how == How::Word => {
                let term = Term::from_field_u64(self.fields.number, number.0.unsigned_abs());
                let ticket = TermQuery::new(term, IndexRecordOption::Basic);
                any(vec![found, Box::new(ConstScoreQuery::new(Box::new(ticket), NUMBER))])
            }
            Some(_) | None => found,
        }
    }

    fn is(&self, number: Number, values: &[u64]) -> Compiled {
        let field = self.fields.number(number);
        let terms: Vec<Term> = values.iter().map(|value| Term::from_field_u64(field, *value)).collect();
        let query: Compiled = match terms.as_slice() {
            [] => return Box::new(EmptyQuery),
            few if few.len() <= FEW => any(few.iter().map(|term| basic(term.clone())).collect()),
            // An automaton over all of them, which takes a while to build.
            _ => Box::new(TermSetQuery::new(terms)),
        };
        Box::new(ConstScoreQuery::new(query, 0.0))
    }

    fn within(&self, span: Span, from: Option<i64>, to: Option<i64>) -> Compiled {
        let field = self.fields.span(span);
        let bound = |at: Option<i64>, make: fn(Term) -> Bound<Term>, otherwise: i64| {
            at.map_or(Bound::Included(Term::from_field_i64(field, otherwise)), |at| {
                make(Term::from_field_i64(field, at))
            })
        };
        let (from, to) = (bound(from, Bound::Included, i64::MIN), bound(to, Bound::Excluded, i64::MAX));
        Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(from, to)), 0.0))
    }

    fn words(&self, field: Field, words: &Words) -> Compiled {
        if self.strictness == Strictness::Loose && words.how != How::Phrase {
            return self.loosely(field, words);
        }
        match (text::pieces(&words.text).as_slice(), words.how) {
            ([], _) => Box::new(EmptyQuery),
            ([Piece::Word { text, .. }], How::Word) => forms(field, text),
            // One letter begins too much to be worth a walk through all of it.
            ([Piece::Word { text, .. }], How::Beginning) if text.chars().count() < 2 => forms(field, text),
            ([Piece::Word { text, .. }], How::Beginning) => beginning(field, text),
            ([Piece::Dense { text, .. }], How::Word | How::Beginning) => {
                any(text::spellings(text).iter().map(|way| dense(field, way)).collect())
            }
            (pieces, How::Word | How::Phrase) => sequence(field, pieces),
            (pieces, How::Beginning) => begun(field, pieces),
        }
    }

    /// Every part for itself: words with slips and endings, Japanese by its meaningful parts.
    fn loosely(&self, field: Field, words: &Words) -> Compiled {
        let parts = text::loosened(&words.text);
        let part = |part: &String| match text::pieces(part).as_slice() {
            [Piece::Word { text, .. }] => fuzzy::like(field, text, forms(field, text)),
            [Piece::Dense { text, .. }] => any(text::spellings(text).iter().map(|way| dense(field, way)).collect()),
            [] => Box::new(EmptyQuery) as Compiled,
            pieces => sequence(field, pieces),
        };
        let parts: Vec<Compiled> = parts.iter().map(part).collect();
        match parts.len() {
            0 => Box::new(EmptyQuery),
            1 | 2 => all_of(parts.into_iter().map(|part| (Occur::Must, part)).collect()),
            // Of a sentence, most must be said.
            many => Box::new(BooleanQuery::union_with_minimum_required_clauses(parts, (2 * many).div_ceil(3))),
        }
    }
}

fn basic(term: Term) -> Compiled {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

pub(crate) fn all_of(mut clauses: Vec<(Occur, Compiled)>) -> Compiled {
    match clauses.as_slice() {
        [(Occur::Must, _)] => clauses.remove(0).1,
        _ => Box::new(BooleanQuery::new(clauses)),
    }
}

pub(crate) fn any(mut queries: Vec<Compiled>) -> Compiled {
    if queries.len() == 1 { queries.remove(0) } else { Box::new(BooleanQuery::union(queries)) }
}

fn term(field: Field, text: &str) -> Compiled {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

/// A word and its stems.
fn forms(field: Field, word: &str) -> Compiled {
    let all = text::forms(word).into_iter().enumerate().map(|(i, form)| match i {
        0 => term(field, &form),
        _ => Box::new(BoostQuery::new(term(field, &form), FORM)) as Compiled,
    });
    any(all.collect())
}

/// All terms that begin like this.
pub(crate) fn beginning(field: Field, text: &str) -> Compiled {
    let first = Term::from_field_text(field, text);
    let beyond = Term::from_field_text(field, &format!("{text}\u{10FFFF}"));
    Box::new(RangeQuery::new(Bound::Included(first), Bound::Excluded(beyond)))
}

/// Letters without spaces, wherever they stand: one is what pairs begin with, two are a pair, more are pairs in a row.
fn dense(field: Field, text: &str) -> Compiled {
    let letters: Vec<char> = text.chars().collect();
    match letters.len() {
        0 => Box::new(EmptyQuery),
        1 => beginning(field, text),
        2 => term(field, text),
        _ => phrase(field, pairs(&letters, 0)),
    }
}

/// As few pairs as cover all letters.
fn pairs(letters: &[char], position: usize) -> Vec<(usize, String)> {
    let last = letters.len() - 2;
    let starts = (0..last).step_by(2).chain([last]);
    starts.map(|at| (position + at, letters[at..at + 2].iter().collect())).collect()
}

fn phrase(field: Field, mut terms: Vec<(usize, String)>) -> Compiled {
    terms.dedup();
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [(_, text)] => term(field, text),
        _ => {
            let terms = terms.iter().map(|(at, text)| (*at, Term::from_field_text(field, text))).collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
    }
}

/// Pieces that stand directly behind each other.
fn sequence(field: Field, pieces: &[Piece]) -> Compiled {
    if let [Piece::Compound { words, joined, .. }] = pieces {
        let parts = words.iter().cloned().enumerate().collect();
        let parts = phrase(field, parts);
        return match joined {
            Some(joined) => any(vec![term(field, joined), parts]),
            None => parts,
        };
    }
    let (terms, last) = terms_of(pieces);
    match last {
        // A single letter at the end may be the first of a pair, of which no phrase can be made.
        Some(letter) => all_of(vec![(Occur::Must, phrase(field, terms)), (Occur::Must, beginning(field, &letter))]),
        None => phrase(field, terms),
    }
}

/// The same, where the last word may go on.
fn begun(field: Field, pieces: &[Piece]) -> Compiled {
    match pieces.split_last() {
        Some((Piece::Word { text, .. }, before)) if !before.is_empty() => {
            all_of(vec![(Occur::Must, sequence(field, before)), (Occur::Must, beginning(field, text))])
        }
        Some((Piece::Compound { joined: Some(joined), .. }, [])) => {
            any(vec![sequence(field, pieces), beginning(field, joined)])
        }
        Some(_) | None => sequence(field, pieces),
    }
}

/// Terms with their positions, and the single letter at the end, if there is one.
fn terms_of(pieces: &[Piece]) -> (Vec<(usize, String)>, Option<String>) {
    let mut terms = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Word { text, position } => terms.push((*position, text.clone())),
            Piece::Compound { words, position, .. } => {
                terms.extend(words.iter().enumerate().map(|(i, word)| (position + i, word.clone())));
            }
            Piece::Dense { text, position } => {
                let letters: Vec<char> = text.chars().collect();
                match letters.len() {
                    1 if i + 1 == pieces.len() => return (terms, Some(text.clone())),
                    1 => terms.push((*position, text.clone())),
                    _ => terms.extend(pairs(&letters, *position)),
                }
            }
        }
    }
    (terms, None)
}

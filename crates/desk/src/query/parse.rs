//! From words to a question. OR binds weaker than standing side by side.

use super::complaint::{Complaint, Why};
use super::field::{Field, State, Thing, Whom, category, channel, priority};
use super::lex::{Lexeme, Placed, lex};
use super::{Condition, Dates, How, Query, Words};
use crate::people::Tier;
use crate::ticket::StarRange;
use std::ops::Range;

/// Brackets within brackets.
const DEEPEST: usize = 20;

/// Reads what was typed.
///
/// # Errors
/// The place that is not understood, and why.
pub fn parse(text: &str) -> Result<Query, Complaint> {
    let mut reader = Reader { all: lex(text)?, next: 0, depth: 0, end: text.len() };
    let query = reader.any()?;
    match reader.take() {
        None => Ok(query),
        Some((_, at)) => Err(Complaint { at, why: Why::StrayBracket }),
    }
}

struct Reader {
    all: Vec<Placed>,
    next: usize,
    depth: usize,
    /// Bytes of the text.
    end: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Lexeme> {
        self.all.get(self.next).map(|(lexeme, _)| lexeme)
    }

    fn take(&mut self) -> Option<Placed> {
        let taken = self.all.get(self.next).cloned();
        self.next += usize::from(taken.is_some());
        taken
    }

    fn any(&mut self) -> Result<Query, Complaint> {
        let mut parts = vec![self.all_of()?];
        while let Some((_, at)) = self.take_if(&Lexeme::Or) {
            let part = self.all_of()?;
            let empty = parts.last() == Some(&Query::Everything) || part == Query::Everything;
            if empty {
                return Err(Complaint { at, why: Why::StrayOperator });
            }
            parts.push(part);
        }
        Ok(one_or(parts, Query::Any))
    }

    fn all_of(&mut self) -> Result<Query, Complaint> {
        let mut parts = Vec::new();
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Lexeme::Close | Lexeme::Or => break,
                Lexeme::And => {
                    let (_, at) = self.take().unwrap_or((Lexeme::And, self.end..self.end));
                    let ends = matches!(self.peek(), None | Some(Lexeme::Close | Lexeme::Or | Lexeme::And));
                    if parts.is_empty() || ends {
                        return Err(Complaint { at, why: Why::StrayOperator });
                    }
                }
                Lexeme::Open | Lexeme::Not | Lexeme::Quoted(_) | Lexeme::Bare(_) | Lexeme::Label(_) => {
                    parts.push(self.one()?)
                }
            }
        }
        Ok(one_or(parts, Query::All))
    }

    fn one(&mut self) -> Result<Query, Complaint> {
        let Some((lexeme, at)) = self.take() else { return Ok(Query::Everything) };
        match lexeme {
            Lexeme::Not => match self.peek() {
                None | Some(Lexeme::Close | Lexeme::Or | Lexeme::And | Lexeme::Not) => {
                    Err(Complaint { at, why: Why::StrayOperator })
                }
                Some(Lexeme::Open | Lexeme::Quoted(_) | Lexeme::Bare(_) | Lexeme::Label(_)) => {
                    Ok(Query::Not(Box::new(self.one()?)))
                }
            },
            Lexeme::Open => self.bracket(at),
            Lexeme::Quoted(text) => Ok(Query::Words(Words { text, how: How::Phrase })),
            Lexeme::Bare(text) => Ok(Query::Words(bare(text))),
            Lexeme::Label(label) => self.labelled(&label, at),
            Lexeme::Close | Lexeme::Or | Lexeme::And => Err(Complaint { at, why: Why::StrayOperator }),
        }
    }

    fn bracket(&mut self, at: Range<usize>) -> Result<Query, Complaint> {
        if self.depth == DEEPEST {
            return Err(Complaint { at, why: Why::TooDeep });
        }
        self.depth += 1;
        let inside = self.any()?;
        self.depth -= 1;
        match self.take_if(&Lexeme::Close) {
            Some(_) => Ok(inside),
            None => Err(Complaint { at, why: Why::OpenBracket }),
        }
    }

    fn labelled(&mut self, label: &str, at: Range<usize>) -> Result<Query, Complaint> {
        let Some(field) = Field::named(label) else { return self.no_field(label, at) };
        let beside = self.all.get(self.next).is_some_and(|(_, value)| value.start == at.end);
        match self.peek() {
            Some(Lexeme::Quoted(_) | Lexeme::Bare(_)) if beside => (),
            Some(_) | None => return Err(Complaint { at, why: Why::EmptyValue(field) }),
        }
        match self.take() {
            Some((Lexeme::Bare(text), place)) => condition(field, bare(text), place).map(Query::Where),
            Some((Lexeme::Quoted(text), place)) => {
                condition(field, Words { text, how: How::Phrase }, place).map(Query::Where)
            }
            Some((_, at)) => Err(Complaint { at, why: Why::EmptyValue(field) }),
            None => Err(Complaint { at, why: Why::EmptyValue(field) }),
        }
    }

    /// What is almost a field's name is a slip; anything else is text with a colon in it.
    fn no_field(&mut self, label: &str, at: Range<usize>) -> Result<Query, Complaint> {
        if let Some(meant) = Field::ALL.iter().copied().find(|field| is_slip(label, field.name())) {
            return Err(Complaint { at, why: Why::UnknownField(meant) });
        }
        let beside = self.all.get(self.next).is_some_and(|(_, value)| value.start == at.end);
        let text = match self.peek() {
            Some(Lexeme::Bare(value)) if beside => {
                let text = format!("{label}:{value}");
                self.next += 1;
                text
            }
            Some(_) | None => label.to_owned(),
        };
        Ok(Query::Words(bare(text)))
    }

    fn take_if(&mut self, wanted: &Lexeme) -> Option<Placed> {
        if self.peek() == Some(wanted) { self.take() } else { None }
    }
}

fn one_or(mut parts: Vec<Query>, many: impl FnOnce(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        0 => Query::Everything,
        1 => parts.remove(0),
        _ => many(parts),
    }
}

/// A star at the end stands for any ending.
fn bare(text: String) -> Words {
    match text.strip_suffix(['*', '＊']) {
        Some(beginning) if !beginning.is_empty() => Words { text: beginning.to_owned(), how: How::Beginning },
        Some(_) | None => Words { text, how: How::Word },
    }
}

fn condition(field: Field, words: Words, at: Range<usize>) -> Result<Condition, Complaint> {
    let value = narrowed(&words.text);
    if value.is_empty() {
        return Err(Complaint { at, why: Why::EmptyValue(field) });
    }
    let unknown = Complaint { at: at.clone(), why: Why::UnknownValue(field) };
    let no_date = Complaint { at, why: Why::NoDate(field) };
    match field {
        Field::From => Ok(Condition::From(words)),
        Field::To => Ok(Condition::To(words)),
        Field::Subject => Ok(Condition::Subject(words)),
        Field::Tag => Ok(Condition::Tag(words.text)),
        Field::Status => Ok(category(&value).map_or(Condition::Status(words.text), Condition::Category)),
        Field::Assignee => Ok(Condition::Assignee(Whom::read(&value))),
        Field::Team => Ok(Condition::Team(words.text)),
        Field::Organization => Ok(Condition::Organization(words.text)),
        Field::Tier => Tier::typed(&value).map(Condition::Tier).ok_or(unknown),
        Field::Priority => priority(&value).map(Condition::Priority).ok_or(unknown),
        Field::Channel => channel(&value).map(Condition::Channel).ok_or(unknown),
        Field::Has => Thing::named(&value).map(Condition::Has).ok_or(unknown),
        Field::Is => State::named(&value).map(Condition::Is).ok_or(unknown),
        Field::Created => Dates::read(&value).map(Condition::Created).ok_or(no_date),
        Field::Updated => Dates::read(&value).map(Condition::Updated).ok_or(no_date),
        Field::Due => Dates::read(&value).map(Condition::Due).ok_or(no_date),
        Field::Rating => StarRange::read(&value).map(Condition::Rating).ok_or(unknown),
    }
}

/// A value of ours: full-width letters and digits as narrow ones, lower case.
fn narrowed(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.trim().chars().map(narrow).collect::<String>().to_lowercase()
}

/// The same letters in another order, or one too few or too many.
fn is_slip(label: &str, name: &str) -> bool {
    let sorted = |text: &str| {
        let mut all: Vec<char> = text.chars().collect();
        all.sort_unstable();
        all
    };
    let one_more = |long: &str, short: &str| {
        long.len() == short.len() + 1
            && long.char_indices().any(|(i, c)| [&long[..i], &long[i + c.len_utf8()..]].concat() == short)
    };
    name.len() > 3
        && label.is_ascii()
        && (sorted(label) == sorted(name) || one_more(label, name) || one_more(name, label))
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

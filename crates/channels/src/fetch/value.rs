//! What an IMAP server says, as a tree: atoms, strings and lists (RFC 9051 §4).

use bytes::Bytes;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Also a number, a flag, or a name such as `BODY[HEADER]<0>`.
    Atom(String),
    Text(Bytes),
    List(Vec<Value>),
    Nil,
    /// A literal bigger than we wanted to hold; it was read and dropped.
    Dropped,
}

/// A response's octets: text, and the literals between.
pub(super) enum Part {
    Text(Bytes),
    Literal(Bytes),
    Dropped,
}

/// Lists in lists deeper than this are no mail server's talk.
const DEEPEST: usize = 20;

impl Value {
    pub(super) fn number(&self) -> Option<u32> {
        self.atom()?.parse().ok()
    }

    pub(super) fn atom(&self) -> Option<&str> {
        match self {
            Self::Atom(text) => Some(text),
            Self::Text(_) | Self::List(_) | Self::Nil | Self::Dropped => None,
        }
    }

    /// An atom or a string, as where a server may write either.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Atom(text) => Some(text.clone()),
            Self::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            Self::List(_) | Self::Nil | Self::Dropped => None,
        }
    }

    pub(super) fn list(&self) -> Option<&[Value]> {
        match self {
            Self::List(values) => Some(values),
            Self::Atom(_) | Self::Text(_) | Self::Nil | Self::Dropped => None,
        }
    }
}

/// Reads a response's values; `None` if it cannot be understood.
pub(super) fn values(parts: &[Part]) -> Option<Vec<Value>> {
    let mut open = vec![Vec::new()];
    for part in parts {
        match part {
            Part::Text(text) => read_text(text, &mut open)?,
            Part::Literal(octets) => open.last_mut()?.push(Value::Text(octets.clone())),
            Part::Dropped => open.last_mut()?.push(Value::Dropped),
        }
    }
    if open.len() == 1 { open.pop() } else { None }
}

/// Reads text onto the innermost of the lists that are open.
fn read_text(mut text: &[u8], open: &mut Vec<Vec<Value>>) -> Option<()> {
    while let Some((first, rest)) = text.split_first() {
        text = match first {
            b' ' => rest,
            b'(' if open.len() <= DEEPEST => {
                open.push(Vec::new());
                rest
            }
            b'(' => return None,
            b')' => {
                let list = Value::List(open.pop()?);
                open.last_mut()?.push(list);
                rest
            }
            b'"' => {
                let (value, rest) = quoted(rest)?;
                open.last_mut()?.push(value);
                rest
            }
            _ => {
                let (value, rest) = atom(text);
                open.last_mut()?.push(value);
                rest
            }
        };
    }
    Some(())
}

/// After the opening quote: the text, and what follows the closing one.
fn quoted(text: &[u8]) -> Option<(Value, &[u8])> {
    let (mut read, mut at) = (Vec::new(), 0);
    loop {
        match text.get(at)? {
            b'"' => return Some((Value::Text(read.into()), &text[at + 1..])),
            b'\\' => {
                read.push(*text.get(at + 1)?);
                at += 2;
            }
            octet => {
                read.push(*octet);
                at += 1;
            }
        }
    }
}

/// Up to a space or parenthesis that is not within brackets.
fn atom(text: &[u8]) -> (Value, &[u8]) {
    let mut depth = 0_usize;
    let end = text.iter().position(|octet| {
        match octet {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(octet, b' ' | b'(' | b')')
    });
    let (atom, rest) = text.split_at(end.unwrap_or(text.len()));
    let value = if atom.eq_ignore_ascii_case(b"NIL") {
        Value::Nil
    } else {
        Value::Atom(String::from_utf8_lossy(atom).into_owned())
    };
    (value, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<Value>> {
        values(&[Part::Text(Bytes::copy_from_slice(text.as_bytes()))])
    }

    fn atom(text: &str) -> Value {
        Value::Atom(text.into())
    }

    #[test]
    fn a_response_is_a_tree() {
        let expected = vec![
            atom("12"),
            atom("FETCH"),
            Value::List(vec![
                atom("FLAGS"),
                Value::List(vec![atom("\\Seen")]),
                atom("X"),
                Value::Nil,
                Value::Text("a\"b".into()),
            ]),
        ];
        assert_eq!(read(r#"12 FETCH (FLAGS (\Seen) X nil "a\"b")"#), Some(expected));
    }

    #[test]
    fn a_section_is_one_name() {
        let expected = vec![atom("BODY[HEADER.FIELDS (TO CC)]<0>"), Value::Text("x".into())];
        assert_eq!(read(r#"BODY[HEADER.FIELDS (TO CC)]<0> "x""#), Some(expected));
    }

    #[test]
    fn literals_stand_where_they_came() {
        let parts = [
            Part::Text("1 FETCH (BODY[]".into()),
            Part::Literal("(\"\r\n".into()),
            Part::Text(" UID 7 BODY[1]".into()),
            Part::Dropped,
            Part::Text(")".into()),
        ];
        let list = vec![
            atom("BODY[]"),
            Value::Text("(\"\r\n".into()),
            atom("UID"),
            atom("7"),
            atom("BODY[1]"),
            Value::Dropped,
        ];
        assert_eq!(values(&parts), Some(vec![atom("1"), atom("FETCH"), Value::List(list)]));
    }

    #[test]
    fn what_does_not_close_is_not_understood() {
        for text in
            ["(", "(a", "a)", "\"a", "\"a\\", &"(".repeat(100), &format!("{}{}", "(".repeat(50), ")".repeat(50))]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

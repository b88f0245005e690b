//! BER into DER (X.690): programs that write while they read give lengths that are not known yet, and cut strings into
//! pieces. Both are put right, within bounds; what is neither is refused.

/// Values inside each other.
const DEEPEST: usize = 40;
/// Values in all.
const MOST: usize = 100_000;

const OCTETS: u8 = 0x04;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// `[0]`, constructed; as the content of an encrypted message it stands for a string in pieces.
const ZERO: u8 = 0xa0;

/// The first value of some octets in DER; none where it is malformed, or too much.
pub fn to_der(ber: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { octets: ber, at: 0, left: MOST };
    let value = reader.value(0)?;
    Some(value.written())
}

struct Value {
    /// Tag octets.
    tag: Vec<u8>,
    content: Content,
}

enum Content {
    Octets(Vec<u8>),
    Values(Vec<Value>),
}

struct Reader<'b> {
    octets: &'b [u8],
    at: usize,
    left: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let tag = self.tag()?;
        let constructed = tag[0] & 0x20 != 0;
        let end = match self.length()? {
            Some(length) => Some(self.at.checked_add(length).filter(|end| *end <= self.octets.len())?),
            None if constructed => None,
            None => return None,
        };
        if !constructed {
            let end = end?;
            let content = Content::Octets(self.octets.get(self.at..end)?.to_vec());
            self.at = end;
            return Some(Value { tag, content });
        }
        let mut values = Vec::new();
        loop {
            match end {
                Some(end) if self.at == end => break,
                Some(end) if self.at > end => return None,
                Some(_) => {}
                None if self.octets.get(self.at..self.at + 2)? == [0, 0] => {
                    self.at += 2;
                    break;
                }
                None => {}
            }
            values.push(self.value(depth + 1)?);
        }
        Some(Value { tag, content: Content::Values(values) }.joined())
    }

    fn tag(&mut self) -> Option<Vec<u8>> {
        let begin = self.at;
        let first = *self.octets.get(self.at)?;
        self.at += 1;
        if first & 0x1f == 0x1f {
            // Numbers of more than four octets are nobody's.
            for _ in 0..4 {
                let next = *self.octets.get(self.at)?;
                self.at += 1;
                if next & 0x80 == 0 {
                    return Some(self.octets[begin..self.at].to_vec());
                }
            }
            return None;
        }
        Some(vec![first])
    }

    /// None within: it is not known yet.
    fn length(&mut self) -> Option<Option<usize>> {
        let first = *self.octets.get(self.at)?;
        self.at += 1;
        match first {
            0x80 => Some(None),
            0..=0x7f => Some(Some(usize::from(first))),
            0x81..=0x84 => {
                let octets = self.octets.get(self.at..self.at + usize::from(first & 0x7f))?;
                self.at += octets.len();
                Some(Some(octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet))))
            }
            _ => None,
        }
    }
}

impl Value {
    /// Strings in pieces become one.
    fn joined(mut self) -> Self {
        if self.tag == [OCTETS | 0x20]
            && let Some(whole) = self.pieces()
        {
            return Self { tag: vec![OCTETS], content: Content::Octets(whole) };
        }
        if self.tag == [SEQUENCE]
            && let Content::Values(values) = &mut self.content
            && let [kind, algorithm, content] = values.as_mut_slice()
            && (kind.tag.as_slice(), algorithm.tag.as_slice(), content.tag.as_slice()) == (&[OID], &[SEQUENCE], &[ZERO])
            && let Some(whole) = content.pieces()
        {
            *content = Self { tag: vec![ZERO & !0x20], content: Content::Octets(whole) };
        }
        self
    }

    fn pieces(&self) -> Option<Vec<u8>> {
        let Content::Values(values) = &self.content else { return None };
        let mut whole = Vec::new();
        for value in values {
            match &value.content {
                Content::Octets(octets) if value.tag == [OCTETS] => whole.extend_from_slice(octets),
                Content::Octets(_) | Content::Values(_) => return None,
            }
        }
        Some(whole)
    }

    fn written(&self) -> Vec<u8> {
        let content = match &self.content {
            Content::Octets(octets) => octets.clone(),
            Content::Values(values) => values.iter().flat_map(Self::written).collect(),
        };
        let mut out = self.tag.clone();
        let length = content.len();
        if length < 0x80 {
            out.push(length as u8);
        } else {
            let octets: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
            out.push(0x80 | octets.len() as u8);
            out.extend(octets);
        }
        out.extend(content);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::to_der;

    #[test]
    fn lengths_that_were_not_known_and_strings_in_pieces_are_put_right() {
        let ber = [0x30, 0x80, 0x24, 0x80, 0x04, 0x02, 1, 2, 0x04, 0x01, 3, 0, 0, 0x02, 0x01, 7, 0, 0];
        assert_eq!(to_der(&ber).unwrap(), [0x30, 0x08, 0x04, 0x03, 1, 2, 3, 0x02, 0x01, 7]);
    }

    #[test]
    fn an_encrypted_content_in_pieces_is_a_string_and_an_explicit_tag_stays_one() {
        let encrypted = [0x30, 0x80, 0x06, 1, 5, 0x30, 0, 0xa0, 0x80, 0x04, 1, 8, 0x04, 1, 9, 0, 0, 0, 0];
        assert_eq!(to_der(&encrypted).unwrap(), [0x30, 0x09, 0x06, 1, 5, 0x30, 0, 0x80, 2, 8, 9]);
        let explicit = [0x30, 0x08, 0x06, 1, 5, 0xa0, 3, 0x04, 1, 8];
        assert_eq!(to_der(&explicit).unwrap(), explicit);
    }

    #[test]
    fn what_is_malformed_or_bottomless_is_refused() {
        assert_eq!(to_der(&[0x30, 0x05, 0x02]), None);
        assert_eq!(to_der(&[0x04, 0x80, 0, 0]), None, "a string of unknown length is in pieces");
        assert_eq!(to_der(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(to_der(&[0x30, 0x80].repeat(10_000)), None);
        assert_eq!(to_der(&[]), None);
    }
}

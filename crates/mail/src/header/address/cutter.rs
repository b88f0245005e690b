//! Cuts an address list into its elements, in one pass, whatever stands in it.

/// One element of the list: what stands outside the angle brackets, inside them, and in comments.
#[derive(Default)]
pub(super) struct Item {
    pub name: String,
    pub angle: Option<String>,
    pub comment: String,
    /// Where in the name the brackets closed.
    closed_at: usize,
}

impl Item {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.angle.is_none()
    }
}

/// Cuts the list at commas and semicolons outside quotes, brackets and comments; `name:` of a group is dropped.
pub(super) fn items(text: &str, quotes: bool) -> Vec<Item> {
    let mut cutter = Cutter {
        text,
        at: 0,
        quotes,
        last_parenthesis: text.rfind(')').unwrap_or(0),
        last_address_sign: text.rfind(['@', '>']).unwrap_or(0),
        place: Place::Name,
        quoted: false,
        item: Item::default(),
        items: Vec::new(),
    };
    while let Some(c) = cutter.next() {
        cutter.take(c);
    }
    cutter.end_item();
    cutter.items
}

/// Where in an item the cutter is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Name,
    Angle,
    /// In a comment, so and so many parentheses deep, which stands in the brackets or before them.
    Comment {
        depth: usize,
        in_angle: bool,
    },
}

struct Cutter<'t> {
    text: &'t str,
    at: usize,
    /// Whether quotation marks mean something.
    quotes: bool,
    // Looked up once, so that a field full of brackets that never close is read in linear time.
    last_parenthesis: usize,
    last_address_sign: usize,
    place: Place,
    quoted: bool,
    item: Item,
    items: Vec<Item>,
}

impl Cutter<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, c: char) {
        match self.place {
            Place::Comment { depth, in_angle } => self.comment(c, depth, in_angle),
            Place::Name | Place::Angle if self.quoted => self.in_quotes(c),
            Place::Name | Place::Angle => self.outside(c),
        }
    }

    fn comment(&mut self, c: char, depth: usize, in_angle: bool) {
        let depth = match c {
            '(' => depth + 1,
            ')' => depth - 1,
            _ => depth,
        };
        let escaped = if c == '\\' { self.next() } else { Some(c) };
        if depth > 0 {
            self.item.comment.extend(escaped);
            self.place = Place::Comment { depth, in_angle };
        } else {
            self.place = if in_angle { Place::Angle } else { Place::Name };
        }
    }

    fn in_quotes(&mut self, c: char) {
        self.push(c);
        match c {
            '"' => self.quoted = false,
            '\\' => {
                if let Some(escaped) = self.next() {
                    self.push(escaped);
                }
            }
            _ => {}
        }
    }

    fn outside(&mut self, c: char) {
        let start = self.at - c.len_utf8();
        let in_angle = self.place == Place::Angle;
        match c {
            '"' if self.quotes => {
                self.quoted = true;
                self.push(c);
            }
            '=' if !in_angle && self.text[start..].starts_with("=?") => {
                let end = start + encoded_word(&self.text[start..]);
                self.item.name.push_str(&self.text[start..end]);
                self.at = end;
            }
            '(' if start < self.last_parenthesis => {
                if !self.item.comment.is_empty() {
                    self.item.comment.push(' ');
                }
                self.place = Place::Comment { depth: 1, in_angle };
            }
            '<' if !in_angle && start < self.last_address_sign => {
                self.begin_another();
                self.place = Place::Angle;
                self.item.angle = Some(String::new());
            }
            '>' => {
                self.place = Place::Name;
                self.item.closed_at = self.item.name.len();
            }
            ':' if !in_angle && !self.item.name.contains('@') && !self.item.name.ends_with("mailto") => {
                self.item = Item::default();
            }
            ',' | ';' if !in_angle || !is_route(&self.item) => self.end_item(),
            other => self.push(other),
        }
    }

    fn push(&mut self, c: char) {
        match (self.place, self.item.angle.as_mut()) {
            (Place::Angle, Some(angle)) => angle.push(c),
            (Place::Name | Place::Angle | Place::Comment { .. }, _) => self.item.name.push(c),
        }
    }

    /// `A <a@x> B <b@x>`: where the comma was forgotten, what stands behind the first brackets is the next name.
    fn begin_another(&mut self) {
        if self.item.angle.as_deref().is_some_and(|angle| angle.contains('@')) {
            let name = self.item.name.split_off(self.item.closed_at);
            self.end_item();
            self.item.name = name;
        }
    }

    fn end_item(&mut self) {
        self.place = Place::Name;
        let item = std::mem::take(&mut self.item);
        if !item.is_empty() {
            self.items.push(item);
        }
    }
}

/// Length of the encoded word at the start, or 2 when it is none.
fn encoded_word(text: &str) -> usize {
    let mut marks = text.bytes().take(2_000).enumerate().filter(|(_, b)| *b == b'?').map(|(at, _)| at).skip(3);
    marks.find(|at| text.as_bytes().get(at + 1) == Some(&b'=')).map_or(2, |end| end + 2)
}

/// Inside brackets a comma belongs to a route: `<@a,@b:user@host>`.
fn is_route(item: &Item) -> bool {
    item.angle.as_deref().is_some_and(|angle| angle.trim_start().starts_with('@') && !angle.contains(':'))
}

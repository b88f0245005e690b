//! Clean HTML as blocks: what a letter says, without how it was painted.

use crate::document::{Block, Cell, Run, Style, Tone};
use crate::plain::linked;
use base::CleanHtml;
use base::markup::{Markup, Tag, Token, decoded, is_void};
use std::sync::Arc;

/// Lists, quotations and tables inside each other; what is deeper stands with them.
const DEEPEST: usize = 12;
/// Columns of a table; a wider one is read cell by cell.
const COLUMNS: usize = 10;
/// A picture that is no higher stands for a word, or is a spacer.
const TINY: f32 = 24.0;

/// `picture` knows the name of the picture with a Content-ID. The second is true where only the first `most`
/// characters are taken.
pub fn blocks(html: &CleanHtml, picture: impl Fn(&str) -> Option<String>, most: usize) -> (Vec<Block>, bool) {
    let mut reader = Reader { left: most, ..Reader::new() };
    for token in Markup::new(html.as_str()) {
        match token {
            Token::Open(tag) => reader.open(&tag, &picture),
            Token::Close(name) => reader.close(&name),
            Token::Text(text) => reader.text(&decoded(text)),
        }
        if reader.left == 0 {
            break;
        }
    }
    let cut = reader.left == 0;
    (reader.end(), cut)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Page,
    Quote,
    /// The first number; none: dots.
    List(Option<u64>),
    Item,
    Table,
    Row,
    Cell {
        head: bool,
        span: usize,
    },
}

/// Something that holds blocks.
struct Level {
    kind: Kind,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    rows: Vec<Vec<(Cell, Vec<Block>)>>,
    cells: Vec<(Cell, Vec<Block>)>,
}

impl Level {
    fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new(), items: Vec::new(), rows: Vec::new(), cells: Vec::new() }
    }
}

struct Reader {
    levels: Vec<Level>,
    /// Levels that are open and too deep to be kept.
    too_deep: usize,
    runs: Vec<Run>,
    bold: usize,
    italic: usize,
    struck: usize,
    code: usize,
    preformatted: usize,
    link: Option<Arc<str>>,
    heading: Option<u8>,
    /// White space is due before the next word.
    gap: bool,
    /// An element that is not shown, and how many of its name are open.
    hidden: Option<(String, usize)>,
    /// Characters that may still come.
    left: usize,
}

impl Reader {
    fn new() -> Self {
        Self {
            levels: vec![Level::new(Kind::Page)],
            too_deep: 0,
            runs: Vec::new(),
            bold: 0,
            italic: 0,
            struck: 0,
            code: 0,
            preformatted: 0,
            link: None,
            heading: None,
            gap: false,
            hidden: None,
            left: 0,
        }
    }

    fn open(&mut self, tag: &Tag<'_>, picture: &impl Fn(&str) -> Option<String>) {
        let name = tag.name.as_str();
        if let Some((hidden, many)) = &mut self.hidden {
            *many += usize::from(hidden == name);
            return;
        }
        let style = tag.attribute("style").unwrap_or_default();
        if !is_void(name) && style.split(';').any(|one| one.replace(' ', "").eq_ignore_ascii_case("display:none")) {
            self.hidden = Some((name.to_owned(), 1));
            return;
        }
        match name {
            "b" | "strong" => self.bold += 1,
            "i" | "em" | "cite" | "var" => self.italic += 1,
            "s" | "strike" | "del" => self.struck += 1,
            "code" | "kbd" | "samp" | "tt" => self.code += 1,
            "a" => self.link = tag.attribute("href").map(decoded).filter(|to| leads_out(to)).map(Arc::from),
            "br" => self.line_break(),
            "hr" => {
                self.paragraph();
                self.put(Block::Rule);
            }
            "img" => self.picture(tag, picture),
            "pre" => {
                self.paragraph();
                self.preformatted += 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.paragraph();
                self.heading = name[1..].parse().ok();
            }
            "blockquote" => self.enter(Kind::Quote),
            "ul" => self.enter(Kind::List(None)),
            "ol" => {
                let first = tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.enter(Kind::List(Some(first)));
            }
            "li" | "dd" | "dt" if self.is_in_list() => {
                if self.too_deep == 0 {
                    self.leave(|kind| *kind == Kind::Item, |kind| matches!(kind, Kind::List(_)));
                }
                self.enter(Kind::Item);
            }
            "table" => self.enter(Kind::Table),
            "tr" => self.enter(Kind::Row),
            "td" | "th" => {
                let span = tag.attribute("colspan").and_then(|span| span.parse().ok()).unwrap_or(1);
                self.enter(Kind::Cell { head: name == "th", span: usize::clamp(span, 1, COLUMNS) });
            }
            "p" => self.paragraph(),
            name if is_block(name) => self.line_end(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, many)) = &mut self.hidden {
            *many -= usize::from(hidden == name);
            if *many == 0 {
                self.hidden = None;
            }
            return;
        }
        let less = |many: &mut usize| *many = many.saturating_sub(1);
        match name {
            "b" | "strong" => less(&mut self.bold),
            "i" | "em" | "cite" | "var" => less(&mut self.italic),
            "s" | "strike" | "del" => less(&mut self.struck),
            "code" | "kbd" | "samp" | "tt" => less(&mut self.code),
            "a" => self.link = None,
            "pre" => {
                self.paragraph();
                less(&mut self.preformatted);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.paragraph();
                self.heading = None;
            }
            "blockquote" => self.leave(|kind| *kind == Kind::Quote, |_| false),
            "ul" | "ol" => self.leave(|kind| matches!(kind, Kind::List(_)), |kind| *kind == Kind::Table),
            "li" | "dd" | "dt" => self.leave(|kind| *kind == Kind::Item, |kind| matches!(kind, Kind::List(_))),
            "table" => self.leave(|kind| *kind == Kind::Table, |_| false),
            "tr" => self.leave(|kind| *kind == Kind::Row, |kind| *kind == Kind::Table),
            "td" | "th" => self.leave(|kind| matches!(kind, Kind::Cell { .. }), |kind| *kind == Kind::Table),
            "p" => self.paragraph(),
            name if is_block(name) => self.line_end(),
            _ => {}
        }
    }

    fn style(&self) -> Style {
        Style {
            bold: self.bold > 0 && self.heading.is_none(),
            italic: self.italic > 0,
            struck: self.struck > 0,
            code: self.code > 0 && self.preformatted == 0,
            ..Style::default()
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        let mut words = String::new();
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => words.push('\n'),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if self.preformatted == 0 => self.gap = true,
                '\r' => {}
                c => {
                    let begins = words.is_empty() && self.begins_line();
                    if std::mem::take(&mut self.gap) && !begins && !words.ends_with('\n') {
                        words.push(' ');
                    }
                    words.push(c);
                    self.left = self.left.saturating_sub(1);
                    if self.left == 0 {
                        break;
                    }
                }
            }
        }
        if words.is_empty() {
            return;
        }
        let (style, link) = (self.style(), self.link.clone());
        match self.runs.last_mut() {
            Some(last) if last.style == style && last.link == link => last.text.push_str(&words),
            Some(_) | None => self.runs.push(Run { text: words, style, link }),
        }
    }

    fn begins_line(&self) -> bool {
        self.runs.last().is_none_or(|run| run.text.ends_with('\n'))
    }

    fn line_break(&mut self) {
        self.gap = false;
        match self.runs.last_mut() {
            Some(last) => last.text.push('\n'),
            None => self.runs.push(Run::plain("\n")),
        }
    }

    fn line_end(&mut self) {
        self.gap = false;
        if !self.begins_line() {
            self.line_break();
        }
    }

    fn picture(&mut self, tag: &Tag<'_>, picture: &impl Fn(&str) -> Option<String>) {
        let length = |name| tag.attribute(name).and_then(|n| n.trim_end_matches("px").parse::<f32>().ok());
        let words = decoded(tag.attribute("alt").unwrap_or_default()).trim().to_owned();
        let source = tag.attribute("src").unwrap_or_default();
        let tiny = length("height").or(length("width")).is_some_and(|high| high <= TINY);
        let name = match source.strip_prefix("cid:") {
            Some(id) => Some(picture(&decoded(id)).unwrap_or_default()),
            None => source.starts_with("data:").then(|| source.to_owned()),
        };
        match name.filter(|_| !tiny) {
            Some(name) => {
                self.paragraph();
                let width = length("width").filter(|wide| *wide >= 1.0);
                self.put(Block::Picture { name, words, width });
            }
            // One from the network is not fetched.
            None if words.is_empty() => {}
            None => self.text(&format!("[{words}]")),
        }
    }

    /// Ends the paragraph, if there is one.
    fn paragraph(&mut self) {
        self.gap = false;
        let runs = std::mem::take(&mut self.runs);
        if self.preformatted > 0 {
            let runs = trimmed(runs, |c| c == '\n');
            return if runs.is_empty() { () } else { self.put(Block::Code(runs)) };
        }
        for runs in apart(runs) {
            let runs: Vec<Run> = runs.into_iter().flat_map(with_links).collect();
            self.put(match self.heading {
                Some(level) => Block::Heading(level + 1, runs),
                None => Block::Paragraph(runs),
            });
        }
    }

    fn put(&mut self, block: Block) {
        if let Some(level) = self.levels.last_mut() {
            level.blocks.push(block);
        }
    }

    fn is_in_list(&self) -> bool {
        self.levels.iter().any(|level| matches!(level.kind, Kind::List(_)))
    }

    fn enter(&mut self, kind: Kind) {
        self.paragraph();
        if self.levels.len() > DEEPEST {
            self.too_deep += 1;
        } else {
            self.levels.push(Level::new(kind));
        }
    }

    /// Closes the last level of this kind with all in it, unless a wall stands before it.
    fn leave(&mut self, is: impl Fn(&Kind) -> bool, wall: impl Fn(&Kind) -> bool) {
        self.paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let found = self.levels.iter().rposition(|level| is(&level.kind) || wall(&level.kind));
        let Some(found) = found.filter(|at| *at > 0 && is(&self.levels[*at].kind)) else { return };
        while self.levels.len() > found {
            self.fold();
        }
    }

    /// The last level becomes part of the one before it.
    fn fold(&mut self) {
        let (Some(level), Some(above)) = (self.levels.pop(), self.levels.last_mut()) else { return };
        let Level { kind, blocks, mut items, mut rows, mut cells } = level;
        match kind {
            Kind::Page => above.blocks.extend(blocks),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => above.blocks.push(Block::Aside(Tone::Quote, blocks)),
            Kind::List(first) => {
                if !blocks.is_empty() {
                    items.push(blocks);
                }
                if !items.is_empty() {
                    above.blocks.push(Block::List { first, items });
                }
            }
            Kind::Item if matches!(above.kind, Kind::List(_)) => above.items.push(blocks),
            Kind::Item => above.blocks.extend(blocks),
            Kind::Table => {
                if !cells.is_empty() {
                    rows.push(cells);
                }
                above.blocks.extend(blocks);
                above.blocks.extend(table(rows));
            }
            Kind::Row => {
                if !blocks.is_empty() {
                    cells.push((Cell::new(Vec::new(), false), blocks));
                }
                match above.kind {
                    Kind::Table => above.rows.push(cells),
                    _ => above.blocks.extend(cells.into_iter().flat_map(|(_, blocks)| blocks)),
                }
            }
            Kind::Cell { head, span } => match above.kind {
                Kind::Row => above.cells.push((Cell { runs: Vec::new(), head, span }, blocks)),
                _ => above.blocks.extend(blocks),
            },
        }
    }

    fn end(mut self) -> Vec<Block> {
        self.paragraph();
        while self.levels.len() > 1 {
            self.fold();
        }
        self.levels.pop().map(|level| level.blocks).unwrap_or_default()
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "center"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "caption"
            | "aside"
            | "main"
            | "nav"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
    )
}

fn leads_out(to: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| to.starts_with(scheme)) && to.len() <= 2_048
}

/// What only arranges the page is read cell by cell; what has columns of words is a table.
fn table(rows: Vec<Vec<(Cell, Vec<Block>)>>) -> Vec<Block> {
    let columns = rows.iter().map(|row| row.iter().map(|(cell, _)| cell.span).sum::<usize>()).max().unwrap_or(0);
    let wide = rows.iter().any(|row| row.iter().filter(|(_, blocks)| !blocks.is_empty()).count() > 1);
    let mut all = rows.iter().flatten().flat_map(|(_, blocks)| blocks);
    if !wide || columns > COLUMNS || !all.all(is_words) {
        return rows.into_iter().flatten().flat_map(|(_, blocks)| blocks).collect();
    }
    let cell = |(cell, blocks): (Cell, Vec<Block>)| Cell { runs: words_of(blocks), ..cell };
    let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect::<Vec<_>>());
    vec![Block::Table(rows.filter(|row| row.iter().any(|cell| !cell.runs.is_empty())).collect())]
}

fn is_words(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Heading(..))
}

/// Paragraphs as lines of one text.
fn words_of(blocks: Vec<Block>) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    for block in blocks {
        let runs = match block {
            Block::Heading(_, runs) => {
                runs.into_iter().map(|run| Run { style: Style { bold: true, ..run.style }, ..run }).collect()
            }
            Block::Paragraph(runs) => runs,
            _ => continue,
        };
        if !all.is_empty() {
            all.push(Run::plain("\n"));
        }
        all.extend(runs);
    }
    all
}

/// An address that stands in a text without being a link is one all the same.
fn with_links(run: Run) -> Vec<Run> {
    if run.link.is_some() || !run.text.contains("://") { vec![run] } else { linked(&run.text, run.style) }
}

/// Without what is empty at both ends.
fn trimmed(mut runs: Vec<Run>, empty: impl Fn(char) -> bool + Copy) -> Vec<Run> {
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end_matches(empty).len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    let first = runs.iter().position(|run| !run.text.trim_start_matches(empty).is_empty());
    runs.drain(..first.unwrap_or(runs.len()));
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start_matches(empty).to_owned();
    }
    runs
}

/// Paragraphs, where empty lines stand between them.
fn apart(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut all: Vec<Vec<Run>> = vec![Vec::new()];
    // Line ends since the last word.
    let mut ends = 0;
    for run in runs {
        for (nth, line) in run.text.split('\n').enumerate() {
            ends += usize::from(nth > 0);
            if line.trim().is_empty() && (ends > 0 || line.is_empty()) {
                continue;
            }
            if ends > 1 {
                all.push(Vec::new());
            }
            let Some(now) = all.last_mut() else { continue };
            if ends == 1 && !now.is_empty() {
                now.push(Run::plain("\n"));
            }
            ends = 0;
            now.push(Run { text: line.to_owned(), style: run.style, link: run.link.clone() });
        }
    }
    let all = all.into_iter().map(|runs| trimmed(runs, char::is_whitespace));
    all.filter(|runs| !runs.is_empty()).collect()
}

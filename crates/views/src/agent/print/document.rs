//! The same ticket as a document for a PDF: what the page shows, with the marks, tables and pictures of letters.

use super::{Line, Paper, Size};
use crate::agent::files::size;
use crate::agent::ticket::{Spoken, Tasks};
use base::words::Args;
use desk::conversation::{Attachment, Ink};
use paper::{Block, Document, Run, Style, Tone, Words};
use std::cell::RefCell;

/// Characters of one message at most.
const MOST: usize = 200_000;

impl Paper<'_> {
    /// With the files whose pictures stand in it, each under the name of its [`base::Digest`].
    pub fn document(&self) -> (Document, Vec<&Attachment>) {
        let pictures = RefCell::new(Vec::new());
        let mut blocks = vec![Block::Title(self.title()), Block::Facts(self.facts())];
        if !self.tasks.is_empty() {
            blocks.push(Block::Heading(2, vec![Run::plain(self.shell.say("tasks-title"))]));
            blocks.extend(self.tasks.iter().flat_map(|group| self.tasks_of(group)));
        }
        if self.hidden > 0 {
            blocks.push(Block::Paragraph(vec![Run::aside(self.shell.count("timeline-hidden", &self.hidden))]));
        }
        for line in &self.lines {
            blocks.extend(self.line(line, &pictures));
        }
        if self.before.is_some() {
            blocks.push(Block::Paragraph(vec![Run::aside(self.shell.say("print-later"))]));
        }
        let viewer = self.shell.viewer.as_ref().map_or("", |viewer| viewer.name.as_str());
        let mut made = Args::new();
        made.set("at", self.when(self.shell.now));
        made.set("who", viewer);
        let document = Document {
            title: self.title(),
            house: self.shell.house().to_owned(),
            language: self.shell.lang(),
            made: self.shell.now,
            size: match self.wish.size {
                Size::A4 => paper::Size::A4,
                Size::Letter => paper::Size::Letter,
            },
            foot: self.shell.words.tell("print-pdf-made", &made),
            blocks,
            words: Words {
                cut: self.shell.say("print-pdf-cut").to_owned(),
                no_picture: self.shell.say("print-pdf-no-picture").to_owned(),
            },
        };
        (document, pictures.into_inner())
    }

    fn when(&self, moment: base::Moment) -> String {
        self.shell.when(&moment).long().to_owned()
    }

    fn facts(&self) -> Vec<(String, String)> {
        let all = [
            ("ticket-status", self.status.name.to_owned()),
            ("field-requester", self.requester.to_owned()),
            ("ticket-team", self.team.to_owned()),
            ("ticket-assignee", self.assignee.to_owned()),
            ("ticket-created", self.when(self.ticket.created_at)),
        ];
        let known = all.into_iter().filter(|(_, what)| !what.is_empty());
        known.map(|(key, what)| (self.shell.say(key).to_owned(), what)).chain(self.more.iter().cloned()).collect()
    }

    fn tasks_of(&self, group: &Tasks) -> Vec<Block> {
        let line = |line: &crate::agent::ticket::TaskLine| {
            let done = line.task.done.is_some();
            let mut beside: Vec<String> = Vec::new();
            if !line.owner.is_empty() {
                beside.push(line.owner.to_owned());
            }
            beside.extend(line.task.what.due.map(|due| self.shell.when_exactly(&due).short().to_owned()));
            let done = if done { format!("☑ ({}) ", self.shell.say("print-done")) } else { "☐ ".to_owned() };
            vec![
                Run::plain(format!("{done}{}", line.task.what.text)),
                Run::aside(beside.iter().map(|one| format!("  {one}")).collect::<String>()),
            ]
        };
        let name = (!group.list.is_empty()).then(|| Block::Heading(3, vec![Run::plain(group.title())]));
        name.into_iter().chain(group.lines.iter().map(|one| Block::Paragraph(line(one)))).collect()
    }

    fn line<'a>(&'a self, line: &'a Line, pictures: &RefCell<Vec<&'a Attachment>>) -> Vec<Block> {
        match line {
            Line::Said(said) => self.said(said, pictures),
            Line::Side(subject, said) => {
                let mut blocks = vec![Block::Heading(2, vec![Run::plain(self.shell.with("print-side", subject))])];
                blocks.extend(said.iter().flat_map(|said| self.said(said, pictures)));
                vec![Block::Aside(Tone::Plain, blocks)]
            }
            Line::Changed(change) => {
                let style = Style { small: true, struck: change.undone, ..Style::default() };
                let sentence = Run { text: change.sentence.plain(), style, link: None };
                vec![Block::Paragraph(vec![sentence, Run::aside(format!("  {}", self.when(change.at)))])]
            }
        }
    }

    fn said<'a>(&'a self, said: &'a Spoken, pictures: &RefCell<Vec<&'a Attachment>>) -> Vec<Block> {
        let who = vec![Run::bold(said.from()), Run::aside(format!("  {}", said.via(&self.shell)))];
        let mut blocks = vec![Block::Entry(who, self.when(said.message.at))];
        let to = self.to(said);
        if !to.is_empty() {
            blocks.push(Block::Paragraph(vec![Run::aside(format!("{}: {to}", self.shell.say("message-line-to")))]));
        }
        if said.is_apart() {
            blocks.push(Block::Paragraph(vec![Run::aside(self.shell.say("side-apart"))]));
        }
        let before = pictures.borrow().len();
        let (body, cut) = body(said, pictures);
        blocks.extend(body);
        if cut {
            blocks.push(Block::Paragraph(vec![Run::bold(self.shell.say("print-pdf-message-cut"))]));
        }
        if !said.markers.is_empty() {
            blocks.push(Block::List { first: None, items: said.markers.iter().map(highlighted).collect() });
        }
        let seen = pictures.borrow();
        let apart = |file: &&Attachment| !seen[before..].iter().any(|shown| shown.id == file.id);
        let files: Vec<String> =
            said.files.iter().filter(apart).map(|file| format!("{} ({})", file.name, size(file.size))).collect();
        if !files.is_empty() {
            let text = format!("{}: {}", self.shell.say("print-files"), files.join(", "));
            blocks.push(Block::Paragraph(vec![Run::aside(text)]));
        }
        if said.is_note() { vec![Block::Aside(Tone::Note, blocks)] } else { blocks }
    }
}

/// As HTML where the page shows it so, for then it would lose something as text.
fn body<'a>(said: &'a Spoken, pictures: &RefCell<Vec<&'a Attachment>>) -> (Vec<Block>, bool) {
    let message = said.message;
    if !Spoken::frames(message) {
        return paper::from_text(message.text.trim_end(), MOST);
    }
    let picture = |content_id: &str| {
        let file = said.files.iter().find(|file| file.content_id.as_deref() == Some(content_id))?;
        pictures.borrow_mut().push(file);
        Some(file.digest.to_string())
    };
    paper::from_html(&message.html, picture, MOST)
}

fn highlighted((marker, author, _): &(&desk::conversation::Marker, &str, bool)) -> Vec<Block> {
    let marked = match marker.wish.ink {
        Ink::Yellow => [0xf7, 0xea, 0x9e],
        Ink::Green => [0xc4, 0xf0, 0xcb],
        Ink::Blue => [0xcb, 0xe4, 0xfb],
        Ink::Pink => [0xfb, 0xd3, 0xe4],
    };
    let style = Style { small: true, marked: Some(marked), ..Style::default() };
    let quote = Run { text: marker.wish.quote.clone(), style, link: None };
    vec![Block::Paragraph(vec![quote, Run::aside(format!("  {}  {author}", marker.wish.note))])]
}

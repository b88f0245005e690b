//! What each part of a page is, for those who have it read aloud.

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagTree};
use std::num::NonZeroU16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Division,
    Heading(u8),
    Paragraph,
    Code,
    Quote,
    /// Whether it is numbered.
    List(bool),
    Item,
    Label,
    ItemBody,
    Table,
    Row,
    HeadCell,
    Cell,
    Figure,
}

struct Entry {
    kind: Kind,
    words: String,
    parts: Vec<Part>,
}

enum Part {
    Node(usize),
    Content(Identifier),
    /// What is read, and what is clicked, once it is known.
    Link(Identifier, Option<Identifier>),
}

/// The tree, as it grows.
#[derive(Default)]
pub(crate) struct Nodes {
    all: Vec<Entry>,
    tops: Vec<usize>,
    open: Vec<usize>,
}

impl Nodes {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// One that holds content.
    pub(crate) fn add(&mut self, kind: Kind) -> usize {
        let node = self.all.len();
        self.all.push(Entry { kind, words: String::new(), parts: Vec::new() });
        match self.open.last() {
            Some(parent) => self.all[*parent].parts.push(Part::Node(node)),
            None => self.tops.push(node),
        }
        node
    }

    /// One that holds those that are added until it is closed.
    pub(crate) fn open(&mut self, kind: Kind) -> usize {
        let node = self.add(kind);
        self.open.push(node);
        node
    }

    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    /// What a picture shows.
    pub(crate) fn say(&mut self, node: usize, words: &str) {
        self.all[node].words = words.to_owned();
    }

    pub(crate) fn content(&mut self, node: usize, content: Identifier) {
        self.all[node].parts.push(Part::Content(content));
    }

    /// Which part of the node it is, for [`Nodes::clicked`].
    pub(crate) fn link(&mut self, node: usize, content: Identifier) -> usize {
        self.all[node].parts.push(Part::Link(content, None));
        self.all[node].parts.len() - 1
    }

    pub(crate) fn clicked(&mut self, node: usize, part: usize, click: Identifier) {
        if let Some(Part::Link(_, clicked)) = self.all[node].parts.get_mut(part) {
            *clicked = Some(click);
        }
    }

    pub(crate) fn tree(mut self) -> TagTree {
        let tops = std::mem::take(&mut self.tops);
        let children = tops.into_iter().map(|node| Node::Group(self.group(node))).collect::<Vec<_>>();
        TagTree::from(children)
    }

    fn group(&mut self, node: usize) -> TagGroup {
        let entry = &mut self.all[node];
        let parts = std::mem::take(&mut entry.parts);
        let words = std::mem::take(&mut entry.words);
        let mut group = empty(entry.kind, words);
        for part in parts {
            match part {
                Part::Node(node) => group.push(self.group(node)),
                Part::Content(content) => group.push(content),
                Part::Link(content, click) => {
                    let mut link = TagGroup::new(Tag::Link);
                    link.push(content);
                    click.into_iter().for_each(|click| link.push(click));
                    group.push(link);
                }
            }
        }
        group
    }
}

fn empty(kind: Kind, words: String) -> TagGroup {
    match kind {
        Kind::Division => TagGroup::new(Tag::Div),
        Kind::Heading(level) => TagGroup::new(Tag::Hn(NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN), None)),
        Kind::Paragraph => TagGroup::new(Tag::P),
        Kind::Code => TagGroup::new(Tag::Code),
        Kind::Quote => TagGroup::new(Tag::BlockQuote),
        Kind::List(numbered) => {
            TagGroup::new(Tag::L(if numbered { ListNumbering::Decimal } else { ListNumbering::Disc }))
        }
        Kind::Item => TagGroup::new(Tag::LI),
        Kind::Label => TagGroup::new(Tag::Lbl),
        Kind::ItemBody => TagGroup::new(Tag::LBody),
        Kind::Table => TagGroup::new(Tag::Table),
        Kind::Row => TagGroup::new(Tag::TR),
        Kind::HeadCell => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Kind::Cell => TagGroup::new(Tag::TD),
        Kind::Figure => TagGroup::new(Tag::Figure(Some(words))),
    }
}

//! Fields that people define, as every page draws them: for agents, requesters and whoever builds a form.

use crate::Shell;
use crate::admin::Choice;
use askama::Template;
use base::CleanHtml;
use base::Language;
use desk::form::FieldId;
use desk::form::{
    Answers, Ask, Book, Drawn, Eyes, Field, FieldFile, FileBounds, HTML, ItemId, Nature, may_be_chosen, spoken,
};
use std::collections::BTreeMap;

/// One field of a form with what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    /// `field-12`: of the input, its label, its hint and its reason.
    pub name: String,
    pub label: String,
    pub help: String,
    pub input: Input,
    /// As typed; several for a list of boxes.
    pub values: Vec<String>,
    pub choices: Vec<Choice>,
    pub required: bool,
    /// It can be read, not changed.
    pub locked: Option<String>,
    /// Where what can only be read leads.
    pub leads: Option<String>,
    /// Where files that stand in it lie: the digest of one follows. None: they cannot be opened here.
    pub files_at: Option<String>,
    /// Where what is typed is completed: another system's list.
    pub offers: Option<String>,
    /// Of the sentence beside it.
    pub reason: Option<&'static str>,
    /// Other fields may come and go with it.
    pub redraws: bool,
    /// What files it takes.
    pub bounds: FileBounds,
}

/// A file of a field: what is sent again, what it is called, and where it can be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFile {
    pub written: String,
    pub name: String,
    pub link: Option<String>,
}

/// Rich text as it may stand among the words of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Words(CleanHtml);

impl Words {
    pub fn of(html: &str) -> Self {
        Self(CleanHtml::words(html))
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl askama::filters::HtmlSafe for Words {}

impl<'a> Shell<'a> {
    /// What the bar above rich text switches.
    pub fn marks(&self) -> [(&'static str, &'static str, &'static str); 6] {
        crate::agent::sending::TOOLS
    }

    /// `At most 3 files, up to 10 MB each: pdf, png`
    pub fn files(&self, bounds: &FileBounds) -> String {
        let mut args = base::words::Args::new();
        args.set("most", i64::from(bounds.most));
        args.set("largest", i64::from(bounds.largest));
        args.set("types", bounds.types.join(", "));
        let key = if bounds.types.is_empty() { "field-files-bounds" } else { "field-files-bounds-types" };
        self.words.tell(key, &args)
    }
}

/// How it is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Line(&'static str),
    Number,
    Area,
    Box,
    Select,
    Boxes,
    Files,
    Rich,
}

/// What the fields of a form hold as they were typed, and why some were not taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    pub typed: BTreeMap<FieldId, Vec<String>>,
    pub reasons: BTreeMap<FieldId, &'static str>,
}

#[derive(Template)]
#[template(path = "form/blanks.html")]
pub struct Blanks<'a> {
    pub shell: Shell<'a>,
    pub blanks: Vec<Blank>,
}

impl askama::filters::HtmlSafe for Blanks<'_> {}

/// What another system offers: value and name.
#[derive(Template)]
#[template(path = "form/offers.html")]
pub struct Offers {
    pub offered: Vec<(String, String)>,
}

impl Blank {
    pub fn of(field: &Field, language: Language) -> Self {
        Self {
            name: format!("field-{}", field.id),
            label: field.label.shown(language).to_owned(),
            help: field.help.shown(language).to_owned(),
            input: input(&field.nature),
            values: Vec::new(),
            choices: choices(field, language, None, &[]),
            required: false,
            locked: None,
            leads: None,
            files_at: None,
            offers: match field.nature {
                Nature::External { .. } => Some(format!("/fields/{}/choices", field.id)),
                _ => None,
            },
            reason: None,
            redraws: false,
            bounds: match &field.nature {
                Nature::File { bounds } => bounds.clone(),
                _ => FileBounds::default(),
            },
        }
    }

    pub fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// To another house.
    pub fn leads_out(&self) -> bool {
        self.leads.as_ref().is_some_and(|link| !link.starts_with('/'))
    }

    /// Files that stand in it or were just sent.
    pub fn files(&self) -> Vec<KeptFile> {
        let kept = |file: FieldFile| KeptFile {
            link: self.files_at.as_ref().map(|at| format!("{at}/{}", file.digest)),
            written: file.written(),
            name: file.name,
        };
        self.values.iter().filter_map(|text| FieldFile::read(text)).map(kept).collect()
    }

    /// Files stand in it, and can be opened here.
    pub fn opens(&self) -> bool {
        self.files_at.is_some() && !self.files().is_empty()
    }

    /// `PDF, PNG · up to 10 MB each · at most 3`: what the browser is told, and people.
    pub fn accept(&self) -> String {
        self.bounds.accept()
    }

    /// What is written without an editor.
    pub fn plain(&self) -> String {
        match self.value().strip_prefix(HTML) {
            Some(html) => CleanHtml::words(html).to_text(),
            None => self.value().to_owned(),
        }
    }

    /// What an editor begins with.
    pub fn html(&self) -> String {
        match self.value().strip_prefix(HTML) {
            Some(html) => CleanHtml::words(html).as_str().to_owned(),
            None => CleanHtml::from_text(self.value()).as_str().to_owned(),
        }
    }

    pub fn holds(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    pub fn kind(&self) -> &'static str {
        match self.input {
            Input::Line(kind) => kind,
            Input::Number | Input::Area | Input::Box | Input::Select | Input::Boxes => "text",
            Input::Files | Input::Rich => "text",
        }
    }

    pub fn is(&self, word: &str) -> bool {
        let own = match self.input {
            Input::Line(_) => "line",
            Input::Number => "number",
            Input::Area => "area",
            Input::Box => "box",
            Input::Select => "select",
            Input::Boxes => "boxes",
            Input::Files => "files",
            Input::Rich => "rich",
        };
        own == word
    }
}

/// Every field that is to be seen, in the order of the form. `looked_at` are fields on which others hang.
pub fn blanks(
    drawn: &[Drawn],
    book: &Book,
    answers: &Answers,
    filled: &Filled,
    eyes: Eyes,
    looked_at: &[FieldId],
) -> Vec<Blank> {
    let visible = drawn.iter().filter(|drawn| drawn.ask != Ask::Hidden);
    visible
        .filter_map(|drawn| {
            let field = book.field(drawn.field)?;
            let kept = answers.get(&field.id);
            let values = match (filled.typed.get(&field.id), kept) {
                (Some(typed), _) if typed.iter().any(|text| !text.is_empty()) => typed.clone(),
                (_, Some(value)) => field.typed(value, eyes.zone),
                (_, None) => drawn.filled.clone().into_iter().collect(),
            };
            let chosen: Vec<ItemId> = values.iter().filter_map(|id| id.parse().ok()).map(ItemId).collect();
            let locked =
                (drawn.ask == Ask::Shown).then(|| kept.map(|value| field.shown(value, eyes)).unwrap_or_default());
            Some(Blank {
                choices: choices(field, eyes.language, drawn.limited.as_deref(), &chosen),
                values,
                required: drawn.ask == Ask::Required,
                locked,
                reason: filled.reasons.get(&field.id).copied(),
                redraws: looked_at.contains(&field.id),
                ..Blank::of(field, eyes.language)
            })
        })
        .collect()
}

pub const fn input(nature: &Nature) -> Input {
    match nature {
        Nature::Text | Nature::Pattern { .. } | Nature::Link { .. } | Nature::Ticket => Input::Line("text"),
        Nature::Person | Nature::Organization | Nature::Object { .. } => Input::Line("text"),
        Nature::Sequence { .. } | Nature::Formula { .. } | Nature::External { .. } => Input::Line("text"),
        Nature::LongText => Input::Area,
        Nature::RichText => Input::Rich,
        Nature::File { .. } => Input::Files,
        Nature::Number { .. } | Nature::Money { .. } => Input::Number,
        Nature::Date => Input::Line("date"),
        Nature::Time => Input::Line("datetime-local"),
        Nature::Flag => Input::Box,
        Nature::Choice { .. } | Nature::Tree { .. } => Input::Select,
        Nature::Choices { .. } => Input::Boxes,
    }
}

/// What it offers, and what stands in it already. In a hierarchy, each after what it stands beneath.
pub fn choices(field: &Field, language: Language, limited: Option<&[ItemId]>, chosen: &[ItemId]) -> Vec<Choice> {
    let items = field.nature.items();
    let offered = |id: ItemId| {
        (may_be_chosen(items, id) && limited.is_none_or(|limited| limited.contains(&id))) || chosen.contains(&id)
    };
    let tree = matches!(field.nature, Nature::Tree { .. });
    let ordered = if tree { in_order(field) } else { items.iter().map(|item| item.id).collect() };
    ordered.into_iter().filter(|id| offered(*id)).map(|id| Choice::new(id, spoken(items, id, language))).collect()
}

fn in_order(field: &Field) -> Vec<ItemId> {
    fn below(field: &Field, parent: Option<ItemId>, out: &mut Vec<ItemId>) {
        for item in field.nature.items().iter().filter(|item| item.parent == parent) {
            if !out.contains(&item.id) {
                out.push(item.id);
                below(field, Some(item.id), out);
            }
        }
    }
    let mut out = Vec::new();
    below(field, None, &mut out);
    out
}

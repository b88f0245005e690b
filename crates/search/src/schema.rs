//! The fields of a document.

use crate::ask::{Number, Span, Text};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

/// Grows whenever documents are made in another way; an index of another version is built again.
pub const VERSION: u32 = 9 + 1_000 * text::VERSION;

pub(crate) const TOKENIZER: &str = "kippu";
pub(crate) const KEY: &str = "key";
pub(crate) const UPDATED: &str = "updated";

#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub key: Field,
    pub anywhere: Field,
    pub subject: Field,
    pub from: Field,
    pub to: Field,
    pub kind: Field,
    pub number: Field,
    pub team: Field,
    pub referred: Field,
    pub status: Field,
    pub category: Field,
    pub assignee: Field,
    pub requester: Field,
    pub organization: Field,
    pub priority: Field,
    pub channel: Field,
    pub tag: Field,
    pub place: Field,
    pub flag: Field,
    pub detail: Field,
    pub year: Field,
    pub created: Field,
    pub updated: Field,
    pub due: Field,
}

impl Fields {
    pub fn build() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            key: schema.add_u64_field(KEY, FAST | INDEXED),
            anywhere: text(&mut schema, "anywhere"),
            subject: text(&mut schema, "subject"),
            from: text(&mut schema, "from"),
            to: text(&mut schema, "to"),
            kind: schema.add_u64_field("kind", number()),
            number: schema.add_u64_field("number", number()),
            team: schema.add_u64_field("team", number() | FAST),
            referred: schema.add_u64_field("referred", number()),
            status: schema.add_u64_field("status", number() | FAST),
            category: schema.add_u64_field("category", number()),
            assignee: schema.add_u64_field("assignee", number()),
            requester: schema.add_u64_field("requester", number()),
            organization: schema.add_u64_field("organization", number()),
            priority: schema.add_u64_field("priority", number()),
            channel: schema.add_u64_field("channel", number()),
            tag: schema.add_u64_field("tag", number() | FAST),
            place: schema.add_u64_field("place", number()),
            flag: schema.add_u64_field("flag", number()),
            detail: schema.add_u64_field("detail", number()),
            year: schema.add_u64_field("year", number() | FAST),
            created: schema.add_i64_field("created", FAST),
            updated: schema.add_i64_field(UPDATED, FAST),
            due: schema.add_i64_field("due", FAST),
        };
        (schema.build(), fields)
    }

    pub fn text(&self, text: Text) -> Field {
        match text {
            Text::Anywhere => self.anywhere,
            Text::Subject => self.subject,
            Text::From => self.from,
            Text::To => self.to,
        }
    }

    pub fn number(&self, number: Number) -> Field {
        match number {
            Number::Kind => self.kind,
            Number::Number => self.number,
            Number::Team => self.team,
            Number::Referred => self.referred,
            Number::Status => self.status,
            Number::Category => self.category,
            Number::Assignee => self.assignee,
            Number::Requester => self.requester,
            Number::Organization => self.organization,
            Number::Priority => self.priority,
            Number::Channel => self.channel,
            Number::Tag => self.tag,
            Number::Place => self.place,
            Number::Flag => self.flag,
            Number::Detail => self.detail,
            Number::Year => self.year,
        }
    }

    pub fn span(&self, span: Span) -> Field {
        match span {
            Span::Created => self.created,
            Span::Updated => self.updated,
            Span::Due => self.due,
        }
    }
}

fn text(schema: &mut SchemaBuilder, name: &str) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

fn number() -> NumericOptions {
    NumericOptions::default().set_indexed()
}

//! Values on their way into SQL, and columns on their way out.

use base::{Digest, Email, Language, Moment};
use desk::Fault;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};

/// One parameter. Whole numbers are always BIGINT.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'v> {
    Null,
    Int(i64),
    Bool(bool),
    Real(f64),
    Text(std::borrow::Cow<'v, str>),
}

/// `values![a, b]`: parameters in the order of `$1`, `$2`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::value::Value::from($value)),*][..] };
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Bool(bool) => ValueRef::Integer(i64::from(*bool)),
            Self::Real(real) => ValueRef::Real(*real),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(int) => int.to_sql(ty, out),
            Self::Bool(bool) => bool.to_sql(ty, out),
            Self::Real(real) => real.to_sql(ty, out),
            // PostgreSQL keeps no NUL in text.
            Self::Text(text) if text.contains('\0') => text.replace('\0', "").to_sql(ty, out),
            Self::Text(text) => text.as_ref().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl From<i64> for Value<'_> {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl From<usize> for Value<'_> {
    fn from(int: usize) -> Self {
        Self::Int(int.try_into().unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value<'_> {
    fn from(bool: bool) -> Self {
        Self::Bool(bool)
    }
}

impl From<f64> for Value<'_> {
    fn from(real: f64) -> Self {
        Self::Real(real)
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text.into())
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(text.as_str().into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'v> From<&'v Digest> for Value<'v> {
    fn from(digest: &'v Digest) -> Self {
        Self::Text(digest.as_str().into())
    }
}

impl<'v> From<&'v Email> for Value<'v> {
    fn from(email: &'v Email) -> Self {
        Self::Text(email.as_str().into())
    }
}

impl From<Moment> for Value<'_> {
    fn from(moment: Moment) -> Self {
        Self::Int(moment.0)
    }
}

impl From<Language> for Value<'_> {
    fn from(language: Language) -> Self {
        Self::Text(language.tag().into())
    }
}

impl<'v, T> From<Option<T>> for Value<'v>
where
    Value<'v>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

/// One row of an answer, whichever database gave it. Columns are counted from 0.
pub enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    pub fn get<T: Column>(&self, index: usize) -> Result<T, Fault> {
        T::column(self, index)
    }
}

/// What can be read from a column.
pub trait Column: Sized {
    fn column(row: &Row, index: usize) -> Result<Self, Fault>;
}

macro_rules! plain_columns {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn column(row: &Row, index: usize) -> Result<Self, Fault> {
                match row {
                    Row::Sqlite(row) => row.get(index).map_err(Fault::new),
                    Row::Postgres(row) => row.try_get(index).map_err(Fault::new),
                }
            }
        }

        impl Column for Option<$type> {
            fn column(row: &Row, index: usize) -> Result<Self, Fault> {
                match row {
                    Row::Sqlite(row) => row.get(index).map_err(Fault::new),
                    Row::Postgres(row) => row.try_get(index).map_err(Fault::new),
                }
            }
        }
    )*};
}
plain_columns!(i64, bool, f64, String);

macro_rules! made_of {
    ($base:ty: $($type:ty = $make:expr),* $(,)?) => {$(
        impl Column for $type {
            fn column(row: &Row, index: usize) -> Result<Self, Fault> {
                <$base>::column(row, index).map($make)
            }
        }

        impl Column for Option<$type> {
            fn column(row: &Row, index: usize) -> Result<Self, Fault> {
                Ok(Option::<$base>::column(row, index)?.map($make))
            }
        }
    )*};
}

macro_rules! ids {
    ($($type:path),* $(,)?) => {
        made_of!(i64: $($type = $type),*);
        $(impl From<$type> for Value<'_> {
            fn from(id: $type) -> Self {
                Self::Int(id.0)
            }
        })*
    };
}

made_of!(i64: Moment = Moment);
made_of!(String: Digest = Digest);
ids!(
    desk::people::PersonId,
    desk::people::OrganizationId,
    desk::people::TeamId,
    desk::people::PersonMergeId,
    desk::people::OrganizationMergeId,
    desk::people::PersonNoteId,
    desk::people::PeopleImportId,
    desk::access::AccessTokenId,
    desk::ticket::TicketId,
    desk::ticket::TicketNumber,
    desk::ticket::StatusId,
    desk::ticket::TagId,
    desk::ticket::BrandId,
    desk::ticket::ViewId,
    desk::ticket::HighlightId,
    desk::ticket::RunId,
    desk::ticket::MailingId,
    desk::ticket::TemplateId,
    desk::ticket::TaskId,
    desk::ticket::TaskCommentId,
    desk::ticket::ChecklistId,
    desk::ticket::TimeId,
    desk::ticket::ActivityId,
    desk::ticket::SkillId,
    desk::ticket::WorkflowId,
    desk::form::FieldId,
    desk::notification::NotificationId,
    desk::notification::SubscriptionId,
    desk::form::FormId,
    desk::form::TopicId,
    desk::knowledge::ArticleId,
    desk::knowledge::ArticleCategoryId,
    desk::object::ObjectTypeId,
    desk::object::ObjectId,
    desk::sla::CalendarId,
    desk::sla::PolicyId,
    desk::conversation::MessageId,
    desk::conversation::MarkerId,
    desk::conversation::SideId,
    desk::conversation::ReadingId,
    desk::conversation::AttachmentId,
    desk::conversation::MacroId,
    desk::conversation::DraftVersionId,
    desk::channel::MailKeyId,
    desk::channel::SigningKeyId,
    desk::channel::MailboxId,
    desk::channel::IntakeId,
    desk::channel::LetterId,
    desk::channel::FilterId,
    desk::channel::GuardId,
    desk::automation::RuleId,
    desk::automation::FiringId,
    desk::automation::TrialId,
    desk::automation::WebhookId,
    desk::panel::PanelId,
    desk::notification::ChatId,
    desk::automation::DeliveryId,
    desk::approval::ProcedureId,
    desk::approval::ApprovalId,
    desk::flow::FlowId,
    desk::flow::FlowRunId,
);

macro_rules! words {
    ($($type:ty),* $(,)?) => {$(
        impl From<$type> for Value<'_> {
            fn from(word: $type) -> Self {
                Self::Text(word.name().into())
            }
        }

        impl Column for $type {
            fn column(row: &Row, index: usize) -> Result<Self, Fault> {
                let word = String::column(row, index)?;
                <$type>::named(&word).ok_or_else(|| Fault::new(format!("{word:?} is no {}", stringify!($type))))
            }
        }
    )*};
}
words!(
    desk::ticket::Tone,
    desk::Role,
    desk::Level,
    desk::access::Purpose,
    desk::ticket::Kind,
    desk::ticket::Color,
    desk::ticket::LogoKind,
    desk::ticket::Priority,
    desk::ticket::Origin,
    desk::ticket::Place,
    desk::people::Tier,
    desk::people::PeopleImportState,
    desk::people::Sharing,
    desk::people::PhoneKind,
    desk::people::HandleKind,
    desk::ticket::Category,
    desk::ticket::Glyph,
    desk::ticket::RunState,
    desk::ticket::MailingState,
    desk::ticket::Relation,
    desk::form::Holder,
    desk::notification::Occasion,
    desk::notification::Muted,
    desk::notification::ChatService,
    desk::form::Ask,
    desk::knowledge::ArticleState,
    desk::object::ObjectGlyph,
    desk::ticket::Way,
    desk::ticket::Claims,
    desk::ticket::Assigns,
    desk::ticket::Via,
    desk::ticket::Need,
    desk::conversation::MessageKind,
    desk::conversation::SideState,
    desk::sla::Target,
    desk::sla::SlaState,
    desk::conversation::Mode,
    desk::channel::Source,
    desk::channel::IntakeState,
    desk::channel::HookKind,
    desk::channel::LetterKind,
    desk::channel::LetterState,
    desk::channel::DeliveryState,
    desk::channel::Decision,
    desk::channel::Withheld,
    desk::channel::Verdict,
    desk::channel::Hardness,
    desk::channel::Algorithm,
    desk::channel::SigningState,
    desk::channel::Standard,
    desk::channel::KeySource,
    desk::channel::KeyTrust,
    desk::channel::Protect,
    desk::channel::Encryption,
    desk::channel::Signature,
    desk::automation::Outcome,
    desk::automation::Stage,
    desk::automation::TrialState,
    desk::automation::WebhookState,
    desk::approval::ApprovalState,
    desk::channel::AnswerState,
    desk::flow::RunState,
);

impl Column for Option<desk::channel::Decision> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(desk::channel::Decision::named))
    }
}

impl Column for Option<desk::channel::Withheld> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(desk::channel::Withheld::named))
    }
}

impl Column for Option<Language> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(Language::from_tag))
    }
}

impl Column for Language {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<Language>::column(row, index)?.unwrap_or_default())
    }
}

impl Column for Email {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        let text = String::column(row, index)?;
        Email::parse(&text).ok_or_else(|| Fault::new(format!("{text:?} is no address")))
    }
}

impl Column for Option<Email> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(Email::parse))
    }
}

impl Column for Option<desk::approval::ApprovalState> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(desk::approval::ApprovalState::named))
    }
}

impl Column for Option<desk::channel::AnswerState> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(desk::channel::AnswerState::named))
    }
}

impl Column for Option<desk::sla::SlaState> {
    fn column(row: &Row, index: usize) -> Result<Self, Fault> {
        Ok(Option::<String>::column(row, index)?.as_deref().and_then(desk::sla::SlaState::named))
    }
}

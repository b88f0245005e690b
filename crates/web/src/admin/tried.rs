//! What became of a form: taken, or to be shown again with everything that was typed.

use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::answer::{Failure, status_of};
use axum::http::StatusCode;
use desk::{Done, Error, Refusal};
use serde::de::DeserializeOwned;
use views::admin::{Form, Reason};

/// A form that was not taken.
pub struct Again {
    pub status: StatusCode,
    pub form: Form,
}

impl Again {
    pub fn refused(fields: &Fields, field: &'static str, refusal: Refusal) -> Self {
        Self { status: status_of(refusal), form: typed(fields).refused(Reason { field, key: refusal.key() }) }
    }

    /// Somebody else was faster. The form comes back with what was typed and forgets what it was drawn from: who
    /// sends it again has seen that there is another one.
    fn conflict(fields: &Fields) -> Self {
        let form =
            typed(fields).without("version").without("seen").refused(Reason { field: "", key: "admin-conflict" });
        Self { status: StatusCode::CONFLICT, form }
    }
}

/// A change as it went; `field` says beside which field a reason belongs.
pub fn tried<T>(
    here: &Here,
    done: Done<T>,
    fields: &Fields,
    field: impl FnOnce(Refusal) -> &'static str,
) -> Result<Result<T, Again>, Failure> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Conflict) => Ok(Err(Again::conflict(fields))),
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            Ok(Err(Again::refused(fields, field(refusal), refusal)))
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// Why a change was not made, for the page it was asked for on: the status and the key.
pub fn untaken(here: &Here, error: Error, conflict: &'static str) -> Result<(StatusCode, &'static str), Failure> {
    match error {
        Error::Refused(refusal) if refusal != Refusal::NotAllowed => Ok((status_of(refusal), refusal.key())),
        Error::Conflict => Ok((StatusCode::CONFLICT, conflict)),
        error => Err(here.fail(error)),
    }
}

/// Everything above the form: for buttons.
pub const fn above(_: Refusal) -> &'static str {
    ""
}

/// The setting that the page was drawn from, in a hidden field.
pub fn seen<T: DeserializeOwned>(fields: &Fields) -> Result<T, Refusal> {
    serde_json::from_str(fields.text("seen")).map_err(|_| Refusal::FormIncomplete)
}

pub fn typed(fields: &Fields) -> Form {
    Form::typed(fields.0.clone())
}

/// Ids with commas between them, as a button that moves a row carries them.
pub fn order<T: std::str::FromStr>(fields: &Fields) -> Result<Vec<T>, Refusal> {
    fields.text("order").split(',').map(|id| id.parse().map_err(|_| Refusal::FormIncomplete)).collect()
}

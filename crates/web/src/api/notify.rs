//! Whether colleagues are told of what a program does: `notify`, in a body or behind the question mark.

use super::caller::Caller;
use super::parameters;
use crate::agent::fields::Fields;
use axum::response::Response;
use desk::Done;
use serde::Deserialize;
use service::Tx;

const NAME: &str = "notify";

/// As each of them wishes, unless it says `false`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "bool")]
pub enum Notify {
    #[default]
    AsWished,
    Nobody,
}

impl From<bool> for Notify {
    fn from(notify: bool) -> Self {
        if notify { Self::AsWished } else { Self::Nobody }
    }
}

impl Notify {
    /// What a call without a body says; it takes no other parameter.
    ///
    /// # Errors
    /// There is another, or it is neither `true` nor `false`.
    pub fn asked(caller: &Caller, raw: Option<&str>) -> Result<Self, Response> {
        let fields = Fields::read(raw.unwrap_or_default().as_bytes());
        parameters::only(caller, &fields, &[NAME])?;
        match fields.text(NAME) {
            "" | "true" => Ok(Self::AsWished),
            "false" => Ok(Self::Nobody),
            _ => Err(parameters::wrong(caller, NAME)),
        }
    }

    pub fn change<T>(self, tx: &mut Tx, verb: impl FnOnce(&mut Tx) -> Done<T>) -> Done<T> {
        match self {
            Self::AsWished => verb(tx),
            Self::Nobody => tx.quietly(verb),
        }
    }
}

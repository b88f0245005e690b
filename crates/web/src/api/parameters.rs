//! What stands behind the question mark of an address.

use super::caller::Caller;
use super::problem::of_parameter;
use crate::agent::fields::Fields;
use axum::response::Response;
use std::ops::RangeInclusive;

/// # Errors
/// There is one that is not known here.
pub fn only(caller: &Caller, fields: &Fields, known: &[&str]) -> Result<(), Response> {
    let unknown = fields.0.iter().find(|(name, _)| !known.contains(&name.as_str()));
    let no = |(name, _): &(String, String)| {
        of_parameter("api-parameter-unknown", caller.words.say("api-parameter-unknown"), name)
    };
    unknown.map_or(Ok(()), |one| Err(no(one)))
}

/// A whole number within bounds; without one, `otherwise`.
pub fn whole(
    caller: &Caller,
    fields: &Fields,
    name: &str,
    otherwise: usize,
    bounds: RangeInclusive<usize>,
) -> Result<usize, Response> {
    match fields.text(name) {
        "" => Ok(otherwise),
        text => text.parse().ok().filter(|n| bounds.contains(n)).ok_or_else(|| wrong(caller, name)),
    }
}

/// It does not take that value.
pub fn wrong(caller: &Caller, name: &str) -> Response {
    of_parameter("api-parameter-value", caller.words.say("api-parameter-value"), name)
}

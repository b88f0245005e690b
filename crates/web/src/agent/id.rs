//! A number or id in an address. What is none leads to the same page as one that does not exist.

use crate::Web;
use crate::answer::Failure;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use desk::Error;
use serde::de::DeserializeOwned;

/// Every `{…}` of the path, as [`Path`] reads it.
pub struct Id<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        match Path::<T>::from_request_parts(parts, web).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Error::Missing.into()),
        }
    }
}

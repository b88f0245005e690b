//! Why a request brought no answer.

use super::guard::Inner;
use std::error::Error;
use std::time::Duration;

/// Why a request brought no answer. No text repeats an address' path or query: they may hold a secret.
#[derive(Debug, thiserror::Error)]
pub enum HttpFault {
    #[error("this is no http:// or https:// address")]
    Address,
    #[error("{0} lies in an inner network, which outgoing requests may not reach unless outgoing_allow names it")]
    Inner(String),
    #[error("the redirect was not followed: {0}")]
    Redirect(&'static str),
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
    #[error("no answer within {} seconds", .0.as_secs_f32())]
    Slow(Duration),
    /// Nobody was reached: nothing of the request was heard.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// The connection broke: the request may have been heard.
    #[error("the answer broke off: {0}")]
    Broken(String),
}

impl From<reqwest::Error> for HttpFault {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let causes = || std::iter::successors(Some(&error as &(dyn Error + 'static)), |&error| error.source());
        match causes().find_map(|cause| cause.downcast_ref::<Inner>()) {
            Some(Inner(host)) => Self::Inner(host.clone()),
            None => {
                let told = causes().map(ToString::to_string).collect::<Vec<_>>().join(": ");
                if error.is_connect() { Self::Unreachable(told) } else { Self::Broken(told) }
            }
        }
    }
}

//! A connection tried out step by step, for the person who has just typed its settings.

use crate::server::Trouble;
use base::words::Words;

/// One step and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The locale key that names the step.
    pub what: &'static str,
    pub trouble: Option<Trouble>,
    /// What was found, in the server's words; may be empty.
    pub found: String,
}

impl Step {
    pub(crate) fn passed(what: &'static str) -> Self {
        Self { what, trouble: None, found: String::new() }
    }

    pub(crate) fn failed(what: &'static str, trouble: Trouble) -> Self {
        Self { what, trouble: Some(trouble), found: String::new() }
    }

    pub(crate) fn found(what: &'static str, found: String) -> Self {
        Self { what, trouble: None, found }
    }

    pub fn ok(&self) -> bool {
        self.trouble.is_none()
    }

    /// What to show beside the step.
    pub fn detail(&self, words: &Words) -> String {
        self.trouble.as_ref().map_or_else(|| self.found.clone(), |trouble| trouble.tell(words))
    }
}

/// The steps up to a connection that is ready for a login, or up to what was in the way.
pub(crate) fn connected(result: Result<bool, Trouble>) -> Vec<Step> {
    match result {
        Ok(true) => vec![Step::passed("probe-connect"), Step::passed("probe-encrypt")],
        Ok(false) => vec![Step::passed("probe-connect"), Step::passed("probe-unencrypted")],
        Err(trouble) if trouble.is_about_encryption() => {
            vec![Step::passed("probe-connect"), Step::failed("probe-encrypt", trouble)]
        }
        Err(trouble) => vec![Step::failed("probe-connect", trouble)],
    }
}

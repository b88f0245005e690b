//! Which kinds of jobs there are, and who does them.

use desk::Error;
use service::jobs::Job;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

pub(crate) type Work = Arc<dyn Fn(Job) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send>> + Send + Sync>;

/// Why a job was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The next try may succeed.
    Again(String),
    /// No further try would help: it is buried at once.
    Hopeless(String),
}

/// The jobs of one kind, and how many of them run at the same time in this process.
#[derive(Clone)]
pub(crate) struct Line {
    pub kind: &'static str,
    pub at_once: usize,
    pub work: Work,
}

/// The registry: a kind, and what is done for it. A job may run twice, when a process dies before it could say that it
/// was done; its effect must be the same.
#[derive(Clone, Default)]
pub struct Jobs(Vec<Line>);

impl Jobs {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn on<F, Doing>(mut self, kind: &'static str, at_once: usize, work: F) -> Self
    where
        F: Fn(Job) -> Doing + Send + Sync + 'static,
        Doing: Future<Output = Result<(), Trouble>> + Send + 'static,
    {
        self.0.push(Line { kind, at_once: at_once.max(1), work: Arc::new(move |job| Box::pin(work(job))) });
        self
    }

    pub(crate) fn lines(&self) -> Vec<Line> {
        self.0.clone()
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error {
            Error::Conflict | Error::Fault(_) => Self::Again(error.to_string()),
            Error::Refused(_) | Error::Missing => Self::Hopeless(error.to_string()),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Again(why) | Self::Hopeless(why) => f.write_str(why),
        }
    }
}

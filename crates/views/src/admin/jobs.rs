//! Work that is done later: how much of it there is, and what was set aside because it failed too often.

use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Moment;

#[derive(Template)]
#[template(path = "admin/jobs.html")]
pub struct Jobs<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub waiting: i64,
    pub running: i64,
    pub buried: i64,
    /// Those set aside, the newest first.
    pub jobs: Vec<Job>,
    pub reason: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    /// JSON.
    pub body: String,
    pub attempts: i64,
    pub error: String,
    pub created_at: Moment,
}

impl Jobs<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-jobs")
    }

    /// A kind without a word is called by its name.
    fn kind(&self, job: &Job) -> String {
        let key = format!("admin-job-{}", job.kind.replace('_', "-"));
        if self.shell.words.knows(&key) { self.shell.words.say(&key).to_owned() } else { job.kind.clone() }
    }
}

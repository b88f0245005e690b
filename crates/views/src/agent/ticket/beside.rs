//! A side conversation in the timeline: folded, with its own people and its own state.

use super::spoken::Spoken;
use crate::Shell;
use base::words::Args;
use desk::conversation::{MessageKind, Side, SideState};

pub struct Beside<'a> {
    pub side: &'a Side,
    /// What its owner is called; empty: nobody.
    pub owner: &'a str,
    /// Oldest first.
    pub spoken: Vec<Spoken<'a>>,
    /// Who is asked, by name.
    pub with: Vec<&'a str>,
    /// Whoever was to approve what was written there last sent it back.
    pub sent_back: bool,
}

impl Beside<'_> {
    pub fn is_open(&self) -> bool {
        self.side.state == SideState::Open
    }

    /// Somebody answered and nobody has written since: it lies open before whoever looks.
    pub fn awaits_us(&self) -> bool {
        let last = self.spoken.iter().rfind(|spoken| !spoken.message.taken_back && !spoken.message.automatic);
        self.is_open() && last.is_some_and(|last| last.message.kind == MessageKind::Incoming)
    }

    /// As CSS colours it, its icon, and the key of its word.
    pub fn state(&self) -> (&'static str, &'static str, &'static str) {
        match (self.side.state, self.awaits_us()) {
            (SideState::Done, _) => ("done", "check", "side-state-done"),
            (SideState::Open, true) => ("answered", "reply", "side-state-answered"),
            (SideState::Open, false) if self.sent_back => ("returned", "warning", "side-state-returned"),
            (SideState::Open, false) if self.awaits_release() => ("waits", "lock", "side-state-awaits"),
            (SideState::Open, false) if self.is_unsent() => ("returned", "undo", "side-state-unsent"),
            (SideState::Open, false) => ("waits", "clock", "side-state-waits"),
        }
    }

    /// What was written last leaves when a second person has said yes.
    fn awaits_release(&self) -> bool {
        let last = self.spoken.iter().rfind(|spoken| !spoken.message.taken_back && !spoken.message.automatic);
        last.and_then(|last| last.delivered.as_ref()).is_some_and(|delivered| delivered.awaits())
    }

    /// Nothing of it has gone to anybody.
    fn is_unsent(&self) -> bool {
        !self.spoken.is_empty() && self.spoken.iter().all(|spoken| spoken.message.taken_back)
    }

    /// `with Kosuke Parts and 2 more · 3 messages`
    pub fn told(&self, shell: &Shell) -> String {
        let count = shell.count("side-messages", &(self.spoken.len() as i64));
        let mut args = Args::new();
        args.set("x", self.with.first().copied().unwrap_or("?"));
        args.set("n", self.with.len().saturating_sub(1) as i64);
        format!("{} · {count}", shell.words.tell("side-with", &args))
    }
}

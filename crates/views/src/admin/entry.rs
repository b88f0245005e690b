//! Who may begin tickets at a mailbox.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::channel::{Admits, Hook, HookKind, Mailbox};

#[derive(Template)]
#[template(path = "admin/entry.html")]
pub struct EntryPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub mailbox: Mailbox,
    pub form: Form,
    /// A word is kept that trusted systems say.
    pub has_secret: bool,
    /// Its door for mail by HTTP, where that is open.
    pub hook: Option<Hook>,
    /// Its new address, which nobody sees again.
    pub opened: Option<String>,
}

impl EntryPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("entry-title")
    }

    fn path(&self) -> String {
        format!("/admin/mailboxes/{}", self.mailbox.id)
    }

    fn admitted(&self) -> Vec<Choice> {
        let choice = |one: &Admits| {
            let key = format!("entry-admits-{}", one.name());
            Choice::new(one.name(), self.shell.words.say(&key)).meaning(self.shell.words.say(&format!("{key}-hint")))
        };
        Admits::ALL.iter().map(choice).collect()
    }

    fn hook_kinds(&self) -> Vec<Choice> {
        let choice = |kind: &HookKind| {
            let key = format!("hook-{}", kind.name());
            Choice::new(kind.name(), self.shell.words.say(&key)).meaning(self.shell.words.say(&format!("{key}-hint")))
        };
        HookKind::ALL.iter().map(choice).collect()
    }

    /// What it says of a door that is open.
    fn hook_said(&self, hook: &Hook) -> String {
        let key = format!("hook-{}", hook.kind.name());
        let mut args = base::words::Args::new();
        args.set("kind", self.shell.words.say(&key).to_owned());
        args.set("since", self.shell.when_exactly(&hook.made_at).short().to_owned());
        self.shell.words.tell("hook-open-since", &args)
    }

    fn secret_hint(&self) -> &'static str {
        if self.has_secret { "entry-secret-saved" } else { "entry-secret-hint" }
    }
}

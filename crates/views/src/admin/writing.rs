//! How a mailbox writes.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::rich::Rich;
use askama::Template;
use base::words::Args;
use desk::channel::{Mailbox, Quotation, SenderName, SignaturePlace, Signs};
use desk::conversation::template::{Mistake, Values};
use desk::ticket::Brand;

#[derive(Template)]
#[template(path = "admin/writing.html")]
pub struct WritingPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub of: Of,
    pub form: Form,
    pub signature: Rich,
}

/// Whose way of writing it is.
pub struct Of {
    pub name: String,
    /// `/admin/mailboxes/3`
    pub path: String,
    /// The list it stands in, and the key of that.
    pub list: (&'static str, &'static str),
    pub lead: &'static str,
}

impl Of {
    pub fn mailbox(mailbox: &Mailbox) -> Self {
        let list = ("/admin/mailboxes", "admin-mailboxes");
        let path = format!("{}/{}", list.0, mailbox.id);
        Self { name: mailbox.address.to_string(), path, list, lead: "admin-writing-lead" }
    }

    pub fn brand(brand: &Brand) -> Self {
        let list = ("/admin/brands", "brands");
        Self { name: brand.name.clone(), path: format!("{}/{}", list.0, brand.id), list, lead: "brand-writing-lead" }
    }
}

impl WritingPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-writing")
    }

    fn senders(&self) -> Vec<Choice> {
        SenderName::ALL.iter().map(|one| self.choice("admin-writing-sender-", one.name())).collect()
    }

    fn signings(&self) -> Vec<Choice> {
        Signs::ALL.iter().map(|one| self.choice("signs-", one.name())).collect()
    }

    fn places(&self) -> Vec<Choice> {
        SignaturePlace::ALL.iter().map(|one| self.choice("admin-writing-place-", one.name())).collect()
    }

    fn quotations(&self) -> Vec<Choice> {
        Quotation::ALL.iter().map(|one| self.choice("quotation-", one.name())).collect()
    }

    fn choice(&self, prefix: &str, word: &'static str) -> Choice {
        Choice::new(word, self.shell.words.say(&format!("{prefix}{word}")))
    }

    fn variables(&self) -> String {
        variables(&self.shell)
    }
}

/// The names a text may speak of, as they are written.
pub(super) fn variables(shell: &Shell) -> String {
    let names: Vec<String> = Values::NAMES.iter().map(|name| format!("{{{{ {name} }}}}")).collect();
    shell.with("template-variables", &names.join("  "))
}

/// Where a text cannot be filled in, and why.
pub(crate) fn said(mistake: &Mistake, shell: &Shell) -> String {
    let mut args = Args::new();
    args.set("line", mistake.line as i64);
    args.set("why", shell.words.say(mistake.why.key()));
    let said = shell.words.tell("template-line", &args);
    if mistake.detail.is_empty() { said } else { format!("{said} ({})", mistake.detail) }
}

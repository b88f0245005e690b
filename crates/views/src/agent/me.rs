//! One's own profile: how one is called and spoken to, how one signs, and where one is signed in.

use super::Frame;
use super::rich::Rich;
use crate::admin::{Choice, Form};
use crate::{Shell, Theme};
use askama::Template;
use base::Language;
use desk::access::{AccessToken, Lasting, Session};
use desk::people::PersonId;

#[derive(Template)]
#[template(path = "agent/me.html")]
pub struct Me<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub profile: Form,
    pub signature: Form,
    /// The field of that.
    pub signed: Rich,
    pub password: Form,
    pub absence: Form,
    /// The one who looks is away now, or will be; none: neither.
    pub away: Option<bool>,
    /// Who may stand in.
    pub agents: Vec<(PersonId, String)>,
    pub email: String,
    /// The browser used last first.
    pub sessions: Vec<Session>,
    /// Of this very browser.
    pub here: String,
    /// Of one's own programs, the newest first.
    pub tokens: Vec<AccessToken>,
    pub token: Form,
    /// The one that was made just now.
    pub secret: Option<String>,
    pub zones: &'a [String],
    pub beside: bool,
    /// The clock of the one who looks begins when they begin to write.
    pub clock_begins: bool,
}

impl Me<'_> {
    fn title(&self) -> &str {
        self.shell.say("me-title")
    }

    fn languages(&self) -> Vec<Choice> {
        let own = Language::ALL.map(|language| Choice::new(language.tag(), language.endonym()));
        [Choice::new("", self.shell.say("me-language-any"))].into_iter().chain(own).collect()
    }

    fn substitutes(&self) -> Vec<Choice> {
        substitutes(&self.shell, &self.agents)
    }

    fn lastings(&self) -> Vec<Choice> {
        Lasting::ALL.map(|lasting| Choice::new(lasting.name(), self.shell.say(lasting.key()))).into()
    }

    /// What a program may do with one.
    fn reaches(&self) -> Vec<Choice> {
        ["read", "change"].map(|may| Choice::new(may, self.shell.words.say(&format!("token-may-{may}")))).into()
    }

    fn has_expired(&self, token: &AccessToken) -> bool {
        token.has_expired(self.shell.now)
    }

    fn is_theme(&self, theme: &str) -> bool {
        Theme::named(theme) == Some(self.shell.theme)
    }

    fn is_here(&self, session: &Session) -> bool {
        session.digest.as_str() == self.here
    }

    fn others(&self) -> bool {
        self.sessions.len() > 1
    }

    fn browser(&self, session: &Session) -> String {
        browser_name(&session.browser, self.shell.say("me-browser-unknown"))
    }
}

/// Who may stand in for somebody, or nobody.
pub(crate) fn substitutes(shell: &Shell<'_>, agents: &[(PersonId, String)]) -> Vec<Choice> {
    let nobody = Choice::new("", shell.say("me-absence-nobody"));
    [nobody].into_iter().chain(agents.iter().map(|(id, name)| Choice::new(id, name.as_str()))).collect()
}

/// What a browser calls itself, as people call it.
pub(crate) fn browser_name(name: &str, unknown: &str) -> String {
    let one = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| name.contains(mark)).map(|(_, word)| *word);
    let browser = one(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = one(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) if name.is_empty() => unknown.to_owned(),
        (None, None) => name.chars().take(60).collect(),
    }
}

//! The line above the composer that says who answers the ticket, and what can be done about it.

use crate::Shell;
use askama::Template;
use base::Moment;
use base::words::Args;
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/ticket/claim.html")]
pub struct Claim<'a> {
    pub shell: Shell<'a>,
    pub number: TicketNumber,
    pub claim: Claimed,
}

#[derive(Default)]
pub struct Claimed {
    /// None: whoever looks has nothing to know.
    pub line: Option<ClaimLine>,
    /// In so many seconds it says something else.
    pub again: Option<u64>,
    /// What the one who looks had begun is a colleague's, from this revision on.
    pub given: Option<i64>,
    /// Colleagues who share what they have begun, by name.
    pub sharers: Vec<String>,
    /// Those who have said something about what the one who looks shares.
    pub commenters: Vec<String>,
    /// A letter of the one who looks came back while they wrote something else: it is among what they wrote before.
    pub came_back: bool,
}

pub struct ClaimLine {
    pub says: ClaimSays,
    /// Whom it is about.
    pub name: String,
    pub since: Moment,
    pub until: Moment,
    /// The one who looks may answer here.
    pub may_reply: bool,
    /// Others are kept from sending.
    pub holds: bool,
    /// The one who looks may let it go.
    pub may_break: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimSays {
    /// A colleague answers.
    Answers,
    /// The same, and took it from the one who looks.
    Instead,
    /// The same, and what the one who looks had written went along.
    Given,
    /// They were asked to hand it over.
    Asked,
    /// And go on themselves.
    Kept,
    /// Or have not said anything.
    Silent,
    /// A colleague asks the one who looks.
    Wish,
    /// The answer of this colleague has been handed over to the one who looks.
    Passed,
    /// The one who looks has it from this colleague, without a word of theirs.
    Taken,
}

impl ClaimSays {
    /// Where others are kept from sending, silence gives nothing away.
    const fn key(self, holds: bool) -> &'static str {
        match (self, holds) {
            (Self::Answers, _) => "claim-answers",
            (Self::Instead, false) => "claim-instead",
            (Self::Instead, true) => "claim-instead-held",
            (Self::Given, _) => "claim-given",
            (Self::Asked, false) => "claim-asked",
            (Self::Asked, true) => "claim-asked-held",
            (Self::Kept, _) => "claim-kept",
            (Self::Silent, false) => "claim-silent",
            (Self::Silent, true) => "claim-silent-held",
            (Self::Wish, false) => "claim-wish",
            (Self::Wish, true) => "claim-wish-held",
            (Self::Passed, _) => "claim-passed",
            (Self::Taken, _) => "claim-taken",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Wish => "why",
            Self::Passed => "check",
            Self::Taken => "lock",
            Self::Answers | Self::Instead | Self::Given | Self::Asked | Self::Kept | Self::Silent => "pencil",
        }
    }

    /// It is about what a colleague has.
    const fn is_theirs(self) -> bool {
        match self {
            Self::Answers | Self::Instead | Self::Given | Self::Asked | Self::Kept | Self::Silent => true,
            Self::Wish | Self::Passed | Self::Taken => false,
        }
    }

    /// What can be done: what it is called, what it posts, whether it is the first thing to do.
    const fn acts(self, holds: bool) -> &'static [(&'static str, &'static str, bool)] {
        const ASK: (&str, &str, bool) = ("claim-ask", "ask", false);
        const ANYWAY: (&str, &str, bool) = ("claim-anyway", "instead", false);
        match (self, holds) {
            (Self::Answers | Self::Instead | Self::Given, false) => &[ASK, ANYWAY],
            (Self::Answers | Self::Instead | Self::Given, true) => &[ASK],
            (Self::Asked | Self::Kept, false) => &[ANYWAY],
            (Self::Silent, false) => &[("claim-take-up", "take-up", true), ANYWAY],
            (Self::Silent, true) => &[("claim-ask-again", "ask", false)],
            (Self::Wish, _) => &[("claim-hand-over", "hand-over", true), ("claim-keep", "keep", false)],
            (Self::Asked | Self::Kept, true) | (Self::Passed | Self::Taken, _) => &[],
        }
    }
}

impl ClaimLine {
    pub(crate) fn text(&self, shell: &Shell) -> String {
        let (mut args, since) = (Args::new(), shell.when(&self.since));
        args.set("x", self.name.as_str());
        args.set("at", since.short());
        shell.words.tell(self.says.key(self.holds), &args)
    }

    /// Who looks could answer, and is kept from it.
    pub(crate) fn keeps_out(&self) -> bool {
        self.may_reply && self.holds && self.says.is_theirs()
    }

    pub(crate) fn held(&self, shell: &Shell) -> String {
        shell.with("claim-holds", shell.when_exactly(&self.until).short())
    }

    pub(crate) fn icon(&self) -> &'static str {
        if self.keeps_out() { "lock" } else { self.says.icon() }
    }

    pub(crate) fn acts(&self) -> &'static [(&'static str, &'static str, bool)] {
        if self.may_reply { self.says.acts(self.holds) } else { &[] }
    }
}

//! How promises were kept: a line for each month, policy and target; and the tickets behind one figure.

use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Moment;
use desk::sla::{PolicyId, SlaState, Target, amount_told};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "admin/sla-figures.html")]
pub struct Figures<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// The newest month first.
    pub figures: Vec<Figure>,
}

pub struct Figure {
    pub policy: PolicyId,
    pub name: String,
    pub target: Target,
    /// `2026-03`
    pub month: String,
    pub met: i64,
    pub breached: i64,
    pub open: i64,
}

#[derive(Template)]
#[template(path = "admin/sla-behind.html")]
pub struct Behind<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub target: Target,
    pub state: SlaState,
    pub month: String,
    /// Of this page's address.
    pub query: String,
    pub lines: Vec<BehindLine>,
    pub next: Option<String>,
}

pub struct BehindLine {
    pub number: TicketNumber,
    pub subject: String,
    pub started_at: Moment,
    /// Minutes that count.
    pub promised: i64,
    pub worked: i64,
    pub breached_at: Option<Moment>,
    pub ended_at: Option<Moment>,
}

impl Figures<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-sla-figures")
    }

    fn target(&self, figure: &Figure) -> &str {
        self.shell.say(figure.target.key())
    }

    /// Of those that have come to their end, or are broken: in time. None: there are none yet.
    fn rate(&self, figure: &Figure) -> String {
        let all = figure.met + figure.breached;
        if all == 0 { "–".to_owned() } else { percent(figure.met as f64 * 100.0 / all as f64) }
    }

    /// Width of the bar, of 100.
    fn share(&self, figure: &Figure) -> i64 {
        let all = figure.met + figure.breached;
        if all == 0 { 0 } else { figure.met * 100 / all }
    }

    fn has_ended(&self, figure: &Figure) -> bool {
        figure.met + figure.breached > 0
    }

    fn path(&self, figure: &Figure, state: &str) -> String {
        format!(
            "/admin/sla/figures/behind?policy={}&target={}&month={}&state={state}",
            figure.policy,
            figure.target.name(),
            figure.month
        )
    }
}

impl Behind<'_> {
    fn title(&self) -> String {
        let say = |key| self.shell.words.say(key);
        format!("{} · {} · {}", self.shell.month(&self.month), say(self.target.key()), say(self.state.key()))
    }

    fn amount(&self, minutes: &i64) -> String {
        amount_told(*minutes, self.shell.words)
    }
}

/// With one decimal where it says something: `97.5%`, `100%`.
fn percent(of_hundred: f64) -> String {
    let rounded = format!("{of_hundred:.1}");
    format!("{}%", rounded.strip_suffix(".0").unwrap_or(&rounded))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_decimal_stands_only_where_it_says_something() {
        for (of_hundred, told) in [(100.0, "100%"), (0.0, "0%"), (97.5, "97.5%"), (33.333, "33.3%")] {
            assert_eq!(super::percent(of_hundred), told);
        }
    }
}

//! How far a long piece of work is, on one line of a terminal.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

pub struct Progress {
    what: &'static str,
    all: usize,
    begun: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

/// A terminal is drawn this often, a log gets a line this often.
const DRAWN: Duration = Duration::from_millis(100);
const LOGGED: Duration = Duration::from_secs(10);

impl Progress {
    pub fn of(all: usize, what: &'static str) -> Self {
        Self { what, all, begun: Instant::now(), shown: None, terminal: stderr().is_terminal() }
    }

    pub fn at(&mut self, done: usize) {
        let pause = if self.terminal { DRAWN } else { LOGGED };
        if done < self.all && self.shown.is_some_and(|shown| shown.elapsed() < pause) {
            return;
        }
        self.shown = Some(Instant::now());
        let line = line(done, self.all, self.what, self.begun.elapsed());
        let mut out = stderr();
        // Whether anybody reads it is their affair.
        let _ = match (self.terminal, done < self.all) {
            (true, true) => write!(out, "\r\x1b[K{line}"),
            (true, false) => writeln!(out, "\r\x1b[K{line}"),
            (false, _) => writeln!(out, "{line}"),
        };
    }
}

fn line(done: usize, all: usize, what: &str, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    let left = (all.saturating_sub(done)) as f64 / rate.max(1.0);
    let end = if done < all { format!("{left:.0} s left") } else { format!("in {:.1} s", elapsed.as_secs_f64()) };
    format!("{} of {} {what}, {}/s, {end}", grouped(done), grouped(all), grouped(rate as usize))
}

/// 1,234,567
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long() {
        let line = |done| line(done, 1_000_000, "tickets", Duration::from_secs(2));
        assert_eq!(line(250_000), "250,000 of 1,000,000 tickets, 125,000/s, 6 s left");
        assert_eq!(line(1_000_000), "1,000,000 of 1,000,000 tickets, 500,000/s, in 2.0 s");
        assert_eq!([grouped(0), grouped(999), grouped(1000)], ["0", "999", "1,000"]);
    }
}

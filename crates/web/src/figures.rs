//! How the mailboxes fare, as figures for those who watch the machine (Prometheus text format 0.0.4).

use base::Moment;
use desk::channel::Condition;
use std::fmt::Write;

/// What is measured of a mailbox; none: it cannot be said.
type Measure = fn(&Condition, Moment) -> Option<f64>;

const FIGURES: &[(&str, &str, Measure)] = &[
    ("kippu_mailbox_success_age_seconds", "Since the mailbox was last fetched.", |one, now| {
        one.health.succeeded_at.map(|at| seconds(at, now))
    }),
    ("kippu_mailbox_arrival_age_seconds", "Since a message last reached the mailbox.", |one, now| {
        one.silence.last.map(|at| seconds(at, now))
    }),
    ("kippu_mailbox_expected_messages", "Messages that would usually have come since the last one.", |one, _| {
        one.silence.last.map(|_| one.silence.expected)
    }),
    ("kippu_mailbox_access_days", "Days until the access to the mailbox ends unless it is used.", |one, now| {
        one.grant.as_ref()?.days_left(now).map(|days| days as f64)
    }),
    ("kippu_mailbox_probe_seconds", "How long the last letter sent round was under way.", |one, _| {
        let probe = one.probe.as_ref()?;
        probe.arrived_at.map(|at| seconds(probe.sent_at, at))
    }),
    ("kippu_mailbox_oldest_letter_seconds", "Since the oldest letter of the mailbox should have left.", |one, now| {
        Some(one.waits_since.map_or(0.0, |at| seconds(at, now)))
    }),
    ("kippu_mailbox_worries", "What is wrong with the mailbox: how many things.", |one, _| {
        Some(one.worries.len() as f64)
    }),
];

pub fn of_mailboxes(conditions: &[Condition], now: Moment) -> String {
    let mut text = String::new();
    for (name, help, measure) in FIGURES {
        // Writing to a text does not fail.
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n");
        for one in conditions.iter().filter(|one| one.mailbox.active) {
            if let Some(value) = measure(one, now) {
                let _ = writeln!(text, "{name}{{mailbox=\"{}\"}} {value}", escaped(one.mailbox.address.as_str()));
            }
        }
    }
    text
}

fn seconds(from: Moment, to: Moment) -> f64 {
    (to.0 - from.0) as f64 / 1000.0
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

//! What the process says of itself, heard from outside.

use platform::config::LogFormat;
use platform::telemetry;
use std::process::Command;

#[test]
fn what_was_counted_is_in_the_figures() {
    telemetry::init(LogFormat::Text, "off");
    telemetry::counter!("kippu_tests_total", "kind" => "sentence").increment(2);
    telemetry::histogram!("kippu_test_seconds").record(0.003);
    let figures = telemetry::metrics();
    assert!(figures.contains("kippu_tests_total{kind=\"sentence\"} 2"), "{figures}");
    assert!(figures.contains("kippu_test_seconds_bucket{le=\"0.005\"} 1"), "{figures}");
    assert!(figures.contains("kippu_test_seconds_bucket{le=\"0.0025\"} 0"), "{figures}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_figures_know_the_memory_and_the_open_files_of_the_process() {
    telemetry::init(LogFormat::Text, "off");
    let figures = telemetry::metrics();
    let figure = |name: &str| -> f64 {
        figures.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok()).expect("the figure is there")
    };
    assert!(figure("process_resident_memory_bytes ") > 1e6);
    assert!(figure("process_open_fds ") >= 3.0);
}

#[test]
#[ignore = "the process that panics; started by the test below"]
fn panics() {
    telemetry::init(LogFormat::Json, "info");
    telemetry::init(LogFormat::Json, "info");
    tracing::debug!("not loud enough");
    tracing::info!(ticket = 100042, "answered");
    panic!("the desk fell over");
}

#[test]
fn a_panic_is_one_line_in_the_log_with_a_number() {
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "telemetry::panics", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let log = String::from_utf8(ended.stderr).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert_eq!((&lines[0]["ticket"], &lines[0]["message"]), (&100042.into(), &"answered".into()));
    assert_eq!(lines[1]["message"], "panic: the desk fell over");
    assert_eq!(lines[1]["fault"].as_str().unwrap().len(), 8);
    assert!(lines[1]["at"].as_str().unwrap().contains("telemetry.rs"));
    assert_eq!(log.matches("fell over").count(), 1, "{log}");
}

//! A process that is told to end finishes what it does.

use platform::shutdown::Shutdown;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

#[tokio::test]
#[ignore = "the process that is told to end; started by the tests below"]
async fn works_until_told() {
    let shutdown = Shutdown::new();
    shutdown.on_signals().unwrap();
    let busy = shutdown.busy();
    println!("\nworking");
    shutdown.triggered().await;
    println!("\nfinishing");
    let seconds = std::env::var("KIPPU_TEST_WORK").unwrap().parse().unwrap();
    tokio::time::sleep(Duration::from_secs_f32(seconds)).await;
    drop(busy);
    assert!(shutdown.drained(Duration::from_secs(60)).await);
    println!("\nfinished");
}

fn working(seconds: &str) -> (Child, impl FnMut(&str) -> bool) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "signals::works_until_told", "--ignored", "--nocapture"])
        .env("KIPPU_TEST_WORK", seconds)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    (child, move |word: &str| lines.any(|line| line == word))
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn one_signal_lets_the_work_be_finished() {
    for name in ["TERM", "INT"] {
        let (mut child, mut says) = working("0.1");
        assert!(says("working"));
        signal(&child, name);
        assert!(says("finished"));
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let (mut child, mut says) = working("600");
    assert!(says("working"));
    signal(&child, "TERM");
    assert!(says("finishing"));
    signal(&child, "INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

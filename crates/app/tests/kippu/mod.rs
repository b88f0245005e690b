//! The real program, as a person at a terminal uses it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// What a command printed that did what it should.
pub fn kippu(data: &Path, words: &[&str]) -> String {
    let output = run(data, words);
    let (out, err) = texts(&output);
    assert!(output.status.success(), "kippu {}: {out}{err}", words.join(" "));
    out
}

/// What a command said that refused.
pub fn refused(data: &Path, words: &[&str]) -> String {
    let output = run(data, words);
    let (out, err) = texts(&output);
    assert!(!output.status.success(), "kippu {} should have refused: {out}", words.join(" "));
    err
}

fn run(data: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kippu"));
    command
        .args(words)
        .env("KIPPU_DATA", data)
        .env_remove("KIPPU_DATABASE")
        .env("KIPPU_DNS", "off")
        .stdin(Stdio::null());
    command.output().expect("the program was built for this test")
}

fn texts(output: &Output) -> (String, String) {
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A demo desk that was grown and stopped again.
pub struct Demo(tempfile::TempDir);

impl Demo {
    pub fn grown(tickets: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let tickets = tickets.to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_kippu"))
            .args(["demo", "--quiet-world", "--json", "--listen", "127.0.0.1:0", "--tickets", &tickets, "--data"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program was built for this test");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output is piped");
        BufReader::new(stdout).read_line(&mut line).expect("it says when it is ready");
        assert!(line.starts_with('{'), "no line of JSON but {line:?}");
        end(&mut child);
        Self(folder)
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }
}

/// Asks it to end, and waits until it has.
fn end(child: &mut Child) {
    let asked = Command::new("kill").arg(child.id().to_string()).status();
    assert!(asked.is_ok_and(|status| status.success()), "the program was there to be asked");
    let ended = child.wait().expect("it ends");
    assert!(ended.success(), "it ended with {ended}");
}

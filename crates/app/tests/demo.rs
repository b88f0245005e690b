//! `kippu demo` as a script meets it.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Demo {
    child: Child,
    ready: Value,
    /// What follows the line on the standard output.
    rest: BufReader<std::process::ChildStdout>,
}

fn demo(data: &Path) -> Demo {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kippu"));
    command
        .args([
            "demo",
            "--json",
            "--quiet-world",
            "--tickets",
            "12",
            "--listen",
            "127.0.0.1:0",
            "--log",
            "error",
            "--data",
        ])
        .arg(data);
    let mut child = command.env_remove("KIPPU_DATABASE").stdout(Stdio::piped()).spawn().expect("kippu starts");
    let mut rest = BufReader::new(child.stdout.take().expect("its output is ours"));
    let mut line = String::new();
    rest.read_line(&mut line).expect("it says something");
    Demo { child, ready: serde_json::from_str(&line).expect(&line), rest }
}

impl Demo {
    fn text(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap_or_default()
    }

    /// Ends it as Ctrl-C does; whatever else it printed.
    fn stop(mut self) -> String {
        let ended = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill is there");
        assert!(ended.success());
        assert!(self.child.wait().expect("it ends").success());
        let mut printed = String::new();
        self.rest.read_to_string(&mut printed).expect("the rest is text");
        printed
    }

    /// The status line and the header of one answer.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.text("url").trim_start_matches("http://")).expect("the desk is open");
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn sign_in(demo: &Demo, account: &Value) -> String {
    let host = demo.text("url").trim_start_matches("http://").to_owned();
    let said = |name: &str| account[name].as_str().unwrap_or_default();
    let form = format!("email={}&password={}", said("email"), said("password"));
    demo.ask(&format!(
        "POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    ))
}

/// What LMTP says to the greeting and to a recipient.
fn lmtp(address: &str, recipient: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the door for mail is open");
    let mut said = String::new();
    let mut lines = BufReader::new(stream.try_clone().expect("a socket has two ends"));
    lines.read_line(&mut said).expect("it greets");
    stream
        .write_all(format!("LHLO x.example\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<{recipient}>\r\nQUIT\r\n").as_bytes())
        .expect("it listens");
    lines.read_to_string(&mut said).expect("it answers");
    said
}

#[test]
fn a_script_finds_the_desk_its_logins_and_its_mail_doors() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let first = demo(folder.path());
    assert!(first.text("url").starts_with("http://127.0.0.1:"), "{}", first.ready);
    assert!(!first.text("url").ends_with(":0"));
    let accounts = first.ready["accounts"].as_array().expect("accounts are a list").clone();
    for role in ["administrator", "supervisor", "agent", "light"] {
        let account = accounts.iter().find(|account| account["role"] == role).expect(role);
        let answer = sign_in(&first, account);
        assert!(
            answer.starts_with("HTTP/1.1 303") && answer.to_lowercase().contains("set-cookie: kippu="),
            "{role}: {answer}"
        );
    }
    assert!(lmtp(first.text("lmtp"), "support@tsukishiro.example").contains("\r\n250 2.1.5"));
    assert!(lmtp(first.text("smtp"), "support@tsukishiro.example").contains("ESMTP"));
    assert_eq!(first.stop(), "", "exactly one line is printed");

    let again = demo(folder.path());
    assert_eq!(again.ready["accounts"].as_array(), Some(&accounts));
    assert!(sign_in(&again, &accounts[0]).starts_with("HTTP/1.1 303"));
}

/// The session's cookie.
fn session(demo: &Demo, role: &str) -> String {
    let account =
        demo.ready["accounts"].as_array().expect("a list").iter().find(|account| account["role"] == role).expect(role);
    let answer = sign_in(demo, account);
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session begins");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn blobs(data: &Path) -> usize {
    let folders = std::fs::read_dir(data.join("blobs")).expect("files are kept there").flatten();
    folders
        .filter_map(|folder| std::fs::read_dir(folder.path()).ok())
        .map(|files| files.flatten().filter(|file| file.path().is_file()).count())
        .sum()
}

#[test]
fn the_administrator_removes_the_demo_with_one_click() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let demo_ = demo(folder.path());
    let host = demo_.text("url").trim_start_matches("http://").to_owned();
    let post = |cookie: &str| {
        demo_.ask(&format!("POST /demo/remove HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
    };
    let tickets = |cookie: &str| {
        demo_.ask(&format!("GET /tickets?view=closed HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"))
    };
    let (administrator, agent) = (session(&demo_, "administrator"), session(&demo_, "agent"));
    assert_eq!(status(&post(&agent)), "403");
    assert!(tickets(&administrator).contains("/demo/remove"));
    assert!(blobs(folder.path()) > 0);

    assert_eq!(status(&post(&administrator)), "303");
    let page = tickets(&administrator);
    assert_eq!(status(&page), "200");
    assert!(!page.contains("/demo/remove") && !page.contains("/tickets/1000"), "{page}");
    assert_eq!(status(&tickets(&agent)), "303", "the demo's agents are gone");
    let mut looks = 0;
    while blobs(folder.path()) > 0 {
        looks += 1;
        assert!(looks < 200, "the files of the demo are still there");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    demo_.stop();

    let output = Command::new(env!("CARGO_BIN_EXE_kippu"))
        .args(["demo", "--json", "--data"])
        .arg(folder.path())
        .output()
        .expect("kippu starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("kippu serve --data"), "{said}");
}

#[test]
fn a_taken_address_is_a_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = taken.local_addr().expect("it has an address").to_string();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let output = Command::new(env!("CARGO_BIN_EXE_kippu"))
        .args(["demo", "--json", "--tickets", "5", "--listen", &address, "--data"])
        .arg(folder.path())
        .output()
        .expect("kippu starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(&format!("cannot listen on {address}")), "{said}");
    assert!(output.stdout.is_empty());
}

//! `kippu read-file`: a stranger's file is read by a process that may die of it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn read(format: &str, bytes: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kippu"))
        .args(["read-file", format])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let feed = std::thread::spawn(move || drop(stdin.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

#[test]
fn the_text_of_a_file_comes_out() {
    let output = read("html", "<p>返<b>金</b> A-20931</p>".as_bytes());
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "返金 A-20931\n");
}

#[test]
fn what_cannot_be_read_says_so_by_its_status() {
    assert_eq!(read("pdf", b"no pdf").status.code(), Some(4));
    assert_eq!(read("nonsense", b"x").status.code(), Some(4));
    assert_eq!(read("plain", &vec![b'a'; 30_000_001]).status.code(), Some(3));
}

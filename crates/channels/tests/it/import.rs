//! Files and folders as people have them.

use channels::import::{Found, Import, Why};
use std::fs;
use std::path::{Path, PathBuf};

fn write(at: &Path, text: &str) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, text).unwrap();
}

fn names(found: &[Found], folder: &Path) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    found.iter().map(|found| found.name.replace(&prefix, "")).collect()
}

const MBOX: &str =
    "From a@b Sun Mar  1 09:30:00 2026\nSubject: 1\n\none\n\nFrom a@b Sun Mar  1 09:31:00 2026\nSubject: 2\n\ntwo\n";

#[test]
fn a_folder_is_read_to_its_depth_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    write(&at("b/deep/er/2.eml"), "no header at all");
    write(&at("a.eml"), "Subject: a\n\n");
    write(&at("Archive"), MBOX);
    write(&at("README"), "Note: nothing to see\n");
    write(&at("index.html"), "<html>");
    write(&at("noname"), "Return-Path: <x@y>\n\n");
    write(&at("mail/cur/1:2,S"), "anything");
    write(&at("mail/new/2"), "Subject: new\n\n");
    write(&at("mail/tmp/3"), "Subject: half");
    write(&at("mail/dovecot-uidlist"), "From us 1:23");
    write(&at("mail/.Sent/cur/4"), "Subject: sent\n\n");
    fs::create_dir(at("mail/.Sent/new")).unwrap();
    std::os::unix::fs::symlink(folder.path(), at("b/loop")).unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("b/gone")).unwrap();
    let mut import = Import::open(&[folder.path().to_owned()]).unwrap();
    let found: Vec<_> = import.by_ref().map(|found| found.unwrap()).collect();
    assert_eq!(
        names(&found, folder.path()),
        [
            "Archive#1",
            "Archive#2",
            "a.eml",
            "b/deep/er/2.eml",
            "mail/.Sent/cur/4",
            "mail/cur/1:2,S",
            "mail/new/2",
            "noname",
        ]
    );
    assert_eq!(found[1].raw, "Subject: 2\n\ntwo\n");
    assert_eq!(import.read(), import.total());
}

#[test]
fn a_file_somebody_names_is_read_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    write(&at("message.txt"), "anything");
    write(&at("archive.txt"), MBOX);
    write(&at("empty.eml"), "");
    let paths: Vec<PathBuf> = ["message.txt", "archive.txt", "empty.eml"].iter().map(|path| at(path)).collect();
    let read: Vec<_> = Import::open(&paths).unwrap().collect();
    assert!(matches!(&read[0], Ok(found) if found.raw == "anything"));
    assert_eq!(read.iter().filter(|read| read.is_ok()).count(), 3);
    assert!(matches!(&read[3], Err(unread) if matches!(unread.why, Why::NoMessage)));
}

#[test]
fn a_path_that_is_not_there_is_named_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    assert_eq!(Import::open(std::slice::from_ref(&missing)).err().map(|(path, _)| path), Some(missing));
}

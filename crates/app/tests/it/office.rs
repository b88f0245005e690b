//! A desk as an administrator sets it up in a browser: the printed link, one mailbox, and then the work of every day.

use crate::browser::{Browser, Page};
use crate::program::Place;
use std::time::{Duration, Instant};

pub const SUPPORT: &str = "support@desk.example";

/// The administrator's browser.
pub struct Office(pub Browser);

impl Office {
    /// From the printed link to a mailbox that sends through a server on this machine.
    pub async fn open(place: &Place, relay: u16) -> Self {
        let mut office = Self::found(place.browser(), &place.set_up_link()).await;
        office.add_mailbox(relay, &[("receiving", "delivered")]).await;
        office
    }

    /// From the printed link to a desk without any mailbox.
    pub async fn found(mut browser: Browser, link: &str) -> Self {
        assert_eq!(browser.get(link).await.status, 200);
        let answers = [
            ("organization", "月城商店"),
            ("name", "Mika Tanaka"),
            ("email", "mika@desk.example"),
            ("password", "three quiet rivers"),
            ("language", "en"),
            ("time_zone", "Asia/Tokyo"),
        ];
        let begun = browser.post(link, &answers).await;
        assert_eq!((begun.status, begun.path.starts_with("/setup")), (200, false), "{}", begun.text);
        Self(browser)
    }

    pub async fn add_mailbox(&mut self, relay: u16, receiving: &[(&str, &str)]) {
        let form = self.0.get("/admin/mailboxes/new").await;
        let teams = between(&form.text, "name=\"team\"", "</select>");
        let (team, relay) = (between(teams, "value=\"", "\"").to_owned(), relay.to_string());
        let wishes = [
            ("address", SUPPORT),
            ("name", "月城サポート"),
            ("team", &team),
            ("language", "en"),
            ("acknowledge", "on"),
            ("reply_addresses", "on"),
            ("sending", "smtp"),
            ("out_host", "localhost"),
            ("out_port", &relay),
            ("out_security", "none"),
        ];
        let wishes = [&wishes, receiving].concat();
        let saved = self.0.post("/admin/mailboxes", &wishes).await;
        assert!(saved.status == 200 && saved.text.contains(SUPPORT), "{} {}", saved.status, saved.text);
    }

    /// Has the mailbox fetched and emptied by POP3, on this machine.
    pub async fn fetch_by_pop3(&mut self, port: u16, password: &str) {
        let form = self.0.get("/admin/mailboxes/1").await;
        let teams = between(&form.text, "name=\"team\"", "</select>");
        let (team, port) = (between(teams, "value=\"", "\"").to_owned(), port.to_string());
        let wishes = [
            ("version", "1"),
            ("address", SUPPORT),
            ("name", "月城サポート"),
            ("team", &team),
            ("language", "en"),
            ("receiving", "pop3"),
            ("in_host", "localhost"),
            ("in_port", &port),
            ("in_security", "none"),
            ("in_user", SUPPORT),
            ("in_password", password),
            ("in_folder", ""),
            ("in_after", "delete"),
            ("in_first", "all"),
            ("sending", "default"),
        ];
        let saved = self.0.post("/admin/mailboxes/1", &wishes).await;
        assert!(saved.status == 200 && !saved.path.ends_with("/1"), "{} {}", saved.status, saved.text);
    }

    /// The number of the open ticket with this subject, as soon as it is in the list.
    pub async fn ticket(&mut self, subject: &str) -> String {
        let page = self.until("/tickets?view=open", |page| page.text.contains(subject)).await;
        let row = page.text.split("<li class=\"row").find(|row| row.contains(subject)).unwrap();
        between(row, "class=\"row-number\">", "<").to_owned()
    }

    /// A ticket of our own; its number.
    pub async fn opens(&mut self, subject: &str) -> String {
        let form = self.0.get("/tickets/new").await;
        let team = between(between(&form.text, "name=\"team\"", "</select>"), "value=\"", "\"").to_owned();
        let wishes = [
            ("requester", "kei@customer.example"),
            ("subject", subject),
            ("team", &team),
            ("opening", "note"),
            ("text", "Asked on the telephone."),
        ];
        let made = self.0.post_parts("/tickets", &wishes).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let number = made.path.trim_start_matches("/tickets/").split('?').next().unwrap_or_default();
        assert!(!number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()), "{}", made.path);
        number.to_owned()
    }

    /// True: it was answered as a note that is kept.
    pub async fn note(&mut self, number: &str, text: &str) -> bool {
        let path = format!("/tickets/{number}/messages");
        self.0.post_parts(&path, &[("kind", "note"), ("text", text)]).await.status == 200
    }

    pub async fn reply(&mut self, number: &str, to: &str, text: &str) {
        let path = format!("/tickets/{number}/messages");
        let sent = self.0.post_parts(&path, &[("kind", "reply"), ("to", to), ("text", text)]).await;
        assert_eq!((sent.status, sent.path.starts_with(&format!("/tickets/{number}"))), (200, true), "{}", sent.text);
    }

    /// Looks at a page again and again until it shows something.
    pub async fn until(&mut self, path: &str, shows: impl Fn(&Page) -> bool) -> Page {
        let begun = Instant::now();
        loop {
            let page = self.0.get(path).await;
            if page.status == 200 && shows(&page) {
                return page;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "waited in vain at {path}: {}", page.text);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// What stands after the first and before the next.
pub fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let after = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    after.split_once(end).unwrap_or_else(|| panic!("no {end} in {after}")).0
}

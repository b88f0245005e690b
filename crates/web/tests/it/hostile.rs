//! Bad input at every door: a clear refusal, nothing changed, and never a fault of ours.

mod bodies;
mod server;

use crate::browser::{Browser, House, Reply};
use crate::roles::{At, Row, Scene, Sent, TABLE, more};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use bodies::{Bad, bodies};
use std::time::Duration;

/// Nobody's number, id or link.
const IDS: [&str; 10] = [
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "abc",
    "%00",
    "%FF",
    "1e3",
    "%2e%2e%2f%2e%2e%2fetc",
];

/// What no page was asked for.
const QUERY: &str = "view=%00&after=99999999999999999999-1&q=%FF%00&state=nope&before=-1&key=%00&id=x&requester=%00&images=2&notice=%00\
                     &ticket=abc&at=%F0%28%8C%28&beside=&=&&&a[]=1&a[]=2";

/// The administrator, who is a requester as well: comes through every door.
async fn everybody(house: &House) -> Browser {
    // So that one more link may be mailed.
    house.world.clock.advance(Duration::from_secs(3 * 3_600));
    let portal = house.requester("kei@customer.example").await;
    house.agent(house.cast.aya).await.with("kippu-portal", &portal.cookies["kippu-portal"])
}

async fn try_out(house: &House, browser: &Browser, method: &str, path: &str, bad: &Bad) -> Reply {
    let mut browser = browser.clone();
    browser.address = house.browser().address;
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
    browser.send(method, path, bad.content_type.as_deref(), Body::from(bad.bytes.clone())).await
}

/// What is wrong with an answer to bad input, if anything.
fn fault(reply: &Reply) -> Option<String> {
    let text = reply.text();
    if reply.status.is_server_error() {
        Some(format!("{}: {}", reply.status, text.chars().take(300).collect::<String>()))
    } else if reply.status.is_client_error() && text.trim().is_empty() {
        Some(format!("{} without a word", reply.status))
    } else {
        None
    }
}

/// The form of the table, for what there is now.
async fn good(scene: &mut Scene<'_>, row: &Row) -> String {
    match row.2 {
        Sent::Nothing => String::new(),
        Sent::Form(form) | Sent::Parts(form) => scene.fill(row.0, form).await,
    }
}

async fn all_forms(house: &House, rows: impl Iterator<Item = &Row>) -> Vec<String> {
    let (more, browser) = (more(house).await, everybody(house).await);
    let me = Some(house.cast.aya);
    let (mut wrong, mut scene, mut browser) = (Vec::new(), Scene::new(house, more, At::Support, me), browser);
    for row in rows {
        let (method, path) = row.0.split_once(' ').expect("a method and a path");
        let (mut tries, mut at) = (bodies(row.2, &good(&mut scene, row).await), 0);
        while let Some(bad) = tries.get(at) {
            at += 1;
            let path = scene.fill(row.0, path).await;
            let before = house.world.log_end().await;
            let reply = try_out(house, &browser, method, &path, bad).await;
            wrong.extend(fault(&reply).map(|fault| format!("{} {}: {fault}", row.0, bad.name)));
            let changed = house.world.log_end().await != before;
            // A try that failed is written down, a door that was knocked at in vain is not.
            if reply.status.is_client_error() && changed && !row.0.ends_with("/login") {
                wrong
                    .push(format!("{} {}: refused with {}, and yet something happened", row.0, bad.name, reply.status));
            }
            if !reply.status.is_client_error() && bad.must_be_refused && !is_lenient(row, bad) {
                wrong.push(format!("{} {}: taken, with {} {}", row.0, bad.name, reply.status, reply.location()));
            }
            if !reply.status.is_client_error() {
                scene = Scene::new(house, more, At::Support, me);
                tries = bodies(row.2, &good(&mut scene, row).await);
                if row.0.ends_with("out") || row.0.ends_with("revoke") {
                    browser = everybody(house).await;
                }
            }
        }
    }
    wrong
}

/// Where it does not matter: fields of which a few words are known and every other means the usual, those a signed-in
/// requester need not fill in, and a set-up that was done long ago.
fn is_lenient(row: &Row, bad: &Bad) -> bool {
    const LENIENT: [(&str, &str); 37] = [
        // Which button was pressed; none of them draws the form again.
        ("/people/import", "a act "),
        ("/rules", "a act "),
        ("/{rule}", "a act "),
        ("/flows", "a act "),
        ("/start", "a act "),
        ("/{node}", "a act "),
        ("/priorities", "a act "),
        // What is not ticked is not used.
        ("/priorities", "a used_"),
        ("/thanks", "a stays "),
        ("/skills", "a act "),
        ("/{skill}", "a act "),
        ("/sla", "a act "),
        ("/{policy}", "a act "),
        ("/rules", "a kind "),
        ("/calendars/try", "a name "),
        ("/fields", "a subject "),
        ("/me/mutes", "a act "),
        ("/me/chat", "a act "),
        ("/me/shortcuts", "a act "),
        ("/me/calendar", "a act "),
        ("/mute", "a mute "),
        ("/followers", "a follow "),
        ("/draft", "a kind "),
        ("/presence", "a state "),
        ("/help/language", "a language "),
        ("/help/requests", "a name "),
        ("/help/requests", "a email "),
        (" /tickets", "a opening "),
        ("/bulk", "a ticket "),
        ("/bulk", "a view "),
        ("/appearance", "a theme "),
        // Agents may attach more.
        ("post /tickets", "a file of 30 MB"),
        ("/tickets/{number}/messages", "a file of 30 MB"),
        ("/tickets/{number}/sides", "a file of 30 MB"),
        ("/sides/{side}/messages", "a file of 30 MB"),
        ("/draft/files", "a file of 30 MB"),
        ("/loose/files", "a file of 30 MB"),
    ];
    let forms = ["/fields", "/{field}", "/forms", "/{form}", "/topics", "/{topic}", "/activities", "/{activity}"];
    let ticked = bad.name.starts_with("a active ") || bad.name.starts_with("a act ");
    let of_forms = ticked && forms.iter().any(|path| row.0.ends_with(path));
    row.1.starts_with('d')
        || of_forms
        || LENIENT.iter().any(|(path, field)| row.0.ends_with(path) && bad.name.starts_with(field))
}

fn is_change(row: &Row) -> bool {
    !row.0.starts_with("get ")
}

fn is_admin(row: &Row) -> bool {
    row.0.contains(" /admin")
}

fn is_ticket(row: &Row) -> bool {
    row.0.contains(" /tickets/{number}")
}

testing::on_both! {
    async fn no_form_of_the_doors_and_the_portal_takes_nonsense(world: World) {
        let house = House::open(world).await;
        let wrong = all_forms(&house, TABLE.iter().filter(|row| is_change(row) && !is_admin(row) && !is_ticket(row))).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_form_of_a_ticket_takes_nonsense(world: World) {
        let house = House::open(world).await;
        let wrong = all_forms(&house, TABLE.iter().filter(|row| is_change(row) && is_ticket(row))).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_form_of_the_administration_takes_nonsense(world: World) {
        let house = House::open(world).await;
        let wrong = all_forms(&house, TABLE.iter().filter(|row| is_change(row) && is_admin(row))).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn an_address_that_is_none_leads_to_the_page_that_says_so(world: World) {
        let house = House::open(world).await;
        let (more, browser) = (more(&house).await, everybody(&house).await);
        let mut scene = Scene::new(&house, more, At::Support, Some(house.cast.aya));
        let mut wrong = Vec::new();
        for row in TABLE.iter().filter(|row| row.0.contains('{')) {
            let (method, path) = row.0.split_once(' ').expect("a method and a path");
            for (place, _) in path.match_indices('{') {
                let name = path[place + 1..].split('}').next().expect("a placeholder ends");
                for id in IDS {
                    let bad = path.replace(&format!("{{{name}}}"), id);
                    let path = scene.fill(row.0, &bad).await;
                    let reply = try_out(&house, &browser, method, &path, &Bad::nothing()).await;
                    wrong.extend(fault(&reply).map(|fault| format!("{method} {path}: {fault}")));
                    let free = matches!(name, "token" | "name" | "link") || path.contains('?');
                    // A form that lacks everything may be refused before anybody looks for what it is about.
                    let refused = !matches!(row.2, Sent::Nothing) && reply.status == StatusCode::UNPROCESSABLE_ENTITY;
                    // Programs are asked who they are first.
                    let asked = row.1.starts_with('u') && reply.status == StatusCode::UNAUTHORIZED;
                    if reply.status != StatusCode::NOT_FOUND && !refused && !free && !asked {
                        wrong.push(format!("{method} {path}: {}", reply.status));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_query_of_nonsense_is_read_as_far_as_it_goes(world: World) {
        let house = House::open(world).await;
        let (more, browser) = (more(&house).await, everybody(&house).await);
        let mut scene = Scene::new(&house, more, At::Support, Some(house.cast.aya));
        let mut wrong = Vec::new();
        for row in TABLE.iter().filter(|row| row.0.starts_with("get ") && !row.0.contains('?')) {
            let path = scene.fill(row.0, row.0.trim_start_matches("get ")).await;
            let reply = try_out(&house, &browser, "get", &format!("{path}?{QUERY}"), &Bad::nothing()).await;
            wrong.extend(fault(&reply).map(|fault| format!("{path}: {fault}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn headers_and_cookies_of_nonsense_say_nothing(world: World) {
        let house = House::open(world).await;
        let (more, browser) = (more(&house).await, everybody(&house).await);
        let mut scene = Scene::new(&house, more, At::Support, Some(house.cast.aya));
        let odd = [
            ("accept-language", "*;q=nope, \u{1f600}, ;;;,,,"), ("range", "bytes=9999999999999999999999-"), ("range", "bytes=--1"),
            ("if-match", "\"99999999999999999999\""), ("if-none-match", "W/\"\""), ("referer", "::::"), ("hx-request", "true"),
            ("hx-boosted", "true"), ("x-forwarded-for", "unknown, 999.999.999.999, \u{3042}"), ("user-agent", &"x".repeat(20_000)),
            ("x-purpose", "prefetch"), ("cookie", "kippu=; said=changed.99999999999999999999.1; theme=\"><script>; density=<; language=xx"),
            ("cookie", "kippu=%00%FF; kippu-portal=\"\"; ;;;=;=="), ("cookie", &"a=b; ".repeat(2_000)),
        ];
        let mut wrong = Vec::new();
        for path in ["get /", "get /login", "get /tickets/{number}", "get /help", "get /help/requests/{number}", "get /attachments/{id}/{name}", "get /live", "get /me"] {
            let path = scene.fill(path, path.trim_start_matches("get ")).await;
            for (name, value) in odd {
                let reply = browser.clone().saying(name, value).get(&path).await;
                wrong.extend(fault(&reply).map(|fault| format!("{path} with {name}: {fault}")));
                if reply.everything().contains("><script>") {
                    wrong.push(format!("{path} repeats the {name} it was sent"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

//! One data set: grown, started again, and every page of it put under load.

use crate::client::{Client, Session};
use crate::load::{self, Ask, Measured, Wish};
use crate::mail;
use crate::report::{Median, Set};
use crate::search;
use crate::server::Server;
use crate::{Outcome, Plan, machine};
use service::Location;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const STARTS: usize = 5;
const FIRST_NUMBER: u64 = 100_001;
const STORIES: u64 = 2000;

/// How long an empty folder takes to its first page, and the memory after it.
pub async fn starts(plan: &Plan) -> Outcome<Median> {
    let (mut times, mut resident) = (Vec::new(), Vec::new());
    for start in 0..STARTS {
        let (server, took) = Server::serve(&plan.kippu, &plan.folder.join(format!("empty-{start}"))).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        times.push(took.as_secs_f64() * 1000.0);
        resident.push(server.resident_mb());
        server.stop()?;
    }
    Ok(Median { milliseconds: middle(times), resident_mb: middle(resident) })
}

pub async fn measure(plan: &Plan, tickets: u32) -> Outcome<Set> {
    let data = plan.folder.join(format!("demo-{tickets}"));
    let database = if plan.postgres { testing::Database::postgres() } else { None };
    let location = database.as_ref().map_or_else(|| Location::File(data.join("kippu.db")), testing::Database::location);
    let url = match &location {
        Location::Postgres(url) => Some(url.clone()),
        Location::File(_) => None,
    };
    eprintln!("growing {tickets} tickets");
    let (server, _, grown) = Server::demo(&plan.kippu, &data, tickets, url.as_deref())?;
    server.stop()?;
    let (server, ready, started) = Server::demo(&plan.kippu, &data, tickets, url.as_deref())?;
    let session = Session::begin(&ready).await?;
    eprintln!("indexing");
    let index = search::built(&session.address, started).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle_mb = server.resident_mb();
    let pages = pages(plan, &server, &session, tickets).await?;
    eprintln!("mail");
    let mail = mail::run(plan, server.process(), &ready.lmtp, location).await?;
    let resident_mb = server.resident_mb();
    let disk_mb = machine::folder_bytes(&data) as f64 / 1048576.0;
    server.stop()?;
    forget(&data);
    Ok(Set {
        tickets,
        index,
        grown_s: grown.as_secs_f64(),
        started_ms: started.as_secs_f64() * 1000.0,
        disk_mb,
        idle_mb,
        resident_mb,
        pages,
        mail,
    })
}

/// Every kind of page, and as their yardstick a file of about the list's size from the same server.
#[derive(serde::Serialize)]
pub struct Pages {
    pub list: Measured,
    pub ticket: Measured,
    pub reply: Measured,
    /// The whole page, with counts, facets and excerpts; the first finds while one types.
    pub search: Measured,
    pub instant: Measured,
    /// Everybody's time over a year, and by ticket; how promises were kept over a year.
    pub time: Measured,
    pub time_by_ticket: Measured,
    pub promises: Measured,
    pub file: Measured,
    /// Which file.
    pub asset: String,
}

async fn pages(plan: &Plan, server: &Server, session: &Session, tickets: u32) -> Outcome<Pages> {
    let run = async |what: &str, ask: Ask| {
        eprintln!("{what}");
        load::run(plan, server.process(), &session.address, &session.cookie, ask).await
    };
    let list = run("list", get(|_| "/tickets?view=open".to_owned())).await?;
    let asset = asset_like(session, list.bytes).await?;
    let path = asset.clone();
    let file = run("static file", get(move |_| path.clone())).await?;
    let ticket = run("ticket", get(move |nth| format!("/tickets/{}", number(nth, tickets)))).await?;
    let found = run("search", get(|nth| search::path("/search", nth))).await?;
    let instant = run("search while typing", get(|nth| search::path("/search/instant", nth))).await?;
    let time = run("time over a year", get(|_| year_of_time("person"))).await?;
    let time_by_ticket = run("time over a year by ticket", get(|_| year_of_time("ticket"))).await?;
    let promises = run("promises over a year", get(|_| "/admin/sla/figures".to_owned())).await?;
    let reply = run("reply", Arc::new(move |nth| answer(number(nth, tickets)))).await?;
    Ok(Pages { list, ticket, reply, search: found, instant, time, time_by_ticket, promises, file, asset })
}

fn year_of_time(by: &str) -> String {
    let now = base::Clock::now(&base::SystemClock);
    let day = |days: u64| now.minus(Duration::from_secs(days * 86_400)).in_zone("UTC").strftime("%Y-%m-%d").to_string();
    format!("/reports/time?from={}&to={}&by={by}", day(365), day(0))
}

/// The file the list page uses whose size is nearest to this.
async fn asset_like(session: &Session, bytes: usize) -> Outcome<String> {
    let mut client = Client::connect(&session.address).await?;
    let page = client.get("/tickets?view=open", &session.cookie).await?;
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let mut sizes = Vec::new();
    for name in html.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let path = format!("/assets/{}", name.split('#').next().unwrap_or_default());
        let size = client.get(&path, "").await?.body.len();
        sizes.push((size.abs_diff(bytes), path));
    }
    sizes.into_iter().min().map(|(_, path)| path).ok_or_else(|| "the page uses no files".into())
}

fn get(path: impl Fn(u64) -> String + Send + Sync + 'static) -> Ask {
    Arc::new(move |nth| Wish { path: path(nth), form: None })
}

pub fn look(path: &str) -> Wish {
    Wish { path: path.to_owned(), form: None }
}

/// Another ticket each time, far from the one before. The first ones are stories of all lengths, some of them in the trash;
/// those after them have five messages on the average.
pub fn number(nth: u64, tickets: u32) -> u64 {
    let tickets = u64::from(tickets);
    let first = if tickets > 2 * STORIES { STORIES } else { 0 };
    FIRST_NUMBER + first + nth.wrapping_mul(0x9e37_79b9_7f4a_7c15) % (tickets - first)
}

pub fn answer(number: u64) -> Wish {
    const BOUNDARY: &str = "kippu-bench";
    let fields = [
        ("kind", "reply"),
        ("to", "bench@mail.example"),
        ("text", "Thank you, the part leaves today.\n\n本日発送いたします。"),
    ];
    let parts: String = fields
        .iter()
        .map(|(name, value)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        })
        .collect();
    let body = format!("{parts}--{BOUNDARY}--\r\n");
    Wish {
        path: format!("/tickets/{number}/messages"),
        form: Some((format!("multipart/form-data; boundary={BOUNDARY}"), body.into())),
    }
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Room for the next one.
fn forget(data: &Path) {
    if let Err(error) = std::fs::remove_dir_all(data) {
        eprintln!("{}: {error}", data.display());
    }
}

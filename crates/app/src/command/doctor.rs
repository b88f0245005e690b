//! `kippu doctor`: is this installation well, and if not, what to do.

use crate::house::{self, House};
use platform::config::Config;
use service::{Actor, whole};
use std::fmt;
use std::io::Write;

/// What one check found.
enum Finding {
    Well(String),
    /// Works, but somebody should know.
    Note(String),
    Ill(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Well(what) => write!(f, "  well  {what}"),
            Self::Note(what) => write!(f, "  note  {what}"),
            Self::Ill(what) => write!(f, "  ILL   {what}"),
        }
    }
}

/// # Errors
/// A sentence when anything is ill, so that scripts see it in the exit status.
pub async fn run(config: Config) -> Result<(), String> {
    let mut ill = 0;
    let mut tell = |finding: Finding| {
        ill += usize::from(matches!(finding, Finding::Ill(_)));
        println!("{finding}");
    };
    tell(folder(&config));
    tell(public_url(&config));
    let location = house::location(&config);
    let house = match House::open(config) {
        Ok(house) => house,
        Err(sentence) => {
            tell(Finding::Ill(sentence));
            return Err("the desk cannot be opened".into());
        }
    };
    tell(Finding::Well("the database opens and its schema is up to date".into()));
    for finding in database(&location) {
        tell(finding);
    }
    tell(match house.blobs.check().await {
        Ok(()) => Finding::Well("files can be written and read".into()),
        Err(fault) => Finding::Ill(format!("the file store: {fault}")),
    });
    tell(set_up(&house).await);
    tell(buried_jobs(&house).await);
    for finding in indexes(&house).await {
        tell(finding);
    }
    match ill {
        0 => Ok(()),
        1 => Err("one thing is ill".into()),
        more => Err(format!("{more} things are ill")),
    }
}

fn folder(config: &Config) -> Finding {
    let folder = config.data.display();
    let written = tempfile::NamedTempFile::new_in(&config.data).and_then(|mut file| file.write_all(b"kippu"));
    match written {
        Ok(()) => Finding::Well(format!("the data folder {folder} can be written")),
        Err(error) => Finding::Ill(format!("the data folder {folder} cannot be written: {error}")),
    }
}

fn public_url(config: &Config) -> Finding {
    match &config.public_url {
        Some(url) if url.starts_with("https://") => Finding::Well(format!("people reach it at {url}")),
        Some(url) => Finding::Note(format!("{url} is not https: passwords cross the network in the clear")),
        None => {
            Finding::Note("no public URL is set: links in mail lead to the listen address. Set KIPPU_PUBLIC_URL".into())
        }
    }
}

fn database(location: &service::Location) -> Vec<Finding> {
    let check = |what: &str, found: Result<Vec<String>, service::Fault>, cure: &str| match found {
        Ok(wrong) if wrong.is_empty() => Finding::Well(what.to_owned()),
        Ok(wrong) => Finding::Ill(format!("{what}: {}. {cure}", wrong.join("; "))),
        Err(fault) => Finding::Ill(format!("{what}: {fault}")),
    };
    vec![
        check("the database is sound", whole::integrity(location), "Restore the last backup"),
        check("the counters agree with the tickets", whole::wrong_cells(location), "Please report this as a bug"),
        check(
            "the views' counters agree with their tickets",
            whole::wrong_views(location),
            "Please report this as a bug",
        ),
    ]
}

async fn set_up(house: &House) -> Finding {
    match house.desk.ask(Actor::System, service::access::is_set_up).await {
        Ok(true) => Finding::Well("the desk is set up".into()),
        Ok(false) => Finding::Note("nobody has set the desk up yet: `kippu serve` prints the link".into()),
        Err(error) => Finding::Ill(error.to_string()),
    }
}

async fn buried_jobs(house: &House) -> Finding {
    let counts = house.desk.ask(Actor::System, service::whole::job_counts).await;
    let buried = counts.map(|counts| counts.into_iter().find(|(state, _)| state == "buried").map_or(0, |(_, n)| n));
    match buried {
        Ok(0) => Finding::Well("no job has been given up".into()),
        Ok(n) => Finding::Note(format!(
            "{n} jobs were given up; an administrator can look at them and retry them under Admin › Jobs"
        )),
        Err(error) => Finding::Ill(error.to_string()),
    }
}

/// The search indexes in the data folder, one for each process that was ever at work here.
async fn indexes(house: &House) -> Vec<Finding> {
    let kept = service::search::look(&house.config.data.join("search"));
    if kept.is_empty() {
        return vec![Finding::Note("there is no search index yet: `kippu serve` builds it".into())];
    }
    let mut findings = Vec::with_capacity(kept.len());
    for kept in kept {
        findings.push(match kept {
            Ok(kept) => index(house, &kept).await,
            Err(broken) => {
                Finding::Note(format!("a search index cannot be read ({broken}): `kippu serve` builds it again"))
            }
        });
    }
    findings
}

async fn index(house: &House, kept: &service::search::Kept) -> Finding {
    let (place, megabytes) = (kept.place, kept.size.bytes.div_ceil(1_000_000));
    let about = format!("{} documents, {megabytes} MB in {} parts", kept.size.documents, kept.size.segments);
    match (house.desk.ask(Actor::System, move |read| service::search::lag(read, place)).await, kept.standing.percent())
    {
        (Err(error), _) => Finding::Ill(error.to_string()),
        (Ok(_), Some(percent)) => {
            Finding::Note(format!("a search index is being built, {percent} % are done: {about}"))
        }
        (Ok(0), None) => Finding::Well(format!("the search index holds everything: {about}")),
        (Ok(lag), None) => {
            Finding::Note(format!("the search index is {lag} events behind; a desk that runs catches up: {about}"))
        }
    }
}

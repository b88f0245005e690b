//! Tries a mailbox out without touching its messages.

use super::connection::{Connection, is};
use super::dial::{entered, tried};
use super::selected::Selected;
use super::value::Value;
use super::{Mailbox, Way, folder};
use crate::probe::Step;
use crate::server::{Server, Trouble};

/// Connects, encrypts, logs in, lists the folders, opens the one to watch; stops at the first step that fails.
pub async fn probe(mailbox: &Mailbox) -> Vec<Step> {
    match &mailbox.way {
        Way::Imap(server) => probe_imap(server, &mailbox.folder).await,
        Way::Pop3(server) => super::pop3::probe(server).await,
        Way::Graph(account) => super::graph::probe(account, &mailbox.folder).await,
        Way::Gmail(account) => super::gmail::probe(account, &mailbox.folder).await,
    }
}

async fn probe_imap(server: &Server, folder: &str) -> Vec<Step> {
    let (connection, mut steps) = tried::<Connection>(server).await;
    let Some(mut connection) = connection else { return steps };
    match list(&mut connection).await {
        Ok(folders) => steps.push(Step::found("probe-folders", folders.join(", "))),
        Err(trouble) => {
            steps.push(Step::failed("probe-folders", trouble));
            return steps;
        }
    }
    match Selected::select(connection, folder).await {
        Ok(open) => {
            steps.push(Step::found("probe-folder", folder.to_owned()));
            open.log_out().await;
        }
        Err(trouble) => steps.push(Step::failed("probe-folder", trouble)),
    }
    steps
}

/// The folders that can be opened, by name, in Unicode.
pub async fn folders(server: &Server) -> Result<Vec<String>, Trouble> {
    let mut connection: Connection = entered(server).await?;
    let folders = list(&mut connection).await?;
    connection.log_out().await;
    Ok(folders)
}

async fn list(connection: &mut Connection) -> Result<Vec<String>, Trouble> {
    let answer = connection.demand("LIST \"\" \"*\"").await?;
    let opens = |flags: Option<&Value>| {
        let closed = |flag: &Value| is(Some(flag), "\\Noselect") || is(Some(flag), "\\NonExistent");
        flags.and_then(Value::list).is_some_and(|flags| !flags.iter().any(closed))
    };
    let lists = answer.data.iter().filter(|data| is(data.first(), "LIST") && opens(data.get(1)));
    let mut names: Vec<String> =
        lists.filter_map(|data| data.get(3)?.text()).map(|name| folder::decode(&name)).collect();
    names.sort_unstable();
    Ok(names)
}

//! The company's desk, grown in one transaction: either it is all there or nothing is.

use super::act::{Papers, Stage};
use super::company::move_in;
use super::content::Content;
use super::draw::Draw;
use super::life::steps;
use super::paper;
use super::story::{Story, stories};
use super::tools;
use base::{Language, Moment};
use desk::conversation::NewAttachment;
use desk::{Actor, Done};
use platform::blobs::Blobs;
use service::{Desk, Tx};
use std::sync::Arc;
use std::time::Duration;

/// What is to grow.
pub struct Wish {
    pub seed: u64,
    pub tickets: usize,
    /// Of the company's own names.
    pub language: Language,
    /// Of the agents' passwords, in their order.
    pub hashes: Vec<String>,
}

/// Moves the company in and lets it work until now.
pub async fn grow(desk: &Desk, blobs: &Blobs, content: Arc<Content>, wish: Wish) -> Result<(), String> {
    let now = desk.now();
    let papers = keep_papers(blobs, &stories(&content, wish.seed, wish.tickets, now)).await?;
    let done = desk.change(Actor::System, move |tx| live(tx, &content, &papers, &wish, now)).await;
    done.map_err(|error| format!("the demo could not be grown: {error}"))
}

/// Every file once.
async fn keep_papers(blobs: &Blobs, stories: &[Story<'_>]) -> Result<Papers, String> {
    let mut papers = Papers::new();
    for file in stories.iter().flat_map(|story| &story.messages).flat_map(|message| message.files) {
        if papers.contains_key(&file.name) {
            continue;
        }
        let made = paper::make(file);
        let size = made.bytes.len() as i64;
        let digest = blobs.put(made.bytes).await.map_err(|fault| fault.to_string())?;
        let kept = NewAttachment {
            digest,
            name: file.name.clone(),
            content_type: made.content_type.to_owned(),
            size,
            inline: false,
            content_id: None,
        };
        papers.insert(file.name.clone(), kept);
    }
    Ok(papers)
}

fn live(tx: &mut Tx, content: &Content, papers: &Papers, wish: &Wish, now: Moment) -> Done<()> {
    service::demo::mark(tx)?;
    let stories = stories(content, wish.seed, wish.tickets, now);
    let opening = stories.first().map_or(now, Story::begins).min(now.minus(Duration::from_secs(100 * 86_400)));
    let company =
        tx.at(opening.minus(Duration::from_secs(7 * 86_400)), |tx| move_in(tx, content, wish.language, &wish.hashes))?;
    let mut all: Vec<_> =
        stories.iter().enumerate().flat_map(|(place, story)| life(story, place, now, wish.seed)).collect();
    all.sort_by_key(|step| step.at);
    let mut stage = Stage { content, company, papers, numbers: vec![None; stories.len()] };
    all.into_iter().try_for_each(|step| stage.play(tx, step, &stories[step.story]))?;
    stage.reckon(tx)?;
    tools::remember(tx, &stage, &stories, wish.language)
}

fn life(story: &Story, place: usize, now: Moment, seed: u64) -> Vec<super::life::Step> {
    steps(story, place, now, &mut Draw::of(seed ^ 0x6c69_6665, place as u64))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use desk::ticket::View;
    use platform::config::BlobsConfig;
    use service::ticket;
    use testing::World;

    const SYSTEM: Actor = Actor::System;

    pub async fn grown(world: &World, tickets: usize) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(&BlobsConfig::Folder(folder.path().to_owned())).unwrap();
        let content = Arc::new(Content::read().unwrap());
        let hashes = vec![testing::cast::HASH.to_owned(); content.company.agents.len()];
        grow(&world.desk, &blobs, content, Wish { seed: 1, tickets, language: Language::English, hashes })
            .await
            .unwrap();
        world
            .desk
            .ask(SYSTEM, |read| {
                let mut seen = Vec::new();
                for view in [View::AllOpen, View::Snoozed, View::Closed, View::Spam, View::Trash] {
                    for line in ticket::list(read, view, None, 200)?.lines {
                        let (ticket, page) = (&line.ticket, ticket::page(read, line.ticket.number)?);
                        seen.push(format!(
                            "{view:?} {ticket:?} {} {:?} {}",
                            line.requester,
                            line.assignee,
                            page.timeline.len()
                        ));
                    }
                }
                Ok(seen)
            })
            .await
            .unwrap()
    }

    testing::on_both! {
        async fn the_same_seed_grows_the_same_desk(world: World) {
            let first = grown(&world, 60).await;
            let second = grown(&World::on(testing::Database::sqlite()), 60).await;
            assert_eq!(first.len(), 60);
            assert_eq!(first, second);
        }

        async fn a_grown_desk_waits_for_nothing(world: World) {
            grown(&world, 120).await;
            assert_eq!(service::whole::wrong_cells(&world.database().location()).unwrap(), Vec::<String>::new());
            let letters = world.desk.ask(SYSTEM, service::channel::letter_counts).await.unwrap();
            assert_eq!(letters, [], "nothing is on its way");
            let sent = world
                .desk
                .ask(SYSTEM, |read| service::channel::letters(read, desk::channel::LetterState::Sent, None, 200));
            assert!(sent.await.unwrap().len() > 100);
            assert_eq!(world.desk.ask(SYSTEM, service::whole::job_counts).await.unwrap(), vec![]);
        }
    }
}

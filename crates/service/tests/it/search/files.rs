//! What files say is found.

use super::*;
use desk::Actor;
use desk::conversation::NewAttachment;
use service::search::{READ_FILE, Reading, file_to_read, follow_files, keep_text};

async fn a_ticket_with_a_file(world: &World, name: &str, content_type: &str) -> TicketNumber {
    let cast = world.cast().await;
    let file = NewAttachment {
        digest: base::Digest::of(b"bytes"),
        name: name.into(),
        content_type: content_type.into(),
        size: 5,
        inline: false,
        content_id: None,
    };
    let first = Incoming { attachments: vec![file], ..Incoming::said(cast.kei, Origin::Mail, "See the file") };
    system(world, move |tx| ticket::create(tx, NewTicket::asked("A file", cast.kei, cast.support, first))).await.number
}

/// The bodies of the jobs that the log asks for.
async fn jobs(world: &World) -> Vec<String> {
    world
        .desk
        .change(Actor::System, |tx| {
            service::readers::follow(tx, "files", follow_files)?;
            let claimed = service::jobs::claim(tx, READ_FILE, "me", std::time::Duration::from_secs(60), 10)?;
            Ok(claimed.into_iter().map(|job| job.body).collect())
        })
        .await
        .unwrap()
}

testing::on_both! {
    async fn the_text_of_a_file_is_found_once_it_is_read(world: World) {
        let number = a_ticket_with_a_file(&world, "見積書.pdf", "application/pdf").await;
        let aya = world.desk.ask(Actor::System, |read| Ok(store::people::agents::all(read)?[0].0.id)).await.unwrap();
        let (finder, mut feed) = index(&world).await;
        assert_eq!(numbers(&world, &finder, aya, "見積書").await, [number], "by its name at once");
        let mut waiting = Vec::new();
        for _ in 0..200 {
            waiting = jobs(&world).await;
            if !waiting.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert_eq!(waiting.len(), 1);
        let body = waiting.remove(0);
        let file = world.desk.ask(Actor::System, { let body = body.clone(); move |read| file_to_read(read, &body) }).await.unwrap().unwrap();
        world.desk.change(Actor::System, move |tx| keep_text(tx, &file, Reading::Read, "部品番号 KP-7781 の見積")).await.unwrap();
        read_on(&world, &mut feed).await;
        let found = find(&world, &finder, aya, "KP-7781").await;
        assert_eq!(found.hits[0].line.ticket.number, number);
        assert!(found.hits[0].excerpt.is_marked());
        assert_eq!(world.desk.ask(Actor::System, move |read| file_to_read(read, &body)).await.unwrap(), None, "nobody reads it twice");
    }

    async fn a_picture_is_not_read(world: World) {
        a_ticket_with_a_file(&world, "photo.png", "image/png").await;
        for _ in 0..3 {
            assert!(jobs(&world).await.is_empty());
        }
    }
}

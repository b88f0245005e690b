//! Tables of people that are brought once, and tried and taken in pieces.

use crate::desk_work::{assert_missing, assert_refused, by, seen_by, system};
use desk::people::{Holds, PIECE, PeopleImportId, PeopleImportState, PersonId, cut};
use desk::{Actor, Refusal};
use service::people::{self, PeopleImportPage, Report};
use std::time::Duration;
use testing::{World, email};

const COLUMNS: [Holds; 3] = [Holds::Email, Holds::Name, Holds::Organization];

/// Three pieces: the last line is the first one's person, and one in the middle has two things wrong with it.
fn long() -> String {
    let line = |n: usize| match n {
        150 => "nobody,\"".to_owned() + &"x".repeat(200) + "\",Parts Ltd\n",
        _ => format!("p{n}@parts.example,Person {n},Parts Ltd\n"),
    };
    let all: String = (0..2 * PIECE + 1).map(line).collect();
    format!("email,name,organization\n{all}P0@parts.example,Once more,\n")
}

async fn brought(world: &World, who: PersonId, text: String) -> PeopleImportId {
    by(world, who, move |tx| people::bring_people_import(tx, &cut(&text)?)).await.unwrap().id
}

async fn tried(world: &World, who: PersonId, id: PeopleImportId) {
    let through =
        seen_by(world, who, move |read| people::read_people_import(read, id, COLUMNS.to_vec())).await.unwrap();
    by(world, who, move |tx| people::try_people_import(tx, through)).await.unwrap();
}

async fn taken(world: &World, who: PersonId, id: PeopleImportId) {
    let through =
        seen_by(world, who, move |read| people::read_people_import(read, id, COLUMNS.to_vec())).await.unwrap();
    by(world, who, move |tx| people::take_people_import(tx, through)).await.unwrap();
}

/// The job goes on to the end.
async fn worked(world: &World, id: PeopleImportId) {
    while system(world, move |tx| people::people_import_on(tx, id)).await {}
}

async fn page(world: &World, who: PersonId, id: PeopleImportId) -> PeopleImportPage {
    seen_by(world, who, move |read| people::people_import(read, id)).await.unwrap()
}

async fn known(world: &World, address: &'static str) -> bool {
    let found = world.desk.ask(Actor::System, move |read| people::with_address(read, &email(address))).await;
    found.unwrap().is_some()
}

testing::on_both! {
    async fn a_long_table_is_tried_and_taken_piece_by_piece_and_each_reason_is_told(world: World) {
        let cast = world.cast().await;
        let id = brought(&world, cast.ben, long()).await;
        let before = page(&world, cast.ben, id).await;
        assert_eq!((before.import.state, before.import.rows, before.import.pieces), (PeopleImportState::Brought, 202, 3));
        assert_eq!((before.import.columns.as_slice(), before.first.len(), before.report), (&COLUMNS[..], PIECE, None));
        tried(&world, cast.ben, id).await;
        let meanwhile = page(&world, cast.ben, id).await;
        assert_eq!((meanwhile.import.state, meanwhile.done, meanwhile.report), (PeopleImportState::Trying, 100, None));
        worked(&world, id).await;
        let after = page(&world, cast.ben, id).await;
        let report = after.report.unwrap();
        assert_eq!((after.import.state, report.created), (PeopleImportState::Tried, 200));
        assert_eq!(report.organizations.iter().collect::<Vec<_>>(), ["Parts Ltd"], "one, whatever the pieces");
        let wrong = vec![
            (152, vec![Refusal::AddressInvalid, Refusal::NameTooLong]),
            (203, vec![Refusal::ImportTwice]),
        ];
        assert_eq!(report.wrong, wrong);
        assert!(!known(&world, "p0@parts.example").await, "nothing has changed");

        taken(&world, cast.ben, id).await;
        assert!(known(&world, "p99@parts.example").await && !known(&world, "p100@parts.example").await);
        let other = by(&world, cast.ben, |tx| people::bring_people_import(tx, &cut("email\nx@y.example")?)).await;
        assert_refused(other, Refusal::ImportAtWork);
        worked(&world, id).await;
        let after = page(&world, cast.ben, id).await;
        assert_eq!((after.import.state, after.report.clone()), (PeopleImportState::Taken, Some(report)), "as it was tried");
        assert!(known(&world, "p200@parts.example").await);
        taken(&world, cast.ben, id).await;
        assert_eq!(page(&world, cast.ben, id).await, after, "once is enough");

        let (left, next) = seen_by(&world, cast.ben, move |read| people::left_of_people_import(read, id, 0)).await.unwrap();
        assert_eq!(left.iter().map(|(row, _)| row[0].as_str()).collect::<Vec<_>>(), ["nobody", "P0@parts.example"]);
        assert_eq!((left[1].1.as_slice(), next), (&[Refusal::ImportTwice][..], None));
    }

    async fn a_language_nobody_here_speaks_keeps_nobody_out(world: World) {
        let cast = world.cast().await;
        let read = desk::people::table("email,language\nnew@parts.example,fr\nkei@customer.example,de\n").unwrap();
        let columns = [Holds::Email, Holds::Language];
        let report = by(&world, cast.ben, move |tx| people::import_people(tx, &read, &columns)).await.unwrap();
        let told = vec![(2, "fr".to_owned()), (3, "de".to_owned())];
        assert_eq!(report, Report { created: 1, same: 1, unspoken: told, ..Report::default() });
        let new = by(&world, cast.ben, |tx| people::with_address(tx, &email("new@parts.example"))).await.unwrap().unwrap();
        let new = by(&world, cast.ben, move |tx| people::panel(tx, new)).await.unwrap();
        assert_eq!(new.person.language, None);
    }

    async fn a_table_is_ones_own_is_stopped_and_forgotten(world: World) {
        let cast = world.cast().await;
        let id = brought(&world, cast.ben, long()).await;
        assert_missing(seen_by(&world, cast.aya, move |read| people::people_import(read, id)).await);
        assert_missing(by(&world, cast.chika, move |tx| people::stop_people_import(tx, id)).await);
        assert_refused(by(&world, cast.ben, move |tx| people::stop_people_import(tx, id)).await, Refusal::RunNotAtWork);
        let nobody = seen_by(&world, cast.ben, move |read| people::read_people_import(read, id, vec![Holds::Name])).await;
        assert_refused(nobody, Refusal::ImportWithoutAddress);
        taken(&world, cast.ben, id).await;
        by(&world, cast.ben, move |tx| people::stop_people_import(tx, id)).await.unwrap();
        worked(&world, id).await;
        let stopped = page(&world, cast.ben, id).await;
        assert_eq!((stopped.import.state, stopped.report.unwrap().created), (PeopleImportState::Stopped, 100));
        assert!(!known(&world, "p100@parts.example").await, "what was not taken is not");
        // Who brings another has that one.
        let other = brought(&world, cast.ben, "email\nx@y.example".into()).await;
        assert_missing(seen_by(&world, cast.ben, move |read| people::people_import(read, id)).await);
        world.clock.advance(Duration::from_secs(8 * 24 * 3_600));
        system(&world, |tx| service::schedule::tick(tx, "me")).await;
        assert_missing(seen_by(&world, cast.ben, move |read| people::people_import(read, other)).await);
        assert_eq!(seen_by(&world, cast.ben, people::last_people_import).await.unwrap(), None);
    }

    async fn who_is_no_agent_any_more_takes_nothing_more(world: World) {
        let cast = world.cast().await;
        let id = brought(&world, cast.ben, long()).await;
        taken(&world, cast.ben, id).await;
        by(&world, cast.aya, move |tx| people::set_role(tx, cast.ben, desk::Role::Light, 2)).await.unwrap();
        worked(&world, id).await;
        assert!(!known(&world, "p100@parts.example").await);
        by(&world, cast.aya, move |tx| people::set_role(tx, cast.ben, desk::Role::Agent, 3)).await.unwrap();
        assert_eq!(page(&world, cast.ben, id).await.import.state, PeopleImportState::Stopped);
    }
}

//! The way of a mail goes on behind the door: rules that acted because of it, people who were told, and who looked.

use crate::desk_of_mail::{open, reading, receive};
use crate::rules::{rule, wish};
use desk::automation::{Stage, Step};
use desk::channel::{Flight, Life};
use desk::notification::{Matrix, Medium, Occasion, Reach, Wishes};
use desk::ticket::Priority;
use reactions::step;
use service::{channel, notification};
use testing::{Cast, World};

async fn way(world: &World, cast: &Cast, flight: Flight) -> Life {
    let by = world.actor(cast.aya).await;
    world.desk.ask(by, move |read| channel::life(read, flight)).await.unwrap()
}

fn names(life: &Life, key: &str) -> Vec<String> {
    let steps = life.steps.iter().filter(|step| step.key == key);
    steps.flat_map(|step| &step.facts).map(|(_, name)| name.clone()).collect()
}

testing::on_both! {
    async fn what_follows_from_a_mail_stands_on_its_way(world: World) {
        let cast = open(&world).await;
        rule(&world, wish("Matters first", &["ticket_created"], vec![Step::SetPriority(Priority::Urgent)]), Stage::Act).await;
        let chika = world.actor(cast.chika).await;
        let mut matrix = Matrix::default();
        matrix.set(Occasion::Created, Medium::App, Reach::Teams).unwrap();
        let wishes = Wishes { matrix: Some(matrix), ..Wishes::default() };
        world.desk.change(chika.clone(), move |tx| notification::choose(tx, wishes)).await.unwrap();
        let intake = receive(&world.desk, 1).await;
        let jobs = reading(&world.desk);
        for _ in 0..4 {
            step(&world.desk, &jobs).await.unwrap();
        }
        let flight = Flight::In(intake);
        let before = way(&world, &cast, flight).await;
        assert_eq!(names(&before, "flight-step-rule"), ["Matters first"], "{before:?}");
        assert!(names(&before, "flight-step-told").contains(&"Chika Ueda".to_owned()), "{before:?}");
        assert!(names(&before, "flight-step-seen").is_empty());
        let number = before.found.ticket.expect("it opened a ticket");
        world.desk.change(chika, move |tx| notification::see_ticket(tx, number)).await.unwrap();
        assert_eq!(names(&way(&world, &cast, flight).await, "flight-step-seen"), ["Chika Ueda"]);
    }
}

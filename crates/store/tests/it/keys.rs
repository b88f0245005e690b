//! Who was written down before keys went without spaces is found like everybody else.

use service::Location;
use service::people::{After, list};

const MIGRATION: &str = include_str!("../../../../migrations/0223_keys_without_spaces.sql");

/// On a thread of its own, because the client brings its own runtime.
pub fn run(location: Location, sql: String) {
    let done = std::thread::spawn(move || match location {
        Location::File(path) => rusqlite::Connection::open(path).unwrap().execute_batch(&sql).unwrap(),
        Location::Postgres(url) => {
            postgres::Client::connect(&url, postgres::NoTls).unwrap().batch_execute(&sql).unwrap();
        }
    });
    done.join().unwrap();
}

testing::on_both! {
    async fn keys_from_before_are_renewed(world: World) {
        let cast = world.cast().await;
        let (kei, mio, stranger) = (cast.kei, cast.mio, cast.stranger);
        let before = format!(
            "DELETE FROM person_keys;
             INSERT INTO person_keys (key, person_id) VALUES
                 ('kei tanaka', {kei}), ('tanaka', {kei}), ('kei the cook', {kei}), ('customer.example', {kei}),
                 ('佐藤 美緒', {mio}), ('美緒', {mio}), ('stranger@elsewhere.example', {stranger});"
        );
        run(world.database().location(), before + MIGRATION);
        for (text, who) in [
            ("kei t", kei), ("tanaka", kei), ("tanakakei", kei), ("Kei the c", kei), ("customer.ex", kei),
            ("佐藤美", mio), ("佐藤　美緒", mio), ("美緒", mio), ("美緒 佐藤", mio), ("stranger@", stranger),
        ] {
            let asked = world.desk.ask(desk::Actor::System, move |read| list(read, text, &After::default(), 10));
            let found: Vec<_> = asked.await.unwrap().lines.into_iter().map(|line| line.person.id).collect();
            assert_eq!(found, [who], "{text}");
        }
    }
}

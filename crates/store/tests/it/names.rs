//! An organisation that was named before names were compared whatever their width is found like every other one.

use crate::keys::run;
use desk::Actor;
use service::people;

testing::on_both! {
    async fn names_from_before_are_folded_anew(world: World) {
        world.cast().await;
        let made = world.desk.change(Actor::System, |tx| Ok(people::create_organization(tx, "㈱ＡＢＣ")?.id)).await.unwrap();
        run(world.database().location(), "UPDATE organizations SET folded = ''".to_owned());
        store::migrate(&world.database().location()).unwrap();
        let found = world.desk.ask(Actor::System, |read| people::organization_called(read, "(株)abc")).await.unwrap();
        assert_eq!(found, Some(made));
    }
}

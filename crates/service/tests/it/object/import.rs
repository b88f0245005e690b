//! Objects from a table, and into one.

use super::*;
use desk::object::Holds;
use desk::people::table;

testing::on_both! {
    async fn a_table_is_tried_told_line_by_line_and_taken(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        made(&world, cast.chika, &assets, "ThinkPad", "SN-1").await;
        let read = table("name,serial,owner\nThinkPad,SN-9,mio@kyaku.example\nPrinter,PR-1,\n,SN-3,\nprinter,PR-2,\nTablet,T-1,nobody@x.example\n").unwrap();
        let columns = vec![Holds::Name, Holds::Field(assets.serial), Holds::Field(assets.owner)];
        let of = assets.of;
        let (rows, meant) = (read.clone(), columns.clone());
        let tried = seen_by(&world, cast.ben, move |tx| object::try_objects_import(tx, of, &rows, &meant)).await.unwrap();
        assert_eq!((tried.created, tried.changed, tried.same), (1, 1, 0));
        assert_eq!(tried.wrong, [(4, Refusal::NameEmpty), (5, Refusal::ImportTwice), (6, Refusal::PersonUnknown)]);
        let (rows, meant) = (read.clone(), columns.clone());
        let taken = by(&world, cast.ben, move |tx| object::import_objects(tx, of, &rows, &meant)).await.unwrap();
        assert_eq!(taken, tried);
        assert_eq!(found(&world, cast.chika, of, "sn-9", Sort::Name).await, ["ThinkPad"]);
        let (rows, meant) = (read.clone(), columns.clone());
        assert_refused(by(&world, cast.chika, move |tx| object::import_objects(tx, of, &rows, &meant)).await, Refusal::NotAllowed);
        assert_refused(seen_by(&world, cast.ben, move |tx| object::try_objects_import(tx, of, &read, &[Holds::Nothing])).await, Refusal::ImportWithoutName);
        let page = seen_by(&world, cast.ben, move |read| object::objects_export_page(read, of, None)).await.unwrap();
        assert_eq!((page.objects.len(), page.called.people.len()), (2, 1));
    }
}

use service::Actor;
testing::on_both! {
    async fn an_empty_desk_has_no_events(world: World) {
        let end = world.desk.ask(Actor::System, service::readers::end).await.unwrap();
        assert_eq!(end, desk::event::Place::default());
    }
}

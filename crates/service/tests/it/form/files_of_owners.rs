//! Files in fields of people, organisations, teams and objects: who sees the field sees them, and nobody else.

use super::files::{bounds, taken};
use super::*;
use crate::object::a_type;
use base::Digest;
use desk::form::{FieldFile, Owner, Value};
use desk::object::{Grant, ObjectTypeWish, Party, Right};
use desk::people::{Holds, PersonId, Profile, table};
use desk::{Actor, Refusal, Role};
use service::form::Filling;
use service::{conversation, object, people};

const NAME: &str = "Vertrag.pdf";

fn digest() -> Digest {
    Digest::of(NAME.as_bytes())
}

async fn of(world: &World, cast: &Cast, holder: Holder, asks: Asks) -> FieldId {
    let wish = FieldWish { asks, ..wish("Contract", Nature::File { bounds: bounds() }) };
    by(world, cast.aya, move |tx| form::create_field(tx, holder, wish, "")).await.unwrap().id
}

fn holding(world: &World, field: FieldId, names: &[&str]) -> Filling {
    Filling { typed: vec![(field, names.iter().map(|name| taken(world, name, 9)).collect())], zone: String::new() }
}

/// As if the page had just been drawn.
async fn fill(world: &World, who: PersonId, owner: Owner, filling: Filling) -> desk::Done<()> {
    by(world, who, move |tx| {
        let version = match owner {
            Owner::Person(id) => store::people::persons::load(tx, id)?.map(|one| one.version),
            Owner::Organization(id) => store::people::organizations::load(tx, id)?.map(|one| one.version),
            Owner::Team(id) => store::people::teams::load(tx, id)?.map(|one| one.version),
            Owner::Object(id) => store::object::objects::load(tx, id)?.map(|one| one.version),
        };
        form::fill(tx, owner, &filling, version.unwrap_or_default())
    })
    .await
}

async fn found(world: &World, who: PersonId, owner: Owner, field: FieldId) -> desk::Done<FieldFile> {
    seen_by(world, who, move |read| form::file_of(read, owner, field, &digest())).await
}

async fn names(world: &World, who: PersonId, owner: Owner, field: FieldId) -> Vec<String> {
    let profile = seen_by(world, who, move |read| form::profile(read, owner)).await.unwrap();
    match profile.answers.get(&field) {
        Some(Value::Files(files)) => files.iter().map(|file| file.name.clone()).collect(),
        _ => Vec::new(),
    }
}

async fn is_forgotten(world: &World) -> bool {
    system(world, |tx| conversation::may_forget(tx, &digest())).await
}

testing::on_both! {
    async fn whoever_reads_the_holder_with_its_field_reads_its_file(world: World) {
        let cast = world.cast().await;
        let company = by(&world, cast.chika, |tx| people::create_organization(tx, "Sakura")).await.unwrap().id;
        let holders = [
            (Holder::Person, Owner::Person(cast.mio), cast.chika),
            (Holder::Organization, Owner::Organization(company), cast.chika),
            (Holder::Team, Owner::Team(cast.billing), cast.aya),
        ];
        for (holder, owner, filler) in holders {
            let field = of(&world, &cast, holder, Asks::default()).await;
            let two = holding(&world, field, &[NAME, "plan.png"]);
            fill(&world, filler, owner, two).await.unwrap();
            for agent in [cast.aya, cast.ben, cast.chika, cast.dai, cast.eve] {
                assert_eq!(found(&world, agent, owner, field).await.unwrap().name, NAME, "{owner:?}");
            }
            for stranger in [cast.kei, cast.mio, cast.stranger] {
                assert_missing(found(&world, stranger, owner, field).await);
                assert_missing(seen_by(&world, stranger, move |read| form::own_file(read, field, &digest())).await);
            }
            let nobody = world.desk.ask(Actor::Anonymous, move |read| form::file_of(read, owner, field, &digest())).await;
            assert_missing(nobody);
            assert_missing(world.desk.ask(Actor::Anonymous, move |read| form::own_file(read, field, &digest())).await);
            // Only who may change the holder puts files in or takes them out.
            let less = holding(&world, field, &["plan.png"]);
            assert_refused(fill(&world, cast.dai, owner, less.clone()).await, Refusal::NotAllowed);
            fill(&world, filler, owner, less).await.unwrap();
            assert_eq!(names(&world, cast.dai, owner, field).await, ["plan.png"]);
            assert_missing(found(&world, cast.chika, owner, field).await);
            fill(&world, filler, owner, holding(&world, field, &[])).await.unwrap();
            assert_eq!(names(&world, cast.dai, owner, field).await, Vec::<String>::new());
        }
    }

    async fn files_of_objects_follow_the_rights_of_their_type_and_come_back_with_undo(world: World) {
        let cast = world.cast().await;
        let grants = vec![
            Grant { party: Party::Role(Role::Supervisor), right: Right::Manage },
            Grant { party: Party::Team(cast.support), right: Right::See },
        ];
        let kind = by(&world, cast.aya, move |tx| object::create_object_type(tx, ObjectTypeWish { grants, ..a_type("Room") })).await.unwrap();
        let field = of(&world, &cast, Holder::Object(kind), Asks { requester: Ask::Hidden, agent: Ask::Required }).await;
        let given = holding(&world, field, &[NAME]);
        let room = by(&world, cast.ben, move |tx| object::create_object(tx, kind, "Blue room", &given)).await.unwrap();
        let owner = Owner::Object(room);
        for agent in [cast.aya, cast.ben, cast.chika, cast.dai] {
            assert_eq!(found(&world, agent, owner, field).await.unwrap().name, NAME);
        }
        for stranger in [cast.eve, cast.kei, cast.mio] {
            assert_missing(found(&world, stranger, owner, field).await);
        }
        // A file is demanded: without one there is no object.
        let none = holding(&world, field, &[]);
        assert_refused(by(&world, cast.ben, move |tx| object::create_object(tx, kind, "Red room", &none)).await, Refusal::FieldsWrong);
        fill(&world, cast.ben, owner, holding(&world, field, &["plan.png"])).await.unwrap();
        let page = seen_by(&world, cast.ben, move |read| object::object(read, room)).await.unwrap();
        let changed = page.history.iter().find(|(one, may)| *may && one.event.kind() == "object_field_changed").unwrap().0.place.position;
        by(&world, cast.ben, move |tx| object::undo_object(tx, changed).map(drop)).await.unwrap();
        assert_eq!(names(&world, cast.chika, owner, field).await, [NAME]);
    }

    async fn a_requester_reads_and_sends_what_is_meant_for_them(world: World) {
        let cast = world.cast().await;
        let open = of(&world, &cast, Holder::Person, Asks { requester: Ask::Optional, agent: Ask::Optional }).await;
        let own = |who: PersonId| seen_by(&world, who, move |read| form::own_file(read, open, &digest()));
        let given = holding(&world, open, &[NAME]);
        by(&world, cast.mio, move |tx| form::fill_own(tx, &given)).await.unwrap();
        assert_eq!(own(cast.mio).await.unwrap().name, NAME);
        assert_missing(own(cast.kei).await);
        assert_eq!(found(&world, cast.dai, Owner::Person(cast.mio), open).await.unwrap().name, NAME);
        // What their organisation shows them, they read and do not change.
        let (mio, read_only) = (cast.mio, Asks { requester: Ask::Shown, agent: Ask::Optional });
        let shown = of(&world, &cast, Holder::Organization, read_only).await;
        let company = by(&world, cast.chika, move |tx| {
            let company = people::create_organization(tx, "Sakura")?.id;
            let person = people::panel(tx, mio)?.person;
            people::edit_person(tx, mio, Profile { organization: Some(company), ..person.profile() }, person.version)?;
            Ok(company)
        }).await.unwrap();
        fill(&world, cast.chika, Owner::Organization(company), holding(&world, shown, &[NAME])).await.unwrap();
        let theirs = |who: PersonId| seen_by(&world, who, move |read| form::own_file(read, shown, &digest()));
        assert_eq!(theirs(mio).await.unwrap().name, NAME);
        assert_missing(theirs(cast.kei).await);
        // What nobody asks of them any more is theirs no more.
        let hidden = FieldWish { asks: Asks::default(), ..wish("Contract", Nature::File { bounds: bounds() }) };
        by(&world, cast.aya, move |tx| form::change_field(tx, open, 1, hidden, "")).await.unwrap();
        assert_missing(own(cast.mio).await);
    }

    async fn what_does_not_fit_is_refused_beside_its_field(world: World) {
        let cast = world.cast().await;
        let field = of(&world, &cast, Holder::Person, Asks::default()).await;
        let forged = FieldFile { proof: String::new(), ..FieldFile::read(&taken(&world, NAME, 9)).unwrap() }.written();
        let table = [
            (vec![forged], Refusal::FieldFileUnknown),
            (vec![taken(&world, "a.exe", 9)], Refusal::FieldFileType),
            (vec![taken(&world, NAME, 1024 * 1024 + 1)], Refusal::FieldFileTooLarge),
            (["a.pdf", "b.pdf", "c.pdf"].map(|name| taken(&world, name, 9)).to_vec(), Refusal::FieldFilesTooMany),
        ];
        for (typed, refusal) in table {
            let owner = Owner::Person(cast.mio);
            let filling = Filling { typed: vec![(field, typed)], zone: String::new() };
            assert_refused(fill(&world, cast.chika, owner, filling.clone()).await, Refusal::FieldsWrong);
            let wrong = seen_by(&world, cast.chika, move |read| form::wrong_with(read, owner, &filling)).await.unwrap();
            assert_eq!(wrong, [(field, refusal)]);
        }
    }

    async fn files_go_along_with_who_becomes_somebody_else_and_come_back(world: World) {
        let cast = world.cast().await;
        let field = of(&world, &cast, Holder::Person, Asks::default()).await;
        let (kei, mio) = (cast.kei, cast.mio);
        fill(&world, cast.chika, Owner::Person(kei), holding(&world, field, &[NAME])).await.unwrap();
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, mio)).await.unwrap();
        assert_eq!(found(&world, cast.dai, Owner::Person(mio), field).await.unwrap().name, NAME);
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_missing(found(&world, cast.dai, Owner::Person(mio), field).await);
        assert_eq!(found(&world, cast.dai, Owner::Person(kei), field).await.unwrap().name, NAME);
    }

    async fn a_table_leaves_files_alone_and_says_so(world: World) {
        let cast = world.cast().await;
        let field = of(&world, &cast, Holder::Person, Asks::default()).await;
        fill(&world, cast.chika, Owner::Person(cast.kei), holding(&world, field, &[NAME])).await.unwrap();
        let book = seen_by(&world, cast.ben, people::person_fields).await.unwrap();
        assert_eq!(desk::people::guess_with("Contract", &book), Holds::Nothing);
        let rows = table("email,contract\nkei@customer.example,other.pdf\n").unwrap();
        let report = by(&world, cast.ben, move |tx| people::import_people(tx, &rows, &[Holds::Email, Holds::Field(field)])).await.unwrap();
        assert_eq!(report.wrong, [(2, vec![Refusal::ImportOfFiles])]);
        assert_eq!(names(&world, cast.dai, Owner::Person(cast.kei), field).await, [NAME]);
        // Out of the house goes the name.
        let (page, answers, called, _) = seen_by(&world, cast.ben, |read| people::people_export_page(read, &people::After::default())).await.unwrap();
        let kei = page.lines.iter().find(|line| line.person.id == cast.kei).unwrap().person.id;
        let value = answers.get(&kei).unwrap().get(&field).unwrap();
        assert_eq!(book.field(field).unwrap().shown(value, called.eyes(base::Language::English, "UTC")), NAME);
        // What no table can say bars no object from one.
        let kind = by(&world, cast.aya, |tx| object::create_object_type(tx, a_type("Room"))).await.unwrap();
        of(&world, &cast, Holder::Object(kind), Asks { requester: Ask::Hidden, agent: Ask::Required }).await;
        let rows = table("name\nBlue room\n").unwrap();
        let report = by(&world, cast.ben, move |tx| object::import_objects(tx, kind, &rows, &[desk::object::Holds::Name])).await.unwrap();
        assert_eq!((report.created, report.wrong), (1, vec![]));
    }

    async fn bytes_stay_while_a_field_holds_them_and_go_with_a_team(world: World) {
        let cast = world.cast().await;
        let field = of(&world, &cast, Holder::Team, Asks::default()).await;
        let team = by(&world, cast.aya, |tx| people::create_team(tx, "Night")).await.unwrap().id;
        assert!(is_forgotten(&world).await);
        fill(&world, cast.aya, Owner::Team(team), holding(&world, field, &[NAME])).await.unwrap();
        assert!(!is_forgotten(&world).await);
        by(&world, cast.aya, move |tx| people::remove_team(tx, team)).await.unwrap();
        assert!(is_forgotten(&world).await);
        let waits = system(&world, move |tx| Ok(store::form::values::in_use(tx, field)?)).await;
        assert!(!waits, "nothing of it is left");
    }
}

//! Files and rich text in fields: within bounds, proven, harmless, whoever sends them.

use super::*;
use base::Digest;
use desk::form::{FieldFile, FileBounds, Value};
use desk::{Actor, Error, Refusal};
use service::form::{Given, proven};
use service::ticket::{self, Asked};
use testing::email;

pub fn bounds() -> FileBounds {
    FileBounds { most: 2, largest: 1, types: FileBounds::types_of("pdf, png") }
}

fn file(name: &str, size: i64) -> FieldFile {
    let digest = Digest::of(name.as_bytes());
    FieldFile { name: name.into(), content_type: "application/pdf".into(), size, digest, proof: String::new() }
}

pub fn taken(world: &World, name: &str, size: i64) -> String {
    proven(world.desk.signer().as_ref(), file(name, size)).written()
}

async fn contract(world: &World, cast: &Cast) -> Field {
    field(world, cast, "Contract", Nature::File { bounds: bounds() }, "").await
}

testing::on_both! {
    async fn files_stand_in_a_field_and_are_found_by_whoever_sees_the_ticket(world: World) {
        let cast = world.cast().await;
        let field = contract(&world, &cast).await.id;
        let number = asked(&world, &cast).await.number;
        let typed = vec![taken(&world, "Vertrag.pdf", 9), taken(&world, "plan.PNG", 9)];
        by(&world, cast.chika, move |tx| form::set_typed(tx, number, field, &typed, "UTC", None)).await.unwrap();
        let page = seen_by(&world, cast.dai, move |read| ticket::page(read, number)).await.unwrap();
        let Some(Value::Files(files)) = page.details.answers.get(&field) else { panic!("files") };
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["Vertrag.pdf", "plan.PNG"]);
        let digest = files[0].digest.clone();
        let found = { let digest = digest.clone(); seen_by(&world, cast.dai, move |read| form::field_file(read, number, field, &digest)).await };
        assert_eq!(found.unwrap().name, "Vertrag.pdf");
        for stranger in [cast.eve, cast.kei] {
            let digest = digest.clone();
            let found = seen_by(&world, stranger, move |read| form::field_file(read, number, field, &digest)).await;
            assert!(matches!(found, Err(Error::Missing)));
        }
        // One is taken out, and with the last one the field is empty.
        let kept = vec![files[1].written()];
        by(&world, cast.chika, move |tx| form::set_typed(tx, number, field, &kept, "UTC", None)).await.unwrap();
        let gone = seen_by(&world, cast.dai, move |read| form::field_file(read, number, field, &digest)).await;
        assert!(matches!(gone, Err(Error::Missing)));
        by(&world, cast.chika, move |tx| form::set_typed(tx, number, field, &[], "UTC", None)).await.unwrap();
        let page = seen_by(&world, cast.dai, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.details.answers.get(&field), None);
    }

    async fn what_was_never_taken_in_or_does_not_fit_is_refused(world: World) {
        let cast = world.cast().await;
        let field = contract(&world, &cast).await.id;
        let number = asked(&world, &cast).await.number;
        let forged = file("a.pdf", 9).written();
        let renamed = taken(&world, "a.exe", 9).replace("a.exe", "a.pdf");
        let table = [
            (vec![forged], Refusal::FieldFileUnknown),
            (vec![renamed], Refusal::FieldFileUnknown),
            (vec!["nonsense".into()], Refusal::FieldFileUnknown),
            (vec![taken(&world, "a.exe", 9)], Refusal::FieldFileType),
            (vec![taken(&world, "a.pdf", 1024 * 1024 + 1)], Refusal::FieldFileTooLarge),
            (["a.pdf", "b.pdf", "c.pdf"].map(|name| taken(&world, name, 9)).to_vec(), Refusal::FieldFilesTooMany),
        ];
        for (typed, refusal) in table {
            let done = by(&world, cast.chika, move |tx| form::set_typed(tx, number, field, &typed, "UTC", None)).await;
            assert_refused(done, refusal);
        }
        let none = FileBounds { most: 0, ..bounds() };
        let none = by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Ticket, wish("None", Nature::File { bounds: none }), "")).await;
        assert_refused(none, Refusal::BoundsInvalid);
    }

    async fn a_requester_sends_files_and_marks_through_the_form(world: World) {
        let cast = world.cast().await;
        let file = contract(&world, &cast).await;
        let words = field(&world, &cast, "What happened", Nature::RichText, "").await;
        let topic = topic(&world, &cast, vec![part(&file, Ask::Required, vec![]), part(&words, Ask::Optional, vec![])]).await;
        let send = |typed: Vec<(FieldId, Vec<String>)>| {
            let given = Given { topic: Some(topic), typed, zone: String::new() };
            let asked = Asked {
                name: "Kei".into(),
                email: Some(email("kei@customer.example")),
                subject: "A contract".into(),
                text: "Please look".into(),
                attachments: vec![],
                language: base::Language::English,
                organization: None,
                brand: None,
                priority: None,
                given,
            };
            world.desk.change(Actor::Anonymous, move |tx| ticket::ask(tx, asked))
        };
        assert_refused(send(vec![]).await, Refusal::FieldsWrong);
        assert_refused(send(vec![(file.id, vec![taken(&world, "a.exe", 9)])]).await, Refusal::FieldsWrong);
        let rich = "html:<p onclick=x>Torn <strong>twice</strong></p><script>x</script><img src=https://e.example>";
        let number = send(vec![(file.id, vec![taken(&world, "a.pdf", 9)]), (words.id, vec![rich.into()])]).await.unwrap().number;
        let answers = seen_by(&world, cast.ben, move |read| Ok(ticket::page(read, number)?.details.answers)).await.unwrap();
        assert_eq!(answers.get(&words.id), Some(&Value::Text("<p>Torn <strong>twice</strong></p>".into())));
        assert!(matches!(answers.get(&file.id), Some(Value::Files(files)) if files.len() == 1));
        // They see what they filled in, and save their files; nobody else does.
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(page.details.fields.iter().map(|(one, _)| one.id).collect::<Vec<_>>(), [file.id, words.id]);
        let Some((_, Value::Files(files))) = page.details.fields.first() else { panic!("files") };
        let (digest, id) = (files[0].digest.clone(), file.id);
        let saved = |field: FieldId| { let digest = digest.clone(); move |read: &mut service::Read| ticket::public_field_file(read, number, field, &digest) };
        assert_eq!(seen_by(&world, cast.kei, saved(id)).await.unwrap().name, "a.pdf");
        assert_missing(seen_by(&world, cast.kei, saved(words.id)).await);
        assert_missing(seen_by(&world, cast.mio, saved(id)).await);
        let hide = vec![part(&file, Ask::Hidden, vec![]), part(&words, Ask::Shown, vec![])];
        by(&world, cast.aya, move |tx| {
            let form = form::forms(tx)?.remove(0);
            form::change_form(tx, form.id, form.version, FormWish { parts: hide, name: form.name })
        }).await.unwrap();
        assert_missing(seen_by(&world, cast.kei, saved(id)).await);
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(page.details.fields.len(), 1);
        // Without an editor plain text is as good, and nothing in it is markup.
        let words = words.id;
        by(&world, cast.ben, move |tx| form::set_typed(tx, number, words, &["1 < 2\n<b>".into()], "UTC", None)).await.unwrap();
        let answers = seen_by(&world, cast.ben, move |read| Ok(ticket::page(read, number)?.details.answers)).await.unwrap();
        assert_eq!(answers.get(&words), Some(&Value::Text("1 &lt; 2<br>&lt;b&gt;".into())));
        let long = format!("html:<p>{}</p>", "x".repeat(10_001));
        assert_refused(by(&world, cast.ben, move |tx| form::set_typed(tx, number, words, &[long], "UTC", None)).await, Refusal::TextTooLong);
        let empty = "html:<p></p>".to_owned();
        by(&world, cast.ben, move |tx| form::set_typed(tx, number, words, &[empty], "UTC", None)).await.unwrap();
        let answers = seen_by(&world, cast.ben, move |read| Ok(ticket::page(read, number)?.details.answers)).await.unwrap();
        assert_eq!(answers.get(&words), None);
    }
}

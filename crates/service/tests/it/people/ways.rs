//! Telephone numbers, names in chats, notes and files of people.

use crate::desk_work::*;
use desk::Refusal;
use desk::conversation::NewAttachment;
use desk::people::{HandleKind, Holds, PhoneKind, table};
use desk::ticket::Origin;
use service::conversation::Incoming;
use service::people::{self, After};
use service::ticket::{self, NewTicket};
use testing::{Cast, World};

fn file(name: &str, inline: bool) -> NewAttachment {
    NewAttachment {
        digest: base::Digest::of(name.as_bytes()),
        name: name.into(),
        content_type: "application/pdf".into(),
        size: 3,
        inline,
        content_id: None,
    }
}

async fn found(world: &World, text: &'static str, cast: &Cast) -> Vec<desk::people::PersonId> {
    let page = seen_by(world, cast.dai, move |read| people::list(read, text, &After::default(), 10)).await.unwrap();
    page.lines.into_iter().map(|line| line.person.id).collect()
}

testing::on_both! {
    async fn a_number_is_found_however_it_is_typed(world: World) {
        let cast = world.cast().await;
        // The house stands in Tokyo.
        let add = |typed: &'static str| by(&world, cast.chika, move |tx| people::add_phone(tx, cast.kei, typed, PhoneKind::Mobile));
        add("090-1234-5678").await.unwrap();
        add("+81 90 1234 5678").await.unwrap();
        let (phones, _) = by(&world, cast.dai, move |tx| people::ways(tx, cast.kei)).await.unwrap();
        assert_eq!(phones.len(), 1, "the same number in another spelling");
        assert_eq!((phones[0].number.as_str(), phones[0].kind), ("+819012345678", PhoneKind::Mobile));
        for typed in ["090-1234", "０９０ー１２３４", "+81 90-1234-5678", "81901234"] {
            assert_eq!(found(&world, typed, &cast).await, [cast.kei], "{typed}");
        }
        assert_eq!(found(&world, "090-9999", &cast).await, []);
        assert_refused(add("12345").await, Refusal::PhoneInvalid);
        assert_refused(add("03-1234-5678 (12)").await, Refusal::PhoneInvalid);
        for n in 0..19 {
            by(&world, cast.chika, move |tx| people::add_phone(tx, cast.kei, &format!("+81 3 1234 56{n:02}"), PhoneKind::Work)).await.unwrap();
        }
        assert_refused(add("+49 30 901820").await, Refusal::TooManyPhones);
        by(&world, cast.chika, move |tx| people::remove_phone(tx, cast.kei, "+819012345678")).await.unwrap();
        assert_eq!(found(&world, "090-1234", &cast).await, []);
        assert_missing(by(&world, cast.chika, move |tx| people::remove_phone(tx, cast.kei, "+819012345678")).await);
    }

    async fn a_name_in_a_chat_is_found_and_is_one_whatever_its_case(world: World) {
        let cast = world.cast().await;
        let add = |name: &'static str| by(&world, cast.chika, move |tx| people::add_handle(tx, cast.mio, HandleKind::Line, name));
        add("@Mio_Sato").await.unwrap();
        add("mio_sato").await.unwrap();
        let (_, handles) = by(&world, cast.dai, move |tx| people::ways(tx, cast.mio)).await.unwrap();
        assert_eq!((handles.len(), handles[0].handle.as_str()), (1, "Mio_Sato"));
        assert_eq!(found(&world, "MIO_S", &cast).await, [cast.mio]);
        assert_refused(add("  @ ").await, Refusal::HandleInvalid);
        by(&world, cast.chika, move |tx| people::remove_handle(tx, cast.mio, HandleKind::Line, "MIO_SATO")).await.unwrap();
        assert_eq!(found(&world, "mio_s", &cast).await, []);
    }

    async fn who_becomes_somebody_else_is_reached_there_and_back(world: World) {
        let cast = world.cast().await;
        let (kei, mio) = (cast.kei, cast.mio);
        let merge = by(&world, cast.ben, move |tx| {
            people::add_phone(tx, kei, "090-1234-5678", PhoneKind::Mobile)?;
            people::add_phone(tx, kei, "03-1234-5678", PhoneKind::Work)?;
            people::add_phone(tx, mio, "03-1234-5678", PhoneKind::Home)?;
            people::add_handle(tx, kei, HandleKind::X, "kei")?;
            people::add_person_note(tx, kei, "Likes tea")?;
            people::merge_people(tx, kei, mio)
        }).await.unwrap();
        let (phones, handles) = by(&world, cast.dai, move |tx| people::ways(tx, mio)).await.unwrap();
        assert_eq!((phones.len(), handles.len()), (2, 1));
        assert_eq!(found(&world, "090-1234-5678", &cast).await, [mio]);
        let noted = by(&world, cast.dai, move |tx| people::person_notes(tx, mio, None)).await.unwrap();
        assert_eq!(noted.notes[0].0.text, "Likes tea");
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        let (phones, handles) = by(&world, cast.dai, move |tx| people::ways(tx, mio)).await.unwrap();
        assert_eq!((phones.len(), phones[0].kind, handles.len()), (1, PhoneKind::Home, 0));
        assert_eq!(found(&world, "090-1234-5678", &cast).await, [kei]);
        let noted = by(&world, cast.dai, move |tx| people::person_notes(tx, kei, None)).await.unwrap();
        assert_eq!(noted.notes.len(), 1);
    }

    async fn numbers_and_names_come_from_files_and_go_there(world: World) {
        let cast = world.cast().await;
        let read = table("email,mobile,電話,chat\nkei@customer.example,090-1234-5678; +49 30 901820,03-1234-5678,line:kei; x:@kei_t\nmio@kyaku.example,12,,\n").unwrap();
        let columns: Vec<Holds> = read.head.iter().map(|head| desk::people::guess(head)).collect();
        assert_eq!(columns, [Holds::Email, Holds::Phone(PhoneKind::Mobile), Holds::Phone(PhoneKind::Work), Holds::Handles]);
        let (again, once_more, same) = (read.clone(), read.clone(), columns.clone());
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &again, &same)).await.unwrap();
        assert_eq!((tried.changed, tried.wrong.as_slice()), (1, &[(3, vec![Refusal::PhoneInvalid])][..]));
        let same = columns.clone();
        by(&world, cast.ben, move |tx| people::import_people(tx, &read, &same)).await.unwrap();
        let (phones, handles) = by(&world, cast.dai, move |tx| people::ways(tx, cast.kei)).await.unwrap();
        assert_eq!((phones.len(), handles.len()), (3, 2));
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &once_more, &columns)).await.unwrap();
        assert_eq!((tried.changed, tried.same), (0, 1));
        let (_, _, _, several) = by(&world, cast.ben, move |tx| people::people_export_page(tx, &After::default())).await.unwrap();
        assert_eq!((several.phones.len(), several.handles.len()), (3, 2));
    }

    async fn notes_come_from_files_and_go_there(world: World) {
        let cast = world.cast().await;
        let kei = cast.kei;
        by(&world, cast.chika, move |tx| people::add_person_note(tx, kei, "Likes tea")).await.unwrap();
        let columns = [Holds::Email, Holds::Organization, Holds::Notes, Holds::OrganizationNotes];
        let text = format!(
            "email,organization,notes,organization notes\nkei@customer.example,Parts Ltd,\"Likes tea\n---\nPays late\",Pays in May\nmio@kyaku.example,,{},\n",
            "x".repeat(5_001)
        );
        let read = || table(&text).unwrap();
        let (first, second, third) = (read(), read(), read());
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &first, &columns)).await.unwrap();
        let noted = by(&world, cast.dai, move |tx| people::person_notes(tx, kei, None)).await.unwrap();
        assert_eq!(noted.notes.len(), 1, "it was only tried");
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &second, &columns)).await.unwrap();
        assert_eq!(tried, done);
        assert_eq!((done.changed, done.wrong.as_slice()), (1, &[(5, vec![Refusal::ImportNoteTooLong])][..]));
        let again = by(&world, cast.ben, move |tx| people::import_people(tx, &third, &columns)).await.unwrap();
        assert_eq!((again.same, again.organizations_changed.len()), (1, 0), "nothing is new the second time");
        let noted = by(&world, cast.dai, move |tx| people::person_notes(tx, kei, None)).await.unwrap();
        let said: Vec<(&str, &str)> = noted.notes.iter().map(|(note, author)| (note.text.as_str(), author.as_str())).collect();
        assert_eq!((said.len(), said[0], said[1].0), (2, ("Pays late", "Ben Okada"), "Likes tea"), "a colleague's stays");
        let other = table("organization,organization notes\nParts Ltd,Pays in June\n").unwrap();
        let of_it = [Holds::Organization, Holds::OrganizationNotes];
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &other, &of_it)).await.unwrap();
        assert_eq!((done.organizations.len(), done.organizations_changed.len()), (0, 1));
        for n in 0..20 {
            by(&world, cast.ben, move |tx| people::add_person_note(tx, kei, &format!("Note {n}"))).await.unwrap();
        }
        let (.., several) = by(&world, cast.ben, move |tx| people::people_export_page(tx, &After::default())).await.unwrap();
        let own: Vec<&str> = several.notes.iter().filter(|(id, _)| *id == kei).map(|(_, text)| text.as_str()).collect();
        assert_eq!((own.len(), own[0], own[19]), (20, "Note 0", "Note 19"), "the newest, in their order");
        assert_eq!(several.organization_notes.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["Pays in June"]);
    }

    async fn several_addresses_and_organisations_come_from_files_and_go_there(world: World) {
        let cast = world.cast().await;
        let kei = cast.kei;
        let columns = [Holds::Email, Holds::Organization];
        let read = || table("email,organization\nkei@customer.example; kei@home.example,Parts Ltd; Tools Ltd\nnew@parts.example; new@home.example,; Tools Ltd\nnao@parts.example; mio@kyaku.example,\n").unwrap();
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &read(), &columns)).await.unwrap();
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &read(), &columns)).await.unwrap();
        assert_eq!(tried, done);
        assert_eq!((done.created, done.changed, done.organizations.len()), (1, 1, 2));
        assert_eq!(done.wrong, [(4, vec![Refusal::AddressTaken])], "somebody else has it");
        let panel = by(&world, cast.ben, move |tx| people::panel(tx, kei)).await.unwrap();
        let addresses: Vec<String> = panel.addresses.iter().map(|one| one.email.to_string()).collect();
        assert_eq!(addresses, ["kei@customer.example", "kei@home.example"]);
        assert_eq!(panel.organization.map(|one| one.name).as_deref(), Some("Parts Ltd"));
        assert_eq!(panel.beside.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Tools Ltd"]);
        let again = by(&world, cast.ben, move |tx| people::try_import(tx, &read(), &columns)).await.unwrap();
        assert_eq!((again.same, again.organizations.len()), (2, 0), "nothing is new the second time");
        let (.., several) = by(&world, cast.ben, move |tx| people::people_export_page(tx, &After::default())).await.unwrap();
        let own: Vec<String> = several.addresses.iter().filter(|(id, _)| *id == kei).map(|(_, email)| email.to_string()).collect();
        assert_eq!(own, addresses, "the one we write to first");
        assert!(several.organizations.contains(&(kei, "Tools Ltd".to_owned())));
    }

    async fn a_line_without_an_address_means_whoever_has_its_number(world: World) {
        let cast = world.cast().await;
        let (kei, mio) = (cast.kei, cast.mio);
        by(&world, cast.ben, move |tx| people::add_phone(tx, kei, "+819012345678", PhoneKind::Mobile)).await.unwrap();
        let columns = [Holds::Email, Holds::Name, Holds::Phone(PhoneKind::Work), Holds::Handles];
        let read = || table("email,name,phone,chat\n,Kei T.,+81 90 1234 5678,\n,Nao,+81 90 8765 4321,\n,,,line:ken\n,Nobody,,\n").unwrap();
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &read(), &columns)).await.unwrap();
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &read(), &columns)).await.unwrap();
        assert_eq!(tried, done);
        assert_eq!((done.created, done.changed, done.wrong.as_slice()), (2, 1, &[(5, vec![Refusal::ImportNobody])][..]));
        let again = by(&world, cast.ben, move |tx| people::import_people(tx, &read(), &columns)).await.unwrap();
        assert_eq!((again.created, again.same), (0, 3));
        by(&world, cast.ben, move |tx| people::add_phone(tx, mio, "+819012345678", PhoneKind::Work)).await.unwrap();
        let doubtful = by(&world, cast.ben, move |tx| people::try_import(tx, &read(), &columns)).await.unwrap();
        assert_eq!(doubtful.wrong[0], (2, vec![Refusal::ImportAmbiguous]));
    }

    async fn a_table_of_organisations_alone_is_taken_with_their_domains(world: World) {
        let cast = world.cast().await;
        let columns = [Holds::Organization, Holds::Domains];
        let read = || table("organization,domains\nParts Ltd,parts.example; parts.example.jp\nTools Ltd,gmail.com\n").unwrap();
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &read(), &columns)).await.unwrap();
        assert_eq!((done.organizations.len(), done.wrong.as_slice()), (1, &[(3, vec![Refusal::DomainInvalid])][..]));
        let id = by(&world, cast.ben, |tx| people::organization_called(tx, "Parts Ltd")).await.unwrap().unwrap();
        let parts = by(&world, cast.ben, move |tx| people::organization(tx, id)).await.unwrap();
        assert_eq!(parts.domains, ["parts.example", "parts.example.jp"]);
        let more = table("organization,domains\nParts Ltd,parts.example.com\n").unwrap();
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &more, &columns)).await.unwrap();
        assert_eq!((tried.organizations.len(), tried.organizations_changed.len()), (0, 1));
    }

    async fn a_note_is_taken_away_by_who_wrote_it_and_pages_go_on(world: World) {
        let cast = world.cast().await;
        let note = |who, text: String| by(&world, who, move |tx| people::add_person_note(tx, cast.kei, &text));
        let first = note(cast.chika, " Likes tea ".into()).await.unwrap();
        assert_refused(note(cast.chika, " ".into()).await, Refusal::MessageEmpty);
        assert_refused(note(cast.chika, "x".repeat(5_001)).await, Refusal::TextTooLong);
        for n in 0..24 {
            note(cast.ben, format!("Note {n}")).await.unwrap();
        }
        let page = by(&world, cast.dai, move |tx| people::person_notes(tx, cast.kei, None)).await.unwrap();
        assert_eq!((page.notes.len(), page.notes[0].0.text.as_str(), page.notes[0].1.as_str()), (20, "Note 23", "Ben Okada"));
        let next = page.next;
        let rest = by(&world, cast.dai, move |tx| people::person_notes(tx, cast.kei, next)).await.unwrap();
        assert_eq!((rest.notes.len(), rest.notes[4].0.text.as_str(), rest.next), (5, "Likes tea", None));
        assert_refused(by(&world, cast.ben, move |tx| people::remove_person_note(tx, first)).await, Refusal::NotAllowed);
        by(&world, cast.chika, move |tx| people::remove_person_note(tx, first)).await.unwrap();
        assert_missing(by(&world, cast.kei, move |tx| people::person_notes(tx, cast.kei, None)).await);
    }

    async fn files_of_somebody_stand_under_their_tickets_within_the_scope(world: World) {
        let cast = world.cast().await;
        let made = |subject: &'static str, team, files: Vec<NewAttachment>| {
            let first = Incoming { attachments: files, ..Incoming::said(cast.kei, Origin::Mail, "See the file") };
            system(&world, move |tx| ticket::create(tx, NewTicket::asked(subject, cast.kei, team, first)))
        };
        let support = made("Photo", cast.support, vec![file("photo.pdf", false), file("logo.png", true)]).await;
        made("Invoice", cast.billing, vec![file("invoice.pdf", false)]).await;
        made("Nothing", cast.support, vec![]).await;
        let of = |who| seen_by(&world, who, move |read| ticket::files_of_person(read, cast.kei, None));
        let all = of(cast.aya).await.unwrap();
        let shown = |found: &ticket::PersonFiles| {
            let line = |(ticket, files): &(desk::ticket::Ticket, Vec<desk::conversation::Attachment>)| {
                (ticket.subject.clone(), files.iter().map(|file| file.name.clone()).collect::<Vec<_>>())
            };
            found.tickets.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(shown(&all), [("Invoice".to_owned(), vec!["invoice.pdf".to_owned()]), ("Photo".to_owned(), vec!["photo.pdf".to_owned()])]);
        let dai = of(cast.dai).await.unwrap();
        assert_eq!((dai.tickets.len(), dai.tickets[0].0.id), (1, support.id), "of tickets they may read");
        assert!(of(cast.eve).await.unwrap().tickets.is_empty());
        assert_missing(of(cast.kei).await);
    }

    async fn files_go_with_whoever_is_merged_and_come_back(world: World) {
        let cast = world.cast().await;
        let (kei, support) = (cast.kei, cast.support);
        let first = Incoming { attachments: vec![file("photo.pdf", false)], ..Incoming::said(kei, Origin::Mail, "See the file") };
        system(&world, move |tx| ticket::create(tx, NewTicket::asked("Photo", kei, support, first))).await;
        let files = |who| {
            let world = &world;
            async move { seen_by(world, cast.ben, move |read| ticket::files_of_person(read, who, None)).await.unwrap().tickets.len() }
        };
        let first = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, cast.mio)).await.unwrap();
        assert_eq!(files(cast.mio).await, 1);
        let second = by(&world, cast.ben, move |tx| people::merge_people(tx, cast.mio, cast.stranger)).await.unwrap();
        assert_eq!(files(cast.stranger).await, 1, "also over two merges");
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, second)).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, first)).await.unwrap();
        assert_eq!((files(cast.mio).await, files(kei).await), (0, 1));
    }
}

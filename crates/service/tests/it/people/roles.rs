//! Every verb and question about access and people, asked by everybody.
//!
//! Columns: anonymous, requester, light agent, agent, supervisor, administrator. `y` done, `n` not allowed, `-` not
//! there, `r` refused by a rule.

use base::{Address, Language, Token};
use desk::access::Purpose;
use desk::notification::{
    ChatId, ChatService, ChatWish, Matrix, Mute, Muted, NotificationId, Stream, SubscriptionId, Wishes,
};
use desk::panel::PanelId;
use desk::people::{
    Cut, Holds, OrganizationId, PeopleImportId, PersonId, Profile, Shortcuts, TeamId, Whom, cut, table,
};
use desk::{Error, Fault, Level, Refusal, Role};
use service::access::{self, Invite};
use service::notification::{self, ChatAddress, ChatChoiceWish};
use service::panel;
use service::people::{self, After};
use service::{Actor, Done, Tx, ticket};
use std::sync::Arc;
use testing::cast::{HASH, first_start};
use testing::{Cast, World, email};

type Verb = Arc<dyn Fn(&mut Tx) -> Done<()> + Send + Sync>;
type Row = (&'static str, &'static str, Verb);

/// What the verbs are tried on.
#[derive(Clone)]
struct Things {
    cast: Cast,
    invited: PersonId,
    invitation: Token,
    reset: Token,
    portal: Token,
    session: Token,
    organization: OrganizationId,
}

/// Each verb with its answers, as it is tried.
macro_rules! rows {
    ($things:ident: $($name:ident $answers:literal => |$tx:ident| $call:expr;)*) => {
        vec![$({
            let $things = $things.clone();
            let verb: Verb = Arc::new(move |$tx: &mut Tx| {
                let _ = &$things;
                $call.map(drop)
            });
            (stringify!($name), $answers, verb)
        }),*]
    };
}

fn access_rows(it: &Things) -> Vec<Row> {
    rows! { it:
        is_set_up             "yyyyyy" => |tx| access::is_set_up(tx);
        set_up_opens          "yyyyyy" => |tx| access::set_up_opens(tx, &it.invitation);
        offer_set_up          "------" => |tx| access::offer_set_up(tx);
        set_up                "rrrrrr" => |tx| access::set_up(tx, first_start(it.invitation.clone()));
        invite                "--nnny" => |tx| access::invite(tx, goro());
        invite_again          "--nnny" => |tx| access::invite_again(tx, it.invited);
        hire                  "------" => |tx| access::hire(tx, goro(), HASH);
        accept_invitation     "yyyyyy" => |tx| access::accept_invitation(tx, &it.invitation, HASH);
        whose_link            "yyyyyy" => |tx| access::whose_link(tx, &it.reset, Purpose::Reset);
        may_try               "yyyyyy" => |tx| access::may_try(tx, Some(&email("aya@hinode.example")), "192.0.2.1");
        credentials           "yyyyyy" => |tx| access::credentials(tx, &email("aya@hinode.example"));
        sign_in               "yyyyyy" => |tx| access::sign_in(tx, it.cast.dai, "", "192.0.2.1");
        sign_in_failed        "yyyyyy" => |tx| access::sign_in_failed(tx, None, "192.0.2.1");
        forgot_password       "yyyyyy" => |tx| access::forgot_password(tx, &email("ben@hinode.example"));
        reset_password        "yyyyyy" => |tx| access::reset_password(tx, &it.reset, HASH);
        own_hash              "--yyyy" => |tx| access::own_hash(tx);
        change_password       "--yyyy" => |tx| access::change_password(tx, &it.session.digest(), HASH, "new");
        set_password          "------" => |tx| access::set_password(tx, it.cast.dai, HASH);
        ask_sign_in_link      "yyyyyy" => |tx| access::ask_sign_in_link(tx, &email("mio@kyaku.example"));
        sign_in_by_link       "yyyyyy" => |tx| access::sign_in_by_link(tx, &it.portal, "", "192.0.2.1");
        actor_of              "yyyyyy" => |tx| access::actor_of(tx, &it.session);
        seen                  "yyyyyy" => |tx| access::seen(tx, &it.session);
        sessions              "-yyyyy" => |tx| access::sessions(tx);
        sign_out              "-yyyyy" => |tx| access::sign_out(tx, &it.session);
        revoke_session        "------" => |tx| access::revoke_session(tx, &it.session.digest());
        revoke_other_sessions "-yyyyy" => |tx| access::revoke_other_sessions(tx, &it.session.digest());
        revoke_sessions_of    "--nnny" => |tx| access::revoke_sessions_of(tx, it.cast.eve);
        access_tokens         "--yyyy" => |tx| access::access_tokens(tx);
        create_access_token   "--yyyy" => |tx| access::create_access_token(tx, "Report", desk::access::Lasting::Month, true);
        remove_access_token   "------" => |tx| access::remove_access_token(tx, desk::access::AccessTokenId(1));
        program_of            "yyyyyy" => |tx| access::program_of(tx, &it.session);
        program_asked         "yyyyyy" => |tx| access::program_asked(tx, &it.session);
        agents_seen           "--nnny" => |tx| access::agents_seen(tx);
        open_ticket_link      "------" => |tx| access::open_ticket_link(tx, desk::ticket::TicketNumber(1), "1.x");
        sweep                 "yyyyyy" => |tx| access::sweep(tx);
    }
}

fn chat() -> ChatWish {
    let (name, service) = ("Support".into(), ChatService::Slack);
    ChatWish { name, service, own: false, hosts: Vec::new(), said: false, active: true }
}

fn at_slack() -> Option<ChatAddress> {
    Some(ChatAddress { host: "hooks.slack.com".into(), sealed: "sealed".into() })
}

fn choice() -> ChatChoiceWish {
    ChatChoiceWish { chat: ChatId(999_999), address: None, mention: String::new(), said: false }
}

fn slip_rows(it: &Things) -> Vec<Row> {
    rows! { it:
        slip              "-yyyyy" => |tx| ticket::slip(tx, "about");
        only_once         "-rrrrr" => |tx| ticket::only_once(tx, "1.x.y", "about", |_| Ok(((), String::new())));
    }
}

fn panel_rows(it: &Things) -> Vec<Row> {
    const NONE: PanelId = PanelId(999_999);
    rows! { it:
        askings_of        "--nnn-" => |tx| panel::askings_of(tx, NONE);
        given_up          "--nnny" => |tx| panel::given_up(tx);
        ask_again         "--nnn-" => |tx| panel::ask_again(tx, NONE);
        filled_of         "--yyyy" => |tx| panel::filled_of(tx, it.cast.kei);
        next_asking       "------" => |tx| panel::next_asking(tx, NONE);
        fillable_with     "--yyyy" => |tx| panel::fillable_with(tx, it.cast.kei, &Vec::new());
        fill_with_panel   "------" => |tx| panel::fill_with_panel(tx, it.cast.kei, NONE, &Vec::new());
    }
}

fn notification_rows(it: &Things) -> Vec<Row> {
    let mute = |target: TeamId| Mute { what: Muted::Team, target: target.0 };
    rows! { it:
        wishes            "--yyyy" => |tx| notification::wishes(tx);
        choose            "--yyyy" => |tx| notification::choose(tx, Wishes { digest: Some(8), ..Wishes::default() });
        defaults          "--nnny" => |tx| notification::defaults(tx);
        change_defaults   "--nnny" => |tx| notification::change_defaults(tx, Role::Light, &Matrix::usual(Role::Light), &Matrix::usual(Role::Light));
        inbox             "--yyyy" => |tx| notification::inbox(tx, false, None, 10);
        unread            "yyyyyy" => |tx| notification::unread(tx);
        unseen            "--yyyy" => |tx| notification::unseen(tx, Vec::new());
        see_all           "--yyyy" => |tx| notification::see_all(tx, NotificationId(1));
        see_one           "------" => |tx| notification::see_one(tx, NotificationId(999_999));
        unsee_one         "------" => |tx| notification::unsee_one(tx, NotificationId(999_999));
        mute              "--yyyy" => |tx| notification::mute(tx, mute(it.cast.support));
        mute              "---yyy" => |tx| notification::mute(tx, mute(it.cast.billing));
        unmute            "--yyyy" => |tx| notification::unmute(tx, mute(it.cast.support));
        mutes             "--yyyy" => |tx| notification::mutes(tx);
        mutable           "--yyyy" => |tx| notification::mutable(tx);
        subscriptions     "--yyyy" => |tx| notification::subscriptions(tx);
        unsubscribe       "------" => |tx| notification::unsubscribe(tx, SubscriptionId(999_999));
        push_public_key   "--yyyy" => |tx| notification::push_public_key(tx);
        push_keys         "------" => |tx| notification::push_keys(tx);
        push_content      "------" => |tx| notification::push_content(tx, r#"{"subscription":1}"#);
        push_gone         "------" => |tx| notification::push_gone(tx, SubscriptionId(999_999));
        push_taken        "------" => |tx| notification::push_taken(tx, SubscriptionId(999_999));
        chats             "--nnny" => |tx| notification::chats(tx);
        create_chat       "--nnny" => |tx| notification::create_chat(tx, chat(), at_slack());
        chat              "--nnn-" => |tx| notification::chat(tx, ChatId(999_999));
        change_chat       "--nnn-" => |tx| notification::change_chat(tx, ChatId(999_999), chat(), None, 1);
        remove_chat       "--nnn-" => |tx| notification::remove_chat(tx, ChatId(999_999));
        chat_trial        "--nnny" => |tx| notification::chat_trial(tx, None, chat(), at_slack());
        chat_choice       "--yyyy" => |tx| notification::chat_choice(tx);
        choose_chat       "------" => |tx| notification::choose_chat(tx, choice());
        own_chat_trial    "------" => |tx| notification::own_chat_trial(tx);
        leave_chat        "--yyyy" => |tx| notification::leave_chat(tx);
        chat_content      "------" => |tx| notification::chat_content(tx, r#"{"person":1}"#);
        chat_told         "------" => |tx| notification::chat_told(tx, it.cast.chika, "");
        chat_again        "------" => |tx| notification::chat_again(tx, r#"{"person":1}"#, "chat-busy");
        deliver_due       "------" => |tx| notification::deliver_due(tx);
        open_calendar     "--yyyy" => |tx| notification::open_calendar(tx);
        close_calendar    "--yyyy" => |tx| notification::close_calendar(tx);
        calendar_since    "--yyyy" => |tx| notification::calendar_since(tx);
        calendar          "--yyyy" => |tx| notification::calendar(tx);
        calendar_actor    "------" => |tx| notification::calendar_actor(tx, &it.session);
        activity          "--yyyy" => |tx| service::activity(tx, Stream::default(), None, 10);
        activity          "---yyy" => |tx| service::activity(tx, Stream { team: Some(it.cast.billing), ..Stream::default() }, None, 10);
    }
}

fn people_rows(it: &Things) -> Vec<Row> {
    rows! { it:
        find_or_create      "yyyyyy" => |tx| people::find_or_create(tx, &Address::bare(email("new@x.example")), None);
        list                "--yyyy" => |tx| people::list(tx, "", &After::default(), 10);
        find                "--yyyy" => |tx| people::find(tx, "kyaku", &After::default(), 10);
        perhaps_meant       "--yyyy" => |tx| people::perhaps_meant(tx, &Whom::Called("Mio".into()));
        known_as            "--yyyy" => |tx| people::known_as(tx, &Whom::Known(it.cast.mio));
        known_as            "--rrrr" => |tx| people::known_as(tx, &Whom::Called("Mio".into()));
        person_called       "--yyyy" => |tx| people::person_called(tx, "Mio");
        perhaps_meant       "--yyyy" => |tx| people::perhaps_meant(tx, &Whom::Phone { number: "+81312345678".into(), name: String::new() });
        people_prospect     "--nyyy" => |tx| people::people_prospect(tx, it.cast.kei, it.cast.mio);
        panel               "--yyyy" => |tx| people::panel(tx, it.cast.kei);
        own_panel           "-yyyyy" => |tx| people::own_panel(tx);
        create_person_without_address "--nyyy" => |tx| people::create_person_without_address(tx, profile());
        create_person       "--nyyy" => |tx| people::create_person(tx, email("new@x.example"), profile());
        edit_person         "--nyyy" => |tx| people::edit_person(tx, it.cast.mio, profile(), 3);
        edit_person         "--nnny" => |tx| people::edit_person(tx, it.cast.eve, profile(), 2);
        edit_self           "-yyyyy" => |tx| edit_self(tx);
        add_address         "--nyyy" => |tx| people::add_address(tx, it.cast.mio, &email("new@x.example"));
        add_address         "--nnny" => |tx| people::add_address(tx, it.cast.eve, &email("new@x.example"));
        remove_address      "--nyyy" => |tx| people::remove_address(tx, it.cast.mio, &email("mio@home.example"));
        remove_address      "--nnny" => |tx| people::remove_address(tx, it.cast.eve, &email("eve@home.example"));
        share_address       "--nyyy" => |tx| people::share_address(tx, it.cast.mio, &email("mio@home.example"), true);
        share_address       "--nnny" => |tx| people::share_address(tx, it.cast.eve, &email("eve@home.example"), true);
        choose_address      "--nyyy" => |tx| people::choose_address(tx, it.cast.mio, &email("mio@home.example"));
        choose_address      "--nnny" => |tx| people::choose_address(tx, it.cast.eve, &email("eve@home.example"));
        create_organization "--nyyy" => |tx| people::create_organization(tx, "New");
        rename_organization "--nyyy" => |tx| people::rename_organization(tx, it.organization, "New", 1);
        describe_organization "--nyyy" => |tx| people::describe_organization(tx, it.organization, Default::default(), 1);
        organization_called "--yyyy" => |tx| people::organization_called(tx, "Kyaku");
        remove_organization "--nrrr" => |tx| people::remove_organization(tx, it.organization);
        remove_organization "--nyyy" => |tx| other(tx).and_then(|other| people::remove_organization(tx, other));
        organizations_alike "--yyyy" => |tx| people::organizations_alike(tx, it.organization);
        organizations_prospect "--nyyy" => |tx| other(tx).and_then(|other| people::organizations_prospect(tx, other, it.organization));
        merge_organizations "--nyyy" => |tx| other(tx).and_then(|other| people::merge_organizations(tx, other, it.organization));
        merged_organizations "--yyyy" => |tx| people::merged_organizations(tx, it.organization);
        unmerge_organizations "--n---" => |tx| people::unmerge_organizations(tx, desk::people::OrganizationMergeId(999_999));
        organization_is_now "--yyyy" => |tx| people::organization_is_now(tx, it.organization);
        tickets_from        "--yyyy" => |tx| people::tickets_from(tx, it.organization);
        standing            "--yyyy" => |tx| people::standing(tx, it.organization);
        own_organizations   "-yyyyy" => |tx| people::own_organizations(tx);
        join_organization   "--nyyy" => |tx| people::join_organization(tx, it.cast.kei, it.organization);
        join_organization   "--nnny" => |tx| people::join_organization(tx, it.cast.eve, it.organization);
        leave_organization  "--n---" => |tx| people::leave_organization(tx, it.cast.kei, OrganizationId(999_999));
        name_contact        "--nrrr" => |tx| people::name_contact(tx, it.organization, it.cast.kei);
        name_contact        "--nnnr" => |tx| people::name_contact(tx, it.organization, it.cast.eve);
        drop_contact        "--n---" => |tx| people::drop_contact(tx, it.organization, it.cast.kei);
        add_phone           "--nyyy" => |tx| people::add_phone(tx, it.cast.mio, "+81 3 1234 5678", desk::people::PhoneKind::Work);
        add_phone           "--nnny" => |tx| people::add_phone(tx, it.cast.eve, "+81 3 1234 5678", desk::people::PhoneKind::Work);
        remove_phone        "--n---" => |tx| people::remove_phone(tx, it.cast.mio, "+819099999999");
        add_handle          "--nyyy" => |tx| people::add_handle(tx, it.cast.mio, desk::people::HandleKind::Line, "mio");
        add_handle          "--nnny" => |tx| people::add_handle(tx, it.cast.eve, desk::people::HandleKind::Line, "eve");
        remove_handle       "--n---" => |tx| people::remove_handle(tx, it.cast.mio, desk::people::HandleKind::Line, "nobody");
        ways                "--yyyy" => |tx| people::ways(tx, it.cast.mio);
        whose                 "--yyyy" => |tx| people::whose(tx, &[email("kei@customer.example")]);
        add_person_note     "--nyyy" => |tx| people::add_person_note(tx, it.cast.mio, "Likes tea");
        person_notes        "--yyyy" => |tx| people::person_notes(tx, it.cast.mio, None);
        remove_person_note  "--n---" => |tx| people::remove_person_note(tx, desk::people::PersonNoteId(999_999));
        files_of_person     "--yyyy" => |tx| ticket::files_of_person(tx, it.cast.mio, None);
        tier                "--yyyy" => |tx| people::tier(tx, it.cast.mio);
        set_tier            "--nyyy" => |tx| people::set_tier(tx, it.cast.mio, desk::people::Tier::Vip);
        set_tier            "--nnny" => |tx| people::set_tier(tx, it.cast.eve, desk::people::Tier::Vip);
        add_domain          "--nyyy" => |tx| people::add_domain(tx, it.organization, "new.example");
        remove_domain       "--nyyy" => |tx| people::remove_domain(tx, it.organization, "kyaku.example");
        organization        "--yyyy" => |tx| people::organization(tx, it.organization);
        list_organizations  "--yyyy" => |tx| people::list_organizations(tx, "", None, 10);
        members             "--yyyy" => |tx| people::members(tx, it.organization, &After::default(), 10);
        organization_names  "--yyyy" => |tx| people::organization_names(tx, &[it.organization]);
        with_address        "--yyyy" => |tx| people::with_address(tx, &email("mio@kyaku.example"));
        block_person        "--nyyy" => |tx| people::block_person(tx, it.cast.mio, true);
        block_person        "--nnny" => |tx| people::block_person(tx, it.cast.eve, true);
        is_blocked          "--yyyy" => |tx| people::is_blocked(tx, it.cast.mio);
        manager             "--yyyy" => |tx| people::manager(tx, it.cast.mio);
        overseen            "--yyyy" => |tx| people::overseen(tx, it.cast.mio);
        end_oversight       "--n---" => |tx| people::end_oversight(tx, it.cast.mio, it.cast.kei);
        oversee             "--nyyy" => |tx| people::oversee(tx, it.cast.mio, it.cast.kei);
        oversee             "--nnny" => |tx| people::oversee(tx, it.cast.mio, it.cast.ben);
        set_manager         "--nyyy" => |tx| people::set_manager(tx, it.cast.mio, Some(it.cast.ben));
        set_manager         "--nnny" => |tx| people::set_manager(tx, it.cast.eve, Some(it.cast.ben));
        alike               "--yyyy" => |tx| people::alike(tx, it.cast.mio);
        namesakes           "--nyyy" => |tx| people::namesakes(tx, people::Common::Name, "");
        keep_apart          "--nyyy" => |tx| people::keep_apart(tx, it.cast.kei, it.cast.mio);
        merge_people        "--nyyy" => |tx| people::merge_people(tx, it.cast.kei, it.cast.mio);
        merged              "--yyyy" => |tx| people::merged(tx, it.cast.mio);
        unmerge_people      "--n---" => |tx| people::unmerge_people(tx, desk::people::PersonMergeId(999_999));
        must_find           "--yyyy" => |tx| people::must_find(tx, it.cast.mio);
        who_is_now          "--yyyy" => |tx| people::who_is_now(tx, it.cast.mio);
        try_import          "--nyyy" => |tx| people::try_import(tx, &table("email\nnew@x.example").unwrap(), &[Holds::Email]);
        import_people       "--nyyy" => |tx| people::import_people(tx, &table("email\nnew@x.example").unwrap(), &[Holds::Email]);
        bring_people_import   "--nyyy" => |tx| people::bring_people_import(tx, &new_people());
        last_people_import    "--nyyy" => |tx| people::last_people_import(tx);
        read_people_import    "--n---" => |tx| people::read_people_import(tx, NO_IMPORT, vec![Holds::Email]);
        try_people_import     "--nyyy" => |tx| read_through(tx).and_then(|through| people::try_people_import(tx, through));
        take_people_import    "--nyyy" => |tx| read_through(tx).and_then(|through| people::take_people_import(tx, through));
        people_import_on      "------" => |tx| people::people_import_on(tx, NO_IMPORT);
        stop_people_import    "--n---" => |tx| people::stop_people_import(tx, NO_IMPORT);
        people_import         "--n---" => |tx| people::people_import(tx, NO_IMPORT);
        left_of_people_import "--n---" => |tx| people::left_of_people_import(tx, NO_IMPORT, 0);
        begin_people_export "--nyyy" => |tx| people::begin_people_export(tx);
        people_export_page  "--nyyy" => |tx| people::people_export_page(tx, &After::default());
        person_fields       "--yyyy" => |tx| people::person_fields(tx);
        agents              "--yyyy" => |tx| people::agents(tx);
        answering           "--yyyy" => |tx| people::answering(tx);
        set_role            "--nnny" => |tx| people::set_role(tx, it.cast.eve, Role::Supervisor, 2);
        set_level           "--nnny" => |tx| people::set_level(tx, it.cast.eve, it.cast.support, Level::Full, 2);
        deactivate          "--nnny" => |tx| people::deactivate(tx, it.cast.eve, 2);
        reactivate          "--nnny" => |tx| people::reactivate(tx, it.cast.eve, 2);
        set_signature       "--yyyy" => |tx| set_signature(tx);
        own_signature       "--yyyy" => |tx| people::own_signature(tx);
        sees_numbers        "--yyyy" => |tx| people::sees_numbers(tx);
        show_numbers        "--yyyy" => |tx| people::show_numbers(tx, false);
        choose_shortcuts    "--yyyy" => |tx| people::choose_shortcuts(tx, &Shortcuts::read(r#"{"off":true}"#));
        teams               "--yyyy" => |tx| people::teams(tx);
        create_team         "--nnny" => |tx| people::create_team(tx, "New");
        rename_team         "--nnny" => |tx| people::rename_team(tx, it.cast.billing, "New", 1);
        order_teams         "--nnny" => |tx| people::order_teams(tx, &[it.cast.billing, it.cast.support]);
        remove_team         "--nnny" => |tx| people::remove_team(tx, it.cast.billing);
    }
}

testing::on_both! {
    async fn everybody_gets_the_answer_of_the_table(world: World) {
        let things = prepare(&world).await;
        let cast = things.cast;
        let mut actors = vec![Actor::Anonymous];
        for person in [cast.kei, cast.dai, cast.chika, cast.ben, cast.aya] {
            actors.push(world.actor(person).await);
        }
        let mut wrong = Vec::new();
        for (name, expected, verb) in access_rows(&things).into_iter().chain(people_rows(&things)).chain(notification_rows(&things)).chain(slip_rows(&things)).chain(panel_rows(&things)) {
            let mut answers = String::new();
            for actor in &actors {
                answers.push_str(&answer(&world, actor.clone(), verb.clone()).await);
            }
            if answers != expected {
                wrong.push(format!("{name}: {answers} instead of {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn no_verb_is_missing_from_the_table(world: World) {
        let things = prepare(&world).await;
        let rows = access_rows(&things).into_iter().chain(people_rows(&things)).chain(notification_rows(&things)).chain(slip_rows(&things)).chain(panel_rows(&things));
        let tried: Vec<&str> = rows.map(|(name, ..)| name).collect();
        // They only sign, or read a file: nothing is asked of the desk.
        let pure = ["ticket_link", "sheet_text"];
        for file in [include_str!("../../../src/access/mod.rs"), include_str!("../../../src/people/mod.rs")] {
            for name in exported(file).filter(|name| !pure.contains(name)) {
                assert!(tried.contains(&name), "{name} is not in the table");
            }
        }
    }
}

/// The functions that a `mod.rs` shows to the outside.
fn exported(file: &str) -> impl Iterator<Item = &str> {
    let shown = file.split(';').filter_map(|statement| statement.trim().strip_prefix("pub use ")?.split_once("::"));
    let names = shown.flat_map(|(_, names)| names.split(['{', '}', ',', ' ', '\n']));
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Tries a verb and lets it never have happened.
async fn answer(world: &World, actor: Actor, verb: Verb) -> String {
    let outcome = world.desk.change(actor, move |tx| {
        let answer = match verb(tx) {
            Ok(()) => "y".to_owned(),
            Err(Error::Missing) => "-".to_owned(),
            Err(Error::Refused(Refusal::NotAllowed)) => "n".to_owned(),
            Err(Error::Refused(_)) => "r".to_owned(),
            Err(other) => format!("({other})"),
        };
        Err::<(), _>(Error::Fault(Fault::new(answer)))
    });
    match outcome.await {
        Err(Error::Fault(Fault { what, .. })) => what,
        other => panic!("{other:?}"),
    }
}

async fn prepare(world: &World) -> Things {
    let cast = world.cast().await;
    let aya = world.actor(cast.aya).await;
    let (invited, invitation, organization) = world
        .desk
        .change(aya, move |tx| {
            people::add_address(tx, cast.mio, &email("mio@home.example"))?;
            people::add_address(tx, cast.eve, &email("eve@home.example"))?;
            let organization = people::create_organization(tx, "Kyaku")?.id;
            people::add_domain(tx, organization, "kyaku.example")?;
            let wish = Invite { email: email("fumi@hinode.example"), ..goro() };
            let (invited, invitation) = access::invite(tx, wish)?;
            Ok((invited, invitation, organization))
        })
        .await
        .unwrap();
    let (session, _) =
        world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, cast.eve, "", "192.0.2.9")).await.unwrap();
    world.desk.change(Actor::Anonymous, |tx| access::forgot_password(tx, &email("aya@hinode.example"))).await.unwrap();
    let reset = crate::access::mailed(world).await;
    world
        .desk
        .change(Actor::Anonymous, |tx| access::ask_sign_in_link(tx, &email("kei@customer.example")))
        .await
        .unwrap();
    let portal = crate::access::mailed(world).await;
    Things { cast, invited, invitation, reset, portal, session, organization }
}

fn other(tx: &mut Tx) -> Done<OrganizationId> {
    Ok(people::create_organization(tx, "Other")?.id)
}

const NO_IMPORT: PeopleImportId = PeopleImportId(999_999);

fn new_people() -> Cut {
    cut("email\nnew@x.example").expect("it is a table")
}

fn read_through(tx: &mut Tx) -> Done<people::ReadThrough> {
    let import = people::bring_people_import(tx, &new_people())?.id;
    people::read_people_import(tx, import, vec![Holds::Email])
}

fn goro() -> Invite {
    let (name, email) = ("Goro Abe".to_owned(), email("goro@hinode.example"));
    Invite { name, email, role: Role::Agent, levels: Default::default(), language: Language::English }
}

fn profile() -> Profile {
    Profile { name: "New Name".into(), language: None, time_zone: None, organization: None }
}

fn edit_self(tx: &mut Tx) -> Done<()> {
    let version = match tx.actor().person() {
        Some(_) => people::own_panel(tx)?.person.version,
        None => 1,
    };
    people::edit_self(tx, profile(), version).map(drop)
}

fn set_signature(tx: &mut Tx) -> Done<()> {
    let version = match tx.actor() {
        Actor::Agent { .. } => people::own_panel(tx)?.agent.map_or(1, |agent| agent.version),
        Actor::Anonymous | Actor::Requester(_) | Actor::System | Actor::Rule(_) | Actor::Flow(_) => 1,
    };
    people::set_signature(tx, "New".into(), version).map(drop)
}

//! Every address Kippu answers, in one list: what it is, and who may come in.

use crate::{
    Web, access, admin, agent, answer, api, app, assets, calendar, copy, demo, file, health, hooks, host, live, opened,
    portal, security, upload,
};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;

/// Who may come through: everybody else finds nothing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Nobody need be signed in.
    Anybody,
    Agents,
    /// Signed-in requesters.
    Requesters,
    /// Agents with a permission; others are refused.
    May(desk::Permission),
}

/// One address, for the test that knocks on each as everybody.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub door: Door,
}

macro_rules! routes {
    ($($method:ident $path:literal $door:expr => $handler:path;)*) => {
        /// The list itself.
        pub fn all() -> &'static [Route] {
            const ALL: &[Route] = &[$(Route { method: stringify!($method), path: $path, door: $door },)*];
            ALL
        }

        fn pages() -> Router<Web> {
            Router::new()$(.route($path, routing::$method($handler)))*
        }
    };
}

use Door::{Agents, Anybody, May, Requesters};
use desk::Permission::{Automate, Configure, EditPeople, ManageAgents, ManageTags, Operate, WriteArticles};

routes! {
    get "/health" Anybody => health::alive;
    get "/ready" Anybody => health::ready;
    get "/metrics" Anybody => health::metrics;
    get "/assets/{name}" Anybody => assets::show;

    get "/calendar/{token}" Anybody => calendar::show;
    get "/sw.js" Anybody => app::worker;
    get "/manifest.webmanifest" Anybody => app::manifest;
    get "/offline" Anybody => app::offline;

    get "/login" Anybody => access::login::show;
    post "/login" Anybody => access::login::create;
    post "/logout" Anybody => access::login::destroy;
    get "/setup/{token}" Anybody => access::setup::show;
    post "/setup/{token}" Anybody => access::setup::create;
    get "/forgot" Anybody => access::forgot::show;
    post "/forgot" Anybody => access::forgot::create;
    get "/reset/{token}" Anybody => access::reset::show;
    post "/reset/{token}" Anybody => access::reset::create;
    get "/invitation/{token}" Anybody => access::invitation::show;
    post "/invitation/{token}" Anybody => access::invitation::create;

    get "/help" Anybody => portal::home::show;
    post "/help/language" Anybody => portal::home::language;
    get "/help/sign-in" Anybody => portal::sign_in::show;
    post "/help/sign-in" Anybody => portal::sign_in::create;
    get "/help/enter/{token}" Anybody => portal::sign_in::offer;
    post "/help/enter/{token}" Anybody => portal::sign_in::enter;
    post "/help/sign-out" Anybody => portal::sign_in::destroy;
    get "/help/articles" Anybody => portal::articles::index;
    get "/help/articles/{slug}" Anybody => portal::articles::show;
    get "/help/requests/new" Anybody => portal::requests::new;
    post "/help/requests/fields" Anybody => portal::requests::fields;
    get "/help/profile" Requesters => portal::profile::show;
    post "/help/profile" Requesters => portal::profile::update;
    get "/help/profile/fields/{field}/files/{digest}" Requesters => file::own;
    get "/help/requests" Requesters => portal::requests::index;
    post "/help/requests" Anybody => portal::requests::create;
    get "/help/requests/{number}" Requesters => portal::requests::show;
    post "/help/requests/{number}/answers" Requesters => portal::requests::answer;
    post "/help/requests/{number}/rating" Requesters => portal::requests::rate;
    post "/r/{number}/{link}/rating" Anybody => portal::requests::rate_by_link;
    get "/rate/{number}/{link}" Anybody => portal::rating::show;
    post "/rate/{number}/{link}" Anybody => portal::rating::rate;
    post "/help/requests/{number}/close" Requesters => portal::requests::close;
    post "/help/requests/{number}/reopen" Requesters => portal::requests::reopen;
    get "/help/requests/{number}/fields/{field}/files/{digest}" Requesters => portal::requests::field_file;
    get "/help/requests/{number}/files/{id}/{name}" Requesters => portal::requests::attachment;
    get "/r/{number}/{link}" Anybody => portal::requests::show_by_link;
    post "/r/{number}/{link}/answers" Anybody => portal::requests::answer_by_link;
    post "/r/{number}/{link}/close" Anybody => portal::requests::close_by_link;
    post "/r/{number}/{link}/reopen" Anybody => portal::requests::reopen_by_link;
    get "/r/{number}/{link}/fields/{field}/files/{digest}" Anybody => portal::requests::field_file_by_link;
    get "/r/{number}/{link}/files/{id}/{name}" Anybody => portal::requests::attachment_by_link;

    get "/o/{name}" Anybody => opened::show;
    get "/hooks/mail/{token}" Anybody => hooks::show;
    post "/hooks/mail/{token}" Anybody => hooks::create;
    post "/hooks/mail/{token}/mime" Anybody => hooks::create_mime;

    // Whom a program asks as, only its token says.
    get "/api/v1/tickets" Anybody => api::tickets::index;
    post "/api/v1/tickets" Anybody => api::ticket::create;
    get "/api/v1/tickets/{number}" Anybody => api::ticket::show;
    get "/api/v1/object-types" Anybody => api::objects::types;
    get "/api/v1/objects" Anybody => api::objects::index;
    post "/api/v1/objects" Anybody => api::objects::create;
    get "/api/v1/objects/{object}" Anybody => api::objects::show;
    patch "/api/v1/objects/{object}" Anybody => api::objects::update;
    delete "/api/v1/objects/{object}" Anybody => api::objects::remove;
    post "/api/v1/objects/{object}/restore" Anybody => api::objects::restore;

    get "/" Anybody => agent::home::show;
    get "/tickets" Agents => agent::list::show;
    post "/tickets" Agents => agent::new::create;
    get "/tickets/new" Agents => agent::new::show;
    post "/tickets/new/fields" Agents => agent::new::fields;
    get "/tickets/new/signature" Agents => agent::new::signature;
    get "/tickets/new/macros" Agents => agent::ticket::helps::macros_ahead;
    get "/tickets/new/mentionable" Agents => agent::ticket::helps::mentionable_ahead;
    get "/tickets/new/recipients" Agents => agent::ticket::helps::recipients_ahead;
    get "/tickets/new/articles" Agents => agent::ticket::helps::articles_ahead;
    get "/tickets/new/articles/{article}" Agents => agent::ticket::helps::article_ahead;
    get "/tickets/mailings/{mailing}" Agents => agent::mailing::show;
    post "/tickets/mailings/{mailing}/cancel" Agents => agent::mailing::cancel;
    post "/loose/images" Agents => agent::loose::create;
    get "/loose/images/{image}" Agents => agent::loose::show;
    post "/tickets/bulk" Agents => agent::bulk::create;
    post "/tickets/board" Agents => agent::board::update;
    post "/tickets/arrange" Agents => agent::arrange::update;
    get "/tickets/columns" Agents => agent::columns::show;
    post "/tickets/columns" Agents => agent::columns::update;
    get "/tickets/export" Agents => agent::export::show;
    post "/tickets/folds" Agents => agent::arrange::fold;
    get "/tickets/runs/{run}" Agents => agent::bulk::show;
    post "/tickets/runs/{run}/cancel" Agents => agent::bulk::cancel;
    post "/tickets/runs/{run}/undo" Agents => agent::bulk::undo;
    post "/tickets/next" Agents => agent::new::next;
    get "/palette" Agents => agent::palette::show;
    get "/search" Agents => agent::search::show;
    get "/search/instant" Agents => agent::search::instant;
    get "/me" Agents => agent::me::show;
    post "/me" Agents => agent::me::update;
    post "/me/appearance" Agents => agent::me::appearance;
    post "/me/signature" Agents => agent::me::signature;
    get "/me/carried" Agents => app::carried;
    get "/me/shortcuts" Agents => agent::shortcuts::show;
    post "/me/shortcuts" Agents => agent::shortcuts::update;
    get "/me/notifications" Agents => agent::wishes::show;
    post "/me/notifications" Agents => agent::wishes::update;
    post "/me/browsers" Agents => agent::wishes::subscribe;
    post "/me/browsers/{id}/remove" Agents => agent::wishes::unsubscribe;
    post "/me/chat" Agents => agent::wishes::chat;
    post "/me/mutes" Agents => agent::wishes::mutes;
    post "/me/calendar" Agents => agent::wishes::calendar;
    post "/me/absence" Agents => agent::me::absence;
    post "/me/channels" Agents => agent::me::channels;
    post "/me/numbers" Agents => agent::me::numbers;
    post "/me/password" Agents => agent::me::password;
    post "/me/tokens" Agents => agent::me::create_token;
    post "/me/tokens/{token}/remove" Agents => agent::me::remove_token;
    post "/me/sessions/revoke" Agents => agent::me::revoke_others;
    post "/me/sessions/{session}/revoke" Agents => agent::me::revoke;
    get "/people" Agents => agent::person::index;
    post "/people" May(EditPeople) => agent::person::create;
    get "/people/new" May(EditPeople) => agent::person::new;
    get "/people/export" May(EditPeople) => agent::object_export::people;
    get "/people/import" May(EditPeople) => agent::person_import::show;
    post "/people/import" May(EditPeople) => agent::person_import::create;
    post "/people/merges/{merge}/undo" May(EditPeople) => agent::person::unmerge;
    get "/people/namesakes" May(EditPeople) => agent::namesakes::index;
    post "/people/{id}/namesakes" May(EditPeople) => agent::namesakes::settle;
    get "/people/{id}/merge" May(EditPeople) => agent::person_merge::show;
    post "/people/{id}/merge" Agents => agent::person_merge::create;
    post "/people/{id}/block" Agents => agent::person::block;
    get "/people/options" Agents => agent::person::options;
    get "/people/{id}" Agents => agent::person::show;
    post "/people/{id}" Agents => agent::person::update;
    post "/people/{id}/fields" Agents => agent::person::fields;
    get "/people/{id}/fields/{field}/files/{digest}" Agents => file::of_person;
    post "/people/{id}/addresses" Agents => agent::person::addresses;
    post "/people/{id}/keys" Agents => agent::person_keys::create;
    post "/people/{id}/keys/{key}" Agents => agent::person_keys::update;
    post "/people/{id}/manager" May(EditPeople) => agent::person::manager;
    post "/people/{id}/oversight" May(EditPeople) => agent::person::oversight;
    post "/people/{id}/organizations" May(EditPeople) => agent::person::organizations;
    post "/people/{id}/phones" May(EditPeople) => agent::person::phones;
    post "/people/{id}/handles" May(EditPeople) => agent::person::handles;
    post "/people/{id}/notes" May(EditPeople) => agent::person::note;
    post "/people/notes/{person_note}/remove" Agents => agent::person::remove_note;
    get "/people/{id}/files" Agents => agent::person::files;
    post "/people/{id}/tier" May(EditPeople) => agent::person::tier;
    get "/organizations" Agents => agent::organization::index;
    post "/organizations" May(EditPeople) => agent::organization::create;
    get "/organizations/options" Agents => agent::organization::options;
    get "/organizations/{id}" Agents => agent::organization::show;
    post "/organizations/{id}" May(EditPeople) => agent::organization::update;
    post "/organizations/{id}/fields" May(EditPeople) => agent::organization::fields;
    get "/organizations/{id}/fields/{field}/files/{digest}" Agents => file::of_organization;
    get "/teams/{team}/fields/{field}/files/{digest}" Agents => file::of_team;
    post "/organizations/{id}/domains" May(EditPeople) => agent::organization::domains;
    post "/organizations/{id}/about" May(EditPeople) => agent::organization::about;
    post "/organizations/{id}/contacts" May(EditPeople) => agent::organization::contacts;
    post "/organizations/{id}/further" May(EditPeople) => agent::organization::further;
    get "/fields/{field}/choices" Anybody => agent::choices::show;
    get "/articles" Agents => agent::article::index;
    post "/articles" May(WriteArticles) => agent::article::create;
    get "/articles/new" May(WriteArticles) => agent::article::new;
    get "/articles/categories" May(WriteArticles) => agent::article_category::index;
    post "/articles/categories" May(WriteArticles) => agent::article_category::create;
    get "/articles/categories/{category}" May(WriteArticles) => agent::article_category::show;
    post "/articles/categories/{category}" May(WriteArticles) => agent::article_category::update;
    post "/articles/categories/{category}/remove" Agents => agent::article_category::destroy;
    get "/articles/{article}" Agents => agent::article::show;
    post "/articles/{article}" May(WriteArticles) => agent::article::update;
    get "/articles/{article}/edit" May(WriteArticles) => agent::article::edit;
    post "/articles/{article}/state" May(WriteArticles) => agent::article::state;
    get "/articles/{article}/versions" May(WriteArticles) => agent::article_history::index;
    get "/articles/{article}/versions/{version}" May(WriteArticles) => agent::article_history::show;
    post "/articles/{article}/versions/{version}/restore" May(WriteArticles) => agent::article_history::restore;
    get "/tickets/{number}/articles" Agents => agent::ticket::helps::articles;
    get "/tickets/{number}/articles/{article}" Agents => agent::ticket::helps::article;
    get "/objects" Agents => agent::object::index;
    post "/objects" Agents => agent::object::create;
    get "/objects/new" Agents => agent::object::new;
    get "/objects/import" Agents => agent::object_import::show;
    post "/objects/import" Agents => agent::object_import::create;
    get "/objects/export" Agents => agent::object_export::objects;
    get "/objects/options" Agents => agent::object::options;
    get "/objects/{object}" Agents => agent::object::show;
    post "/objects/{object}" Agents => agent::object::update;
    get "/objects/{object}/fields/{field}/files/{digest}" Agents => file::of_object;
    post "/objects/{object}/remove" Agents => agent::object::remove;
    post "/objects/{object}/restore" Agents => agent::object::restore;
    post "/objects/{object}/undo" Agents => agent::object::undo;
    post "/tickets/{number}/objects" Agents => agent::object::link;
    get "/tickets/{number}" Agents => agent::ticket::show;
    post "/tickets/{number}/subject" Agents => agent::ticket::change::subject;
    post "/tickets/{number}/status" Agents => agent::ticket::change::status;
    post "/tickets/{number}/priority" Agents => agent::ticket::change::priority;
    post "/tickets/{number}/kind" Agents => agent::ticket::change::kind;
    post "/tickets/{number}/topic" Agents => agent::ticket::change::topic;
    post "/tickets/{number}/fields/{field}" Agents => agent::ticket::change::field;
    get "/tickets/{number}/fields/{field}/files/{digest}" Agents => file::of_field;
    post "/tickets/{number}/tags" Agents => agent::ticket::change::tags;
    post "/tickets/{number}/team" Agents => agent::ticket::change::team;
    post "/tickets/{number}/assignee" Agents => agent::ticket::change::assignee;
    post "/tickets/{number}/requester" Agents => agent::ticket::change::requester;
    post "/tickets/{number}/organization" Agents => agent::ticket::change::organization;
    post "/tickets/{number}/markers" Agents => agent::ticket::markers::create;
    post "/tickets/{number}/markers/{marker}/remove" Agents => agent::ticket::markers::remove;
    post "/tickets/{number}/participants" Agents => agent::ticket::change::participants;
    get "/tickets/referred" Agents => agent::ticket::referrals::mine;
    get "/tickets/{number}/referrals" Agents => agent::ticket::referrals::show;
    post "/tickets/{number}/referrals" Agents => agent::ticket::referrals::update;
    post "/tickets/{number}/followers" Agents => agent::ticket::change::followers;
    post "/tickets/{number}/snooze" Agents => agent::ticket::change::snooze;
    post "/tickets/{number}/deadline" Agents => agent::ticket::change::deadline;
    post "/tickets/{number}/lock/break" Agents => agent::ticket::change::break_lock;
    get "/tickets/{number}/claim" Agents => agent::ticket::claim::show;
    post "/tickets/{number}/claim/ask" Agents => agent::ticket::claim::ask;
    post "/tickets/{number}/claim/hand-over" Agents => agent::ticket::claim::hand_over;
    post "/tickets/{number}/claim/keep" Agents => agent::ticket::claim::keep;
    post "/tickets/{number}/claim/take-up" Agents => agent::ticket::claim::take_up;
    post "/tickets/{number}/claim/instead" Agents => agent::ticket::claim::instead;
    get "/tickets/here" Agents => agent::marks::show;
    post "/tickets/{number}/wake" Agents => agent::ticket::change::wake;
    post "/tickets/{number}/trash" Agents => agent::ticket::change::trash;
    post "/tickets/{number}/erase" Agents => agent::ticket::change::erase;
    post "/tickets/{number}/restore" Agents => agent::ticket::change::restore;
    post "/tickets/{number}/spam" Agents => agent::ticket::change::spam;
    post "/tickets/{number}/not-spam" Agents => agent::ticket::change::not_spam;
    get "/tickets/{number}/merge" Agents => agent::ticket::merge::show;
    post "/tickets/{number}/merge" Agents => agent::ticket::merge::create;
    get "/tickets/{number}/split" Agents => agent::ticket::split::show;
    post "/tickets/{number}/split" Agents => agent::ticket::split::create;
    get "/tickets/{number}/sides/new" Agents => agent::ticket::sides::new;
    post "/tickets/{number}/sides" Agents => agent::ticket::sides::create;
    put "/tickets/{number}/sides/draft" Agents => agent::ticket::sides::keep_new;
    put "/sides/{side}/draft" Agents => agent::ticket::sides::keep;
    get "/sides/{side}" Agents => agent::ticket::sides::show;
    post "/sides/{side}/messages" Agents => agent::ticket::sides::answer;
    post "/sides/{side}/done" Agents => agent::ticket::sides::done;
    post "/sides/{side}/reopen" Agents => agent::ticket::sides::reopen;
    post "/tickets/{number}/copy" Agents => agent::ticket::links::copy;
    post "/tickets/{number}/links" Agents => agent::ticket::links::create;
    get "/tickets/{number}/incidents" Agents => agent::ticket::links::incidents;
    post "/tickets/{number}/incidents" Agents => agent::ticket::links::answer;
    get "/reports/time" Agents => agent::report::time;
    get "/reports/time.csv" Agents => agent::report::time_csv;
    post "/tickets/{number}/timer" Agents => agent::ticket::times::timer;
    post "/tickets/{number}/times" Agents => agent::ticket::times::create;
    post "/tickets/{number}/times/{time}" Agents => agent::ticket::times::update;
    post "/tickets/{number}/times/{time}/remove" Agents => agent::ticket::times::destroy;
    post "/tickets/{number}/as-requester" Agents => agent::as_requester::show;
    post "/people/{id}/as-requester" Agents => agent::as_requester::list;
    get "/tickets/{number}/files" Agents => agent::ticket::files::show;
    get "/tickets/{number}/files.zip" Agents => agent::ticket::files::archive;
    get "/tickets/{number}/print" Agents => agent::ticket::print::show;
    get "/tickets/{number}/print.pdf" Agents => agent::ticket::print::pdf;
    post "/tickets/{number}/calls" Agents => agent::ticket::change::call;
    get "/tasks" Agents => agent::tasks::index;
    post "/tickets/{number}/tasks" Agents => agent::ticket::tasks::create;
    post "/tickets/{number}/tasks/{task}" Agents => agent::ticket::tasks::update;
    post "/tickets/{number}/tasks/{task}/done" Agents => agent::ticket::tasks::done;
    post "/tickets/{number}/tasks/{task}/remove" Agents => agent::ticket::tasks::destroy;
    post "/tickets/{number}/tasks/{task}/take" Agents => agent::ticket::tasks::take;
    post "/tickets/{number}/tasks/{task}/comments" Agents => agent::ticket::tasks::comment;
    post "/tickets/{number}/tasks/{task}/comments/{comment}/remove" Agents => agent::ticket::tasks::remove_comment;
    post "/tickets/{number}/star" Agents => agent::ticket::change::star;
    post "/tickets/{number}/undo/{position}" Agents => agent::ticket::change::undo;
    post "/tickets/{number}/messages" Agents => agent::ticket::message::create;
    get "/releases" Agents => agent::releases::index;
    post "/releases/{waiting}/approve" Agents => agent::releases::approve;
    post "/releases/{waiting}/decline" Agents => agent::releases::decline;
    get "/admin/guards" May(Configure) => admin::guards::index;
    post "/admin/guards" May(Configure) => admin::guards::create;
    get "/admin/guards/new" May(Configure) => admin::guards::new;
    get "/admin/guards/{guard}" May(Configure) => admin::guards::show;
    post "/admin/guards/{guard}" May(Configure) => admin::guards::update;
    post "/admin/guards/{guard}/remove" May(Configure) => admin::guards::destroy;
    get "/notifications" Agents => agent::notifications::index;
    post "/notifications/seen" Agents => agent::notifications::see_all;
    post "/notifications/{id}/seen" Agents => agent::notifications::see;
    post "/tickets/{number}/seen" Agents => agent::notifications::looked;
    post "/tickets/{number}/mute" Agents => agent::notifications::mute;
    get "/activity" Agents => agent::activity::index;
    get "/admin/filters" May(Configure) => admin::filters::index;
    post "/admin/filters" May(Configure) => admin::filters::create;
    get "/admin/filters/new" May(Configure) => admin::filters::new;
    get "/admin/filters/try" May(Configure) => admin::filters::try_out;
    post "/admin/filters/order" May(Configure) => admin::filters::reorder;
    get "/admin/filters/{filter}" May(Configure) => admin::filters::show;
    post "/admin/filters/{filter}" May(Configure) => admin::filters::update;
    post "/admin/filters/{filter}/remove" May(Configure) => admin::filters::destroy;
    get "/mentions" Agents => agent::mentions::index;
    post "/tickets/{number}/mentions/seen" Agents => agent::mentions::seen;
    get "/tickets/{number}/drafts" Agents => agent::ticket::drafts::index;
    post "/tickets/{number}/drafts/restore" Agents => agent::ticket::drafts::restore;
    post "/tickets/{number}/drafts/take" Agents => agent::ticket::drafts::take;
    post "/tickets/{number}/drafts/comments" Agents => agent::ticket::drafts::comment;
    put "/tickets/{number}/draft" Agents => agent::ticket::draft::update;
    get "/tickets/{number}/macros" Agents => agent::ticket::helps::macros;
    get "/tickets/{number}/mentionable" Agents => agent::ticket::helps::mentionable;
    get "/tickets/{number}/recipients" Agents => agent::ticket::helps::recipients;
    post "/tickets/{number}/draft/images" Agents => agent::ticket::images::create;
    get "/tickets/{number}/draft/images/{image}" Agents => agent::ticket::images::show;
    post "/tickets/{number}/draft/files" Agents => agent::ticket::draft_files::create;
    post "/tickets/{number}/draft/files/{digest}/remove" Agents => agent::ticket::draft_files::destroy;
    get "/tickets/{number}/messages/{id}/body" Agents => agent::ticket::body::show;
    get "/tickets/{number}/messages/{id}/original" Agents => agent::ticket::body::original;
    post "/tickets/{number}/messages/{id}/forward" Agents => agent::ticket::message::forward;
    post "/tickets/{number}/messages/{id}/move" Agents => agent::ticket::place::relocate;
    post "/tickets/{number}/messages/{id}/separate" Agents => agent::ticket::place::separate;
    post "/tickets/{number}/messages/{id}/edit" Agents => agent::ticket::place::edit;
    post "/tickets/{number}/messages/{id}/again" Agents => agent::ticket::message::send_again;
    post "/tickets/{number}/messages/{id}/redact" Agents => agent::ticket::place::redact;
    post "/tickets/{number}/messages/{id}/read" Agents => agent::ticket::place::read;
    post "/messages/{id}/take-back" Agents => agent::ticket::message::take_back;
    get "/views" Agents => agent::saved::index;
    post "/views" Agents => agent::saved::create;
    get "/views/new" Agents => agent::saved::new;
    post "/views/order" Agents => agent::saved::reorder;
    get "/views/{view}" Agents => agent::saved::show;
    post "/views/{view}" Agents => agent::saved::update;
    get "/lists/{list}" Agents => agent::highlights::index;
    post "/lists/{list}/highlights" Agents => agent::highlights::create_of_list;
    get "/lists/{list}/highlights/new" Agents => agent::highlights::new_of_list;
    get "/lists/{list}/highlights/{mark}" Agents => agent::highlights::show_of_list;
    post "/lists/{list}/highlights/{mark}" Agents => agent::highlights::update_of_list;
    post "/lists/{list}/highlights/{mark}/remove" Agents => agent::highlights::destroy_of_list;
    post "/views/{view}/highlights" Agents => agent::highlights::create;
    get "/views/{view}/highlights/new" Agents => agent::highlights::new;
    get "/views/{view}/highlights/{highlight}" Agents => agent::highlights::show;
    post "/views/{view}/highlights/{highlight}" Agents => agent::highlights::update;
    post "/views/{view}/highlights/{highlight}/remove" Agents => agent::highlights::destroy;
    post "/views/{view}/remove" Agents => agent::saved::destroy;
    post "/views/{view}/restore" Agents => agent::saved::restore;
    get "/queues" Agents => agent::queues::show;
    get "/attachments/{id}/{name}" Anybody => file::show;
    get "/admin/organization" May(Configure) => admin::organization::show;
    post "/admin/organization" May(Configure) => admin::organization::update;
    get "/admin/assignment" May(Configure) => admin::assignment::show;
    post "/admin/assignment" May(Configure) => admin::assignment::update;
    post "/admin/assignment/effort" May(Configure) => admin::assignment::effort;
    get "/tickets/{number}/rules" Agents => agent::ticket::rules::show;
    post "/tickets/{number}/rules/suggestions/{firing}" Agents => agent::ticket::rules::settle;
    post "/tickets/{number}/rules/{rule}" Agents => agent::ticket::rules::press;
    get "/tickets/{number}/flows" Agents => agent::ticket::flows::show;
    post "/tickets/{number}/flows/{flow}" Agents => agent::ticket::flows::press;
    post "/tickets/{number}/flows/runs/{run}" Agents => agent::ticket::flows::decide;
    get "/admin/flows" May(Automate) => admin::flows::index;
    post "/admin/flows" May(Automate) => admin::flows::create;
    get "/admin/flows/new" May(Automate) => admin::flows::new;
    get "/admin/flows/import" May(Automate) => admin::flows::bring;
    post "/admin/flows/import" May(Automate) => admin::flows::import;
    get "/admin/flows/{flow}" May(Automate) => admin::flows::show;
    get "/admin/flows/{flow}/start" May(Automate) => admin::flows::start;
    post "/admin/flows/{flow}/start" May(Automate) => admin::flows::restart;
    get "/admin/flows/{flow}/export" May(Automate) => admin::flows::export;
    post "/admin/flows/{flow}/publish" May(Automate) => admin::flows::publish;
    post "/admin/flows/{flow}/discard" May(Automate) => admin::flows::discard;
    post "/admin/flows/{flow}/switch" May(Automate) => admin::flows::switch;
    post "/admin/flows/{flow}/remove" May(Automate) => admin::flows::destroy;
    post "/admin/flows/{flow}/versions/{version}" May(Automate) => admin::flows::roll_back;
    post "/admin/flows/{flow}/nodes" May(Automate) => admin::flows::add;
    get "/admin/flows/{flow}/nodes/{node}" May(Automate) => admin::flows::edit;
    post "/admin/flows/{flow}/nodes/{node}" May(Automate) => admin::flows::change;
    post "/admin/flows/{flow}/nodes/{node}/move" May(Automate) => admin::flows::place;
    post "/admin/flows/{flow}/nodes/{node}/remove" May(Automate) => admin::flows::remove_node;
    get "/admin/rules" May(Automate) => admin::rules::index;
    post "/admin/rules" May(Automate) => admin::rules::create;
    get "/admin/rules/new" May(Automate) => admin::rules::new;
    get "/admin/rules/gallery" May(Automate) => admin::rules::gallery;
    post "/admin/rules/{rule}/trials" May(Automate) => admin::trials::create;
    get "/admin/rules/trials/{trial}" May(Automate) => admin::trials::show;
    post "/admin/rules/trials/{trial}/cancel" May(Automate) => admin::trials::cancel;
    post "/admin/rules/order" May(Automate) => admin::rules::reorder;
    get "/admin/rules/{rule}" May(Automate) => admin::rules::show;
    post "/admin/rules/{rule}" May(Automate) => admin::rules::update;
    post "/admin/rules/{rule}/switch" May(Automate) => admin::rules::switch;
    post "/admin/rules/{rule}/remove" May(Automate) => admin::rules::destroy;
    post "/admin/rules/{rule}/versions/{version}" May(Automate) => admin::rules::roll_back;
    get "/approvals" Agents => agent::approvals::index;
    post "/approvals/{approval}" Agents => agent::approvals::answer;
    post "/tickets/{number}/approvals/{approval}/withdraw" Agents => agent::approvals::withdraw;
    post "/tickets/{number}/approvals" Agents => agent::approvals::create;
    get "/help/approvals" Requesters => portal::approvals::index;
    post "/help/approvals/{approval}" Requesters => portal::approvals::answer;
    get "/approve/{approval}/{link}" Anybody => portal::approvals::show_by_link;
    post "/approve/{approval}/{link}" Anybody => portal::approvals::answer_by_link;
    get "/admin/approvals" May(Automate) => admin::approvals::index;
    post "/admin/approvals" May(Automate) => admin::approvals::create;
    get "/admin/approvals/new" May(Automate) => admin::approvals::new;
    get "/admin/approvals/{procedure}" May(Automate) => admin::approvals::show;
    post "/admin/approvals/{procedure}" May(Automate) => admin::approvals::update;
    post "/admin/approvals/{procedure}/remove" May(Automate) => admin::approvals::destroy;
    get "/admin/style" May(Configure) => admin::style::show;
    get "/admin/chats" May(Configure) => admin::chats::index;
    post "/admin/chats" May(Configure) => admin::chats::create;
    get "/admin/chats/new" May(Configure) => admin::chats::new;
    post "/admin/chats/try" May(Configure) => admin::chats::try_out;
    get "/admin/chats/{chat}" May(Configure) => admin::chats::show;
    post "/admin/chats/{chat}" May(Configure) => admin::chats::update;
    post "/admin/chats/{chat}/remove" May(Configure) => admin::chats::destroy;
    get "/admin/panels" May(Configure) => admin::panels::index;
    post "/admin/panels" May(Configure) => admin::panels::create;
    get "/admin/panels/new" May(Configure) => admin::panels::new;
    post "/admin/panels/try" May(Configure) => admin::panels::try_out;
    get "/admin/panels/{panel}" May(Configure) => admin::panels::show;
    post "/admin/panels/{panel}" May(Configure) => admin::panels::update;
    post "/admin/panels/{panel}/again" May(Configure) => admin::panels::ask_again;
    post "/admin/panels/{panel}/remove" May(Configure) => admin::panels::destroy;
    get "/admin/webhooks" May(Configure) => admin::webhooks::index;
    post "/admin/webhooks" May(Configure) => admin::webhooks::create;
    get "/admin/webhooks/new" May(Configure) => admin::webhooks::new;
    get "/admin/webhooks/deliveries/{delivery}" May(Configure) => admin::webhooks::delivery;
    post "/admin/webhooks/deliveries/{delivery}/replay" May(Configure) => admin::webhooks::replay;
    get "/admin/webhooks/{webhook}" May(Configure) => admin::webhooks::show;
    post "/admin/webhooks/{webhook}" May(Configure) => admin::webhooks::update;
    post "/admin/webhooks/{webhook}/secret" May(Configure) => admin::webhooks::renew;
    post "/admin/webhooks/{webhook}/switch" May(Configure) => admin::webhooks::switch;
    post "/admin/webhooks/{webhook}/try" May(Configure) => admin::webhooks::try_out;
    post "/admin/webhooks/{webhook}/remove" May(Configure) => admin::webhooks::destroy;
    post "/admin/assignment/teams/{team}" May(Configure) => admin::assignment::routing;
    get "/admin/teams" May(ManageAgents) => admin::teams::index;
    post "/admin/teams" May(ManageAgents) => admin::teams::create;
    get "/admin/teams/new" May(ManageAgents) => admin::teams::new;
    post "/admin/teams/order" May(ManageAgents) => admin::teams::reorder;
    get "/admin/teams/{team}" May(ManageAgents) => admin::teams::show;
    post "/admin/teams/{team}/fields" May(ManageAgents) => admin::teams::fields;
    post "/admin/teams/{team}" May(ManageAgents) => admin::teams::update;
    post "/admin/teams/{team}/remove" May(ManageAgents) => admin::teams::destroy;
    get "/admin/statuses" May(Configure) => admin::statuses::index;
    post "/admin/statuses" May(Configure) => admin::statuses::create;
    get "/admin/statuses/new" May(Configure) => admin::statuses::new;
    post "/admin/statuses/order" May(Configure) => admin::statuses::reorder;
    post "/admin/statuses/closing" May(Configure) => admin::statuses::closing;
    post "/admin/statuses/thanks" May(Configure) => admin::statuses::thanks;
    get "/admin/statuses/{status}" May(Configure) => admin::statuses::show;
    post "/admin/statuses/{status}" May(Configure) => admin::statuses::update;
    post "/admin/statuses/{status}/standard" May(Configure) => admin::statuses::standard;
    post "/admin/statuses/{status}/remove" May(Configure) => admin::statuses::destroy;
    get "/admin/workflows" May(Configure) => admin::workflows::index;
    post "/admin/workflows" May(Configure) => admin::workflows::create;
    get "/admin/workflows/new" May(Configure) => admin::workflows::new;
    get "/admin/workflows/{workflow}" May(Configure) => admin::workflows::show;
    post "/admin/workflows/{workflow}" May(Configure) => admin::workflows::update;
    post "/admin/workflows/{workflow}/remove" May(Configure) => admin::workflows::destroy;
    get "/admin/fields" May(Configure) => admin::fields::index;
    post "/admin/fields" May(Configure) => admin::fields::create;
    get "/admin/fields/new" May(Configure) => admin::fields::new;
    post "/admin/fields/order" May(Configure) => admin::fields::reorder;
    get "/admin/fields/{field}" May(Configure) => admin::fields::show;
    post "/admin/fields/{field}" May(Configure) => admin::fields::update;
    post "/admin/fields/{field}/remove" May(Configure) => admin::fields::destroy;
    get "/admin/objects" May(Configure) => admin::objects::index;
    post "/admin/objects" May(Configure) => admin::objects::create;
    get "/admin/objects/new" May(Configure) => admin::objects::new;
    get "/admin/objects/{type}" May(Configure) => admin::objects::show;
    post "/admin/objects/{type}" May(Configure) => admin::objects::update;
    post "/admin/objects/{type}/remove" May(Configure) => admin::objects::destroy;
    get "/admin/forms" May(Configure) => admin::forms::index;
    post "/admin/forms" May(Configure) => admin::forms::create;
    get "/admin/forms/new" May(Configure) => admin::forms::new;
    get "/admin/forms/{form}" May(Configure) => admin::forms::show;
    post "/admin/forms/{form}" May(Configure) => admin::forms::update;
    post "/admin/forms/{form}/remove" May(Configure) => admin::forms::destroy;
    get "/admin/priorities" May(Configure) => admin::priorities::show;
    post "/admin/priorities" May(Configure) => admin::priorities::update;
    get "/admin/numbers" May(Configure) => admin::numbers::show;
    post "/admin/numbers" May(Configure) => admin::numbers::update;
    get "/admin/topics" May(Configure) => admin::topics::index;
    post "/admin/topics" May(Configure) => admin::topics::create;
    get "/admin/topics/new" May(Configure) => admin::topics::new;
    post "/admin/topics/order" May(Configure) => admin::topics::reorder;
    get "/admin/topics/{topic}" May(Configure) => admin::topics::show;
    post "/admin/topics/{topic}" May(Configure) => admin::topics::update;
    post "/admin/topics/{topic}/remove" May(Configure) => admin::topics::destroy;
    get "/admin/calendars" May(Configure) => admin::calendars::index;
    post "/admin/calendars" May(Configure) => admin::calendars::create;
    get "/admin/calendars/new" May(Configure) => admin::calendars::new;
    post "/admin/calendars/try" May(Configure) => admin::calendars::try_out;
    get "/admin/calendars/{calendar}" May(Configure) => admin::calendars::show;
    post "/admin/calendars/{calendar}" May(Configure) => admin::calendars::update;
    post "/admin/calendars/{calendar}/import" May(Configure) => admin::calendars::import;
    post "/admin/calendars/{calendar}/remove" May(Configure) => admin::calendars::destroy;
    get "/admin/sla" May(Configure) => admin::sla::index;
    post "/admin/sla" May(Configure) => admin::sla::create;
    get "/admin/sla/new" May(Configure) => admin::sla::new;
    post "/admin/sla/order" May(Configure) => admin::sla::reorder;
    get "/admin/sla/figures" May(Configure) => admin::sla::figures::show;
    get "/admin/sla/figures/behind" May(Configure) => admin::sla::figures::behind;
    get "/admin/sla/figures/export" May(Configure) => admin::sla::figures::export;
    get "/admin/sla/{policy}" May(Configure) => admin::sla::show;
    post "/admin/sla/{policy}" May(Configure) => admin::sla::update;
    post "/admin/sla/{policy}/remove" May(Configure) => admin::sla::destroy;
    get "/admin/tags" May(ManageTags) => admin::tags::index;
    post "/admin/tags" May(ManageTags) => admin::tags::create;
    get "/admin/tags/new" May(ManageTags) => admin::tags::new;
    post "/admin/tags/making" May(ManageTags) => admin::tags::making;
    get "/admin/tags/{tag}" May(ManageTags) => admin::tags::show;
    post "/admin/tags/{tag}" May(ManageTags) => admin::tags::update;
    post "/admin/tags/{tag}/remove" May(ManageTags) => admin::tags::destroy;
    get "/admin/activities" May(Configure) => admin::activities::index;
    post "/admin/activities" May(Configure) => admin::activities::create;
    get "/admin/activities/new" May(Configure) => admin::activities::new;
    get "/admin/activities/asking" May(Configure) => admin::time_asking::show;
    post "/admin/activities/asking" May(Configure) => admin::time_asking::update;
    get "/admin/activities/{activity}" May(Configure) => admin::activities::show;
    post "/admin/activities/{activity}" May(Configure) => admin::activities::update;
    get "/admin/templates" May(Configure) => admin::templates::index;
    post "/admin/templates/{template}/remove" May(Configure) => admin::templates::destroy;
    get "/admin/checklists" May(Configure) => admin::checklists::index;
    post "/admin/checklists" May(Configure) => admin::checklists::create;
    get "/admin/checklists/new" May(Configure) => admin::checklists::new;
    get "/admin/checklists/{checklist}" May(Configure) => admin::checklists::show;
    post "/admin/checklists/{checklist}" May(Configure) => admin::checklists::update;
    post "/admin/checklists/{checklist}/remove" May(Configure) => admin::checklists::destroy;
    get "/admin/agents" May(ManageAgents) => admin::agents::index;
    post "/admin/agents" May(ManageAgents) => admin::agents::create;
    get "/admin/agents/new" May(ManageAgents) => admin::agents::new;
    get "/admin/agents/{person}" May(ManageAgents) => admin::agents::show;
    post "/admin/agents/{person}" May(ManageAgents) => admin::agents::update;
    post "/admin/agents/{person}/channels" May(ManageAgents) => admin::agents::channels;
    post "/admin/agents/{person}/invite" May(ManageAgents) => admin::agents::invite;
    post "/admin/agents/{person}/sign-out" May(ManageAgents) => admin::agents::sign_out;
    post "/admin/agents/{person}/deactivate" May(ManageAgents) => admin::agents::deactivate;
    post "/admin/agents/{person}/reactivate" May(ManageAgents) => admin::agents::reactivate;
    get "/brands/{brand}/logo" Anybody => admin::brands::logo;
    get "/admin/brands" May(Configure) => admin::brands::index;
    post "/admin/brands" May(Configure) => admin::brands::create;
    get "/admin/brands/new" May(Configure) => admin::brands::new;
    get "/admin/brands/{brand}" May(Configure) => admin::brands::show;
    post "/admin/brands/{brand}" May(Configure) => admin::brands::update;
    get "/admin/brands/{brand}/writing" May(Configure) => admin::writing::show_brand;
    post "/admin/brands/{brand}/writing" May(Configure) => admin::writing::update_brand;
    post "/admin/brands/{brand}/remove" May(Configure) => admin::brands::destroy;
    post "/admin/brands/{brand}/logo" May(Configure) => admin::brands::set_logo;
    post "/admin/brands/{brand}/logo/remove" May(Configure) => admin::brands::remove_logo;
    get "/admin/mailboxes" May(Configure) => admin::mailboxes::index;
    post "/admin/mailboxes" May(Configure) => admin::mailboxes::create;
    get "/admin/mailboxes/new" May(Configure) => admin::mailboxes::new;
    post "/admin/mailboxes/find" May(Configure) => admin::mailboxes::find;
    post "/admin/mailboxes/try" May(Configure) => admin::mailboxes::try_new;
    get "/admin/mailboxes/applications" May(Configure) => admin::mailboxes::applications::index;
    post "/admin/mailboxes/applications/{provider}" May(Configure) => admin::mailboxes::applications::update;
    get "/admin/mailboxes/consent" May(Configure) => admin::mailboxes::consent::back;
    get "/admin/mailboxes/{mailbox}" May(Configure) => admin::mailboxes::show;
    post "/admin/mailboxes/{mailbox}" May(Configure) => admin::mailboxes::update;
    post "/admin/mailboxes/{mailbox}/try" May(Configure) => admin::mailboxes::try_one;
    get "/admin/mailboxes/{mailbox}/health" May(Configure) => admin::mailboxes::health::show;
    post "/admin/mailboxes/{mailbox}/authorize" May(Configure) => admin::mailboxes::consent::create;
    post "/admin/mailboxes/{mailbox}/probe" May(Configure) => admin::mailboxes::health::probe;
    post "/admin/mailboxes/{mailbox}/compare" May(Configure) => admin::mailboxes::health::compare;
    post "/admin/mailboxes/{mailbox}/activate" May(Configure) => admin::mailboxes::activate;
    post "/admin/mailboxes/{mailbox}/deactivate" May(Configure) => admin::mailboxes::deactivate;
    post "/admin/mailboxes/{mailbox}/remove" May(Configure) => admin::mailboxes::destroy;
    post "/admin/mailboxes/{mailbox}/hook" May(Configure) => admin::entry::open;
    post "/admin/mailboxes/{mailbox}/hook/shut" May(Configure) => admin::entry::shut;
    get "/admin/mailboxes/{mailbox}/entry" May(Configure) => admin::entry::show;
    post "/admin/mailboxes/{mailbox}/entry" May(Configure) => admin::entry::update;
    get "/admin/mailboxes/{mailbox}/writing" May(Configure) => admin::writing::show;
    post "/admin/mailboxes/{mailbox}/writing" May(Configure) => admin::writing::update;
    get "/admin/setups" May(Configure) => admin::setups::index;
    post "/admin/setups" May(Configure) => admin::setups::create;
    post "/admin/setups/look" May(Configure) => admin::setups::look;
    get "/admin/setups/export" May(Configure) => admin::setups::export;
    post "/admin/setups/export" May(Configure) => admin::setups::save;
    get "/admin/setups/{shipped}" May(Configure) => admin::setups::show;
    get "/admin/skills" May(Configure) => admin::skills::index;
    post "/admin/skills" May(Configure) => admin::skills::create;
    get "/admin/skills/new" May(Configure) => admin::skills::new;
    post "/admin/skills/hours" May(Configure) => admin::skills::hours;
    get "/admin/skills/{skill}" May(Configure) => admin::skills::show;
    post "/admin/skills/{skill}" May(Configure) => admin::skills::update;
    post "/admin/skills/{skill}/remove" May(Configure) => admin::skills::destroy;
    get "/admin/letters" May(Configure) => admin::letters::index;
    post "/admin/letters/do-not-mail" May(Configure) => admin::letters::do_not_mail;
    get "/admin/letters/{kind}/{language}" May(Configure) => admin::letters::show;
    post "/admin/letters/{kind}/{language}" May(Configure) => admin::letters::update;
    post "/admin/letters/{kind}/{language}/preview" May(Configure) => admin::letters::preview;
    post "/admin/letters/{kind}/{language}/reset" May(Configure) => admin::letters::reset;
    get "/admin/macros" May(Configure) => admin::macros::index;
    post "/admin/macros" May(Configure) => admin::macros::create;
    get "/admin/macros/new" May(Configure) => admin::macros::new;
    post "/admin/macros/preview" May(Configure) => admin::macros::preview;
    get "/admin/macros/{macro}" May(Configure) => admin::macros::show;
    post "/admin/macros/{macro}" May(Configure) => admin::macros::update;
    post "/admin/macros/{macro}/remove" May(Configure) => admin::macros::destroy;
    get "/admin/mailboxes/{mailbox}/keys" May(Configure) => admin::keys::index;
    post "/admin/mailboxes/{mailbox}/keys/check" May(Configure) => admin::keys::check;
    post "/admin/mailboxes/{mailbox}/keys/signing" May(Configure) => admin::keys::add_signing;
    post "/admin/mailboxes/{mailbox}/keys/signing/{key}" May(Configure) => admin::keys::change_signing;
    post "/admin/mailboxes/{mailbox}/keys/mail" May(Configure) => admin::keys::add_mail;
    get "/admin/mailboxes/{mailbox}/keys/mail/{key}" May(Configure) => admin::keys::show_mail;
    post "/admin/mailboxes/{mailbox}/keys/mail/{key}/remove" May(Configure) => admin::keys::remove_mail;
    post "/admin/mailboxes/{mailbox}/keys/protect" May(Configure) => admin::keys::protect;
    get "/admin" May(Operate) => admin::overview::show;
    get "/admin/outbox" May(Operate) => admin::outbox::index;
    post "/admin/outbox/{letter}/retry" Agents => admin::outbox::retry;
    post "/admin/outbox/{letter}/redirect" Agents => admin::outbox::redirect;
    post "/admin/outbox/{letter}/cancel" Agents => admin::outbox::cancel;
    get "/admin/incoming" May(Configure) => admin::incoming::show;
    post "/admin/incoming/roots" May(Configure) => admin::incoming::roots;
    post "/admin/incoming" May(Configure) => admin::incoming::update;
    get "/admin/flights" May(Operate) => admin::flights::index;
    get "/admin/arrived" May(Operate) => admin::arrived::index;
    get "/admin/arrived/{intake}/raw" May(Operate) => admin::arrived::raw;
    post "/admin/arrived/{intake}/read" May(Operate) => admin::arrived::read;
    get "/admin/jobs" May(Operate) => admin::jobs::index;
    post "/admin/jobs/{job}/retry" May(Operate) => admin::jobs::retry;
    get "/admin/notifications" May(Configure) => admin::notices::show;
    post "/admin/notifications/{role}" May(Configure) => admin::notices::update;
    get "/admin/audit" May(Configure) => admin::audit::index;
    post "/demo/remove" May(Configure) => demo::destroy;
    get "/live" Agents => live::stream;
    get "/tickets/{number}/panels/{panel}" Agents => admin::panels::beside_ticket;
    post "/tickets/{number}/panels/{panel}/fill" Agents => admin::panels::fill;
    get "/tickets/{number}/card" Agents => agent::card::show;
    get "/tickets/{number}/similar" Agents => agent::search::similar;
    get "/tickets/{number}/presence" Agents => agent::ticket::presence::show;
    put "/tickets/{number}/presence" Agents => live::writing;
}

pub fn router(web: Web) -> Router {
    let worth_compressing = SizeAbove::new(1024)
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/octet-stream"));
    pages()
        .fallback(nothing)
        .layer(from_fn(upload::bounded))
        .layer(CatchPanicLayer::custom(answer::broken))
        .layer(from_fn_with_state(web.clone(), copy::look))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(web.clone(), host::known))
        .layer(from_fn(answer::in_words))
        .layer(from_fn(security::headers))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_compressing))
        .with_state(web)
}

async fn nothing() -> answer::Failure {
    desk::Error::Missing.into()
}

//! `kippu serve`: the desk, until it is told to stop.

use crate::forgetting::forget;
use crate::house::House;
use crate::reading::read_file;
use base::words::Words;
use base::{Clock, SystemClock, Token, words};
use channels::desk::{
    BACK, CHAT_LIMITS, Call, Carrier, DeskIntake, Knocked, PUSH_LIMITS, Premises, Pushed, Remembered, WEBHOOK_LIMITS,
    arrival_of, ask_external, ask_panel, begin_consent, call_webhook, carry, end_consent, enrich, find_public_keys,
    find_servers, knock, make_mail_key, make_push_key, make_signing_key, push, read, read_mail_key, read_public_keys,
    reading_of, send_probe, tell_chat, try_chat, try_incoming, try_outgoing, watch_all,
};
use channels::listen::{self, Bind, Dialect, Identity, Limits, Listener};
use channels::probe::Step;
use channels::server::Trouble;
use channels::trust::Point;
use desk::channel::{Incoming, Outgoing};
use desk::{Done, Refusal};
use mail::protect::KeyFault;
use platform::Hidden;
use platform::config::{Config, Door};
use platform::shutdown::Shutdown;
use platform::telemetry;
use reactions::Jobs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use web::{
    Consent, Discovered, DomainAdvice, HookAnswer, HookCall, Locksmith, Press, ProbeServer, ProbeStep, ProbeWish, Web,
};

/// What is under way gets this long at the end.
const GRACE: Duration = Duration::from_secs(30);
/// Messages that are read at the same time; reading is work for a core each.
const READ_AT_ONCE: usize = 8;
/// Letters that are sent round at the same time.
const PROBE_AT_ONCE: usize = 2;
/// Webhooks that are told at the same time; a slow one takes its place for seconds.
const CALL_AT_ONCE: usize = 16;
/// Browsers that are told at the same time.
const PUSH_AT_ONCE: usize = 8;
const CHAT_AT_ONCE: usize = 4;
/// Panels that ask by themselves at the same time.
const ENRICH_AT_ONCE: usize = 4;
/// Each takes a process of its own.
const FILES_AT_ONCE: usize = 2;

pub async fn run(config: Config) -> Result<(), String> {
    telemetry::init(config.log_format, &config.log);
    let files = platform::files::raise_limit();
    tracing::info!(files, "files and connections at once");
    let house = House::open(config)?;
    let shutdown = Shutdown::new();
    shutdown.on_signals().map_err(|error| error.to_string())?;
    let doors = Doors::open(&house.config).await?;
    invite(&house).await?;
    tracing::info!(url = house.config.url(), "the desk is open");
    run_on(&house, web(&house), doors, Carrier::Smtp, &shutdown).await;
    Ok(())
}

/// Where the world comes in.
pub struct Doors {
    pub http: TcpListener,
    pub lmtp: Option<Listener>,
    pub smtp: Option<Listener>,
}

impl Doors {
    /// # Errors
    /// A sentence that names the address which is taken or not ours.
    pub async fn open(config: &Config) -> Result<Self, String> {
        let listen = config.listen;
        let http = TcpListener::bind(listen).await.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
        let lmtp = config.lmtp.as_ref().map(|door| match door {
            Door::Tcp(address) => Bind::Tcp(*address),
            Door::Unix(path) => Bind::Unix(path.clone()),
        });
        Ok(Self { http, lmtp: bind("LMTP", lmtp).await?, smtp: bind("SMTP", config.smtp.map(Bind::Tcp)).await? })
    }

    pub fn lmtp_address(&self) -> Option<SocketAddr> {
        self.lmtp.as_ref().and_then(Listener::local_addr)
    }

    pub fn smtp_address(&self) -> Option<SocketAddr> {
        self.smtp.as_ref().and_then(Listener::local_addr)
    }
}

async fn bind(what: &str, place: Option<Bind>) -> Result<Option<Listener>, String> {
    let Some(place) = place else { return Ok(None) };
    let bound = Listener::bind(&place).await;
    bound.map(Some).map_err(|error| format!("cannot listen for {what} on {place:?}: {error}"))
}

/// Everything that runs while the desk is open; returns when the end was asked for and what was under way is done.
pub async fn run_on(house: &House, web: Web, doors: Doors, carrier: Carrier, shutdown: &Shutdown) {
    let premises = house.premises();
    if let Err(error) = make_push_key(&premises).await {
        tracing::error!(%error, "the key for pushes could not be made; the next start tries again");
    }
    let mut tasks = JoinSet::new();
    for (listener, dialect) in [(doors.lmtp, Dialect::Lmtp), (doors.smtp, Dialect::Smtp)] {
        if let Some(listener) = listener {
            let door = door(&house.config, dialect, &premises.url);
            tasks.spawn(take_mail(listener, door, premises.clone(), shutdown.clone()));
        }
    }
    let jobs = with_files(jobs(&premises), house);
    tasks.spawn(reactions::run(house.desk.clone(), jobs, shutdown.clone()));
    tasks.spawn(reactions::feed(house.feed(), house.desk.clone(), shutdown.clone()));
    tasks.spawn(carry(premises.clone(), carrier, shutdown.clone()));
    if carrier == Carrier::Smtp {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        tasks.spawn(watch_all(premises, clock, shutdown.clone()));
    }
    web::serve(doors.http, web::router(web), shutdown.clone()).await;
    let done = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, done).await.is_err() || !shutdown.drained(GRACE).await {
        tracing::warn!("some work was cut at the end; it is taken up again at the next start");
    }
}

/// The pages. Must be called inside the runtime.
pub fn web(house: &House) -> Web {
    let mut web = Web::new(house.desk.clone(), house.blobs.clone(), house.passwords.clone());
    web.finder = house.finder.clone();
    web.public_url = house.config.public_url.clone();
    web.proxies = house.config.proxies.clone();
    web.press = Arc::new(Press::with_fonts_in(house.config.data.join("fonts")));
    let premises = house.premises();
    web.consent = consent(&premises);
    let finder = premises.clone();
    web.discover = Arc::new(move |address| {
        let premises = finder.clone();
        Box::pin(async move { find_servers(&premises, &address).await.map(discovered) })
    });
    web.probe = Arc::new(move |wish| Box::pin(probe(premises.clone(), wish)));
    web.locksmith = locksmith(&house.premises());
    let asking = house.premises();
    web.panels = Arc::new(move |panel, address, fresh| {
        let premises = asking.clone();
        Box::pin(async move {
            if fresh {
                ask_panel(&premises, &panel, &address).await
            } else {
                premises.panels.ask(&premises, &panel, &address).await
            }
        })
    });
    let speaking = house.premises();
    web.chats = Arc::new(move |content| {
        let premises = speaking.clone();
        Box::pin(async move { try_chat(&premises, &content).await })
    });
    let (asking, remembered) = (house.premises(), Arc::new(Remembered::default()));
    web.external = Arc::new(move |external, words| {
        let (premises, remembered) = (asking.clone(), remembered.clone());
        Box::pin(async move { ask_external(&premises, &remembered, external, words).await })
    });
    let secrets = house.secrets.clone();
    let reading = house.premises();
    web.reader = Arc::new(move |raw, charset| {
        let premises = reading.clone();
        Box::pin(async move { Ok(reading_of(&premises, &raw, charset.as_deref()).await?.ok()) })
    });
    let (door, limit) = (house.premises(), house.config.mail_limit);
    web.hooks = Arc::new(move |call| {
        let premises = door.clone();
        Box::pin(async move { knocked(&premises, call, limit).await })
    });
    let arriving = house.premises();
    web.arrivals = Arc::new(move |raw| {
        let premises = arriving.clone();
        Box::pin(async move { Ok(arrival_of(&premises, &raw, None).await?.ok()) })
    });
    web.seal = Arc::new(move |plain, place| secrets.seal(&Hidden::new(plain), place));
    web
}

fn discovered((incoming, outgoing): (Option<Incoming>, Option<Outgoing>)) -> Discovered {
    Discovered { incoming, outgoing }
}

/// Mail by HTTP, as the pages know it.
async fn knocked(premises: &Premises, call: HookCall, limit: usize) -> Done<HookAnswer> {
    let HookCall { hook, mailbox, url, headers, query, body, remote } = call;
    Ok(match knock(premises, Call { hook, mailbox, url, headers, query, body, remote, limit }).await? {
        Knocked::Kept(names) => HookAnswer::Kept(names),
        Knocked::Nothing => HookAnswer::Nothing,
        Knocked::Refused(_) => HookAnswer::Refused,
        Knocked::Later => HookAnswer::Later,
    })
}

/// The way to a provider's page and back, as the pages know it.
fn consent(premises: &Premises) -> Consent {
    let (back, begin, end) = (premises.clone(), premises.clone(), premises.clone());
    Consent {
        back: Arc::new(move || format!("{}{BACK}", back.url)),
        begin: Arc::new(move |by, mailbox| {
            let premises = begin.clone();
            Box::pin(async move { begin_consent(&premises, by, mailbox).await })
        }),
        end: Arc::new(move |by, state, code, language| {
            let premises = end.clone();
            Box::pin(async move {
                let (mailbox, ended) = end_consent(&premises, by, &Token::presented(state), &code).await?;
                Ok((mailbox, ended.err().map(|trouble| trouble.tell(words::of(language)))))
            })
        }),
    }
}

/// Keys made and read, and domains looked up.
fn locksmith(premises: &Premises) -> Locksmith {
    let (making, asking, own, reading) = (premises.clone(), premises.clone(), premises.clone(), premises.clone());
    let finding = premises.clone();
    Locksmith {
        make_signing: Arc::new(move |domain, selector, algorithm| {
            let premises = making.clone();
            Box::pin(async move {
                let made = make_signing_key(&premises, &domain, selector, algorithm).await;
                made.inspect_err(|error| tracing::error!(error, "a key could not be made"))
                    .map_err(|_| Refusal::KeyUnreadable)
            })
        }),
        advise: Arc::new(move |domain, keys, language| {
            let premises = asking.clone();
            Box::pin(async move {
                let advice = premises.examiner.advise(&domain, &keys).await;
                let words = words::of(language);
                let step = |point: Point| ProbeStep {
                    what: point.what,
                    passed: point.passed,
                    detail: point.detail(words),
                    certificate: None,
                };
                DomainAdvice { steps: advice.points.into_iter().map(step).collect(), seen: advice.seen }
            })
        }),
        make: Arc::new(move |mailbox| {
            let premises = own.clone();
            Box::pin(async move { blocking(move || make_mail_key(&premises, &mailbox)).await })
        }),
        read: Arc::new(move |file, passphrase| {
            let premises = reading.clone();
            Box::pin(async move { blocking(move || read_mail_key(&premises, &file, &passphrase)).await })
        }),
        read_public: Arc::new(|file| Box::pin(async move { blocking(move || read_public_keys(&file)).await })),
        find: Arc::new(move |addresses| {
            let premises = finding.clone();
            Box::pin(async move { find_public_keys(&premises, &addresses).await })
        }),
    }
}

/// On a thread of its own: keys take their time.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, KeyFault> + Send + 'static,
) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::KeyUnreadable)?;
    done.map_err(|fault| match fault {
        KeyFault::Unreadable => Refusal::KeyUnreadable,
        KeyFault::Passphrase => Refusal::KeyPassphrase,
        KeyFault::Mismatch => Refusal::KeyMismatch,
    })
}

/// A mailbox's server tried out, in the words of the one who asks.
async fn probe(premises: Premises, wish: ProbeWish) -> Vec<ProbeStep> {
    let steps = match &wish.server {
        ProbeServer::Incoming(incoming) => try_incoming(&premises, wish.mailbox, &wish.address, incoming).await,
        ProbeServer::Outgoing(outgoing) => try_outgoing(&premises, wish.mailbox, &wish.address, outgoing).await,
    };
    let words = words::of(wish.language);
    steps.into_iter().map(|step| told(&step, words)).collect()
}

fn told(step: &Step, words: &Words) -> ProbeStep {
    let certificate = match &step.trouble {
        Some(Trouble::Certificate { shown, .. }) => Some(shown.to_string()),
        Some(_) | None => None,
    };
    ProbeStep { what: step.what, passed: step.ok(), detail: step.detail(words), certificate }
}

/// Every kind of job and who does it.
pub fn jobs(premises: &Premises) -> Jobs {
    let (reading, probing, calling, telling) = (premises.clone(), premises.clone(), premises.clone(), premises.clone());
    let jobs = Jobs::new().on(service::channel::READ, READ_AT_ONCE, move |job| {
        let premises = reading.clone();
        async move { read(&premises, &job.body).await.map(drop).map_err(Into::into) }
    });
    let jobs = jobs.on(service::automation::CALL, CALL_AT_ONCE, move |job| {
        let premises = calling.clone();
        async move { call_webhook(&premises, &job.body, WEBHOOK_LIMITS).await.map_err(Into::into) }
    });
    let jobs = jobs.on(service::notification::PUSH, PUSH_AT_ONCE, move |job| {
        let premises = telling.clone();
        async move { tell_browser(&premises, &job.body).await }
    });
    let chatting = premises.clone();
    let jobs = jobs.on(service::notification::CHAT, CHAT_AT_ONCE, move |job| {
        let premises = chatting.clone();
        async move { tell_chat(&premises, &job.body, CHAT_LIMITS).await.map_err(Into::into) }
    });
    let enriching = premises.clone();
    let jobs = jobs.on(service::panel::ENRICH, ENRICH_AT_ONCE, move |job| {
        let premises = enriching.clone();
        async move { enrich(&premises, &job.body).await.map_err(Into::into) }
    });
    jobs.on(service::channel::PROBE, PROBE_AT_ONCE, move |job| {
        let premises = probing.clone();
        async move { send_probe(&premises, &job.body).await.map_err(Into::into) }
    })
}

async fn tell_browser(premises: &Premises, body: &str) -> Result<(), reactions::Trouble> {
    match push(premises, body, PUSH_LIMITS).await? {
        Pushed::Done => Ok(()),
        Pushed::Again(why) => Err(reactions::Trouble::Again(why)),
        Pushed::Hopeless(why) => Err(reactions::Trouble::Hopeless(why)),
    }
}

/// What attachments say, so that it can be found; and what must not be kept.
fn with_files(jobs: Jobs, house: &House) -> Jobs {
    let (desk, blobs) = (house.desk.clone(), house.blobs.clone());
    let jobs =
        jobs.on(service::search::READ_FILE, FILES_AT_ONCE, move |job| read_file(desk.clone(), blobs.clone(), job));
    let (desk, blobs) = (house.desk.clone(), house.blobs.clone());
    jobs.on(service::conversation::FORGET, 1, move |job| forget(desk.clone(), blobs.clone(), job))
}

/// A door as it is configured. Without a certificate it is open all the same: other mail servers come in the clear.
fn door(config: &Config, dialect: Dialect, url: &str) -> listen::Door {
    let hostname = url.split("://").last().and_then(|rest| rest.split([':', '/']).next()).unwrap_or("localhost");
    let identity = match &config.mail_identity {
        Some((certificate, key)) => Identity::from_files(certificate, key),
        None => Identity::own(&config.data, hostname),
    };
    let identity = identity.inspect_err(|fault| tracing::error!(%fault, "mail comes in unencrypted")).ok();
    let limits = Limits { message: config.mail_limit, ..Limits::default() };
    listen::Door { dialect, hostname: hostname.to_owned(), limits, identity }
}

async fn take_mail(listener: Listener, door: listen::Door, premises: Premises, shutdown: Shutdown) {
    listen::serve(listener, door, Arc::new(DeskIntake(premises)), shutdown).await;
}

/// The first start shows where to begin.
async fn invite(house: &House) -> Result<(), String> {
    let offer = house.desk.change(service::Actor::System, service::access::offer_set_up).await;
    match offer {
        Ok(token) => {
            println!(
                "Welcome to Kippu. Set up your desk here, once:\n\n  {}/setup/{}\n",
                house.config.url(),
                token.reveal()
            );
            Ok(())
        }
        Err(service::Error::Refused(service::Refusal::AlreadySetUp)) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

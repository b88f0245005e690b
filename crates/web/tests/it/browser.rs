//! A house with pages, and browsers that keep their cookies.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base::Token;
use desk::access::LinkLetter;
use desk::channel::LetterState;
use desk::people::PersonId;
use futures_util::StreamExt;
use platform::Hidden;
use platform::blobs::Blobs;
use platform::config::BlobsConfig;
use platform::passwords::Passwords;
use service::{Actor, access};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use testing::{Cast, World, email};
use tower::ServiceExt;
use web::Web;

/// What each agent signs in with, once [`House::give_password`] has set it.
pub const PASSWORD: &str = "correct horse battery staple";
pub const HOST: &str = "desk.example";
/// How long a browser listens to a stream that says nothing.
const SILENCE: Duration = Duration::from_millis(250);
/// Each browser sits at an address of its own, so that no rate limit mistakes them for one.
static ADDRESSES: AtomicU32 = AtomicU32::new(0x0a00_0001);

/// The whole cast behind real pages.
pub struct House {
    pub world: World,
    pub cast: Cast,
    pub web: Web,
    router: Router,
    /// Where its blobs lie.
    pub files: tempfile::TempDir,
}

impl House {
    pub async fn open(world: World) -> Self {
        let cast = world.cast().await;
        Self::of(world, cast, |_| ())
    }

    /// With settings of its own.
    pub async fn open_with(world: World, set: impl FnOnce(&mut Web)) -> Self {
        let cast = world.cast().await;
        Self::of(world, cast, set)
    }

    /// A browser before a house that nobody has set up, and the folder it needs.
    pub fn unset(world: &World) -> (Browser, tempfile::TempDir) {
        let files = tempfile::tempdir().expect("a temporary folder can be made");
        let blobs = Blobs::open(&BlobsConfig::Folder(files.path().to_owned())).expect("a folder for blobs opens");
        let passwords = Passwords::new(NonZeroUsize::new(1).expect("one is not zero"));
        let router = web::router(Web::new(world.desk.clone(), Arc::new(blobs), Arc::new(passwords)));
        (Browser::before(router), files)
    }

    fn of(world: World, cast: Cast, set: impl FnOnce(&mut Web)) -> Self {
        let files = tempfile::tempdir().expect("a temporary folder can be made");
        let blobs = Blobs::open(&BlobsConfig::Folder(files.path().to_owned())).expect("a folder for blobs opens");
        let passwords = Passwords::new(NonZeroUsize::new(2).expect("two is not zero"));
        let mut web = Web::new(world.desk.clone(), Arc::new(blobs), Arc::new(passwords));
        web.hooks = Arc::new(|_| Box::pin(async { Ok(web::HookAnswer::Nothing) }));
        set(&mut web);
        let router = web::router(web.clone());
        Self { world, cast, web, router, files }
    }

    /// Everything until now is in the index.
    pub async fn index(&self) {
        let mut feed = service::search::Feed::in_memory(self.web.finder.clone());
        for _ in 0..1_000 {
            let done = feed.step(&self.world.desk).await.expect("an index in memory can be fed");
            let place = feed.place();
            let newer = move |read: &mut service::Read| service::search::is_behind(read, place);
            if done == 0 && !self.world.desk.ask(Actor::System, newer).await.expect("the log can be read") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("the index never came to an end");
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Nobody is signed in yet.
    pub fn browser(&self) -> Browser {
        Browser::before(self.router.clone())
    }

    /// A browser in which an agent is signed in, without the form.
    pub async fn agent(&self, person: PersonId) -> Browser {
        let opened = self.world.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, person, "", "")).await;
        let (token, _) = opened.expect("this agent may sign in");
        self.browser().with("kippu", token.reveal())
    }

    /// A browser in which a requester is signed in at the portal, by a mailed link.
    pub async fn requester(&self, address: &'static str) -> Browser {
        let link = self.mailed_link(address).await;
        let entered =
            self.world.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &link, "", "")).await;
        self.browser().with("kippu-portal", entered.expect("the link opens").0.reveal())
    }

    pub async fn mailed_link(&self, address: &'static str) -> Token {
        let desk = &self.world.desk;
        let asked = desk.change(Actor::Anonymous, move |tx| access::ask_sign_in_link(tx, &email(address))).await;
        asked.expect("a link can be asked for");
        self.newest_link().await
    }

    /// The link in the newest letter that waits.
    pub async fn newest_link(&self) -> Token {
        let queued = |read: &mut service::Read| service::channel::letters(read, LetterState::Queued, None, 1);
        let letters = self.world.desk.ask(Actor::System, queued).await.expect("the outbox can be read");
        let details: LinkLetter = serde_json::from_str(&letters[0].details).expect("the letter carries a link");
        Token::presented(details.token)
    }

    /// The cast's own hash opens for nobody; from now on [`PASSWORD`] opens for this agent.
    pub async fn give_password(&self, person: PersonId) {
        let hash = self.web.passwords.hash(&Hidden::new(PASSWORD)).await.expect("a password can be hashed");
        let set = self.world.desk.change(Actor::System, move |tx| access::set_password(tx, person, &hash)).await;
        set.expect("a password can be set");
    }
}

/// One browser: sends its cookies, keeps those it is given.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub address: SocketAddr,
    pub cookies: BTreeMap<String, String>,
    /// Sent with each request, whatever the browser would say itself.
    pub headers: BTreeMap<&'static str, String>,
    /// A stream that has said nothing for so long is left.
    silence: Duration,
}

impl Browser {
    fn before(router: Router) -> Self {
        let number = ADDRESSES.fetch_add(1, Ordering::Relaxed);
        let address = SocketAddr::from((number.to_be_bytes(), 40_000));
        Self { router, address, cookies: BTreeMap::new(), headers: BTreeMap::new(), silence: SILENCE }
    }

    pub fn with(mut self, cookie: &str, value: &str) -> Self {
        self.cookies.insert(cookie.to_owned(), value.to_owned());
        self
    }

    /// Listens longer to a stream that says nothing.
    pub fn patient(mut self, silence: Duration) -> Self {
        self.silence = silence;
        self
    }

    pub fn saying(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.to_owned());
        self
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// What a form on a page sends: already encoded.
    pub async fn post(&mut self, path: &str, form: &str) -> Reply {
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), Body::from(form.to_owned())).await
    }

    pub async fn put(&mut self, path: &str, form: &str) -> Reply {
        self.send(Method::PUT, path, Some("application/x-www-form-urlencoded"), Body::from(form.to_owned())).await
    }

    /// A form with files.
    pub async fn upload(&mut self, path: &str, form: &Multipart) -> Reply {
        self.send(Method::POST, path, Some(&form.content_type()), Body::from(form.bytes())).await
    }

    /// Through the real form.
    pub async fn sign_in(&mut self, address: &str, password: &str) -> Reply {
        let form = encoded(&[("email", address), ("password", password)]);
        self.post("/login", &form).await
    }

    pub async fn send(&mut self, method: Method, path: &str, content_type: Option<&str>, body: Body) -> Reply {
        let mut headers: BTreeMap<&str, String> = BTreeMap::new();
        headers.insert("host", HOST.into());
        headers.insert("accept", "text/html,application/xhtml+xml".into());
        if method != Method::GET {
            headers.insert("sec-fetch-site", "same-origin".into());
        }
        if let Some(kind) = content_type {
            headers.insert("content-type", kind.into());
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.insert("cookie", pairs.join("; "));
        }
        headers.extend(self.headers.iter().map(|(name, value)| (*name, value.clone())));
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers.into_iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(name, value);
        }
        let mut request = request.body(body).unwrap_or_else(|error| panic!("{path}: {error}"));
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.expect("a router always answers");
        let reply = Reply::read(response, self.silence).await;
        self.keep(&reply.headers);
        reply
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let pair = line.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// What came back; of a stream, what it said until it fell silent.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    async fn read(response: axum::response::Response, silence: Duration) -> Self {
        let (parts, body) = response.into_parts();
        let endless = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if endless {
            heard(body, silence).await
        } else {
            axum::body::to_bytes(body, usize::MAX).await.expect("a body that ends")
        };
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Where it leads, whatever is said there.
    pub fn door(&self) -> &str {
        self.location().split('?').next().unwrap_or_default()
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// The whole `Set-Cookie` of this name.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }

    /// Everything that was sent back, for looking for what should not be there.
    pub fn everything(&self) -> String {
        format!("{:?}\n{}", self.headers, self.text())
    }
}

async fn heard(body: Body, silence: Duration) -> Bytes {
    let (mut stream, mut heard) = (body.into_data_stream(), Vec::new());
    while let Ok(Some(Ok(chunk))) = tokio::time::timeout(silence, stream.next()).await {
        heard.extend_from_slice(&chunk);
    }
    heard.into()
}

/// A form as `application/x-www-form-urlencoded`.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// A form as `multipart/form-data` (RFC 7578).
#[derive(Clone, Debug, Default)]
pub struct Multipart {
    parts: Vec<u8>,
}

impl Multipart {
    const BOUNDARY: &str = "----a-line-nobody-writes";

    pub fn of(fields: &[(&str, &str)]) -> Self {
        fields.iter().fold(Self::default(), |form, (name, value)| form.field(name, value.as_bytes()))
    }

    pub fn field(self, name: &str, value: &[u8]) -> Self {
        self.part(&format!("name=\"{name}\""), "", value)
    }

    pub fn file(self, field: &str, name: &str, content_type: &str, bytes: &[u8]) -> Self {
        self.part(
            &format!("name=\"{field}\"; filename=\"{name}\""),
            &format!("Content-Type: {content_type}\r\n"),
            bytes,
        )
    }

    fn part(mut self, disposition: &str, more: &str, bytes: &[u8]) -> Self {
        let head = format!("--{}\r\nContent-Disposition: form-data; {disposition}\r\n{more}\r\n", Self::BOUNDARY);
        self.parts.extend_from_slice(head.as_bytes());
        self.parts.extend_from_slice(bytes);
        self.parts.extend_from_slice(b"\r\n");
        self
    }

    pub fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", Self::BOUNDARY)
    }

    pub fn bytes(&self) -> Vec<u8> {
        [self.parts.as_slice(), format!("--{}--\r\n", Self::BOUNDARY).as_bytes()].concat()
    }
}

//! A server that follows a script, one per connection, and notes what it heard.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use testing::peers::Identity;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

#[derive(Clone, Debug)]
pub enum Do {
    /// Says these lines, as they are, each with CRLF.
    Say(String),
    /// Hears a line that must begin so.
    Hear(String),
    /// Hears lines up to a lone dot.
    Content,
    Tls,
    /// Says and hears nothing more, and does not hang up.
    Stall,
}

/// `script!["<MAIL", "250 ok", …]`: what begins with `<` is heard, everything else said.
pub fn script(lines: &[&str]) -> Vec<Do> {
    lines
        .iter()
        .map(|line| match *line {
            "content" => Do::Content,
            "tls" => Do::Tls,
            "stall" => Do::Stall,
            line => line.strip_prefix('<').map_or(Do::Say(line.into()), |heard| Do::Hear(heard.into())),
        })
        .collect()
}

pub struct Scripted {
    pub address: SocketAddr,
    pub identity: Identity,
    heard: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Scripted {
    /// Serves one connection after another by one script after another.
    pub async fn serve(scripts: Vec<Vec<Do>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let identity = Identity::new();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (notes, acceptor) = (heard.clone(), acceptor(&identity));
        let serving = tokio::spawn(async move {
            for script in scripts {
                let (stream, _) = listener.accept().await.unwrap();
                play(Box::new(stream), script, &acceptor, &notes).await;
            }
        });
        Self { address, identity, heard, serving }
    }

    /// Every line heard so far, on all connections.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// Panics if the script was not followed.
    pub async fn done(mut self) -> Vec<String> {
        (&mut self.serving).await.expect("the script was followed");
        self.heard()
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

trait Link: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Link for T {}

async fn play(stream: Box<dyn Link>, script: Vec<Do>, acceptor: &TlsAcceptor, notes: &Mutex<Vec<String>>) {
    let mut stream = BufReader::new(stream);
    for step in script {
        match step {
            Do::Say(line) => stream.write_all(format!("{line}\r\n").as_bytes()).await.unwrap(),
            Do::Hear(start) => {
                let line = line(&mut stream).await;
                assert!(line.starts_with(&start), "the script wants {start:?}, heard {line:?}");
                notes.lock().unwrap().push(line);
            }
            Do::Content => loop {
                let line = line(&mut stream).await;
                if line == "." {
                    break;
                }
                notes.lock().unwrap().push(line);
            },
            Do::Tls => {
                let Ok(encrypted) = acceptor.accept(stream.into_inner()).await else { return };
                stream = BufReader::new(Box::new(encrypted));
            }
            Do::Stall => std::future::pending().await,
        }
    }
    // A server that follows the rules says goodbye to TLS; whether the client hears it does not matter.
    let _ = stream.shutdown().await;
}

async fn line(stream: &mut BufReader<Box<dyn Link>>) -> String {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).await.unwrap();
    let line = String::from_utf8_lossy(&line).into_owned();
    line.trim_end_matches(['\r', '\n']).to_owned()
}

fn acceptor(identity: &Identity) -> TlsAcceptor {
    let key = PrivateKeyDer::try_from(identity.key.clone()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(identity.certificate.clone())], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

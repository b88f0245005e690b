//! A door that is open for a test.

use crate::world::Keeper;
use channels::listen::{self, Bind, Dialect, Door, Identity, Limits, Listener};
use platform::shutdown::Shutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use testing::Talk;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

pub struct House {
    pub address: SocketAddr,
    pub keeper: Arc<Keeper>,
    pub stop: Shutdown,
    pub serving: JoinHandle<()>,
}

impl House {
    pub async fn open(dialect: Dialect) -> Self {
        Self::with(dialect, Limits::default(), Keeper::new()).await
    }

    pub async fn with(dialect: Dialect, limits: Limits, keeper: Arc<Keeper>) -> Self {
        Self::showing(None, dialect, limits, keeper).await
    }

    pub async fn showing(identity: Option<Identity>, dialect: Dialect, limits: Limits, keeper: Arc<Keeper>) -> Self {
        let listener = Listener::bind(&Bind::Tcp("127.0.0.1:0".parse().unwrap())).await.unwrap();
        let address = listener.local_addr().unwrap();
        let door = Door { dialect, hostname: "desk.example".into(), limits, identity };
        let stop = Shutdown::new();
        let serving = tokio::spawn(listen::serve(listener, door, keeper.clone(), stop.clone()));
        Self { address, keeper, stop, serving }
    }

    pub async fn connect(&self) -> Talk<TcpStream> {
        Talk::new(TcpStream::connect(self.address).await.unwrap())
    }

    /// A client that has heard the greeting and the answer to its own.
    pub async fn greeted(&self, greeting: &str) -> Talk<TcpStream> {
        let mut talk = self.connect().await;
        talk.expect("220").await;
        talk.ask(greeting, "250").await;
        talk
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.trigger();
    }
}

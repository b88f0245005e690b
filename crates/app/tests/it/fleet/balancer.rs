//! A load balancer that knows nothing of HTTP: each connection to the next process that takes it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

pub struct Balancer {
    pub address: SocketAddr,
}

impl Balancer {
    pub async fn over(processes: Vec<SocketAddr>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (processes, turn) = (Arc::new(processes), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((outside, _)) = listener.accept().await {
                tokio::spawn(carry(outside, processes.clone(), turn.clone()));
            }
        });
        Self { address }
    }
}

async fn carry(mut outside: TcpStream, processes: Arc<Vec<SocketAddr>>, turn: Arc<AtomicUsize>) {
    for _ in 0..500 {
        let next = processes[turn.fetch_add(1, Ordering::Relaxed) % processes.len()];
        if let Ok(mut inside) = TcpStream::connect(next).await {
            // Whoever hangs up first, the other side sees it.
            let _ = tokio::io::copy_bidirectional(&mut outside, &mut inside).await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

//! `kippu serve`: the desk, until it is told to stop.

use crate::house::House;
use platform::config::Config;
use platform::shutdown::Shutdown;
use platform::telemetry;
use std::time::Duration;
use tokio::net::TcpListener;
use web::Web;

/// What is under way gets this long at the end.
const GRACE: Duration = Duration::from_secs(30);

pub async fn run(config: Config) -> Result<(), String> {
    telemetry::init(config.log_format, &config.log);
    let house = House::open(config)?;
    let shutdown = Shutdown::new();
    shutdown.on_signals().map_err(|error| error.to_string())?;
    let listen = house.config.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    invite(&house).await?;
    tracing::info!(url = house.config.url(), "the desk is open");
    run_on(&house, listener, &shutdown).await;
    Ok(())
}

/// Everything that runs while the desk is open.
pub async fn run_on(house: &House, listener: TcpListener, shutdown: &Shutdown) {
    let mut web = Web::new(house.desk.clone(), house.blobs.clone(), house.passwords.clone());
    web.public_url = house.config.public_url.clone();
    web::serve(listener, web::router(web), shutdown.clone()).await;
    if !shutdown.drained(GRACE).await {
        tracing::warn!("some work was cut at the end; it is taken up again at the next start");
    }
}

/// The first start shows where to begin.
async fn invite(house: &House) -> Result<(), String> {
    let offer = house.desk.change(service::Actor::System, service::access::offer_set_up).await;
    match offer {
        Ok(token) => {
            println!("Welcome to Kippu. Set up your desk here, once:\n\n  {}/setup/{}\n", house.config.url(), token.reveal());
            Ok(())
        }
        Err(service::Error::Refused(service::Refusal::AlreadySetUp)) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

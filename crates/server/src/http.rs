//! Serving the site: health, metrics, and a stop that ends no write half-way.

use anyhow::{Context as _, Result};
use app::App;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long open requests may take to end after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

#[derive(Clone)]
struct Operation {
    office: Arc<App>,
    metrics: PrometheusHandle,
}

/// The whole service: the site and the operator's addresses beside it.
pub fn service(site: web::Site) -> Result<Router> {
    site.read_workbooks_with(Arc::new(crate::workbooks::ChildReader));
    let metrics = PrometheusBuilder::new()
        .install_recorder()
        .context("metrics")?;
    let office = site.office();
    tokio::spawn(async move {
        if let Err(error) = office.read_ahead().await {
            tracing::warn!(%error, "missions were not read ahead");
        }
    });
    let operation = Operation {
        office: site.office(),
        metrics,
    };
    let operator = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(numbers))
        .with_state(operation);
    Ok(operator.merge(web::router(site)))
}

/// Ready means: the database answers.
async fn ready(State(operation): State<Operation>) -> Response {
    match operation.office.store().ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
                .into_response()
        }
    }
}

async fn numbers(State(operation): State<Operation>) -> Response {
    let text = operation.metrics.render();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Binds the address; port 0 means any free one.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("cannot listen on {address}; is another program there?"))
}

/// Serves until the process is asked to stop, then lets open requests end.
pub async fn serve(
    listener: TcpListener,
    service: Router,
    stop: watch::Receiver<bool>,
) -> Result<()> {
    let mut asked = stop.clone();
    // The door slows guessing down by network address, so it must know it.
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = asked.wait_for(|stop| *stop).await;
    });
    let mut late = stop;
    let overdue = async move {
        let _ = late.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended.context("the server failed"),
        // Event streams of open pages never end by themselves.
        () = overdue => Ok(()),
    }
}

/// Becomes true when the process is asked to stop (SIGTERM, SIGINT).
pub fn stop_signal() -> Result<watch::Receiver<bool>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (tell, stop) = watch::channel(false);
    let mut term = signal(SignalKind::terminate())?;
    let mut int = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        tracing::info!("stopping");
        let _ = tell.send(true);
    });
    Ok(stop)
}

//! Asks a running server for pages at a steady rate and says how long the answers took.
//!
//! `figures load PORT PATH [--rate N] [--seconds N] [--sign-in PATH]`: the rate does not wait for answers
//! (each request has its planned moment, and a late start counts), so a slow server cannot hide.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use browser::wire::{self, Connection};

/// Connections in use at once; more than the server's processors, fewer than would queue in the kernel.
const CONNECTIONS: usize = 16;

/// What is asked, and how often.
pub struct Order {
    /// The port of a server on this machine.
    pub port: u16,
    /// The addresses, asked in turn.
    pub paths: Vec<String>,
    /// Requests in a second.
    pub rate: f64,
    /// For how long.
    pub seconds: f64,
    /// Where a session begins, if one is needed.
    pub sign_in: Option<String>,
}

/// How long the answers took, in milliseconds.
pub struct Times {
    /// How many answers came.
    pub count: usize,
    /// Half of them took no longer.
    pub p50: f64,
    /// Nine in ten took no longer.
    pub p90: f64,
    /// All but one in a hundred took no longer.
    pub p99: f64,
    /// The longest.
    pub longest: f64,
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} answers, p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            self.count, self.p50, self.p90, self.p99, self.longest
        )
    }
}

/// `load PORT PATH... [--rate N] [--seconds N] [--sign-in PATH]`
pub fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    println!("{}", measure(&read_order(arguments)?)?);
    Ok(())
}

/// Asks as ordered.
pub fn measure(order: &Order) -> Result<Times> {
    let cookie = order
        .sign_in
        .as_deref()
        .map(|path| sign_in(order.port, path))
        .transpose()?;
    let mut times = ask(order, cookie.as_deref().unwrap_or_default())?;
    times.sort();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len()) - 1;
        times[index].as_secs_f64() * 1000.0
    };
    Ok(Times {
        count: times.len(),
        p50: at(0.5),
        p90: at(0.9),
        p99: at(0.99),
        longest: at(1.0),
    })
}

fn read_order(mut arguments: impl Iterator<Item = String>) -> Result<Order> {
    let mut order = Order {
        port: 0,
        paths: Vec::new(),
        rate: 200.0,
        seconds: 10.0,
        sign_in: None,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .with_context(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--rate" => order.rate = value()?.parse()?,
            "--seconds" => order.seconds = value()?.parse()?,
            "--sign-in" => order.sign_in = Some(value()?),
            path if path.starts_with('/') => order.paths.push(argument),
            port => {
                order.port = port
                    .parse()
                    .with_context(|| format!("`{port}` is no port"))?
            }
        }
    }
    if order.port == 0 || order.paths.is_empty() {
        bail!("load PORT PATH... [--rate N] [--seconds N] [--sign-in PATH]");
    }
    Ok(order)
}

/// Signs in and gives the cookies to send.
fn sign_in(port: u16, path: &str) -> Result<String> {
    let answer = wire::request(port, "GET", path, &[], b"")?;
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .filter_map(|(_, value)| value.split(';').next())
        .collect();
    if cookies.is_empty() {
        bail!("{path} answered {} and set no cookie", answer.status);
    }
    Ok(cookies.join("; "))
}

fn ask(order: &Order, cookie: &str) -> Result<Vec<Duration>> {
    let total = (order.rate * order.seconds) as usize;
    let (next, times) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(total)));
    let start = Instant::now();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    let mut connection = Connection::open(order.port)?;
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        if index >= total {
                            return Ok(());
                        }
                        let planned = start + Duration::from_secs_f64(index as f64 / order.rate);
                        std::thread::sleep(planned.saturating_duration_since(Instant::now()));
                        let path = &order.paths[index % order.paths.len()];
                        let headers = [("cookie", cookie), ("accept-encoding", "gzip")];
                        let answer = connection.send("GET", path, &headers, b"")?;
                        if answer.status != 200 {
                            bail!("{path} answered {}", answer.status);
                        }
                        if let Ok(mut times) = times.lock() {
                            times.push(planned.elapsed());
                        }
                    }
                })
            })
            .collect();
        for worker in workers {
            worker
                .join()
                .map_err(|_| anyhow::anyhow!("a worker stopped"))??;
        }
        Ok(())
    })
    .map(|()| times.into_inner().unwrap_or_default())
}

//! `legation serve`.

use crate::config::Config;
use crate::http;
use crate::place::{Place, office};
use anyhow::Result;
use clap::Args;
use domain::language::Language;
use domain::time::ZoneName;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Serve the office
#[derive(Debug, Args)]
pub struct Serve {
    /// Configuration file
    #[arg(long, value_name = "FILE", env = "LEGATION_CONFIG")]
    config: Option<PathBuf>,
    /// Print the configuration as it holds and exit
    #[arg(long)]
    print_config: bool,
}

impl Serve {
    /// Serves until the process is asked to stop.
    pub async fn run(self) -> Result<ExitCode> {
        let config = Config::read(self.config.as_deref())?;
        if self.print_config {
            print!("{}", config.shown()?);
            return Ok(ExitCode::SUCCESS);
        }
        start_log(&config.log, config.log_json)?;
        let place = Place {
            data: Some(config.data.clone()),
            database: config.database.clone(),
        };
        let store = place.open_migrated().await?;
        let settings = web::Settings {
            secure_cookies: config
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("https://")),
            public_origin: config.public_url.clone(),
            demo: Vec::new(),
            language: Language::En,
            home: ZoneName::utc(),
        };
        let site = web::Site::new(settings, office(store.clone()));
        let listener = http::bind(config.listen).await?;
        let stop = http::stop_signal()?;
        println!("Legation is ready: http://{}/", listener.local_addr()?);
        let work = crate::worker::start(site.office(), stop.clone());
        http::serve(listener, http::service(site)?, stop).await?;
        work.await?;
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// Starts the log. Lines carry request ids and record ids, never names or texts.
pub fn start_log(filter: &str, json: bool) -> Result<()> {
    let filter = EnvFilter::try_new(filter)?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.compact().init();
    }
    Ok(())
}

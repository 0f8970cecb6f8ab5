//! `legation demo`.

use crate::http;
use crate::place::{Place, office};
use anyhow::Result;
use clap::Args;
use domain::language::Language;
use domain::time::ZoneName;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use web::demo::DemoUser;

/// Show two sample missions in the browser; nothing needs to be installed
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder to keep the demonstration in; without it, one that is thrown away
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database in place of SQLite: postgres://user@host/name
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Port on this machine; 0 means any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Fill the folder and exit
    #[arg(long)]
    prepare_only: bool,
}

impl Demo {
    /// Prepares the demonstration and serves it on the loopback.
    pub async fn run(self) -> Result<ExitCode> {
        super::serve::start_log("warn", false)?;
        let throw_away = self.data.is_none() && self.database.is_none();
        let folder = self.data.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("legation-demo-{}", std::process::id()))
        });
        let place = Place {
            database: self.database.clone(),
            ..Place::folder(&folder)
        };
        let store = place.open_migrated().await?;
        let office = office(store.clone());
        let demo = crate::demo::prepare(&office).await?;
        if !self.prepare_only {
            let users = demo.users.iter().map(|(word, user)| DemoUser {
                word,
                user: *user,
                agency: demo.agency.id,
            });
            let settings = web::Settings {
                public_origin: None,
                secure_cookies: false,
                demo: users.collect(),
                language: Language::En,
                home: ZoneName::new("Asia/Shanghai")?,
            };
            let link = crate::demo::participant_link(&office, &demo).await?;
            self.serve(web::Site::new(settings, office), link).await?;
        }
        store.close().await;
        if throw_away {
            std::fs::remove_dir_all(&folder)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn serve(&self, site: web::Site, link: Option<String>) -> Result<()> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listener = http::bind(address).await?;
        let port = listener.local_addr()?.port();
        let stop = http::stop_signal()?;
        let words: Vec<_> = site.settings().demo.iter().map(|user| user.word).collect();
        println!("Legation is ready: http://127.0.0.1:{port}/");
        println!("Sign in with one click (demonstration only):");
        for word in words {
            println!("  http://127.0.0.1:{port}/demo/sign-in/{word}");
        }
        if let Some(token) = link {
            println!("A participant's own pages, without an account (demonstration only):");
            println!("  http://127.0.0.1:{port}/m/{token}");
        }
        let work = crate::worker::start(site.office(), stop.clone());
        http::serve(listener, http::service(site)?, stop).await?;
        work.await?;
        Ok(())
    }
}

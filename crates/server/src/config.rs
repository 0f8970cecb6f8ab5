//! The configuration of `legation serve`: one TOML file, overridden by the environment.

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What the file may say. Every value has a default.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people type, for links and for the check against forged requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// The folder with the SQLite database.
    pub data: PathBuf,
    /// A PostgreSQL database in place of SQLite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Which log lines are written, as for `tracing` (`info`, `legation=debug`).
    pub log: String,
    /// Whether log lines are JSON objects.
    pub log_json: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            data: PathBuf::from("/var/lib/legation"),
            database: None,
            log: "info".to_owned(),
            log_json: true,
        }
    }
}

impl Config {
    /// Reads the file, if one is named, and the environment.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let mut config: Self = match file {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                toml::from_str(&text).with_context(|| format!("in {}", file.display()))?
            }
            None => Self::default(),
        };
        config.take_environment(|name| std::env::var(name).ok())?;
        Ok(config)
    }

    fn take_environment(&mut self, read: impl Fn(&str) -> Option<String>) -> Result<()> {
        if let Some(listen) = read("LEGATION_LISTEN") {
            self.listen = listen
                .parse()
                .context("LEGATION_LISTEN is not an address such as 127.0.0.1:8080")?;
        }
        if let Some(url) = read("LEGATION_PUBLIC_URL") {
            self.public_url = Some(url);
        }
        if let Some(data) = read("LEGATION_DATA") {
            self.data = PathBuf::from(data);
        }
        if let Some(url) = read("LEGATION_DATABASE") {
            self.database = Some(url);
        }
        if let Some(log) = read("LEGATION_LOG") {
            self.log = log;
        }
        if let Some(json) = read("LEGATION_LOG_JSON") {
            self.log_json = json
                .parse()
                .context("LEGATION_LOG_JSON is neither true nor false")?;
        }
        Ok(())
    }

    /// The configuration as it holds, with the database's password hidden.
    pub fn shown(&self) -> Result<String> {
        let mut shown = self.clone();
        shown.database = shown.database.map(|url| hide_password(&url));
        Ok(toml::to_string_pretty(&shown)?)
    }
}

/// `postgres://user:secret@host/name` without the secret.
fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_default_and_unknown_keys_are_refused() {
        let config: Config = toml::from_str("").unwrap();
        assert_eq!(config.listen.port(), 8080);
        assert!(toml::from_str::<Config>("lisen = \"1.2.3.4:5\"").is_err());
    }

    #[test]
    fn the_environment_wins() {
        let mut config = Config::default();
        let read = |name: &str| match name {
            "LEGATION_LISTEN" => Some("127.0.0.1:99".to_owned()),
            "LEGATION_DATABASE" => Some("postgres://a:b@c/d".to_owned()),
            _ => None,
        };
        config.take_environment(read).unwrap();
        assert_eq!(config.listen.port(), 99);
        assert!(config.shown().unwrap().contains("postgres://a:***@c/d"));
        assert!(config.take_environment(|_| Some("x".into())).is_err());
    }
}

//! `legation admin`: the first administrator, or a new link for one who lost the password.

use crate::place::Place;
use anyhow::{Result, bail};
use app::AppError;
use app::accounts::{Grant, Invitation, LINK_HOURS};
use clap::Args;
use domain::accounts::UserRole;
use domain::language::Language;
use domain::time::ZoneName;
use std::process::ExitCode;

/// Appoint an administrator by a one-time link
#[derive(Debug, Args)]
pub struct Admin {
    #[command(flatten)]
    place: Place,
    /// Short word for the office; founded where there is none of this word
    #[arg(long, value_name = "CODE", default_value = "main")]
    agency: String,
    /// Full name of the office, when it is founded
    #[arg(long, value_name = "NAME", default_value = "Main office")]
    agency_name: String,
    /// Their e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// Their name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Their language: zh-Hans, en or de
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// Time zone of their desk
    #[arg(long, value_name = "ZONE", default_value = "Asia/Shanghai")]
    zone: String,
    /// Where browsers reach the office, to print the whole link
    #[arg(
        long,
        value_name = "URL",
        env = "LEGATION_PUBLIC_URL",
        default_value = ""
    )]
    public_url: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Admin {
    /// Appoints them and prints the link.
    pub async fn run(self) -> Result<ExitCode> {
        let Some(language) = Language::from_code(&self.language) else {
            bail!("`{}` is not one of zh-Hans, en, de", self.language);
        };
        let new = Invitation {
            email: self.email.clone(),
            name: self.name.clone(),
            language,
            zone: ZoneName::new(&self.zone)?,
            grant: Grant {
                role: UserRole::Administrator,
                mission: None,
                until: None,
                team: None,
            },
        };
        let office = self.place.office().await?;
        let answer = office
            .appoint((&self.agency, &self.agency_name), &new)
            .await;
        office.store().close().await;
        let link = match answer {
            Ok(token) => token.map(|token| {
                let origin = self.public_url.trim_end_matches('/');
                format!("{origin}/welcome/{}", token.as_str())
            }),
            Err(AppError::Refused(refusal)) => {
                let args: Vec<_> = refusal
                    .args
                    .iter()
                    .map(|(name, value)| (*name, value.as_str().into()))
                    .collect();
                bail!("{}", i18n::t(Language::En, refusal.key, &args));
            }
            Err(error) => return Err(error.into()),
        };
        self.tell(link.as_deref());
        Ok(ExitCode::SUCCESS)
    }

    fn tell(&self, link: Option<&str>) {
        if self.json {
            let answer = serde_json::json!({
                "agency": self.agency,
                "email": self.email,
                "link": link,
                "hours": LINK_HOURS,
            });
            println!("{answer}");
            return;
        }
        match link {
            Some(link) => {
                println!(
                    "{} sets a password here, once, within {LINK_HOURS} hours:",
                    self.name
                );
                println!("{link}");
            }
            None => println!(
                "{} is an administrator now and signs in as before.",
                self.name
            ),
        }
    }
}

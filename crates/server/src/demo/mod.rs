//! The demonstration: a real visit of 2023 and a fictional mission in preparation, both made
//! through the same use cases as a user's own work.

mod names;
mod sample;
mod source;
mod visit;

#[cfg(test)]
mod tests;

use anyhow::{Context as _, Result};
use app::accounts::NewUser;
use app::{App, Caller, Door};
use domain::accounts::{Agency, UserRole};
use domain::ids::UserId;
use domain::language::Language;
use domain::time::ZoneName;

/// The code of the demonstration's agency.
const AGENCY: &str = "demo";

/// The three people as whom anybody may sign in.
const PEOPLE: [(&str, &str, UserRole); 3] = [
    ("officer", "Lin Wei (sample)", UserRole::MissionOfficer),
    ("verifier", "Petra Sommer (sample)", UserRole::Verifier),
    ("delegate", "Zhao Ming (sample)", UserRole::Delegate),
];

/// The participant of the sample mission as whom anybody may look at a participant's pages.
const PARTICIPANT: &str = "Sample Liangang Logistics";

/// The demonstration as it stands in the store.
#[derive(Debug, Clone)]
pub struct Demo {
    /// The agency.
    pub agency: Agency,
    /// The users by the word in their sign-in address.
    pub users: Vec<(&'static str, UserId)>,
}

/// Makes the demonstration, or finds the one made earlier.
pub async fn prepare(app: &App) -> Result<Demo> {
    if let Some(demo) = find(app).await? {
        return Ok(demo);
    }
    let home = ZoneName::new("Asia/Shanghai")?;
    let agency = app
        .found_agency(AGENCY, "Demonstration office", home.clone())
        .await?;
    let mut users = Vec::new();
    for (word, name, role) in PEOPLE {
        let user = NewUser {
            email: format!("{word}@demo.invalid"),
            name: name.to_owned(),
            language: Language::En,
            zone: home.clone(),
            role,
            mission: None,
            until: None,
        };
        users.push((word, app.add_user(agency.id, user).await?.id));
    }
    let caller = Caller::program(agency.id, Door::CommandLine);
    visit::build(app, &caller)
        .await
        .context("the visit of 2023")?;
    sample::build(app, &caller)
        .await
        .context("the sample mission")?;
    Ok(Demo { agency, users })
}

/// A new link of one participant of the sample mission's first session; the one of an earlier
/// start stops working. Nothing where that session is gone.
pub async fn participant_link(app: &App, demo: &Demo) -> Result<Option<String>> {
    let caller = Caller::program(demo.agency.id, Door::CommandLine);
    let found = app.dossier_by_code(&caller, "SAMPLE-SPRING").await;
    let Ok(dossier) = found else { return Ok(None) };
    for session in app.sessions(&caller, &dossier).await? {
        let file = app.session_file(&caller, session.id).await?;
        let mut firms = file.session.participants.iter().map(|p| p.organisation);
        let whose = firms.find(|id| file.name_of(*id, Language::En) == PARTICIPANT);
        if let Some(whose) = whose {
            let link = app.make_link(&caller, session.id, whose).await;
            return Ok(link.ok().map(|link| link.token));
        }
    }
    Ok(None)
}

async fn find(app: &App) -> Result<Option<Demo>> {
    let mut reader = app.store().read(store::house()).await?;
    let agencies = reader.agencies().await?;
    let Some((_, agency)) = agencies.into_iter().find(|(code, _)| code == AGENCY) else {
        return Ok(None);
    };
    let mut users = Vec::new();
    for (word, _, _) in PEOPLE {
        let account = reader
            .account_by_email(&format!("{word}@demo.invalid"))
            .await?;
        let account =
            account.context("the demonstration lacks a user; start with an empty folder")?;
        users.push((word, account.user.id));
    }
    Ok(Some(Demo { agency, users }))
}

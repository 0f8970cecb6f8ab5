//! `legation export`: a mission as a file, or one of its sessions as a workbook.

use super::transfer::{language, program, write};
use crate::place::Place;
use anyhow::{Result, bail};
use app::{App, AppError, Caller};
use clap::Args;
use domain::ids::MatchmakingId;
use domain::language::Language;
use domain::text::Localised;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write a mission into one JSON file, or one of its matchmaking sessions into a workbook
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// Short word of the office; not needed where there is only one
    #[arg(long, value_name = "CODE")]
    agency: Option<String>,
    /// Code of the mission
    #[arg(long, value_name = "CODE")]
    mission: String,
    /// Write this session as a workbook: its title, its number in the order of time, or its id
    #[arg(long, value_name = "SESSION")]
    session: Option<String>,
    /// Language of the workbook: zh-Hans, en or de
    #[arg(long, value_name = "LANGUAGE", default_value = "en", requires = "session", value_parser = language)]
    language: Language,
    /// Where to write it; without it, it goes to the standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    /// Writes the file.
    pub async fn run(self) -> Result<ExitCode> {
        let to_screen = self.output.is_none() && std::io::stdout().is_terminal();
        if self.session.is_some() && to_screen {
            eprintln!("legation: a workbook is not for the screen; name a file with --output FILE");
            return Ok(ExitCode::from(2));
        }
        let office = self.place.office().await?;
        let bytes = self.bytes(&office).await;
        office.store().close().await;
        let bytes = bytes?;
        match &self.output {
            Some(path) => write(path, &bytes)?,
            None => std::io::stdout().write_all(&bytes)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn bytes(&self, office: &App) -> Result<Vec<u8>> {
        let caller = program(office, self.agency.as_deref()).await?;
        let caller = caller.speaking(self.language);
        if let Some(session) = &self.session {
            return self.workbook(office, &caller, session).await;
        }
        let answer = office.export_mission(&caller, &self.mission).await;
        let file = answer.map_err(|error| self.no_mission(error))?;
        let mut text = serde_json::to_vec_pretty(&file)?;
        text.push(b'\n');
        Ok(text)
    }

    /// The same file that the page of requests gives.
    async fn workbook(&self, office: &App, caller: &Caller, named: &str) -> Result<Vec<u8>> {
        let dossier = office.dossier_by_code(caller, &self.mission).await;
        let dossier = dossier.map_err(|error| self.no_mission(error))?;
        let sessions = office.sessions(caller, &dossier).await?;
        let titles: Vec<_> = sessions
            .iter()
            .map(|one| (one.id, one.title.clone()))
            .collect();
        let id = match chosen(&titles, named) {
            Ok(id) => id,
            Err(found) => bail!(
                "the mission {} has {found} session `{named}`; {}",
                self.mission,
                listed(&titles, self.language)
            ),
        };
        let workbook = office.session_workbook(caller, id).await?;
        Ok(formats::workbook::write(&workbook, self.language)?)
    }

    fn no_mission(&self, error: AppError) -> anyhow::Error {
        match error {
            AppError::Missing => {
                anyhow::anyhow!("there is no mission with the code `{}`", self.mission)
            }
            other => other.into(),
        }
    }
}

/// The session that somebody names by its id, its title in any language, or its number from 1 in
/// the order of time.
///
/// # Errors
/// Where none or several are called so: how many there are, in a word.
fn chosen(
    sessions: &[(MatchmakingId, Localised)],
    named: &str,
) -> std::result::Result<MatchmakingId, &'static str> {
    let folded = |text: &str| text.trim().to_lowercase();
    let called = |title: &Localised| title.iter().any(|(_, text)| folded(text) == folded(named));
    let is = |(id, title): &&(MatchmakingId, Localised)| id.to_string() == named || called(title);
    let found: Vec<_> = sessions.iter().filter(is).collect();
    match (found.as_slice(), named.trim().parse::<usize>()) {
        ([one], _) => Ok(one.0),
        ([], Ok(number)) => {
            let at = number.checked_sub(1).and_then(|at| sessions.get(at));
            at.map(|one| one.0).ok_or("no")
        }
        ([], Err(_)) => Err("no"),
        _ => Err("more than one"),
    }
}

/// What there is to choose from.
fn listed(sessions: &[(MatchmakingId, Localised)], language: Language) -> String {
    if sessions.is_empty() {
        return "it has no sessions at all".to_owned();
    }
    let all = (1..).zip(sessions);
    let lines: Vec<String> = all
        .map(|(number, (id, title))| format!("\n  {number}  {}  {id}", title.for_reader(language)))
        .collect();
    format!("it has:{}", lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::TypedId;

    fn id(number: u128) -> MatchmakingId {
        MatchmakingId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn sessions() -> Vec<(MatchmakingId, Localised)> {
        let spring =
            Localised::new(Language::En, "Spring fair").and(Language::De, "Frühlingsbörse");
        vec![
            (id(7), spring),
            (id(8), Localised::new(Language::ZhHans, "秋季对接会")),
            (id(9), Localised::new(Language::En, "1")),
            (id(10), Localised::new(Language::En, "Spring fair")),
        ]
    }

    #[test]
    fn a_session_is_named_by_title_number_or_id() {
        let all = sessions();
        for (named, which) in [
            ("FRÜHLINGSBÖRSE", id(7)),
            (" 秋季对接会 ", id(8)),
            ("2", id(8)),
            // What is called by a number is meant by it.
            ("1", id(9)),
            (&id(10).to_string(), id(10)),
        ] {
            assert_eq!(chosen(&all, named), Ok(which), "{named}");
        }
    }

    #[test]
    fn an_unknown_or_ambiguous_name_is_no_session() {
        let all = sessions();
        assert_eq!(chosen(&all, "spring fair"), Err("more than one"));
        for named in ["", "0", "5", "Autumn", &id(1).to_string()] {
            assert_eq!(chosen(&all, named), Err("no"), "{named}");
        }
        assert_eq!(
            listed(&all[1..2], Language::En),
            format!("it has:\n  1  秋季对接会  {}", id(8))
        );
        assert_eq!(listed(&[], Language::De), "it has no sessions at all");
    }
}

//! The matchmaking sessions of a mission as papers need them, and the meetings that one company or
//! one member has at them.

use super::scribe::Scribe;
use super::timetable::Sheet;
use crate::caller::Caller;
use crate::error::Result;
use crate::missions::Dossier;
use crate::office::App;
use crate::timetables::SessionFile;
use domain::access::{Action, Subject};
use domain::ids::LegId;
use domain::matchmaking::Matchmaking;
use domain::papers::{MeetingRound, PaperKind};
use domain::record::Kind;
use jiff::civil::Date;

/// A session on paper.
pub(crate) struct Booked {
    /// Everything of it.
    pub(super) file: SessionFile,
}

/// Meetings of the subject of a paper, with the day and the city in which they are held.
pub(super) struct Round {
    pub(super) day: Date,
    pub(super) leg: Option<LegId>,
    pub(super) printed: MeetingRound,
}

impl App {
    /// The sessions that a paper is made of; none for papers that do not speak of meetings, and
    /// none in the programme of somebody who may not see sessions.
    pub(crate) async fn sessions_of(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        kind: PaperKind,
    ) -> Result<Vec<Booked>> {
        let needed = [Kind::Matchmaking, Kind::Request, Kind::Timetable];
        let sees = needed.into_iter().all(|kind| {
            let subject = Subject::Record(kind);
            caller.may(Action::View, subject, Some(dossier.mission.id))
        });
        let mut booked = Vec::new();
        let told = kind.needs_subject() && sees;
        if !told && !kind.is_of_sessions() {
            return Ok(booked);
        }
        for session in self.sessions(caller, dossier).await? {
            let file = self.session_file(caller, session.record.id).await?;
            booked.push(Booked { file });
        }
        Ok(booked)
    }
}

impl Scribe<'_> {
    /// The meetings that published timetables give the company or member for whom the paper is,
    /// by session and day.
    pub(super) fn rounds(&self) -> Vec<Round> {
        let Some(subject) = self.order().subject else {
            return Vec::new();
        };
        let published = self.sessions().iter().filter_map(|booked| {
            let chosen = booked.file.published()?;
            Some(Sheet::new(self, booked, chosen))
        });
        published
            .flat_map(|sheet| {
                let session = &sheet.booked.file.session;
                let leg = self.leg_of(session);
                let days = sheet.by_day(subject).into_iter();
                let title = session.title.for_reader(self.language).to_owned();
                days.map(move |(day, meetings)| Round {
                    day,
                    leg,
                    printed: MeetingRound {
                        session: title.clone(),
                        meetings,
                    },
                })
            })
            .collect()
    }

    /// The leg of a session: its own, else that of its programme item.
    fn leg_of(&self, session: &Matchmaking) -> Option<LegId> {
        let item = session.item.and_then(|item| self.dossier.item(item));
        session.leg.or_else(|| item.and_then(|item| item.leg))
    }
}

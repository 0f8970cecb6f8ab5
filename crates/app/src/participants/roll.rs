//! A session as its organisers see its participants: links, profiles, and who has answered.

use super::fair::Fair;
use super::links::LinkState;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{MatchmakingId, OrganisationId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Participant, Request, RequestState};
use domain::names::Names;
use domain::participants::{Hand, ProfileWords};
use domain::programme::Side;
use domain::record::{Kind, Stored};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::participants::ParticipantLink;

/// The participants of a session with how far each of them is.
#[derive(Debug, Clone)]
pub struct Roll {
    pub(super) fair: Arc<Fair>,
    /// In the order of the organiser's list.
    pub lines: Vec<Line>,
}

/// How far one participant is.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Who.
    pub organisation: OrganisationId,
    /// Its names; none if it is not on record any more.
    pub names: Option<Names>,
    /// Its side.
    pub side: Side,
    /// Its link.
    pub link: LinkState,
    /// When a link was first opened.
    pub opened: Option<Timestamp>,
    /// Whether its profile says what it offers or needs.
    pub telling: bool,
    /// By whose hand the profile was last written.
    pub written_by: Option<Hand>,
    /// Requests it sent that were not taken back.
    pub sent: usize,
    /// Requests it received that wait for its answer.
    pub waiting: usize,
    /// Requests it received and answered.
    pub answered: usize,
    /// Meetings agreed on both sides.
    pub agreed: usize,
    /// The people who come with the addresses to write to.
    pub people: Vec<(Names, String)>,
}

impl Line {
    /// Its name for a reader.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let names = self.names.as_ref();
        names.map_or("", |names| names.display(language).text.as_str())
    }

    /// Whether somebody should remind it: it has a link, but said nothing of itself or left
    /// requests unanswered.
    #[must_use]
    pub fn is_owing(&self) -> bool {
        !self.telling || self.waiting > 0
    }
}

impl App {
    /// The participants of a session, for organisers.
    ///
    /// # Errors
    /// [`AppError::Missing`] also where the caller may not see the session.
    pub async fn participant_roll(&self, caller: &Caller, id: MatchmakingId) -> Result<Roll> {
        if caller.actor.link.is_some() {
            return Err(AppError::Missing);
        }
        let session = self.get::<Matchmaking>(caller, id).await?;
        let subject = Subject::Record(Kind::Profile);
        caller.ask(Action::View, subject, Some(session.mission))?;
        let fair = self.fair(caller.agency, id).await?;
        let links = {
            let mut look = self.look(caller).await?;
            look.reader().participant_links(id).await?
        };
        let links: BTreeMap<OrganisationId, ParticipantLink> =
            links.into_iter().map(|l| (l.organisation, l)).collect();
        let now = self.clock().now();
        let participants = fair.session.participants.iter();
        let lines = participants
            .map(|one| line(&fair, one, links.get(&one.organisation), now))
            .collect();
        Ok(Roll { fair, lines })
    }
}

/// A pair that one of the two put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Who put the other aside.
    pub by: OrganisationId,
    /// Whom.
    pub other: OrganisationId,
    /// When, as far as that is known.
    pub at: Option<Timestamp>,
    /// Whether an accepted request of the two is kept out of the timetable by it.
    pub blocks: bool,
}

impl Roll {
    /// The pairs that one of the two put aside, the latest first.
    #[must_use]
    pub fn aside(&self) -> Vec<Aside> {
        let accepted = |request: &&Stored<Request>| request.state == RequestState::Accepted;
        let mut found = Vec::new();
        for line in &self.lines {
            let Some(profile) = self.fair.profiles.get(&line.organisation) else {
                continue;
            };
            for other in &profile.dismissed {
                let between = self.fair.requests.iter().filter(accepted);
                let mut between = between.filter(|r| r.other(line.organisation) == Some(*other));
                found.push(Aside {
                    by: line.organisation,
                    other: *other,
                    at: profile.dismissed_at.get(other).copied(),
                    blocks: between.any(|request| profile.is_against(request)),
                });
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.at));
        found
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Stored<Matchmaking> {
        &self.fair.session
    }

    /// One participant.
    #[must_use]
    pub fn line(&self, of: OrganisationId) -> Option<&Line> {
        self.lines.iter().find(|line| line.organisation == of)
    }

    /// What a participant says of itself, and the revision of these words.
    #[must_use]
    pub fn profile(&self, of: OrganisationId) -> (ProfileWords, u32) {
        self.fair.profile(of)
    }
}

fn line(fair: &Fair, one: &Participant, link: Option<&ParticipantLink>, now: Timestamp) -> Line {
    let own = one.organisation;
    let of = |pick: &dyn Fn(&domain::matchmaking::Request, RequestState) -> bool| {
        let all = fair.requests.iter();
        all.filter(|r| pick(r, r.state_at(now))).count()
    };
    let profile = fair.profiles.get(&own);
    let people = one.people.iter().filter_map(|id| fair.people.get(id));
    use RequestState::{Accepted, Declined, Sent, Withdrawn};
    Line {
        organisation: own,
        names: fair.organisations.get(&own).map(|firm| firm.names.clone()),
        side: one.side,
        link: LinkState::of(link, now),
        opened: link.and_then(|link| link.opened_at),
        telling: profile.is_some_and(|profile| profile.words.is_telling()),
        written_by: profile.filter(|p| p.revision > 0).map(|p| p.by),
        sent: of(&|r, state| r.from == own && state != Withdrawn),
        waiting: of(&|r, state| r.to == own && state == Sent),
        answered: of(&|r, state| r.to == own && matches!(state, Accepted | Declined)),
        agreed: of(&|r, state| r.other(own).is_some() && state == Accepted),
        people: people.map(|p| (p.names.clone(), p.email.clone())).collect(),
    }
}

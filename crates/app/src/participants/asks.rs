//! Requests as participants send, answer and take them back by their links.

use super::door::Entered;
use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::Action;
use domain::ids::{OrganisationId, PersonId, RequestId, TypedId};
use domain::interpreting::Interpreting;
use domain::matchmaking::{Matchmaking, Request, RequestState};
use domain::participants::{Act, Course, Hand};
use domain::record::Stored;
use jiff::{SignedDuration, Timestamp};
use store::{Door, Filter, house};

/// The longest message and answer, in characters.
const LONGEST: usize = 500;
/// Sessions whose booking ended so long ago have no open requests any more.
const SETTLED: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What a participant asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAsk {
    /// Whom it wants to meet.
    pub to: OrganisationId,
    /// How much, 1 to 3.
    pub wish: u8,
    /// What it is about.
    pub message: String,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Accept {
        /// How much this side wants the meeting, 1 to 3.
        wish: u8,
        /// Words to the other side.
        words: String,
    },
    /// No, thanks.
    Decline {
        /// Words to the other side.
        words: String,
    },
}

fn short(text: &str, field: &'static str) -> Result<()> {
    if text.chars().count() > LONGEST {
        let refusal = Refusal::new("refused-profile-long").arg("count", LONGEST);
        return Err(refusal.at(field).into());
    }
    Ok(())
}

/// The session, while participants may still ask and answer.
async fn booking(desk: &mut Desk<'_>, entered: &Entered) -> Result<Stored<Matchmaking>> {
    let session = desk.get::<Matchmaking>(entered.holder.session).await?;
    if session.books_at(desk.app().clock().now()) {
        Ok(session)
    } else {
        Err(Refusal::new("refused-booking-over").into())
    }
}

/// A request that is theirs to see; another's is missing.
async fn own(desk: &mut Desk<'_>, entered: &Entered, id: RequestId) -> Result<Stored<Request>> {
    let request = desk.get::<Request>(id).await?;
    if entered.holder.may_see(&request) {
        Ok(request)
    } else {
        Err(AppError::Missing)
    }
}

/// Whether a person who is asked for sits at the tables of that participant.
fn sits_there(session: &Matchmaking, to: OrganisationId, person: Option<PersonId>) -> Result<()> {
    let firm = session.participant(to);
    let sits = |person| firm.is_some_and(|firm| firm.people.contains(&person));
    match person.is_none_or(sits) {
        true => Ok(()),
        false => Err(Refusal::new("participants-person-elsewhere")
            .at("person")
            .into()),
    }
}

fn act(entered: &Entered, now: Timestamp) -> Act {
    Act {
        of: entered.holder.organisation,
        hand: Hand::Participant,
        at: now,
    }
}

impl App {
    /// Asks for a meeting. Who is asked by the other side already accepts that request instead.
    ///
    /// # Errors
    /// Where booking is over, the two do not meet, they have a request already, the other side
    /// declined before, or as many requests are out as the organiser lets one participant send.
    pub async fn ask_by_link(&self, entered: &Entered, ask: &OwnAsk) -> Result<Saved> {
        self.ask_for_by_link(entered, ask, None).await
    }

    /// Asks for a meeting with a certain person of the other side, or with anybody.
    ///
    /// # Errors
    /// As [`App::ask_by_link`], and where that person does not sit at the other side's tables.
    pub async fn ask_for_by_link(
        &self,
        entered: &Entered,
        ask: &OwnAsk,
        person: Option<PersonId>,
    ) -> Result<Saved> {
        short(&ask.message, "message")?;
        if !(1..=3).contains(&ask.wish) {
            return Err(Refusal::new("refused-request-wish").at("wish").into());
        }
        let now = self.clock().now();
        self.work(&entered.caller, "request.send", |mut desk| async move {
            let session = booking(&mut desk, entered).await?;
            let of = Filter::of_parent(session.id);
            let all = desk.list::<Request>(of).await?;
            let own = entered.holder.organisation;
            may_meet(&session, own, ask.to)?;
            sits_there(&session, ask.to, person)?;
            if let Some(theirs) = asked_by_them(&all, own, ask.to, now) {
                let rule = |request: Request| {
                    let act = act(entered, now);
                    let mut accepted = request.accept(&act, ask.wish, &ask.message)?;
                    // They are the asking side there.
                    accepted.from_person = person.or(accepted.from_person);
                    Ok(accepted)
                };
                let saved = desk.change(Action::Edit, theirs, None, rule).await?;
                return Ok((desk, saved));
            }
            may_ask(&session, &all, (own, ask.to), now)?;
            let request = Request {
                id: self.new_id(),
                mission: session.mission,
                matchmaking: session.id,
                from: own,
                to: ask.to,
                from_priority: ask.wish,
                to_priority: 0,
                must: false,
                window: Vec::new(),
                fixed: None,
                fixed_table: None,
                preferred: Vec::new(),
                from_person: None,
                to_person: None,
                interpreting: Interpreting::AsSpoken,
                message: ask.message.trim().to_owned(),
                state: RequestState::Sent,
                course: Course {
                    sent_at: Some(now),
                    sent_by: Some(Hand::Participant),
                    answer_by: session.answer_by(now),
                    ..Course::default()
                },
            };
            let asked = Request {
                to_person: person,
                ..request
            };
            let saved = desk.create(asked).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Answers a request that the participant received; until booking ends the answer may change.
    ///
    /// # Errors
    /// The refusal of the domain; [`AppError::Missing`] for a request between others.
    pub async fn answer_by_link(
        &self,
        entered: &Entered,
        id: RequestId,
        answer: &Answer,
    ) -> Result<Saved> {
        let (Answer::Accept { words, .. } | Answer::Decline { words }) = answer;
        short(words, "words")?;
        let now = self.clock().now();
        self.work(&entered.caller, "request.answer", |mut desk| async move {
            own(&mut desk, entered, id).await?;
            booking(&mut desk, entered).await?;
            let rule = |request: Request| {
                let act = act(entered, now);
                Ok(match answer {
                    Answer::Accept { wish, words } => request.accept(&act, *wish, words)?,
                    Answer::Decline { words } => request.decline(&act, words)?,
                })
            };
            let saved = desk.change(Action::Edit, id, None, rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Takes back a request that the participant sent.
    ///
    /// # Errors
    /// The refusal of the domain; [`AppError::Missing`] for a request between others.
    pub async fn withdraw_by_link(&self, entered: &Entered, id: RequestId) -> Result<Saved> {
        let now = self.clock().now();
        self.work(&entered.caller, "request.withdraw", |mut desk| async move {
            own(&mut desk, entered, id).await?;
            booking(&mut desk, entered).await?;
            let rule = |request: Request| Ok(request.withdraw(&act(entered, now))?);
            let saved = desk.change(Action::Edit, id, None, rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Notes in all agencies which requests were not answered in time. Returns how many.
    ///
    /// # Errors
    /// When the store cannot be reached; what was noted until then stays.
    pub async fn expire_requests(&self) -> Result<u64> {
        let agencies = {
            let mut reader = self.store().read(house()).await?;
            reader.agencies().await?
        };
        let mut expired = 0;
        for (_, agency) in agencies {
            let caller = Caller::program(agency.id, Door::Job);
            for id in self.overdue(&caller).await? {
                let now = self.clock().now();
                let which = (Action::Edit, id, None);
                let rule = |request: Request| Ok(request.expire(now)?);
                match self.change(&caller, "request.expire", which, rule).await {
                    Ok(_) => expired += 1,
                    // Somebody answered at this very moment.
                    Err(AppError::Refused(_) | AppError::Conflict(_) | AppError::Missing) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        Ok(expired)
    }

    async fn overdue(&self, caller: &Caller) -> Result<Vec<RequestId>> {
        let now = self.clock().now();
        let mut look = self.look(caller).await?;
        let sessions = look.list::<Matchmaking>(Filter::all()).await?;
        let open = sessions.iter().filter(|session| {
            let ended = session.booking_ends();
            ended.is_none_or(|end| now.duration_since(end) < SETTLED)
        });
        let parents = open.map(|session| session.id.uuid()).collect();
        let all = Filter {
            parents: Some(parents),
            ..Filter::all()
        };
        let requests = look.list::<Request>(all).await?;
        let overdue = requests
            .iter()
            .filter(|request| request.state != request.state_at(now));
        Ok(overdue.map(|request| request.id).collect())
    }
}

/// Both take part, and their sides meet.
fn may_meet(session: &Matchmaking, own: OrganisationId, to: OrganisationId) -> Result<()> {
    if !session.participants.iter().any(|p| p.organisation == to) {
        return Err(AppError::Missing);
    }
    if own == to {
        return Err(Refusal::new("refused-request-itself").into());
    }
    if !session.may_pair(own, to) {
        return Err(Refusal::new("refused-request-same-side").into());
    }
    Ok(())
}

/// A request of the other side that waits for an answer.
fn asked_by_them(
    all: &[Stored<Request>],
    own: OrganisationId,
    to: OrganisationId,
    now: Timestamp,
) -> Option<RequestId> {
    let waits =
        |r: &&Stored<Request>| (r.from, r.to) == (to, own) && r.state_at(now) == RequestState::Sent;
    all.iter().find(waits).map(|request| request.id)
}

fn may_ask(
    session: &Matchmaking,
    all: &[Stored<Request>],
    (own, to): (OrganisationId, OrganisationId),
    now: Timestamp,
) -> Result<()> {
    let between = |r: &&Stored<Request>| r.other(own) == Some(to);
    if all.iter().filter(between).any(|r| r.stands_at(now)) {
        return Err(Refusal::new("refused-request-twice").into());
    }
    let refused = |r: &Stored<Request>| r.from == own && r.state == RequestState::Declined;
    if all.iter().filter(between).any(refused) {
        return Err(Refusal::new("refused-request-declined-before").into());
    }
    let out = all
        .iter()
        .filter(|r| r.from == own && r.stands_at(now))
        .count();
    match session.booking.most_asks {
        Some(most) if out >= most as usize => Err(Refusal::new("refused-request-quota")
            .arg("count", most)
            .into()),
        _ => Ok(()),
    }
}

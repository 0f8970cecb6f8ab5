//! Meeting requests: asked, answered, fixed, taken back.

use super::times::refused_wish;
use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::Action;
use domain::ids::{MatchmakingId, OrganisationId, PersonId, RequestId};
use domain::interpreting::Interpreting;
use domain::matchmaking::{Matchmaking, Request, RequestState};
use domain::participants::{Course, Hand};
use jiff::Timestamp;
use store::Filter;

/// What is asked: who wants to meet whom, how much, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Who asks.
    pub from: OrganisationId,
    /// Who is asked.
    pub to: OrganisationId,
    /// How much the asking side wants it, 0 to 3.
    pub from_priority: u8,
    /// How much the asked side wants it, 0 to 3.
    pub to_priority: u8,
    /// Whether it must be held.
    pub must: bool,
    /// Slots in which alone it may be held; empty means any.
    pub window: Vec<u32>,
    /// Slots in which it is best held; empty means that none is better.
    pub preferred: Vec<u32>,
    /// The slot to which it is fixed.
    pub fixed: Option<u32>,
    /// Who of the asking side must come; none is anybody.
    pub from_person: Option<PersonId>,
    /// Who of the asked side must come; none is anybody.
    pub to_person: Option<PersonId>,
    /// Whether it needs an interpreter.
    pub interpreting: Interpreting,
    /// What it is about.
    pub message: String,
    /// Where it stands.
    pub state: RequestState,
}

/// The rules that a request keeps by itself.
pub(super) fn check(request: &Request) -> std::result::Result<(), Refusal> {
    if request.from == request.to {
        return Err(Refusal::new("refused-request-itself").at("to"));
    }
    if request.from_priority > 3 || request.to_priority > 3 {
        return Err(Refusal::new("refused-request-priority").at("from_priority"));
    }
    let outside = |fixed: u32| !request.window.is_empty() && !request.window.contains(&fixed);
    if request.fixed.is_some_and(outside) {
        return Err(Refusal::new("refused-request-window").at("fixed"));
    }
    Ok(())
}

/// The course of a request that an organiser enters for its asker.
fn sent(caller: &Caller, session: &Matchmaking, state: RequestState, now: Timestamp) -> Course {
    let hand = Hand::Organiser { user: caller.user };
    let is_answered = state != RequestState::Sent;
    Course {
        sent_at: Some(now),
        sent_by: Some(hand),
        answer_by: session.answer_by(now),
        answered_at: is_answered.then_some(now),
        answered_by: is_answered.then_some(hand),
        words: String::new(),
    }
}

/// The course of a request whose state an organiser changes; none if it stays as it is. One that
/// is open again does not expire at once.
fn answered(
    caller: &Caller,
    before: &Request,
    state: RequestState,
    now: Timestamp,
) -> Option<Course> {
    if before.state == state && before.state_at(now) == state {
        return None;
    }
    let open = state == RequestState::Sent;
    let hand = Hand::Organiser { user: caller.user };
    Some(Course {
        answered_at: (!open).then_some(now),
        answered_by: (!open).then_some(hand),
        answer_by: before.course.answer_by.filter(|end| !open || *end > now),
        words: String::new(),
        ..before.course.clone()
    })
}

impl Wish {
    fn onto(&self, request: Request) -> Request {
        let wish = self.clone();
        let stays = request.fixed == wish.fixed;
        Request {
            from: wish.from,
            to: wish.to,
            from_priority: wish.from_priority,
            to_priority: wish.to_priority,
            must: wish.must,
            window: wish.window,
            preferred: wish.preferred,
            fixed: wish.fixed,
            fixed_table: request.fixed_table.filter(|_| stays),
            from_person: wish.from_person,
            to_person: wish.to_person,
            interpreting: wish.interpreting,
            message: wish.message,
            state: wish.state,
            ..request
        }
    }

    /// Both sides take part, the slots exist, and the same pair does not ask once more. Of a pair that
    /// has several requests already, each may be changed.
    async fn suits(
        &self,
        desk: &mut Desk<'_>,
        session: &Matchmaking,
        before: Option<&Request>,
    ) -> Result<()> {
        let takes_part = |id| session.participants.iter().any(|p| p.organisation == id);
        for (field, id) in [("from", self.from), ("to", self.to)] {
            if !takes_part(id) {
                return Err(Refusal::new("refused-not-taking-part").at(field).into());
            }
        }
        for (field, id, person) in [
            ("from_person", self.from, self.from_person),
            ("to_person", self.to, self.to_person),
        ] {
            let firm = session.participant(id);
            let sits = |person| firm.is_some_and(|firm| firm.people.contains(&person));
            if person.is_some_and(|person| !sits(person)) {
                return Err(Refusal::new("refused-person-elsewhere").at(field).into());
            }
        }
        let known = |slot: &u32| (*slot as usize) < session.slots.len();
        if !self.window.iter().chain(&self.fixed).all(known) {
            return Err(Refusal::new("refused-unknown-slot").at("window").into());
        }
        session
            .check_meeting_wish([self.from, self.to], &self.window, &self.preferred)
            .map_err(|refused| refused_wish(session, refused).at("preferred"))?;
        let now = desk.app().clock().now();
        let stands = |r: &Request| {
            let pair = [(r.from, r.to), (r.to, r.from)];
            r.stands_at(now) && pair.contains(&(self.from, self.to))
        };
        let asks = matches!(self.state, RequestState::Sent | RequestState::Accepted);
        let asks_anew = asks && !before.is_some_and(stands);
        let others = desk.list::<Request>(Filter::of_parent(session.id)).await?;
        if asks_anew && others.iter().any(|other| stands(other)) {
            return Err(Refusal::new("refused-request-twice").at("to").into());
        }
        Ok(())
    }
}

impl App {
    /// Asks for a meeting in a session.
    ///
    /// # Errors
    /// Where a side does not take part, the pair has asked already, or a slot does not exist.
    pub async fn ask_meeting(
        &self,
        caller: &Caller,
        session: MatchmakingId,
        wish: &Wish,
    ) -> Result<Saved> {
        self.work(caller, "request.ask", |mut desk| async move {
            let session = desk.get::<Matchmaking>(session).await?;
            wish.suits(&mut desk, &session, None).await?;
            let request = wish.onto(Request {
                id: self.new_id(),
                mission: session.mission,
                matchmaking: session.id,
                from: wish.from,
                to: wish.to,
                from_priority: 0,
                to_priority: 0,
                must: false,
                window: Vec::new(),
                fixed: None,
                fixed_table: None,
                preferred: Vec::new(),
                from_person: None,
                to_person: None,
                interpreting: Interpreting::AsSpoken,
                message: String::new(),
                state: RequestState::Sent,
                course: sent(caller, &session, wish.state, self.clock().now()),
            });
            let saved = desk.create(request).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Changes a request: its wishes, its slot, its answer.
    ///
    /// # Errors
    /// As for asking, or [`AppError::Conflict`].
    pub async fn change_request(
        &self,
        caller: &Caller,
        (id, version): (RequestId, i64),
        wish: &Wish,
    ) -> Result<Saved> {
        self.work(caller, "request.change", |mut desk| async move {
            let before = desk.get::<Request>(id).await?;
            let session = desk.get::<Matchmaking>(before.matchmaking).await?;
            wish.suits(&mut desk, &session, Some(&before)).await?;
            let now = self.clock().now();
            let rule = |request: Request| {
                let course = answered(caller, &request, wish.state, now);
                let course = course.unwrap_or_else(|| request.course.clone());
                Ok(Request {
                    course,
                    ..wish.onto(request)
                })
            };
            let saved = desk.change(Action::Edit, id, Some(version), rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Fixes every meeting of the published timetable in its slot, so that the next run leaves
    /// what people have been told as it is. Returns how many were fixed.
    ///
    /// # Errors
    /// Where nothing is published.
    pub async fn fix_published(&self, caller: &Caller, session: MatchmakingId) -> Result<u64> {
        self.work(caller, "request.fix", |mut desk| async move {
            let session = desk.get::<Matchmaking>(session).await?;
            let refused = || AppError::from(Refusal::new("refused-nothing-published"));
            let published = session.published.ok_or_else(refused)?;
            let timetable = desk
                .get::<domain::matchmaking::Timetable>(published)
                .await?;
            let mut fixed = 0;
            for placement in &timetable.placements {
                // A request that was taken back meanwhile has nothing to fix.
                let request = match desk.get::<Request>(placement.request).await {
                    Ok(request) if request.fixed != Some(placement.slot) => request,
                    Ok(_) | Err(AppError::Missing) => continue,
                    Err(other) => return Err(other),
                };
                let slot = placement.slot;
                let rule = move |mut request: Request| {
                    request.fixed = Some(slot);
                    Ok(request)
                };
                desk.change(Action::Edit, request.id, None, rule).await?;
                fixed += 1;
            }
            Ok((desk, fixed))
        })
        .await
    }
}

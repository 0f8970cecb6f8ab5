//! From rows to meeting requests, and what rows add to requests that are there already.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{MatchmakingId, OrganisationId, PersonId, RequestId};
use domain::interpreting::Interpreting;
use domain::matchmaking::{Matchmaking, Request, RequestState, Slot};
use domain::record::Stored;
use domain::wishes::WishRefused;
use formats::workbook::{self, Answer, Party, Priority, ProblemKind, Sheet, Workbook, YesNo};

use super::plan::Maker;
use super::session::Codes;

/// What a row says about a meeting beside who meets whom, seen from the side that asks in it.
struct Terms {
    from: OrganisationId,
    preferred: Vec<u32>,
    from_person: Option<PersonId>,
    to_person: Option<PersonId>,
    interpreting: Option<Interpreting>,
}

/// Two houses that meet, in an order that does not depend on who asks.
type Pair = [OrganisationId; 2];

/// The requests of a session by the two who meet, while rows are read.
#[derive(Default)]
struct Asked {
    /// Those that are there already, in their order: places in the list of what is known.
    known: BTreeMap<Pair, Vec<usize>>,
    /// Those of them that change: places in the plan.
    changed: BTreeMap<RequestId, usize>,
    /// New ones by their number: places in the plan.
    new: BTreeMap<(Pair, u32), usize>,
    /// The meetings of which a row speaks.
    said: BTreeSet<(Pair, u32)>,
}

impl Asked {
    fn of(
        session: MatchmakingId,
        known: &[Stored<Request>],
        said: impl Iterator<Item = (Pair, u32)>,
    ) -> Self {
        let mut asked = Self {
            said: said.collect(),
            ..Self::default()
        };
        for (at, request) in known.iter().enumerate() {
            if request.matchmaking == session {
                asked.known.entry(request.pair()).or_default().push(at);
            }
        }
        asked
    }

    fn known(&self, pair: Pair) -> &[usize] {
        self.known.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// Whether two who meet have a meeting of this number, or get it from some row.
    fn has(&self, pair: Pair, number: u32) -> bool {
        self.known(pair).len() >= number as usize || self.said.contains(&(pair, number))
    }
}

impl Maker<'_> {
    /// Rows of the same two houses that say the same number are one meeting that both want. To a
    /// request that is there already a row adds the times that suit it best and who is asked for;
    /// its wish, its answer and its place stay.
    pub(super) fn requests(
        &mut self,
        session: &Matchmaking,
        workbook: &Workbook,
        codes: &Codes,
        pairs: &[(OrganisationId, OrganisationId)],
    ) {
        let rows = || workbook.requests.iter().zip(pairs);
        let said = rows().map(|(row, sides)| (pair(*sides), row.meeting.unwrap_or(1)));
        let mut asked = Asked::of(session.id, &self.known.requests, said);
        for (row, (from, to)) in rows() {
            let terms = Terms {
                from: *from,
                preferred: codes.all(&row.preferred),
                from_person: self.person_of(row.from_person.as_ref()),
                to_person: self.person_of(row.to_person.as_ref()),
                interpreting: row.interpreting.clone(),
            };
            let two = pair((*from, *to));
            let number = row.meeting.unwrap_or(1);
            let request = if let Some(known) = self.there(asked.known(two), row.meeting) {
                self.add_to_known(&mut asked, known, &terms)
            } else if let Some(at) = asked.new.get(&(two, number)) {
                let request = &mut self.plan.requests[*at];
                want_too(request, *from, priority(row.priority));
                terms.onto(request);
                request.clone()
            } else {
                let request = self.new_request((session, codes), row, (*from, *to));
                let request = terms.onto_new(request);
                self.plan.counts.requests.new += 1;
                asked.new.insert((two, number), self.plan.requests.len());
                self.plan.requests.push(request.clone());
                request
            };
            if number > 1 && !asked.has(two, number - 1) {
                let cell = (Sheet::Requests, row.row, "meeting");
                let kind = ProblemKind::MeetingSkipped { before: number - 1 };
                let problem = workbook.complaint(cell, kind, &number.to_string());
                self.plan.problems.push(problem);
            }
            self.look_at_request((session, workbook, codes), row, &request, &terms);
        }
        self.number(&asked);
    }

    /// Ids go with time, and the requests of a pair are counted in that order: a later meeting gets
    /// a later id.
    fn number(&mut self, asked: &Asked) {
        let new: Vec<_> = asked.new.iter().collect();
        for meetings in new.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
            let places = || meetings.iter().map(|(_, at)| **at);
            let mut ids: Vec<_> = places().map(|at| self.plan.requests[at].id).collect();
            ids.sort_unstable();
            for (at, id) in places().zip(ids) {
                self.plan.requests[at].id = id;
            }
        }
    }

    fn person_of(&self, party: Option<&Party>) -> Option<PersonId> {
        let Party::Participant { row } = party? else {
            return None;
        };
        self.rows.people.get(row).map(|(person, _)| *person)
    }

    /// The request that a row means, of those of a pair that are there already: the one with its
    /// number, and without a number the one that stands, else the last.
    fn there(&self, known: &[usize], number: Option<u32>) -> Option<Stored<Request>> {
        let now = self.app.clock().now();
        let requests = &self.known.requests;
        let at = match number {
            Some(number) => known.get(number.checked_sub(1)? as usize),
            None => {
                let standing = known.iter().find(|at| requests[**at].stands_at(now));
                standing.or_else(|| known.last())
            }
        };
        Some(requests[*at?].clone())
    }

    fn add_to_known(
        &mut self,
        asked: &mut Asked,
        known: Stored<Request>,
        terms: &Terms,
    ) -> Request {
        let changed = &mut self.plan.changed_requests;
        self.plan.counts.requests.known += 1;
        if let Some(at) = asked.changed.get(&known.id) {
            let request = &mut changed[*at].0;
            terms.onto(request);
            return request.clone();
        }
        let request = terms.onto_new(known.record.clone());
        if request != known.record {
            asked.changed.insert(known.id, changed.len());
            changed.push((request.clone(), known.version));
            self.plan.counts.requests.changed += 1;
        }
        request
    }

    fn new_request(
        &self,
        (session, codes): (&Matchmaking, &Codes),
        row: &workbook::Request,
        (from, to): (OrganisationId, OrganisationId),
    ) -> Request {
        let state = match row.answer {
            Answer::Open => RequestState::Sent,
            Answer::Accepted => RequestState::Accepted,
            Answer::Declined => RequestState::Declined,
            Answer::Expired => RequestState::Expired,
            Answer::Withdrawn => RequestState::Withdrawn,
        };
        let half = row.session.map(|half| window(session, half));
        let window = match codes.all(&row.possible) {
            said if said.is_empty() => half.unwrap_or_default(),
            said => said,
        };
        Request {
            id: self.app.new_id(),
            mission: session.mission,
            matchmaking: session.id,
            from,
            to,
            from_priority: priority(row.priority),
            to_priority: row.other_priority.map_or(0, priority),
            must: row.must == Some(YesNo::Yes),
            window,
            fixed: row.slot.as_ref().and_then(|code| codes.one(code)),
            fixed_table: row.table.as_ref().and_then(|code| codes.table(code)),
            preferred: Vec::new(),
            from_person: None,
            to_person: None,
            interpreting: Interpreting::AsSpoken,
            message: row.subject.clone().unwrap_or_default(),
            state,
            course: super::course::read(&row.course, &session.zone),
        }
    }

    /// Names the cell of each wish that cannot be, and of each person who does not sit there.
    fn look_at_request(
        &mut self,
        (session, workbook, codes): (&Matchmaking, &Workbook, &Codes),
        row: &workbook::Request,
        request: &Request,
        terms: &Terms,
    ) {
        let mut found: Vec<(&'static str, ProblemKind, String)> = Vec::new();
        let (mine, theirs) = if terms.from == request.from {
            (request.from, request.to)
        } else {
            (request.to, request.from)
        };
        for &slot in &terms.preferred {
            if let Some(kind) = self.impossible(session, request, slot) {
                found.push(("preferred", kind, codes.said(session, &row.preferred, slot)));
            }
        }
        for (field, side, person) in [
            ("from_person", mine, terms.from_person),
            ("to_person", theirs, terms.to_person),
        ] {
            let Some(person) = person else { continue };
            let firm = session.participant(side);
            if !firm.is_some_and(|firm| firm.people.contains(&person)) {
                let who = self.house_name(side);
                let kind = ProblemKind::PersonElsewhere { who };
                found.push((field, kind, self.person_name(person)));
            }
        }
        let fixed = request.fixed.filter(|_| row.slot.is_some());
        let outside = |slot: &u32| !request.window.is_empty() && !request.window.contains(slot);
        if let (Some(code), true) = (&row.slot, fixed.as_ref().is_some_and(outside)) {
            found.push(("slot", ProblemKind::WishOutside, code.clone()));
        }
        for (field, kind, value) in found {
            let cell = (Sheet::Requests, row.row, field);
            self.plan
                .problems
                .push(workbook.complaint(cell, kind, &value));
        }
    }

    /// Why a meeting cannot be held in a slot for which it is wished.
    fn impossible(
        &self,
        session: &Matchmaking,
        request: &Request,
        slot: u32,
    ) -> Option<ProblemKind> {
        let sides = [request.from, request.to];
        match session.check_meeting_wish(sides, &request.window, &[slot]) {
            Err(WishRefused::Away { who, .. }) => Some(ProblemKind::WishAway {
                who: self.house_name(who),
            }),
            Err(_) => Some(ProblemKind::WishOutside),
            Ok(()) => {
                let people = [
                    (request.from, request.from_person),
                    (request.to, request.to_person),
                ];
                let away = people.into_iter().find_map(|(side, person)| {
                    let firm = session.participant(side)?;
                    person.filter(|person| firm.absent(*person).contains(&slot))
                });
                away.map(|person| ProblemKind::WishAway {
                    who: self.person_name(person),
                })
            }
        }
    }
}

impl Terms {
    /// Adds what the row says; what it does not say stays.
    fn onto(&self, request: &mut Request) {
        if !self.preferred.is_empty() {
            request.preferred.clone_from(&self.preferred);
        }
        let (mine, theirs) = if self.from == request.from {
            (&mut request.from_person, &mut request.to_person)
        } else {
            (&mut request.to_person, &mut request.from_person)
        };
        *mine = self.from_person.or(*mine);
        *theirs = self.to_person.or(*theirs);
        if let Some(interpreting) = &self.interpreting {
            request.interpreting.clone_from(interpreting);
        }
    }

    fn onto_new(&self, mut request: Request) -> Request {
        self.onto(&mut request);
        request
    }
}

fn pair((from, to): (OrganisationId, OrganisationId)) -> Pair {
    let mut pair = [from, to];
    pair.sort_unstable();
    pair
}

/// Somebody asks once more for a meeting that is asked for already.
fn want_too(request: &mut Request, from: OrganisationId, weight: u8) {
    let same_way = request.from == from;
    let wanted = if same_way {
        &mut request.from_priority
    } else {
        &mut request.to_priority
    };
    *wanted = (*wanted).max(weight);
    if !same_way && request.state == RequestState::Sent {
        request.state = RequestState::Accepted;
    }
}

fn window(session: &Matchmaking, half: formats::workbook::Session) -> Vec<u32> {
    use formats::workbook::Session;
    let noon = jiff::civil::Time::constant(12, 0, 0, 0);
    let fits = |slot: &Slot| (slot.start.time() < noon) == (half == Session::Morning);
    (0_u32..)
        .zip(&session.slots)
        .filter(|(_, slot)| fits(slot))
        .map(|(at, _)| at)
        .collect()
}

fn priority(priority: Priority) -> u8 {
    match priority {
        Priority::High => 3,
        Priority::Medium => 2,
        Priority::Low => 1,
        Priority::None => 0,
    }
}

//! Who can be where, as far as the finer rules go: tables that a meeting may have, people with
//! times of their own, interpreters.

use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, TableId};
use crate::problem::{Engagement, Problem};
use crate::resources::{LanguagePair, TableKind, Travel};
use crate::slotset::SlotSet;
use std::collections::HashMap;

/// Worked out once for a problem with finer rules.
#[derive(Debug, Clone)]
pub struct Presence {
    /// Times between venues.
    pub travel: Travel,
    ordinary: Vec<TableId>,
    booths: HashMap<ParticipantId, Vec<TableId>>,
    closed: Vec<SlotSet>,
    tracked: Vec<bool>,
    members: Vec<Vec<SlotSet>>,
    interpreters: Vec<SlotSet>,
}

impl Presence {
    /// Works it out.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let slots = problem.slots().len();
        let travel = Travel::of(problem);
        let mut ordinary = Vec::new();
        let mut online = Vec::new();
        let mut booths: HashMap<ParticipantId, Vec<TableId>> = HashMap::new();
        for (i, table) in problem.tables().iter().enumerate() {
            match table.kind {
                TableKind::Shared => ordinary.push(TableId::at(i)),
                TableKind::Virtual => online.push(TableId::at(i)),
                TableKind::Booth(owner) => booths.entry(owner).or_default().push(TableId::at(i)),
            }
        }
        ordinary.append(&mut online);
        let closed = problem.tables().iter().map(|table| {
            let mut set = SlotSet::empty(slots);
            table.unavailable.iter().for_each(|&slot| set.insert(slot));
            set
        });
        let firms = problem.participants();
        let open = |forbidden: &[SlotId], engagements: &[Engagement]| {
            let mut set = SlotSet::full(slots);
            forbidden.iter().for_each(|&slot| set.remove(slot));
            for (t, slot) in problem.slots().iter().enumerate() {
                let away = |e: &Engagement| e.starts < slot.ends && slot.starts < e.ends;
                if engagements.iter().any(away) {
                    set.remove(SlotId::at(t));
                }
            }
            set
        };
        let members = firms.iter().map(|firm| {
            let people = firm.members.iter();
            people.map(|m| open(&m.forbidden, &m.engagements)).collect()
        });
        let asked = named(problem);
        let tracked = firms.iter().enumerate().map(|(p, firm)| {
            let own_times = !firm.members.is_empty() || asked[p];
            firm.people > 1 && (own_times || travel.takes_time())
        });
        Self {
            ordinary,
            booths,
            closed: closed.collect(),
            tracked: tracked.collect(),
            members: members.collect(),
            interpreters: problem
                .interpreters()
                .iter()
                .map(|i| open(&i.forbidden, &i.engagements))
                .collect(),
            travel,
        }
    }

    /// The tables that the request may have, the wanted kind first.
    #[must_use]
    pub fn tables(&self, problem: &Problem, request: RequestId) -> Vec<TableId> {
        let asked = &problem.requests()[request.index()];
        if let Some(table) = asked.table {
            let foreign = match problem.tables()[table.index()].kind {
                TableKind::Booth(owner) => !asked.sides().contains(&owner),
                _ => false,
            };
            return if foreign { Vec::new() } else { vec![table] };
        }
        let booths = asked
            .sides()
            .into_iter()
            .filter_map(|side| self.booths.get(&side));
        let booths: Vec<TableId> = booths.flatten().copied().collect();
        if booths.is_empty() {
            self.ordinary.clone()
        } else {
            booths
        }
    }

    /// Whether the table can be used in the slot.
    #[must_use]
    pub fn is_open(&self, table: TableId, slot: SlotId) -> bool {
        !self.closed[table.index()].contains(slot)
    }

    /// Whether it must be said which of the participant's people comes to a meeting.
    #[must_use]
    pub fn is_tracked(&self, participant: ParticipantId) -> bool {
        self.tracked[participant.index()]
    }

    /// Whether this one of the participant's people can meet in the slot.
    #[must_use]
    pub fn is_free(&self, participant: ParticipantId, person: u32, slot: SlotId) -> bool {
        let open = self.members[participant.index()].get(person as usize);
        open.is_none_or(|open| open.contains(slot))
    }

    /// How many of the participant's people are away by their own times.
    #[must_use]
    pub fn away(&self, participant: ParticipantId, slot: SlotId) -> u32 {
        let members = self.members[participant.index()].iter();
        members.filter(|open| !open.contains(slot)).count() as u32
    }

    /// Whether the interpreter knows the languages and can work in the slot.
    #[must_use]
    pub fn can_interpret(
        &self,
        problem: &Problem,
        interpreter: InterpreterId,
        (languages, slot): (LanguagePair, SlotId),
    ) -> bool {
        let who = &problem.interpreters()[interpreter.index()];
        who.languages.iter().any(|pair| pair.is(languages))
            && self.interpreters[interpreter.index()].contains(slot)
    }

    /// The languages between which the request needs somebody who interprets: none if any of a
    /// side's people can.
    #[must_use]
    pub fn needs(problem: &Problem, request: RequestId) -> Option<LanguagePair> {
        let asked = &problem.requests()[request.index()];
        let languages = asked.language?;
        let can = |side: ParticipantId| {
            let firm = &problem.participants()[side.index()];
            firm.interprets.iter().any(|pair| pair.is(languages))
        };
        (!asked.sides().into_iter().any(can)).then_some(languages)
    }

    /// Whether this one of the participant's people needs no interpreter for the languages.
    #[must_use]
    pub fn interprets(
        problem: &Problem,
        (participant, person): (ParticipantId, u32),
        languages: LanguagePair,
    ) -> bool {
        let members = &problem.participants()[participant.index()].members;
        let member = members.get(person as usize);
        member.is_some_and(|m| m.interprets.iter().any(|pair| pair.is(languages)))
    }

    /// Which of a side's people the request may have.
    pub fn candidates(
        problem: &Problem,
        request: RequestId,
        side: usize,
    ) -> impl Iterator<Item = u32> + use<> {
        let asked = &problem.requests()[request.index()];
        let people = problem.participants()[asked.sides()[side].index()].people;
        let wanted = asked.persons[side];
        let (first, end) = wanted.map_or((0, people), |person| (person, person + 1));
        first..end
    }

    /// Takes out of `set` the slots in which the request has no table, person or interpreter,
    /// even with nothing else planned.
    pub(crate) fn narrow(&self, problem: &Problem, request: RequestId, set: &mut SlotSet) {
        let tables = self.tables(problem, request);
        for slot in set.to_vec() {
            let table = tables.iter().any(|&table| self.is_open(table, slot));
            if !table || !self.somebody_comes(problem, request, slot) {
                set.remove(slot);
            }
        }
    }

    fn somebody_comes(&self, problem: &Problem, request: RequestId, slot: SlotId) -> bool {
        let sides = problem.requests()[request.index()].sides();
        let free = |side: usize| {
            let people = Self::candidates(problem, request, side);
            people.filter(move |&person| self.is_free(sides[side], person, slot))
        };
        if free(0).next().is_none() || free(1).next().is_none() {
            return false;
        }
        let Some(languages) = Self::needs(problem, request) else {
            return true;
        };
        let oneself = |side: usize| {
            free(side).any(|person| Self::interprets(problem, (sides[side], person), languages))
        };
        let mut interpreters = (0..problem.interpreters().len()).map(InterpreterId::at);
        oneself(0)
            || oneself(1)
            || interpreters.any(|i| self.can_interpret(problem, i, (languages, slot)))
    }
}

/// Participants of whom some request asks for a certain person.
fn named(problem: &Problem) -> Vec<bool> {
    let mut named = vec![false; problem.participants().len()];
    for request in problem.requests() {
        for (side, person) in request.sides().into_iter().zip(request.persons) {
            named[side.index()] |= person.is_some();
        }
    }
    named
}

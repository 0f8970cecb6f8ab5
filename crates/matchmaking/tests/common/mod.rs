//! A small rich problem with a valid timetable, and random problems.

#![allow(
    dead_code,
    clippy::too_many_lines,
    clippy::unwrap_used,
    missing_docs,
    reason = "tests"
)]

use matchmaking::{
    Attendance, Draft, Engagement, Interpreter, InterpreterId, LanguageId, LanguagePair, Member,
    Participant, ParticipantId, Place, Precedence, Problem, Request, RequestId, SlotId, Table,
    TableId, TableKind, Timetable, Variant, Venue, VenueId, Window, measure, reasons,
};

pub fn p(n: u32) -> ParticipantId {
    ParticipantId(n)
}
pub fn r(n: u32) -> RequestId {
    RequestId(n)
}
pub fn s(n: u32) -> SlotId {
    SlotId(n)
}
pub fn t(n: u32) -> TableId {
    TableId(n)
}

/// Six slots with a lunch before slot 3, three tables (one closed in slot 0), six participants:
/// 0 and 1 alone, 2 of two people, 3 away in slot 0, 4 engaged in slot 5 with a cap of 2, 5.
pub fn draft() -> Draft {
    let mut slots = Draft::plain_slots(6);
    slots[3].follows = false;
    for slot in &mut slots[3..] {
        slot.session = Some(1);
    }
    let mut participants = vec![Participant::single(); 6];
    participants[2].people = 2;
    participants[3].forbidden = vec![s(0)];
    participants[4].engagements = vec![Engagement {
        key: "tour".into(),
        starts: 5,
        ends: 9,
        people: 1,
    }];
    participants[4].cap = Some(2);
    participants[4].minimum = 1;
    let ask = |a, b, weight| Request {
        weight,
        ..Request::between(p(a), p(b), 1, 1)
    };
    let mut requests = vec![
        ask(0, 1, 5),
        ask(0, 2, 5),
        ask(1, 2, 5),
        ask(0, 3, 5),
        ask(2, 3, 5),
        ask(4, 0, 5),
        ask(4, 1, 5),
        ask(4, 2, 1),
        ask(3, 5, 2),
    ];
    requests[0].fixed = Some(s(1));
    requests[3].window = Window::Session(0);
    requests[5].must = true;
    Draft {
        name: "spring".into(),
        variant: Variant::MostWeight,
        slots,
        tables: vec![
            Table::default(),
            Table::default(),
            Table {
                unavailable: vec![s(0)],
                ..Table::default()
            },
        ],
        participants,
        requests,
        precedences: vec![Precedence {
            before: r(1),
            after: r(5),
        }],
        blocked: vec![(p(5), p(3))],
        ..Draft::default()
    }
}

pub fn problem() -> Problem {
    Problem::new(draft()).unwrap()
}

pub const HELD: [Option<(u32, u32)>; 9] = [
    Some((1, 0)),
    Some((0, 0)),
    Some((0, 1)),
    Some((2, 0)),
    Some((1, 1)),
    Some((3, 0)),
    Some((4, 0)),
    None,
    None,
];

pub fn timetable(problem: &Problem, held: &[Option<(u32, u32)>]) -> Timetable {
    let places: Vec<_> = held
        .iter()
        .map(|place| place.map(|(slot, table)| (s(slot), Some(t(table)))))
        .collect();
    let mut timetable = reasons::with_reasons(problem, &places);
    timetable.claims = Some(measure(problem, &timetable.slots()));
    timetable
}

pub fn valid(problem: &Problem) -> Timetable {
    timetable(problem, &HELD)
}

pub fn at(slot: u32, table: u32) -> Place {
    Place::Held {
        slot: s(slot),
        table: Some(t(table)),
    }
}

/// Numbers from a seed, for random problems.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// A random draft that makes sense; it may contradict itself.
pub fn random_draft(seed: u64, hold_all: bool) -> Draft {
    let mut dice = Dice(seed);
    let slots = 1 + dice.below(6) as usize;
    let people = 2 + dice.below(5) as usize;
    let mut draft = Draft {
        name: format!("random-{seed}"),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); dice.below(4) as usize],
        participants: vec![Participant::single(); people],
        requests: Vec::new(),
        ..Draft::default()
    };
    if hold_all {
        let limit = dice.below(4) as u32;
        draft.variant = Variant::HoldAll {
            fairness: (limit < 3).then_some(limit),
        };
    }
    for (i, slot) in draft.slots.iter_mut().enumerate() {
        slot.follows = i == 0 || dice.chance(80);
        slot.session = dice.chance(90).then(|| u32::from(i >= slots / 2));
    }
    for table in &mut draft.tables {
        table.unavailable = (0..slots)
            .filter(|_| dice.chance(8))
            .map(SlotId::at)
            .collect();
    }
    for participant in &mut draft.participants {
        participant.people = if dice.chance(20) {
            2 + dice.below(2) as u32
        } else {
            1
        };
        participant.forbidden = (0..slots)
            .filter(|_| dice.chance(12))
            .map(SlotId::at)
            .collect();
        participant.cap = dice.chance(25).then(|| dice.below(4) as u32);
        participant.minimum = dice.below(3).min(u64::from(participant.cap.unwrap_or(3))) as u32;
        if dice.chance(20) {
            let starts = dice.below(slots as u64) as i64;
            let ends = starts + 1 + dice.below(2) as i64;
            participant.engagements.push(Engagement {
                key: String::new(),
                starts,
                ends,
                people: 1,
            });
        }
    }
    for _ in 0..1 + dice.below(9) {
        let a = dice.below(people as u64) as u32;
        let b = (a + 1 + dice.below(people as u64 - 1) as u32) % people as u32;
        let mut request = Request::between(p(a), p(b), dice.below(4) as u8, dice.below(4) as u8);
        request.must = dice.chance(15);
        if dice.chance(15) {
            request.window = Window::Slots(
                (0..slots)
                    .filter(|_| dice.chance(50))
                    .map(SlotId::at)
                    .collect(),
            );
        }
        if dice.chance(10) {
            request.fixed = Some(SlotId::at(dice.below(slots as u64) as usize));
        }
        draft.requests.push(request);
    }
    let requests = draft.requests.len() as u64;
    for _ in 0..dice.below(3) {
        let (before, after) = (dice.below(requests) as u32, dice.below(requests) as u32);
        if before != after {
            draft.precedences.push(Precedence {
                before: r(before),
                after: r(after),
            });
        }
    }
    if dice.chance(20) {
        draft.blocked.push((p(0), p(1)));
    }
    draft
}

/// The draft with random finer rules on top: pauses, locked tables, refusals.
pub fn with_finer_rules(mut draft: Draft, seed: u64) -> Draft {
    let mut dice = Dice(seed ^ 0x0f0f_f0f0);
    let tables = draft.tables.len() as u64;
    for participant in &mut draft.participants {
        participant.longest_run = dice.chance(40).then(|| 1 + dice.below(2) as u32);
    }
    for request in &mut draft.requests {
        if tables > 0 && dice.chance(30) {
            request.table = Some(TableId(dice.below(tables) as u32));
        }
        request.no_thanks = dice.chance(5);
    }
    draft
}

/// The draft with random booths, venues, people with times of their own and languages on top.
pub fn with_resources(mut draft: Draft, seed: u64) -> Draft {
    let mut dice = Dice(seed ^ 0x0e0e_e0e0);
    let slots = draft.slots.len();
    let pair = LanguagePair(LanguageId(0), LanguageId(1));
    draft.languages = vec!["zh".into(), "de".into()];
    let away = |dice: &mut Dice| {
        let slots = (0..slots).filter(|_| dice.chance(15));
        slots.map(SlotId::at).collect::<Vec<_>>()
    };
    places(&mut draft, &mut dice);
    for participant in &mut draft.participants {
        let named = dice.below(u64::from(participant.people) + 1);
        if dice.chance(50) {
            for _ in 0..named {
                participant.members.push(Member {
                    forbidden: away(&mut dice),
                    interprets: dice.chance(10).then_some(pair).into_iter().collect(),
                    ..Member::default()
                });
            }
        }
        participant.interprets = dice.chance(10).then_some(pair).into_iter().collect();
    }
    for _ in 0..dice.below(3) {
        draft.interpreters.push(Interpreter {
            languages: vec![pair],
            forbidden: away(&mut dice),
            longest_run: dice.chance(50).then(|| 1 + dice.below(2) as u32),
            ..Interpreter::default()
        });
    }
    for request in &mut draft.requests {
        request.language = dice.chance(40).then_some(pair);
        let sides = request.sides();
        for (person, side) in request.persons.iter_mut().zip(sides) {
            let people = draft.participants[side.index()].people;
            *person = dice
                .chance(15)
                .then(|| dice.below(u64::from(people)) as u32);
        }
    }
    draft
}

/// Two venues or one, booths, and tables on the net.
fn places(draft: &mut Draft, dice: &mut Dice) {
    let venues = if dice.chance(50) { 2 } else { 1 };
    if venues == 2 {
        let minutes = dice.below(3) as u32;
        for travel in [vec![0, minutes], vec![minutes, 0]] {
            draft.venues.push(Venue {
                travel,
                ..Venue::default()
            });
        }
    }
    let people = draft.participants.len() as u64;
    for table in &mut draft.tables {
        table.venue = VenueId(dice.below(venues) as u32);
        if dice.chance(20) {
            table.kind = TableKind::Booth(ParticipantId(dice.below(people) as u32));
        } else if dice.chance(15) {
            table.kind = TableKind::Virtual;
        }
    }
}

/// The draft with random booths and tables on the net, all in one place.
pub fn with_booths(mut draft: Draft, seed: u64) -> Draft {
    let mut dice = Dice(seed ^ 0x0b0b_b0b0);
    let people = draft.participants.len() as u64;
    for table in &mut draft.tables {
        if dice.chance(40) {
            table.kind = TableKind::Booth(ParticipantId(dice.below(people) as u32));
        } else if dice.chance(30) {
            table.kind = TableKind::Virtual;
        }
    }
    draft
}

/// Random people and interpreters for what is held, mostly wrong.
pub fn random_attendance(problem: &Problem, timetable: &Timetable, seed: u64) -> Vec<Attendance> {
    let mut dice = Dice(seed ^ 0x3333_cccc);
    let mut attendance = Vec::new();
    for (r, place) in timetable.places.iter().enumerate() {
        if place.slot().is_none() || dice.chance(20) {
            continue;
        }
        let asked = &problem.requests()[r];
        let persons = asked.sides().map(|side| {
            let people = u64::from(problem.participants()[side.index()].people);
            dice.chance(80).then(|| dice.below(people) as u32)
        });
        let interpreters = problem.interpreters().len() as u64;
        let works = interpreters > 0 && asked.language.is_some() && dice.chance(70);
        attendance.push(Attendance {
            request: RequestId::at(r),
            persons,
            interpreter: works.then(|| InterpreterId(dice.below(interpreters) as u32)),
        });
    }
    attendance
}

/// A random timetable, mostly wrong.
pub fn random_timetable(problem: &Problem, seed: u64) -> Timetable {
    let mut dice = Dice(seed ^ 0x5151_5151);
    let slots = problem.slots().len() as u64;
    let tables = problem.tables().len() as u64;
    let places: Vec<_> = (0..problem.requests().len())
        .map(|_| {
            let table = (tables > 0 && dice.chance(80)).then(|| TableId(dice.below(tables) as u32));
            dice.chance(70)
                .then(|| (SlotId(dice.below(slots) as u32), table))
        })
        .collect();
    reasons::with_reasons(problem, &places)
}

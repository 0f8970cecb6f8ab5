//! Who comes to meetings that are moved by hand, against a slow twin that tries everybody.

#![allow(clippy::unwrap_used, reason = "tests")]

use matchmaking::crew::attend;
use matchmaking::judge::judge;
use matchmaking::legal::{Obstacle, Spot, options_with_people};
use matchmaking::reasons::with_reasons_and_people;
use matchmaking::swap::swaps_with_people;
use matchmaking::{
    Attendance, Draft, Interpreter, InterpreterId, LanguageId, LanguagePair, Member, Participant,
    ParticipantId, Problem, Request, RequestId, SlotId, Table, TableId,
};

const ZH_DE: LanguagePair = LanguagePair(LanguageId(0), LanguageId(1));
const ZH_EN: LanguagePair = LanguagePair(LanguageId(0), LanguageId(2));

fn interpreter(languages: &[LanguagePair]) -> Interpreter {
    Interpreter {
        languages: languages.to_vec(),
        ..Interpreter::default()
    }
}

/// Firms of two people; request `n` is between firms `2n` and `2n + 1`.
fn draft(slots: usize, languages: &[Option<LanguagePair>]) -> Draft {
    let firm = || Participant {
        people: 2,
        ..Participant::single()
    };
    let request = |(n, language): (usize, &Option<LanguagePair>)| Request {
        language: *language,
        ..Request::between(ParticipantId::at(2 * n), ParticipantId::at(2 * n + 1), 1, 1)
    };
    Draft {
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); languages.len()],
        participants: (0..2 * languages.len()).map(|_| firm()).collect(),
        requests: languages.iter().enumerate().map(request).collect(),
        languages: ["zh", "de", "en"].map(str::to_owned).to_vec(),
        ..Draft::default()
    }
}

fn at(slot: u32, table: u32) -> Option<Spot> {
    Some((SlotId(slot), Some(TableId(table))))
}

fn by(request: u32, persons: [Option<u32>; 2], interpreter: Option<u32>) -> Attendance {
    Attendance {
        request: RequestId(request),
        persons,
        interpreter: interpreter.map(InterpreterId),
    }
}

#[test]
fn another_interpreter_makes_room_for_a_language_that_only_one_knows() {
    let mut draft = draft(2, &[Some(ZH_DE), Some(ZH_EN)]);
    draft.interpreters = vec![interpreter(&[ZH_DE]), interpreter(&[ZH_DE, ZH_EN])];
    let problem = Problem::new(draft.clone()).unwrap();
    let (held, known) = ([at(0, 0), None], [by(0, [None; 2], Some(1))]);
    assert!(options_with_people(&problem, &held, &known, RequestId(1)).may_meet(SlotId(0)));
    let people = attend(&problem, &[at(0, 0), at(0, 1)], &known);
    assert_eq!(
        people,
        [by(0, [None; 2], Some(0)), by(1, [None; 2], Some(1))]
    );

    draft.interpreters.remove(0);
    let problem = Problem::new(draft).unwrap();
    let known = [by(0, [None; 2], Some(0))];
    let options = options_with_people(&problem, &held, &known, RequestId(1));
    assert_eq!(options.against(SlotId(0)), [Obstacle::NoInterpreter]);
    assert!(options.may_meet(SlotId(1)));
    // Whoever is known stays where that is possible, and nobody else is named.
    assert_eq!(attend(&problem, &held, &known), known);
}

#[test]
fn an_interpreter_rests_after_the_longest_run() {
    let mut draft = draft(3, &[Some(ZH_DE), Some(ZH_DE)]);
    draft.interpreters = vec![Interpreter {
        longest_run: Some(1),
        ..interpreter(&[ZH_DE])
    }];
    let problem = Problem::new(draft).unwrap();
    let held = [at(0, 0), None];
    let known = [by(0, [None; 2], Some(0))];
    let options = options_with_people(&problem, &held, &known, RequestId(1));
    let open: Vec<bool> = problem.slot_ids().map(|s| options.may_meet(s)).collect();
    assert_eq!(open, [false, false, true]);
}

#[test]
fn who_is_asked_for_must_be_free_and_others_give_way() {
    let mut draft = draft(2, &[None, None]);
    // Both meetings are of the first firm; the second one asks for its first person.
    draft.requests[1].first = ParticipantId(0);
    draft.requests[1].persons[0] = Some(0);
    draft.participants[0].members = vec![Member {
        forbidden: vec![SlotId(1)],
        ..Member::default()
    }];
    let problem = Problem::new(draft).unwrap();
    let (held, known) = ([at(0, 0), None], [by(0, [Some(0), None], None)]);
    let options = options_with_people(&problem, &held, &known, RequestId(1));
    assert!(options.may_meet(SlotId(0)), "the other one goes instead");
    let absent = Obstacle::NobodyFree {
        participant: ParticipantId(0),
        person: Some(0),
    };
    assert_eq!(options.against(SlotId(1)), [absent]);
    let people = attend(&problem, &[at(0, 0), at(0, 1)], &known);
    assert_eq!(
        people,
        [by(0, [Some(1), None], None), by(1, [Some(0), None], None)]
    );
}

#[test]
fn two_meetings_change_places_only_where_their_interpreters_can() {
    let mut draft = draft(2, &[Some(ZH_DE), Some(ZH_EN)]);
    draft.interpreters = vec![
        interpreter(&[ZH_DE]),
        Interpreter {
            forbidden: vec![SlotId(0)],
            ..interpreter(&[ZH_EN])
        },
    ];
    let problem = Problem::new(draft).unwrap();
    let held = [at(0, 0), at(1, 0)];
    let known = [by(0, [None; 2], Some(0)), by(1, [None; 2], Some(1))];
    let swaps = swaps_with_people(&problem, &held, &known, RequestId(0));
    assert!(swaps[0].mine.is_none());
    // The supply knows already that no interpreter works then.
    assert!(!swaps[0].is_legal());
}

/// Small numbers from a seed, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % n
    }
}

/// One firm meets two others, and two more meet, in two slots: people with times of their own,
/// some asked for, some who speak both languages, one or two interpreters, some of whom rest.
fn random(dice: &mut Dice) -> Draft {
    let languages: Vec<_> = (0..3)
        .map(|_| [None, Some(ZH_DE), Some(ZH_EN)][dice.below(3) as usize])
        .collect();
    let mut draft = draft(2, &languages);
    draft.requests[1].first = ParticipantId(0);
    for request in &mut draft.requests {
        for person in &mut request.persons {
            *person = [None, None, Some(0), Some(1)][dice.below(4) as usize];
        }
    }
    for firm in &mut draft.participants {
        for _ in 0..dice.below(3) {
            firm.members.push(Member {
                forbidden: (0..2).filter(|_| dice.below(4) == 0).map(SlotId).collect(),
                interprets: [vec![], vec![], vec![ZH_DE]][dice.below(3) as usize].clone(),
                ..Member::default()
            });
        }
    }
    for _ in 0..=dice.below(2) {
        draft.interpreters.push(Interpreter {
            forbidden: (0..2).filter(|_| dice.below(5) == 0).map(SlotId).collect(),
            longest_run: [None, Some(1)][dice.below(2) as usize],
            ..interpreter(&[ZH_DE, [ZH_DE, ZH_EN][dice.below(2) as usize]])
        });
    }
    draft
}

/// Everybody who could be said to come to the meetings held, however senseless.
fn everybody(problem: &Problem, places: &[Option<Spot>]) -> Vec<Vec<Attendance>> {
    let mut all = vec![Vec::new()];
    for (r, _) in places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.is_some())
    {
        let people = [None, Some(0), Some(1)];
        let interpreters = (0..problem.interpreters().len() as u32).map(Some);
        let interpreters: Vec<_> = std::iter::once(None).chain(interpreters).collect();
        let mut next = Vec::new();
        for before in &all {
            for first in people {
                for second in people {
                    for one in &interpreters {
                        let mut more: Vec<Attendance> = before.clone();
                        more.push(by(r as u32, [first, second], *one));
                        next.push(more);
                    }
                }
            }
        }
        all = next;
    }
    all
}

fn is_valid(problem: &Problem, places: &[Option<Spot>], people: Vec<Attendance>) -> bool {
    judge(problem, &with_reasons_and_people(problem, places, people)).is_valid()
}

#[test]
fn a_slot_is_open_exactly_where_the_judge_accepts_somebody() {
    let mut dice = Dice(2027);
    let (mut open, mut closed) = (0, 0);
    for round in 0..150 {
        let problem = Problem::new(random(&mut dice)).unwrap();
        let held = [at(0, 0), at(dice.below(2) as u32, 1), None];
        let valid: Vec<_> = everybody(&problem, &held)
            .into_iter()
            .filter(|people| is_valid(&problem, &held, people.clone()))
            .collect();
        // The two that are held must be possible by themselves, and stay in their slots.
        let Some(known) = valid.first() else { continue };
        let options = options_with_people(&problem, &held, known, RequestId(2));
        for slot in 0..2 {
            let after = [held[0], held[1], at(slot, 2)];
            // In the other slot nobody changes, so that only some of what is possible counts.
            let stays = |people: &Vec<Attendance>| {
                known.iter().all(|one| {
                    let elsewhere = held[one.request.index()].is_some_and(|(s, _)| s.0 != slot);
                    !elsewhere || people.contains(one)
                })
            };
            let possible = everybody(&problem, &after)
                .into_iter()
                .any(|people| stays(&people) && is_valid(&problem, &after, people));
            assert_eq!(
                options.may_meet(SlotId(slot)),
                possible,
                "round {round}, slot {slot}: {:?}\n{problem:#?}\n{known:?}",
                options.against(SlotId(slot))
            );
            if possible {
                let people = attend(&problem, &after, known);
                assert!(is_valid(&problem, &after, people), "round {round}");
                open += 1;
            } else {
                closed += 1;
            }
        }
    }
    assert!(open > 30 && closed > 30, "{open} open, {closed} closed");
}

//! Goals in order: what they count, against twins that try everything, and how they compare.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Dice, p, random_draft, random_timetable, s, timetable};
use matchmaking::goals::{
    Goal, Goals, Satisfied, Standing as _, Tolerance, Values, best_of, measure,
};
use matchmaking::{
    Draft, Problem, ProblemError, Share, TableKind, Timetable, Variant, Venue, VenueId, command,
    exchange, judge,
};
use proptest::prelude::*;
use std::cmp::Ordering;

fn share(part: u64, whole: u64) -> Share {
    Share { part, whole }
}

/// A random problem with wishes, larger firms and all goals.
fn random_problem(seed: u64) -> Problem {
    let mut draft = random_draft(seed, false);
    let mut dice = Dice(seed ^ 77);
    draft.variant = Variant::InOrder(Goals::default());
    let slots = draft.slots.len();
    let mut some = |percent| -> Vec<_> {
        let all = (0..slots as u32).filter(|_| dice.chance(percent));
        all.map(s).collect()
    };
    for who in &mut draft.participants {
        who.preferred = some(25);
    }
    for request in &mut draft.requests {
        request.preferred = some(15);
    }
    if dice.chance(60) {
        let near = Venue {
            travel: vec![0, 0],
            ..Venue::default()
        };
        draft.venues = vec![near; 2];
        for table in &mut draft.tables {
            table.venue = VenueId(dice.below(2) as u32);
            if dice.chance(20) {
                table.kind = TableKind::Virtual;
            }
        }
    }
    Problem::admitting_contradictions(draft).unwrap()
}

/// The fewest changes of a participant over a border: every way in which the meetings before are
/// followed by meetings after, one person each, that leaves enough people for the rest.
fn fewest_changes(before: &[u32], after: &[u32], people: usize) -> usize {
    fn go(before: &[u32], after: &mut Vec<Option<u32>>, idle: usize) -> Option<usize> {
        let Some((table, rest)) = before.split_first() else {
            let unserved = after.iter().flatten().count();
            return (unserved <= idle).then_some(0);
        };
        // This person rests, or goes to one of the meetings.
        let mut best = go(rest, after, idle);
        for i in 0..after.len() {
            if let Some(next) = after[i].take() {
                let further = go(rest, after, idle).map(|n| n + usize::from(next != *table));
                best = [best, further].into_iter().flatten().min();
                after[i] = Some(next);
            }
        }
        best
    }
    let mut after: Vec<Option<u32>> = after.iter().copied().map(Some).collect();
    go(before, &mut after, people - before.len()).unwrap_or(0)
}

type Seat = Option<(matchmaking::SlotId, Option<matchmaking::TableId>)>;

/// Pairs of busy slots with nothing but idle ones, and no border that does not count, between.
fn breaks_of(problem: &Problem, seats: &[Seat], who: usize) -> u64 {
    let is_busy = |t: usize| {
        let here = |(r, seat): (usize, &Seat)| {
            let mine = problem.requests()[r].sides().contains(&p(who as u32));
            mine && seat.is_some_and(|s| s.0.index() == t)
        };
        seats.iter().enumerate().any(here)
    };
    let busy: Vec<usize> = (0..problem.slots().len()).filter(|&t| is_busy(t)).collect();
    let waits = |pair: &&[usize]| {
        let between = pair[0] + 1..=pair[1];
        between.clone().count() > 1 && between.clone().all(|t| problem.slots()[t].follows)
    };
    busy.windows(2).filter(waits).count() as u64
}

fn wishes(problem: &Problem, seats: &[Seat]) -> Share {
    let mut wishes = share(0, 0);
    for (r, request) in problem.requests().iter().enumerate() {
        let [a, b] = request
            .sides()
            .map(|p| &problem.participants()[p.index()].preferred);
        for wish in [&request.preferred, a, b]
            .into_iter()
            .filter(|w| !w.is_empty())
        {
            wishes.whole += 1;
            wishes.part += u64::from(wish.iter().any(|t| seats[r].is_some_and(|s| s.0 == *t)));
        }
    }
    wishes
}

/// All values, each by its own words.
fn twin(problem: &Problem, timetable: &Timetable) -> Values {
    let seats: Vec<_> = timetable.places.iter().map(|place| place.seat()).collect();
    let requests = problem.requests();
    let mine = |who: usize| {
        let is_side = move |r: &usize| requests[*r].sides().contains(&p(who as u32));
        (0..requests.len()).filter(is_side)
    };
    let people = 0..problem.participants().len();
    let shares = people.clone().map(|who| {
        let held = mine(who).filter(|&r| seats[r].is_some()).count();
        share(held as u64, mine(who).count() as u64)
    });
    let at_tables = |who: usize, slot: usize| -> Vec<u32> {
        let there = mine(who).filter_map(|r| seats[r]);
        let there = there.filter(|seat| seat.0.index() == slot);
        there.filter_map(|seat| seat.1).map(|t| t.0).collect()
    };
    let at_venues = |who: usize, slot: usize| -> Vec<u32> {
        let tables = at_tables(who, slot).into_iter();
        let real = tables.map(|table| &problem.tables()[table as usize]);
        let real = real.filter(|table| table.kind != TableKind::Virtual);
        real.map(|table| table.venue.0).collect()
    };
    let (mut changes, mut venues) = (0, 0);
    for who in people.clone() {
        for slot in 1..problem.slots().len() {
            if problem.slots()[slot].follows {
                let size = problem.participants()[who].people as usize;
                let (before, after) = (at_tables(who, slot - 1), at_tables(who, slot));
                changes += fewest_changes(&before, &after, size);
                let (before, after) = (at_venues(who, slot - 1), at_venues(who, slot));
                venues += fewest_changes(&before, &after, size);
            }
        }
    }
    let breaks: Vec<u64> = people
        .clone()
        .map(|who| breaks_of(problem, &seats, who))
        .collect();
    let wishes = wishes(problem, &seats);
    let short = |who: usize| {
        let held = mine(who).filter(|&r| seats[r].is_some()).count() as u64;
        u64::from(problem.participants()[who].minimum).saturating_sub(held)
    };
    let missed = (0..requests.len()).filter(|&r| requests[r].must && seats[r].is_none());
    let weight = |held: bool| {
        let counted = (0..requests.len()).filter(|&r| !held || seats[r].is_some());
        counted.map(|r| u64::from(requests[r].weight)).sum::<u64>()
    };
    Values {
        promises_missed: missed.count() as u64 + people.map(short).sum::<u64>(),
        weight: share(weight(true), weight(false)),
        satisfied: Satisfied::of(shares),
        breaks: breaks.iter().sum(),
        most_breaks: breaks.iter().copied().max().unwrap_or(0),
        venues: venues as u64,
        changes: changes as u64,
        wishes,
    }
}

/// A timetable that keeps the numbers of people, as the judge would see it.
fn within_people(problem: &Problem, timetable: &Timetable) -> bool {
    let crowded = |violation: &judge::Violation| {
        matches!(
            violation,
            judge::Violation::FirmBeyondPeople { .. } | judge::Violation::DoubleBooked { .. }
        )
    };
    !judge(problem, timetable).violations.iter().any(crowded)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn everybody_counts_the_same(seed in any::<u64>()) {
        let problem = random_problem(seed);
        let timetable = random_timetable(&problem, seed ^ 5);
        let counted = measure(&problem, &timetable);
        prop_assert_eq!(judge(&problem, &timetable).values, Some(counted.clone()));
        if within_people(&problem, &timetable) {
            prop_assert_eq!(twin(&problem, &timetable), counted);
        }
    }
}

fn values(dice: &mut Dice) -> Values {
    let mut few = |n| dice.below(n);
    Values {
        promises_missed: few(2),
        weight: share(20 + few(10), 40),
        satisfied: Satisfied::of([share(few(4), 4), share(few(3), 3), share(few(3), 6)]),
        breaks: few(6),
        most_breaks: few(3),
        venues: few(3),
        changes: few(5),
        wishes: share(few(3), 3),
    }
}

fn tolerance(dice: &mut Dice, goal: Goal) -> Tolerance {
    match dice.below(4) {
        0 if goal != Goal::Fairness => Tolerance::Amount(dice.below(4) as u32),
        1 => Tolerance::PerMille(dice.below(400) as u32),
        _ => Tolerance::Nothing,
    }
}

fn random_goals(dice: &mut Dice) -> Goals {
    Goals {
        promises: tolerance(dice, Goal::Promises),
        weight: tolerance(dice, Goal::Weight),
        fairness: tolerance(dice, Goal::Fairness),
        breaks: tolerance(dice, Goal::Breaks),
        most_breaks: tolerance(dice, Goal::MostBreaks),
        venues: tolerance(dice, Goal::Venues),
        changes: tolerance(dice, Goal::Changes),
        wishes: tolerance(dice, Goal::Wishes),
    }
}

/// Sorted shares as thousandths of a common whole that all test shares divide.
fn sorted(values: &Values) -> Vec<u64> {
    let each = values.satisfied.shares.iter();
    let mut all: Vec<u64> = each
        .flat_map(|(share, n)| vec![share.part * 12_000 / share.whole; *n as usize])
        .collect();
    all.sort_unstable();
    all
}

/// The definition, word by word: who is left of all after each goal, and the smallest of them.
fn by_definition(goals: &Goals, all: &[Values]) -> Values {
    let mut left: Vec<&Values> = all.iter().collect();
    for goal in Goal::ALL {
        let n = |t: Tolerance| match t {
            Tolerance::Nothing => (0, 0),
            Tolerance::Amount(n) => (u64::from(n), 0),
            Tolerance::PerMille(n) => (0, u64::from(n)),
        };
        let (amount, thousandths) = n(goals.tolerance(goal));
        if goal == Goal::Fairness {
            let best = left.iter().map(|v| sorted(v)).max().unwrap();
            let near = |mine: Vec<u64>| {
                mine.iter()
                    .zip(&best)
                    .all(|(a, b)| a + 12 * thousandths >= *b)
            };
            left.retain(|v| near(sorted(v)));
            continue;
        }
        let best = left.iter().min_by_key(|v| v.value(goal)).copied().unwrap();
        let whole = if goal == Goal::Weight {
            best.weight.part
        } else {
            best.value(goal)
        };
        let limit = best.value(goal) + amount + thousandths * whole / 1000;
        left.retain(|v| v.value(goal) <= limit);
    }
    let key = |v: &&Values| {
        let number = |goal| v.value(goal);
        let fair: Vec<_> = sorted(v).into_iter().map(std::cmp::Reverse).collect();
        let before = [Goal::Promises, Goal::Weight].map(number);
        let after = [Goal::Breaks, Goal::MostBreaks, Goal::Changes, Goal::Wishes].map(number);
        (before, fair, after)
    };
    left.into_iter().min_by_key(key).unwrap().clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_ladder_is_the_definition(seed in any::<u64>(), count in 1_usize..40) {
        let mut dice = Dice(seed);
        let goals = random_goals(&mut dice);
        let all: Vec<Values> = (0..count).map(|_| values(&mut dice)).collect();
        let best = &all[best_of(goals, &all).unwrap()];
        prop_assert_eq!(best, &by_definition(&goals, &all));
    }
}

#[test]
fn shares_compare_by_the_smallest_first() {
    let of = |list: &[(u64, u64)]| Satisfied::of(list.iter().map(|&(a, b)| share(a, b)));
    let fair = of(&[(1, 2), (1, 2), (1, 2)]);
    let unfair = of(&[(1, 4), (1, 1), (1, 1)]);
    assert_eq!(fair.compare(&unfair), Ordering::Less, "less is better");
    // 2/4 is 1/2, and a participant without requests has no share.
    assert_eq!(of(&[(2, 4), (0, 0), (3, 6), (1, 2)]), fair);
    assert_eq!(fair.least(), share(1, 2));
    let better = of(&[(1, 2), (1, 2), (2, 3)]);
    assert_eq!(better.compare(&fair), Ordering::Less);
    // The smallest is 25 points below, the others above.
    assert!(!unfair.is_within(&fair, 249) && unfair.is_within(&fair, 250));
}

#[test]
fn a_pair_of_people_needs_no_change_and_one_person_does() {
    let mut draft = random_draft(1, false);
    draft.slots = Draft::plain_slots(2);
    draft.tables = vec![matchmaking::Table::default(); 2];
    draft.participants = vec![matchmaking::Participant::single(); 3];
    draft.requests = vec![
        matchmaking::Request::between(p(0), p(1), 1, 1),
        matchmaking::Request::between(p(0), p(2), 1, 1),
    ];
    draft.precedences.clear();
    draft.blocked.clear();
    draft.variant = Variant::InOrder(Goals::default());
    let changes = |draft: &Draft, places: [(u32, u32); 2]| {
        let problem = Problem::new(draft.clone()).unwrap();
        measure(&problem, &timetable(&problem, &places.map(Some))).changes
    };
    assert_eq!(changes(&draft, [(0, 0), (1, 1)]), 1);
    assert_eq!(changes(&draft, [(0, 1), (1, 1)]), 0);
    // A change of venue counts as one of each, and before all changes of table.
    let values = |draft: &Draft, places: [(u32, u32); 2]| {
        let problem = Problem::new(draft.clone()).unwrap();
        let values = measure(&problem, &timetable(&problem, &places.map(Some)));
        (values.venues, values.changes)
    };
    let mut apart = draft.clone();
    apart.tables.push(matchmaking::Table {
        kind: TableKind::Virtual,
        ..matchmaking::Table::default()
    });
    apart.venues = vec![
        matchmaking::Venue {
            travel: vec![0, 0],
            ..Default::default()
        };
        2
    ];
    apart.tables[1].venue = matchmaking::VenueId(1);
    assert_eq!(values(&apart, [(0, 0), (1, 1)]), (1, 1));
    assert_eq!(values(&apart, [(0, 0), (1, 0)]), (0, 0));
    assert_eq!(
        values(&apart, [(0, 0), (1, 2)]),
        (0, 1),
        "from where one is"
    );
    assert!(Goal::Venues < Goal::Changes);
    draft.participants[0].people = 2;
    assert_eq!(
        changes(&draft, [(0, 0), (1, 1)]),
        0,
        "the colleague goes there"
    );
    draft.participants[0].people = 1;
    draft.slots[1].follows = false;
    assert_eq!(changes(&draft, [(0, 0), (1, 1)]), 0, "there is time");
}

#[test]
fn refuses_tolerances_and_wishes_that_make_no_sense() {
    let refused = |change: &dyn Fn(&mut Draft)| {
        let mut draft = common::draft();
        change(&mut draft);
        Problem::new(draft).unwrap_err().errors
    };
    let fairness = |fairness| {
        Variant::InOrder(Goals {
            fairness,
            ..Goals::default()
        })
    };
    assert_eq!(
        refused(&|d| d.variant = fairness(Tolerance::Amount(1))),
        [ProblemError::ToleranceWithoutUnit {
            goal: Goal::Fairness
        }]
    );
    assert_eq!(
        refused(&|d| d.variant = fairness(Tolerance::PerMille(1001))),
        [ProblemError::ToleranceOutOfRange {
            goal: Goal::Fairness,
            per_mille: 1001
        }]
    );
    assert_eq!(
        refused(&|d| {
            d.participants[1].preferred = vec![s(6)];
            d.requests[2].preferred = vec![s(7)];
        }),
        [
            ProblemError::UnknownPreferredSlot {
                participant: p(1),
                slot: s(6)
            },
            ProblemError::UnknownWishedSlot {
                request: common::r(2),
                slot: s(7)
            },
        ]
    );
}

const TEXT: &str = r#"{"format":"b2b-instance/1","name":"n","variant":"b","participants":3,
    "slots":3,"tables":2,"meetings":[[0,1,0,-1,3],[0,2,0,-1,2]],
    "goals":{"weight":{"per_mille":20},"breaks":{"amount":1}},
    "preferred":[[0,1],[],[]],"meeting_preferred":[[],[2]]}"#;

#[test]
fn files_hold_goals_wishes_and_tables() {
    let problem = exchange::read_problem(TEXT).unwrap();
    let goals = problem.goals().unwrap();
    assert_eq!(goals.weight, Tolerance::PerMille(20));
    assert_eq!(goals.tolerance(Goal::Breaks), Tolerance::Amount(1));
    assert_eq!(goals.fairness, Tolerance::Nothing);
    let again = exchange::write_problem(&problem, "").unwrap();
    assert_eq!(exchange::read_problem(&again).unwrap(), problem);
    let answer = timetable(&problem, &[Some((0, 0)), Some((1, 1))]);
    let text = exchange::write_seated(&answer);
    assert_eq!(text, r#"{"instance":"n","slots":[0,1],"tables":[0,1]}"#);
    let verdict = command::judge_texts(TEXT, &text).unwrap();
    assert!(verdict.is_valid(), "{:?}", verdict.violations);
    let line: serde_json::Value = serde_json::from_str(&command::judge_line(&verdict)).unwrap();
    assert_eq!(
        line["goals"],
        serde_json::json!({
            "promises": 0, "weight": 0, "fairness": [[1, 1, 3]], "breaks": 0, "most_breaks": 0,
            "venues": 0, "changes": 1, "wishes": 1,
        })
    );
}

#[test]
fn files_that_cannot_be_understood_say_where() {
    let read = |from: &str, to: &str| {
        let text = TEXT.replace(from, to);
        assert_ne!(text, TEXT);
        exchange::read_problem(&text).unwrap_err().to_string()
    };
    assert!(read(r#""variant":"b""#, r#""variant":"a""#).contains("variant \"b\" only"));
    assert!(read("\"weight\"", "\"wait\"").contains("wait"));
    assert!(read("[[],[2]]", "[[],[3]]").contains("a preferred slot of meeting 1 is 3"));
    assert!(read("[[],[2]]", "[[]]").contains("there are 2 meetings"));
    assert!(read("[[0,1],[],[]]", "[[0,1]]").contains("preferred has 1 entries"));
    let problem = exchange::read_problem(TEXT).unwrap();
    let tables = |text: &str| {
        exchange::read_tables(&problem, text)
            .unwrap_err()
            .to_string()
    };
    assert!(tables(r#"{"tables":[0]}"#).contains("1 tables for 2 meetings"));
    assert!(tables(r#"{"tables":[0,-2]}"#).contains("the table of meeting 1"));
}

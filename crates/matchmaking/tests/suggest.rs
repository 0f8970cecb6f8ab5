//! Suggestions against a slow twin that looks at every pair, and the reasons they give.
#![allow(clippy::unwrap_used, reason = "tests")]

use matchmaking::ParticipantId;
use matchmaking::suggest::{Candidate, Ground, Market, Phrase, Suggestion, Weights, Word};
use proptest::prelude::*;

const WEIGHTS: Weights = Weights {
    wishes: 4,
    sector: 2,
    region: 2,
    language: 1,
    earlier: 0,
    across: true,
};

fn phrases(all: &[&[Word]]) -> Vec<Phrase> {
    all.iter()
        .map(|words| Phrase::new(words.to_vec()))
        .collect()
}

fn firm(side: u8, offers: &[&[Word]], needs: &[&[Word]]) -> Candidate {
    Candidate {
        side,
        offers: phrases(offers),
        needs: phrases(needs),
        ..Candidate::default()
    }
}

fn all(market: &Market, to: usize, weights: &Weights) -> Vec<Suggestion> {
    market.suggest(ParticipantId::at(to), weights, |_| 0, |_| false, usize::MAX)
}

/// Bearings (1) for wind turbines (2), castings (3), software (4).
fn small() -> Market {
    Market::new(vec![
        firm(0, &[&[1, 2]], &[&[4]]),
        firm(1, &[&[4]], &[&[2, 1]]),
        firm(1, &[&[3]], &[&[1]]),
        firm(0, &[&[3]], &[&[9]]),
        firm(1, &[&[8]], &[&[7]]),
    ])
}

#[test]
fn what_one_offers_and_the_other_needs_brings_them_together() {
    let found = all(&small(), 0, &WEIGHTS);
    let who: Vec<u32> = found.iter().map(|one| one.with.0).collect();
    assert_eq!(
        who,
        [1, 2],
        "the best first; who fits in nothing is left out"
    );
    assert_eq!(
        found[0].grounds,
        [
            Ground::TheyNeed { offer: 0, need: 0 },
            Ground::TheyOffer { need: 0, offer: 0 },
        ]
    );
    assert_eq!(found[1].grounds, [Ground::TheyNeed { offer: 0, need: 0 }]);
}

#[test]
fn the_own_side_is_suggested_only_where_anybody_may_meet() {
    let market = Market::new(vec![
        firm(0, &[&[3]], &[]),
        firm(0, &[], &[&[3]]),
        firm(1, &[], &[]),
    ]);
    assert!(all(&market, 0, &WEIGHTS).is_empty());
    let anybody = Weights {
        across: false,
        ..WEIGHTS
    };
    assert_eq!(all(&market, 0, &anybody)[0].with, ParticipantId(1));
}

#[test]
fn who_was_put_aside_never_comes_back() {
    let market = small();
    let aside = |who: ParticipantId| who.0 == 1;
    let found = market.suggest(ParticipantId(0), &WEIGHTS, |_| 0, aside, 20);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].with, ParticipantId(2));
}

#[test]
fn sector_region_and_language_count_as_much_as_the_organiser_says() {
    let mut me = firm(0, &[], &[]);
    (me.sectors, me.regions, me.languages) = (vec![10], vec![20, 21], vec![30]);
    let mut near = firm(1, &[], &[]);
    (near.regions, near.languages) = (vec![21], vec![30, 31]);
    let mut alike = firm(1, &[], &[]);
    (alike.sectors, alike.languages) = (vec![10], vec![31]);
    let talker = Candidate {
        side: 1,
        languages: vec![30],
        ..Candidate::default()
    };
    let market = Market::new(vec![me, near, alike, talker]);
    let found = all(&market, 0, &WEIGHTS);
    assert_eq!(found.len(), 2, "a language alone suggests nobody");
    assert_eq!(found[0].grounds, [Ground::Region(21), Ground::Language(30)]);
    assert_eq!(
        found[1].grounds,
        [Ground::Sector(10), Ground::NoCommonLanguage]
    );
    let by_sector = Weights {
        sector: 4,
        region: 0,
        ..WEIGHTS
    };
    let found = all(&market, 0, &by_sector);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].with, ParticipantId(2));
}

#[test]
fn an_earlier_meeting_speaks_for_or_against() {
    let market = Market::new(vec![
        firm(0, &[&[1], &[5]], &[]),
        firm(1, &[], &[&[1]]),
        firm(1, &[], &[&[5]]),
    ]);
    let met = |who: ParticipantId| u32::from(who.0 == 2) * 3;
    let first = |earlier: i32| {
        let weights = Weights { earlier, ..WEIGHTS };
        let found = market.suggest(ParticipantId(0), &weights, met, |_| false, 9);
        found.first().map(|one| (one.with.0, one.grounds.clone()))
    };
    let (who, grounds) = first(1).unwrap();
    assert_eq!(who, 2);
    assert!(grounds.contains(&Ground::MetBefore(3)));
    assert_eq!(first(-1).unwrap().0, 1);
    assert_eq!(first(0).unwrap().0, 1, "equal ones keep their order");
}

#[test]
fn words_that_everybody_uses_say_little() {
    // Everybody offers "solutions" (0); one needs solutions and rare bearings (77).
    let mut firms = vec![firm(0, &[], &[&[0, 77]])];
    firms.extend((0..200).map(|n| firm(1, &[&[0, 1_000 + n]], &[])));
    firms.push(firm(1, &[&[77]], &[]));
    let market = Market::new(firms);
    let found = all(&market, 0, &WEIGHTS);
    assert_eq!(found[0].with, ParticipantId(201));
    assert!(found.len() < 5, "{} suggestions", found.len());
}

#[test]
fn nobody_and_nothing_give_no_suggestions() {
    let market = Market::new(Vec::new());
    assert!(market.is_empty());
    assert!(all(&market, 0, &WEIGHTS).is_empty());
    let alone = Market::new(vec![firm(0, &[&[1]], &[&[1]])]);
    assert!(all(&alone, 0, &WEIGHTS).is_empty());
    assert!(all(&alone, 7, &WEIGHTS).is_empty());
    let silent = Weights {
        wishes: 0,
        sector: 0,
        region: 0,
        language: 9,
        ..WEIGHTS
    };
    assert!(all(&small(), 0, &silent).is_empty());
}

/// The same suggestions by looking at every pair of participants and of things.
fn twin(firms: &[Candidate], to: usize, weights: &Weights) -> Vec<(u32, Vec<Ground>)> {
    let alone = |other: usize| {
        // A market of the two, with the others only there to make words common.
        let market = Market::new(firms.to_vec());
        let skip = move |who: ParticipantId| who.index() != other;
        market.suggest(ParticipantId::at(to), weights, |_| 0, skip, 1)
    };
    let mut found: Vec<(usize, Suggestion)> = (0..firms.len())
        .flat_map(|other| alone(other).into_iter().map(move |one| (other, one)))
        .collect();
    found.sort_by(|a, b| b.1.score.cmp(&a.1.score).then(a.0.cmp(&b.0)));
    found
        .into_iter()
        .map(|(other, one)| (other as u32, one.grounds))
        .collect()
}

fn words() -> impl Strategy<Value = Vec<Word>> {
    prop::collection::vec(0..12_u32, 0..4)
}

fn candidate() -> impl Strategy<Value = Candidate> {
    let things = || prop::collection::vec(words().prop_map(Phrase::new), 0..4);
    (0..2_u8, things(), things(), words(), words(), words()).prop_map(
        |(side, offers, needs, mut sectors, mut regions, mut languages)| {
            for list in [&mut sectors, &mut regions, &mut languages] {
                list.sort_unstable();
                list.dedup();
            }
            Candidate {
                side,
                offers,
                needs,
                sectors,
                regions,
                languages,
            }
        },
    )
}

proptest! {
    #[test]
    fn a_pair_scores_the_same_from_both_sides(
        firms in prop::collection::vec(candidate(), 2..8),
        wishes in 0..5_u32, sector in 0..5_u32, region in 0..5_u32, across: bool,
    ) {
        let weights = Weights { wishes, sector, region, language: 1, earlier: 0, across };
        let market = Market::new(firms.clone());
        let score = |from: usize, with: usize| {
            let found = all(&market, from, &weights);
            let one = found.into_iter().find(|one| one.with.index() == with);
            one.map(|one| (one.score, one.grounds.len()))
        };
        for a in 0..firms.len() {
            for b in 0..a {
                prop_assert_eq!(score(a, b), score(b, a));
            }
        }
    }

    #[test]
    fn the_list_is_what_looking_at_each_pair_gives(
        firms in prop::collection::vec(candidate(), 1..7),
        most in 0..8_usize,
    ) {
        let market = Market::new(firms.clone());
        let found = market.suggest(ParticipantId(0), &WEIGHTS, |_| 0, |_| false, most);
        let found: Vec<_> = found.into_iter().map(|one| (one.with.0, one.grounds)).collect();
        let mut expected = twin(&firms, 0, &WEIGHTS);
        expected.truncate(most);
        prop_assert_eq!(found, expected);
    }
}

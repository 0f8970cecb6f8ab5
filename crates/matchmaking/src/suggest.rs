//! Who should meet whom: partners suggested to a participant, each with its reasons.
//!
//! Plain data in, plain data out. Words are numbers here; whoever asks has cut the texts into
//! words (and knows which words of several languages mean the same). The score of a pair is the
//! same from both sides; the reasons are told from the side that asks.

use crate::ids::ParticipantId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A word or notion, numbered by whoever cuts the texts.
pub type Word = u32;

/// One thing that is offered or needed: its words, without order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase(Vec<Word>);

impl Phrase {
    /// A thing of these words; a word said twice counts once.
    #[must_use]
    pub fn new(mut words: Vec<Word>) -> Self {
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Its words in rising order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.0
    }
}

/// What is known of a participant when partners are suggested.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// The side; where only different sides meet, partners of the own side are not suggested.
    pub side: u8,
    /// What it offers.
    pub offers: Vec<Phrase>,
    /// What it needs.
    pub needs: Vec<Phrase>,
    /// Its sectors.
    pub sectors: Vec<Word>,
    /// The regions in which it works or wants to work.
    pub regions: Vec<Word>,
    /// The languages it speaks.
    pub languages: Vec<Word>,
}

/// How much each kind of reason counts. All zero: nothing is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// What one side offers and the other needs.
    pub wishes: u32,
    /// The same sector.
    pub sector: u32,
    /// The same region.
    pub region: u32,
    /// A language that both speak.
    pub language: u32,
    /// An earlier meeting: above 0 it speaks for the pair, below 0 against it.
    pub earlier: i32,
    /// Whether only participants of different sides meet.
    pub across: bool,
}

/// Why a partner is suggested, told to the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// They offer what is needed: numbers of the own need and of their offer.
    TheyOffer {
        /// The own need.
        need: usize,
        /// Their offer.
        offer: usize,
    },
    /// They need what is offered: numbers of the own offer and of their need.
    TheyNeed {
        /// The own offer.
        offer: usize,
        /// Their need.
        need: usize,
    },
    /// The same sector.
    Sector(Word),
    /// The same region.
    Region(Word),
    /// A language that both speak.
    Language(Word),
    /// They share no language, as far as both say which they speak.
    NoCommonLanguage,
    /// They have met so many times.
    MetBefore(u32),
}

/// A suggested partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub with: ParticipantId,
    /// How well they suit each other; only its order means something.
    pub score: u32,
    /// Why, the strongest first.
    pub grounds: Vec<Ground>,
}

/// A fit of two things is worth at most so much, however rare its words.
const MOST_FIT: u32 = 1_500;
/// What all fits of a pair are worth together at most, so that long lists do not win by length.
const MOST_WISHES: u32 = 4_000;
/// What a sector or a region in common is worth at most.
const MOST_SHARED: u32 = 1_000;
/// What a common language is worth.
const LANGUAGE: u32 = 300;
/// What an earlier meeting is worth.
const MET: u32 = 900;
/// A fit below this is an accident of common words.
const LEAST_FIT: u32 = 120;

/// Where a thing stands: whose, and its number there.
#[derive(Debug, Clone, Copy)]
struct Spot {
    who: u32,
    number: u32,
}

/// One kind of things of all participants, found by their words.
#[derive(Debug, Default)]
struct Shelf {
    spots: Vec<Spot>,
    /// The worth of all words of each thing together.
    whole: Vec<u32>,
    by_word: HashMap<Word, Vec<u32>>,
}

impl Shelf {
    fn of(all: &[Candidate], things: impl Fn(&Candidate) -> &[Phrase], rarity: &Rarity) -> Self {
        let mut shelf = Self::default();
        for (who, candidate) in (0..).zip(all) {
            for (number, phrase) in (0..).zip(things(candidate)) {
                let at = shelf.spots.len() as u32;
                shelf.spots.push(Spot { who, number });
                shelf.whole.push(rarity.sum(phrase));
                for word in phrase.words() {
                    shelf.by_word.entry(*word).or_default().push(at);
                }
            }
        }
        shelf
    }
}

/// How telling a word is: rare words say more than common ones.
#[derive(Debug)]
struct Rarity {
    counts: HashMap<Word, u32>,
    scale: u32,
}

impl Rarity {
    fn of(all: &[Candidate]) -> Self {
        let mut counts = HashMap::new();
        for candidate in all {
            let phrases = candidate.offers.iter().chain(&candidate.needs);
            let mut words: Vec<Word> = phrases
                .flat_map(|phrase| phrase.0.iter().copied())
                .collect();
            words.extend(&candidate.sectors);
            words.extend(&candidate.regions);
            words.sort_unstable();
            words.dedup();
            for word in words {
                *counts.entry(word).or_insert(0) += 1;
            }
        }
        let scale = 4 + u32::try_from(all.len()).unwrap_or(u32::MAX) / 40;
        Self { counts, scale }
    }

    /// From 1 to 1,000.
    fn word(&self, word: Word) -> u32 {
        let count = self.counts.get(&word).copied().unwrap_or(0);
        (1_000 * self.scale / (self.scale + count)).max(1)
    }

    fn sum(&self, phrase: &Phrase) -> u32 {
        phrase.words().iter().map(|word| self.word(*word)).sum()
    }
}

/// All participants of a session, ready to be suggested to each other.
#[derive(Debug)]
pub struct Market {
    all: Vec<Candidate>,
    rarity: Rarity,
    offers: Shelf,
    needs: Shelf,
    by_sector: HashMap<Word, Vec<u32>>,
    by_region: HashMap<Word, Vec<u32>>,
}

/// The best fit of one thing with the things of somebody: whose, how good, which of theirs.
type Fits = BTreeMap<u32, Vec<(u32, usize, usize)>>;

impl Market {
    /// Takes up the participants; their numbers are their places in this list.
    #[must_use]
    pub fn new(all: Vec<Candidate>) -> Self {
        let rarity = Rarity::of(&all);
        let offers = Shelf::of(&all, |one| &one.offers, &rarity);
        let needs = Shelf::of(&all, |one| &one.needs, &rarity);
        let index = |traits: fn(&Candidate) -> &[Word]| {
            let mut index: HashMap<Word, Vec<u32>> = HashMap::new();
            for (who, candidate) in (0..).zip(&all) {
                for word in traits(candidate) {
                    index.entry(*word).or_default().push(who);
                }
            }
            index
        };
        Self {
            by_sector: index(|one| &one.sectors),
            by_region: index(|one| &one.regions),
            rarity,
            offers,
            needs,
            all,
        }
    }

    /// How many participants there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The partners that suit a participant best, at most so many: the best first, equal ones in
    /// the order of the list. `met` says how often the two have met, `skip` leaves somebody out
    /// (put aside, asked already). A common language or an earlier meeting alone suggests nobody.
    #[must_use]
    pub fn suggest(
        &self,
        to: ParticipantId,
        weights: &Weights,
        met: impl Fn(ParticipantId) -> u32,
        skip: impl Fn(ParticipantId) -> bool,
        most: usize,
    ) -> Vec<Suggestion> {
        let Some(own) = self.all.get(to.index()) else {
            return Vec::new();
        };
        let fits = self.fits(own, weights);
        let mut candidates: Vec<u32> = fits.0.keys().chain(fits.1.keys()).copied().collect();
        let shared = |index: &HashMap<Word, Vec<u32>>, words: &[Word], weight: u32| {
            let known = words.iter().filter(|_| weight > 0);
            known
                .filter_map(|word| index.get(word))
                .flatten()
                .copied()
                .collect::<Vec<u32>>()
        };
        candidates.extend(shared(&self.by_sector, &own.sectors, weights.sector));
        candidates.extend(shared(&self.by_region, &own.regions, weights.region));
        candidates.sort_unstable();
        candidates.dedup();
        let mut found: Vec<Suggestion> = candidates
            .into_iter()
            .map(|who| ParticipantId::at(who as usize))
            .filter(|who| *who != to && !skip(*who))
            .filter(|who| !weights.across || self.all[who.index()].side != own.side)
            .filter_map(|who| self.weighed(own, who, &fits, weights, met(who)))
            .collect();
        found.sort_by_key(|one| (Reverse(one.score), one.with));
        found.truncate(most);
        found
    }

    /// Their offers that fit the own needs, and their needs that fit the own offers.
    fn fits(&self, own: &Candidate, weights: &Weights) -> (Fits, Fits) {
        if weights.wishes == 0 {
            return (Fits::new(), Fits::new());
        }
        (
            self.best(&own.needs, &self.offers),
            self.best(&own.offers, &self.needs),
        )
    }

    /// For each of the own things the best fit among the things of everybody.
    fn best(&self, own: &[Phrase], shelf: &Shelf) -> Fits {
        let mut fits = Fits::new();
        let mut shared = vec![0_u32; shelf.spots.len()];
        let mut touched: Vec<u32> = Vec::new();
        for (mine, phrase) in own.iter().enumerate() {
            for word in phrase.words() {
                let worth = self.rarity.word(*word);
                for &at in shelf.by_word.get(word).map_or(&[][..], Vec::as_slice) {
                    if shared[at as usize] == 0 {
                        touched.push(at);
                    }
                    shared[at as usize] += worth;
                }
            }
            let whole = self.rarity.sum(phrase);
            touched.sort_unstable();
            for at in touched.drain(..) {
                let spot = shelf.spots[at as usize];
                let fit = fit(
                    std::mem::take(&mut shared[at as usize]),
                    whole,
                    shelf.whole[at as usize],
                );
                if fit >= LEAST_FIT {
                    let theirs = spot.number as usize;
                    fits.entry(spot.who).or_default().push((fit, mine, theirs));
                }
            }
        }
        fits.values_mut().for_each(keep_best);
        fits
    }

    fn weighed(
        &self,
        own: &Candidate,
        who: ParticipantId,
        fits: &(Fits, Fits),
        weights: &Weights,
        met: u32,
    ) -> Option<Suggestion> {
        let other = &self.all[who.index()];
        let mut grounds: Vec<(u32, Ground)> = Vec::new();
        let key = who.index() as u32;
        let none = Vec::new();
        let (offered, needed) = (
            fits.0.get(&key).unwrap_or(&none),
            fits.1.get(&key).unwrap_or(&none),
        );
        grounds.extend(
            offered.iter().map(|&(fit, need, offer)| {
                (fit * weights.wishes, Ground::TheyOffer { need, offer })
            }),
        );
        grounds.extend(
            needed.iter().map(|&(fit, offer, need)| {
                (fit * weights.wishes, Ground::TheyNeed { offer, need })
            }),
        );
        let wishes: u32 = offered.iter().chain(needed).map(|one| one.0).sum();
        let mut score = wishes.min(MOST_WISHES) * weights.wishes;
        for (own, theirs, weight, ground) in [
            (
                &own.sectors,
                &other.sectors,
                weights.sector,
                Ground::Sector as fn(Word) -> Ground,
            ),
            (&own.regions, &other.regions, weights.region, Ground::Region),
        ] {
            let shared = common(own, theirs).map(|word| (self.rarity.word(word), word));
            let shared: Vec<(u32, Word)> = shared.filter(|_| weight > 0).collect();
            score += shared.iter().map(|one| one.0).sum::<u32>().min(MOST_SHARED) * weight;
            grounds.extend(
                shared
                    .into_iter()
                    .map(|(worth, word)| (worth * weight, ground(word))),
            );
        }
        if score == 0 {
            return None;
        }
        score += spoken(own, other, weights.language, &mut grounds);
        let score = earlier(score, met, weights.earlier, &mut grounds)?;
        grounds.sort_by_key(|(worth, ground)| (Reverse(*worth), *ground));
        Some(Suggestion {
            with: who,
            score,
            grounds: grounds.into_iter().map(|(_, ground)| ground).collect(),
        })
    }
}

/// How well two things fit: the worth of what they share, and how much of the shorter it is.
fn fit(shared: u32, one: u32, other: u32) -> u32 {
    let shorter = u64::from(one.min(other).max(1));
    let worth = u64::from(shared.min(MOST_FIT));
    u32::try_from(worth * u64::from(shared) / shorter)
        .unwrap_or(MOST_FIT)
        .min(MOST_FIT)
}

/// Keeps the best fits of which no two have a thing in common, so that one thing said in many
/// ways on the other side counts once; the same ones seen from either side.
fn keep_best(fits: &mut Vec<(u32, usize, usize)>) {
    fits.sort_by_key(|&(fit, mine, theirs)| (Reverse(fit), mine.min(theirs), mine.max(theirs)));
    let mut kept: Vec<(u32, usize, usize)> = Vec::with_capacity(fits.len());
    for &one in fits.iter() {
        if kept
            .iter()
            .all(|other| other.1 != one.1 && other.2 != one.2)
        {
            kept.push(one);
        }
    }
    *fits = kept;
}

fn common<'a>(one: &'a [Word], other: &'a [Word]) -> impl Iterator<Item = Word> + 'a {
    one.iter().copied().filter(|word| other.contains(word))
}

/// What a common language adds; that there is none is said, and adds nothing.
fn spoken(
    own: &Candidate,
    other: &Candidate,
    weight: u32,
    grounds: &mut Vec<(u32, Ground)>,
) -> u32 {
    if own.languages.is_empty() || other.languages.is_empty() {
        return 0;
    }
    let shared: Vec<Word> = common(&own.languages, &other.languages).collect();
    if shared.is_empty() {
        grounds.push((0, Ground::NoCommonLanguage));
        return 0;
    }
    let worth = LANGUAGE * weight;
    grounds.extend(shared.iter().map(|word| (worth, Ground::Language(*word))));
    worth
}

/// The score with an earlier meeting; none if that speaks so much against the pair that nothing
/// is left.
fn earlier(score: u32, met: u32, weight: i32, grounds: &mut Vec<(u32, Ground)>) -> Option<u32> {
    if met == 0 {
        return Some(score);
    }
    let worth = MET * weight.unsigned_abs();
    grounds.push((if weight > 0 { worth } else { 0 }, Ground::MetBefore(met)));
    let score = if weight < 0 {
        score.saturating_sub(worth)
    } else {
        score + worth
    };
    (score > 0).then_some(score)
}

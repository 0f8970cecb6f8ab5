//! Everything of a session that its participants' pages are made of, read in one picture and kept
//! until something in the agency changes.

use super::words::Lexicon;
use crate::error::Result;
use crate::office::App;
use domain::ids::{AgencyId, MatchmakingId, OrganisationId, PersonId, TypedId};
use domain::interpreting::Spoken;
use domain::matchmaking::{Matchmaking, Participant, Request, Timetable};
use domain::meetings::Meeting;
use domain::missions::{Leg, Mission};
use domain::participants::{Earlier, Profile, Weights};
use domain::parties::{Organisation, PartyRef, Person, Post};
use domain::record::Stored;
use matchmaking::ParticipantId;
use matchmaking::suggest::{self, Market};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Filter, Reader};

/// Sessions kept at once.
const KEPT: usize = 6;

/// A session with its participants, ready for their pages. Not for the eyes of any one of them:
/// what each may see, its [`super::Stand`] says.
#[derive(Debug)]
pub(super) struct Fair {
    pub(super) mission: Stored<Mission>,
    pub(super) leg: Option<Stored<Leg>>,
    pub(super) session: Stored<Matchmaking>,
    pub(super) organisations: BTreeMap<OrganisationId, Organisation>,
    pub(super) people: HashMap<PersonId, Person>,
    pub(super) profiles: BTreeMap<OrganisationId, Stored<Profile>>,
    pub(super) requests: Vec<Stored<Request>>,
    /// What the participants speak.
    pub(super) spoken: Spoken,
    /// The published timetable, and the one that was published before it.
    pub(super) published: Option<(Timetable, Option<Timetable>)>,
    /// Places in the list of participants.
    pub(super) number: HashMap<OrganisationId, usize>,
    pub(super) market: Market,
    pub(super) lexicon: Lexicon,
    /// How often two have met, the smaller id first.
    met: BTreeMap<(OrganisationId, OrganisationId), u32>,
}

/// A session of an agency.
type Key = (AgencyId, MatchmakingId);

/// Sessions read lately, with the number of the newest audit entry when they were read.
#[derive(Debug, Default)]
pub(crate) struct Fairs(Mutex<HashMap<Key, (i64, Arc<Fair>)>>);

impl Fairs {
    fn take(&self, key: Key, head: i64) -> Option<Arc<Fair>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, fair) = kept.get(&key)?;
        (*at == head).then(|| fair.clone())
    }

    fn put(&self, key: Key, head: i64, fair: Arc<Fair>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT && !kept.contains_key(&key) {
            kept.clear();
        }
        kept.insert(key, (head, fair));
    }
}

impl App {
    /// The session as it stands. Whoever asks has made sure that it is theirs to see.
    pub(super) async fn fair(&self, agency: AgencyId, id: MatchmakingId) -> Result<Arc<Fair>> {
        let mut reader = self.store().read(agency).await?;
        let (head, _) = reader.trail_head().await?;
        if let Some(fair) = self.fairs().take((agency, id), head) {
            return Ok(fair);
        }
        let fair = Arc::new(Fair::read(&mut reader, id).await?);
        self.fairs().put((agency, id), head, fair.clone());
        Ok(fair)
    }
}

impl Fair {
    async fn read(reader: &mut Reader, id: MatchmakingId) -> Result<Self> {
        let session = reader.get::<Matchmaking>(id).await?;
        let mission = reader.get::<Mission>(session.mission).await?;
        let leg = match session.leg {
            Some(leg) => reader.find::<Leg>(leg).await?.filter(|l| !l.is_deleted()),
            None => None,
        };
        let requests = reader.list::<Request>(&Filter::of_parent(id)).await?;
        let profiles = reader.list::<Profile>(&Filter::of_parent(id)).await?;
        let taking = session.participants.iter().map(|p| p.organisation);
        let mut wanted: Vec<OrganisationId> = taking.collect();
        wanted.extend(requests.iter().flat_map(|r| [r.from, r.to]));
        wanted.sort_unstable();
        wanted.dedup();
        let organisations = reader.get_many::<Organisation>(&wanted).await?;
        let organisations = organisations.into_iter().map(|(id, o)| (id, o.record));
        let people = reader.get_many::<Person>(&session.people()).await?;
        let people: HashMap<PersonId, Person> =
            people.into_iter().map(|(id, p)| (id, p.record)).collect();
        let words = profiles.iter().map(|profile| &profile.record);
        let spoken = Spoken::of(&session, words, |id| people.get(&id));
        let mut fair = Self {
            published: published(reader, &session).await?,
            met: met(reader).await?,
            number: numbers(&session),
            mission,
            leg,
            organisations: organisations.collect(),
            people,
            spoken,
            profiles: profiles.into_iter().map(|p| (p.organisation, p)).collect(),
            requests,
            session,
            market: Market::new(Vec::new()),
            lexicon: Lexicon::default(),
        };
        fair.open_market();
        Ok(fair)
    }

    fn open_market(&mut self) {
        let mut lexicon = Lexicon::default();
        let all = self.session.participants.iter();
        let candidates = all.map(|one| self.candidate(one, &mut lexicon)).collect();
        self.market = Market::new(candidates);
        self.lexicon = lexicon;
    }

    fn candidate(&self, one: &Participant, lexicon: &mut Lexicon) -> suggest::Candidate {
        let words = self.profiles.get(&one.organisation).map(|p| &p.words);
        let firm = self.organisations.get(&one.organisation);
        let things = |list: Option<&Vec<String>>, lexicon: &mut Lexicon| {
            let list = list.into_iter().flatten();
            list.map(|text| lexicon.phrase(text)).collect::<Vec<_>>()
        };
        let mut languages: Vec<String> = words
            .into_iter()
            .flat_map(|w| w.languages.iter().map(|tag| tag.as_str().to_owned()))
            .collect();
        let people = one.people.iter().filter_map(|id| self.people.get(id));
        languages.extend(people.flat_map(|person| person.languages.iter().cloned()));
        let mut regions: Vec<String> = words.map(|w| w.regions.clone()).unwrap_or_default();
        if let Some(firm) = firm {
            regions.extend(
                firm.country
                    .clone()
                    .map(|code| super::words::country(&code)),
            );
            regions.push(firm.seat.clone());
        }
        suggest::Candidate {
            side: one.side as u8,
            offers: things(words.map(|w| &w.offers), lexicon),
            needs: things(words.map(|w| &w.needs), lexicon),
            sectors: lexicon.sectors(words, firm),
            regions: lexicon.places(&regions),
            languages: lexicon.languages(&languages),
        }
    }

    /// How often two participants have met, as far as meeting records say.
    pub(super) fn met(&self, one: OrganisationId, other: OrganisationId) -> u32 {
        let pair = (one.min(other), one.max(other));
        self.met.get(&pair).copied().unwrap_or(0)
    }

    /// Whether one of the two put the other aside.
    pub(super) fn is_aside(&self, one: OrganisationId, other: OrganisationId) -> bool {
        let by = |of, other| {
            let found = self.profiles.get(&of);
            found.is_some_and(|profile| profile.dismissed.contains(other))
        };
        by(one, &other) || by(other, &one)
    }

    /// The suggestions for a participant: not who was put aside, nor who has or had a request.
    pub(super) fn suggestions(&self, of: OrganisationId, most: usize) -> Vec<suggest::Suggestion> {
        let Some(&own) = self.number.get(&of) else {
            return Vec::new();
        };
        let asked: BTreeSet<OrganisationId> =
            self.requests.iter().filter_map(|r| r.other(of)).collect();
        let who = |at: ParticipantId| self.session.participants[at.index()].organisation;
        let met = |at| self.met(of, who(at));
        let skip = |at| asked.contains(&who(at)) || self.is_aside(of, who(at));
        let weights = weights(&self.session);
        let own = ParticipantId::at(own);
        self.market.suggest(own, &weights, met, skip, most)
    }
}

fn weights(session: &Matchmaking) -> suggest::Weights {
    let Weights {
        wishes,
        sector,
        region,
        language,
        earlier,
    } = session.booking.weights;
    suggest::Weights {
        wishes: wishes.factor(),
        sector: sector.factor(),
        region: region.factor(),
        language: language.factor(),
        earlier: match earlier {
            Earlier::Fresh => -1,
            Earlier::Either => 0,
            Earlier::Known => 1,
        },
        across: session.booking.across,
    }
}

fn numbers(session: &Matchmaking) -> HashMap<OrganisationId, usize> {
    let all = session.participants.iter().enumerate();
    all.map(|(n, one)| (one.organisation, n)).collect()
}

async fn published(
    reader: &mut Reader,
    session: &Matchmaking,
) -> Result<Option<(Timetable, Option<Timetable>)>> {
    let Some(id) = session.published else {
        return Ok(None);
    };
    let found = reader.find::<Timetable>(id).await?;
    let Some(current) = found.filter(|t| !t.is_deleted()) else {
        return Ok(None);
    };
    let before = match session.published_before() {
        Some(parent) => reader.find::<Timetable>(parent).await?,
        None => None,
    };
    Ok(Some((current.record, before.map(|t| t.record))))
}

/// How often organisations sat at one table, by the meeting records of the agency: those that the
/// record names itself, and those in which the people it names hold a post.
async fn met(reader: &mut Reader) -> Result<BTreeMap<(OrganisationId, OrganisationId), u32>> {
    let meetings = reader.list::<Meeting>(&Filter::all()).await?;
    let people: BTreeSet<PersonId> = meetings
        .iter()
        .flat_map(|meeting| meeting.present.iter())
        .filter_map(|party| match party {
            PartyRef::Person(id) => Some(*id),
            PartyRef::Organisation(_) => None,
        })
        .collect();
    let posts = Filter {
        parents: Some(people.iter().map(TypedId::uuid).collect()),
        ..Filter::all()
    };
    let posts = if people.is_empty() {
        Vec::new()
    } else {
        reader.list::<Post>(&posts).await?
    };
    let mut pairs = BTreeMap::new();
    for meeting in &meetings {
        let mut there: BTreeSet<OrganisationId> = BTreeSet::new();
        for party in &meeting.present {
            match party {
                PartyRef::Organisation(id) => {
                    there.insert(*id);
                }
                PartyRef::Person(id) => {
                    let own = posts.iter().filter(|post| post.person == *id);
                    there.extend(own.filter_map(|post| post.organisation));
                }
            }
        }
        let there: Vec<OrganisationId> = there.into_iter().collect();
        for (n, one) in there.iter().enumerate() {
            for other in &there[n + 1..] {
                *pairs.entry((*one, *other)).or_insert(0) += 1;
            }
        }
    }
    Ok(pairs)
}

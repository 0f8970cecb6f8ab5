//! Guests and members of the delegation: who is invited, who answers, who came.

use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::count::Count;
use domain::ids::{ItemId, MissionId, OrganisationId, ParticipationId, PostId, TypedId};
use domain::language::Language;
use domain::names::Names;
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person, Post};
use domain::programme::{Item, Participation, ParticipationState, Role, Side};
use domain::record::Kind;
use domain::source::Source;
use domain::text::Localised;
use store::Filter;

/// Whom somebody names: a party of the directory, or a name as a source prints it. Of the latter
/// a record is made that stays unresolved; nobody is forced to guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// In the directory.
    OnRecord(PartyRef),
    /// As printed.
    Printed {
        /// The printed form.
        text: String,
        /// The language in which it is printed.
        language: Language,
        /// Whether it names a person, not a body.
        person: bool,
    },
}

/// What is said of a participation, apart from its state.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Who takes part.
    pub who: Who,
    /// For whom a person comes.
    pub organisation: Option<OrganisationId>,
    /// The posts by which they take part.
    pub posts: Vec<PostId>,
    /// What they do.
    pub role: Role,
    /// On whose side.
    pub side: Side,
    /// Order of precedence within the side, from 1.
    pub rank: Option<u32>,
    /// How many came, as published.
    pub count: Option<Count>,
    /// Remarks.
    pub note: String,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// What is recorded of one participation after the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Which participation.
    pub part: ParticipationId,
    /// The version that the person saw.
    pub version: i64,
    /// Who came.
    pub state: ParticipationState,
}

impl Desk<'_> {
    /// The party that somebody names; a printed name becomes a record that stays unresolved.
    ///
    /// # Errors
    /// [`AppError::Missing`] where it is not on record, or the caller may not make one.
    pub async fn party(&mut self, who: &Who) -> Result<PartyRef> {
        let (text, language, person) = match who {
            Who::OnRecord(party) => {
                self.on_record(*party).await?;
                return Ok(*party);
            }
            Who::Printed {
                text,
                language,
                person,
            } => (text, *language, *person),
        };
        let names = Names::as_printed(language, text)
            .map_err(|_| Refusal::new("refused-printed-name").at("party"))?;
        if person {
            let id = self.app().new_id();
            self.create(Person {
                id,
                names,
                reading: Localised::default(),
                honorific: String::new(),
                languages: Vec::new(),
                email: String::new(),
                telephone: String::new(),
                note: String::new(),
                source: None,
                merged_into: None,
            })
            .await?;
            Ok(PartyRef::Person(id))
        } else {
            let id = self.app().new_id();
            self.create(printed_organisation(id, names)).await?;
            Ok(PartyRef::Organisation(id))
        }
    }

    async fn on_record(&mut self, party: PartyRef) -> Result<()> {
        match party {
            PartyRef::Person(id) => self.get::<Person>(id).await.map(drop),
            PartyRef::Organisation(id) => self.get::<Organisation>(id).await.map(drop),
        }
    }

    async fn apply(&mut self, part: &Part, to: &mut Participation) -> Result<()> {
        to.party = self.party(&part.who).await?;
        self.posts_belong(to.party, &part.posts).await?;
        to.organisation = part.organisation;
        to.posts.clone_from(&part.posts);
        (to.role, to.side, to.rank) = (part.role, part.side, part.rank);
        to.count.clone_from(&part.count);
        to.note.clone_from(&part.note);
        to.source.clone_from(&part.source);
        self.stands_once(to).await
    }

    /// A post is held by one person; nobody takes part by somebody else's.
    async fn posts_belong(&mut self, party: PartyRef, posts: &[PostId]) -> Result<()> {
        if posts.is_empty() {
            return Ok(());
        }
        let filter = Filter {
            ids: Some(posts.iter().map(TypedId::uuid).collect()),
            ..Filter::all()
        };
        let found = self.list::<Post>(filter).await?;
        let theirs = found.iter().all(|p| PartyRef::Person(p.person) == party);
        if found.len() < posts.len() || !theirs {
            return Err(Refusal::new("refused-post-foreign").at("posts").into());
        }
        Ok(())
    }

    /// A party stands once in an item, and once in the delegation.
    async fn stands_once(&mut self, part: &Participation) -> Result<()> {
        let filter = match part.item {
            Some(item) => Filter::of_parent(item),
            None => Filter::of_mission(part.mission),
        };
        let all = self.list::<Participation>(filter).await?;
        let twice = all
            .iter()
            .any(|p| p.id != part.id && p.item == part.item && p.party == part.party);
        if twice {
            return Err(Refusal::new("refused-part-twice").at("party").into());
        }
        Ok(())
    }

    /// Whether the item of a participation was held; what belongs to the mission as a whole
    /// always counts as such.
    async fn was_held(&mut self, part: &Participation) -> Result<bool> {
        match part.item {
            Some(item) => Ok(self.get::<Item>(item).await?.state.is_held()),
            None => Ok(true),
        }
    }

    async fn answer(&mut self, outcome: &Outcome) -> Result<Saved> {
        let part = self.get::<Participation>(outcome.part).await?;
        let held = self.was_held(&part.record).await?;
        let to = outcome.state.clone();
        if let ParticipationState::Substituted { by } = &to {
            self.on_record(*by).await?;
            if *by == part.party {
                return Err(Refusal::new("refused-own-substitute").at("by").into());
            }
        }
        self.change::<Participation>(
            Action::Edit,
            outcome.part,
            Some(outcome.version),
            |mut part| {
                part.state = if to.is_recorded() {
                    part.state.record(to, held)?
                } else {
                    part.state.answer(to)?
                };
                Ok(part)
            },
        )
        .await
    }
}

/// A body of which only the printed form is known.
fn printed_organisation(id: OrganisationId, names: Names) -> Organisation {
    Organisation {
        id,
        names,
        kind: OrganisationKind::Other,
        country: None,
        seat: String::new(),
        parent: None,
        registry: Vec::new(),
        sectors: Vec::new(),
        website: String::new(),
        note: String::new(),
        source: None,
        merged_into: None,
    }
}

impl App {
    /// Lets a party take part in an item, or in the delegation (no item).
    ///
    /// # Errors
    /// When the party stands there already, or attendance is claimed of what was not held.
    pub async fn add_part(
        &self,
        caller: &Caller,
        mission: MissionId,
        item: Option<ItemId>,
        part: &Part,
        state: &ParticipationState,
    ) -> Result<Saved> {
        self.work(caller, "participation.add", |mut desk| async move {
            let subject = Subject::Record(Kind::Participation);
            caller.ask(Action::Create, subject, Some(mission))?;
            if let Some(item) = item {
                let found = desk.get::<Item>(item).await?;
                if found.mission != mission {
                    return Err(AppError::Missing);
                }
            }
            let mut record = Participation {
                id: desk.app().new_id(),
                mission,
                item,
                party: PartyRef::Organisation(OrganisationId::from_uuid(uuid::Uuid::nil())),
                organisation: None,
                posts: Vec::new(),
                role: part.role,
                side: part.side,
                state: ParticipationState::Nominated,
                rank: None,
                count: None,
                note: String::new(),
                source: None,
            };
            desk.apply(part, &mut record).await?;
            let held = desk.was_held(&record).await?;
            record.state = if state.is_recorded() {
                record
                    .state
                    .record(state.clone(), held)
                    .map_err(Refusal::from)?
            } else {
                state.clone()
            };
            let saved = desk.create(record).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Changes what is said of a participation; its state stays.
    ///
    /// # Errors
    /// [`AppError::Conflict`], or a refusal as for adding.
    pub async fn change_part(
        &self,
        caller: &Caller,
        id: ParticipationId,
        version: i64,
        part: &Part,
    ) -> Result<Saved> {
        self.work(caller, "participation.change", |mut desk| async move {
            let mut record = desk.get::<Participation>(id).await?.record;
            let subject = Subject::Record(Kind::Participation);
            caller.ask(Action::Edit, subject, Some(record.mission))?;
            desk.apply(part, &mut record).await?;
            let saved = desk.save(record, version).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Takes an answer before the event, or records attendance after it.
    ///
    /// # Errors
    /// When attendance is claimed of what was not held, or an answer comes after the event.
    pub async fn answer_part(&self, caller: &Caller, outcome: &Outcome) -> Result<Saved> {
        self.work(caller, "participation.answer", |mut desk| async move {
            let saved = desk.answer(outcome).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Records who came, for a whole item at once: all of it or nothing.
    ///
    /// # Errors
    /// As for a single one.
    pub async fn record_attendance(&self, caller: &Caller, outcomes: &[Outcome]) -> Result<usize> {
        self.work(caller, "participation.attendance", |mut desk| async move {
            for outcome in outcomes {
                desk.answer(outcome).await?;
            }
            Ok((desk, outcomes.len()))
        })
        .await
    }

    /// Marks everybody who is nominated for an item (or for any item of the mission) as invited.
    ///
    /// # Errors
    /// When the caller may not change participations of this mission.
    pub async fn invite_nominated(
        &self,
        caller: &Caller,
        mission: MissionId,
        item: Option<ItemId>,
    ) -> Result<usize> {
        self.work(caller, "participation.invite", |mut desk| async move {
            let subject = Subject::Record(Kind::Participation);
            caller.ask(Action::Edit, subject, Some(mission))?;
            let all = desk
                .list::<Participation>(Filter::of_mission(mission))
                .await?;
            let waiting: Vec<_> = all
                .into_iter()
                .filter(|p| p.state == ParticipationState::Nominated && p.item.is_some())
                .filter(|p| item.is_none() || p.item == item)
                .collect();
            for part in &waiting {
                let outcome = Outcome {
                    part: part.id,
                    version: part.version,
                    state: ParticipationState::Invited,
                };
                desk.answer(&outcome).await?;
            }
            Ok((desk, waiting.len()))
        })
        .await
    }
}

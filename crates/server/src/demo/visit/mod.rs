//! The visit of 2023, from its source file.

mod programme;

use super::source::{LegEntry, OrganisationEntry, PersonEntry, Texts, Visit};
use anyhow::{Context as _, Result, anyhow};
use app::programme::ItemStep;
use app::{App, AppError, Caller, Desk};
use domain::agreements::Agreement;
use domain::ids::{ItemId, LegId, MissionId, OrganisationId, PersonId, PostId};
use domain::meetings::{Ask, Commitment};
use domain::missions::{Direction, Leg, LegState, Mission, MissionCode, MissionState, Stage};
use domain::parties::{Organisation, PartyOrText, PartyRef, Person, Post};
use domain::programme::{Item, Participation};
use domain::source::Source;
use domain::time::{When, ZoneName};
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../../demo/liaoning-germany-2023.toml");

/// Ids given to the keys of the file.
#[derive(Default)]
struct Keys {
    organisations: BTreeMap<String, OrganisationId>,
    people: BTreeMap<String, PersonId>,
    posts: BTreeMap<String, Vec<PostId>>,
    legs: BTreeMap<String, LegId>,
    items: BTreeMap<String, ItemId>,
}

/// Records in the order in which they are laid down.
#[derive(Default, Clone)]
struct Pile {
    organisations: Vec<Organisation>,
    people: Vec<Person>,
    posts: Vec<Post>,
    missions: Vec<Mission>,
    legs: Vec<Leg>,
    items: Vec<Item>,
    parts: Vec<Participation>,
    asks: Vec<Ask>,
    commitments: Vec<Commitment>,
    agreements: Vec<Agreement>,
}

impl Pile {
    async fn lay(self, desk: &mut Desk<'_>) -> Result<(), AppError> {
        for one in self.organisations {
            desk.create(one).await?;
        }
        for one in self.people {
            desk.create(one).await?;
        }
        for one in self.missions {
            desk.create(one).await?;
        }
        for one in self.posts {
            desk.create(one).await?;
        }
        for one in self.legs {
            desk.create(one).await?;
        }
        for one in self.items {
            desk.create(one).await?;
        }
        for one in self.parts {
            desk.create(one).await?;
        }
        for one in self.asks {
            desk.create(one).await?;
        }
        for one in self.commitments {
            desk.create(one).await?;
        }
        for one in self.agreements {
            desk.create(one).await?;
        }
        Ok(())
    }
}

/// Enters the visit: the plan first, then what was held.
pub async fn build(app: &App, caller: &Caller) -> Result<()> {
    let visit: Visit = toml::from_str(FILE).context("the demonstration's source file")?;
    let mut maker = Maker {
        app,
        mission: app.new_id(),
        keys: Keys::default(),
        pile: Pile::default(),
        visit: &visit,
    };
    maker.all()?;
    let held_later: Vec<ItemId> = visit
        .items
        .iter()
        .filter(|item| item.planned_first)
        .filter_map(|item| maker.keys.items.get(&item.key).copied())
        .collect();
    let pile = maker.pile.clone();
    app.work(caller, "demo.visit", |mut desk| {
        let pile = pile.clone();
        async move {
            pile.lay(&mut desk).await?;
            Ok((desk, ()))
        }
    })
    .await?;
    let zone = ZoneName::new("Europe/Berlin")?;
    let followup = maker.source("followup")?;
    for id in held_later {
        let step = ItemStep::Hold(Some(followup.clone()));
        app.step_item(caller, id, None, &zone, step).await?;
    }
    Ok(())
}

struct Maker<'a> {
    app: &'a App,
    mission: MissionId,
    keys: Keys,
    pile: Pile,
    visit: &'a Visit,
}

impl Maker<'_> {
    fn all(&mut self) -> Result<()> {
        let visit = self.visit;
        visit
            .organisations
            .iter()
            .try_for_each(|o| self.organisation(o))?;
        visit.people.iter().try_for_each(|p| self.person(p))?;
        self.mission_record()?;
        (1..)
            .zip(&visit.legs)
            .try_for_each(|(n, leg)| self.leg(n, leg))?;
        self.members()?;
        visit.items.iter().try_for_each(|item| self.item(item))?;
        visit.asks.iter().try_for_each(|ask| self.ask(ask))?;
        self.intents()?;
        self.agreements()
    }

    fn source(&self, key: &str) -> Result<Source> {
        let found = self.visit.sources.get(key);
        Ok(found.ok_or_else(|| anyhow!("no source `{key}`"))?.source())
    }

    fn organisation_id(&self, key: &str) -> Result<OrganisationId> {
        let found = self.keys.organisations.get(key);
        found
            .copied()
            .ok_or_else(|| anyhow!("no organisation `{key}`"))
    }

    fn person_id(&self, key: &str) -> Result<PersonId> {
        let found = self.keys.people.get(key);
        found.copied().ok_or_else(|| anyhow!("no person `{key}`"))
    }

    fn item_id(&self, key: &str) -> Result<ItemId> {
        let found = self.keys.items.get(key);
        found.copied().ok_or_else(|| anyhow!("no item `{key}`"))
    }

    fn party(&self, key: &str) -> Result<PartyRef> {
        match self.keys.people.get(key) {
            Some(person) => Ok(PartyRef::Person(*person)),
            None => Ok(PartyRef::Organisation(self.organisation_id(key)?)),
        }
    }

    fn party_or_text(&self, key: Option<&str>, text: Option<&Texts>) -> Result<PartyOrText> {
        match (key, text) {
            (Some(key), _) => Ok(PartyOrText::Party(self.party(key)?)),
            (None, Some(text)) => Ok(PartyOrText::Described(text.localised())),
            (None, None) => Err(anyhow!("neither a party nor a description")),
        }
    }

    fn organisation(&mut self, entry: &OrganisationEntry) -> Result<()> {
        let source = self.source("report")?;
        let id = self.app.new_id();
        self.keys.organisations.insert(entry.key.clone(), id);
        self.pile.organisations.push(Organisation {
            id,
            names: entry
                .names
                .names(&source)
                .with_context(|| entry.key.clone())?,
            kind: entry.kind,
            country: entry.country.clone(),
            seat: entry.seat.clone(),
            parent: None,
            registry: Vec::new(),
            sectors: Vec::new(),
            website: String::new(),
            note: entry.note.clone(),
            source: Some(source),
            merged_into: None,
        });
        Ok(())
    }

    fn person(&mut self, entry: &PersonEntry) -> Result<()> {
        let source = self.source(entry.source.as_deref().unwrap_or("report"))?;
        let id = self.app.new_id();
        self.keys.people.insert(entry.key.clone(), id);
        self.pile.people.push(Person {
            id,
            names: entry
                .names
                .names(&source)
                .with_context(|| entry.key.clone())?,
            reading: Default::default(),
            honorific: String::new(),
            languages: Vec::new(),
            email: String::new(),
            telephone: String::new(),
            note: entry.note.clone(),
            source: Some(source.clone()),
            merged_into: None,
        });
        for post in &entry.posts {
            let organisation = post.organisation.as_deref();
            let post_id = self.app.new_id();
            self.keys
                .posts
                .entry(entry.key.clone())
                .or_default()
                .push(post_id);
            self.pile.posts.push(Post {
                id: post_id,
                person: id,
                organisation: organisation.map(|o| self.organisation_id(o)).transpose()?,
                title: post.title.localised(),
                from: None,
                to: None,
                seen: source.published,
                main: post.main,
                source: Some(source.clone()),
            });
        }
        Ok(())
    }

    fn mission_record(&mut self) -> Result<()> {
        let entry = &self.visit.mission;
        let state = MissionState {
            stage: Stage::Returned,
            since: None,
            approval: None,
            cause: None,
        };
        self.pile.missions.push(Mission {
            id: self.mission,
            code: MissionCode::new(&entry.code)?,
            title: entry.title.localised(),
            direction: Direction::Outbound,
            state,
            when: When::span(entry.from, entry.to)?,
            home_zone: ZoneName::new(&entry.zone)?,
            home: entry.home.localised(),
            lead: Some(self.organisation_id(&entry.lead)?),
            co_organisers: Vec::new(),
            head: Some(self.person_id(&entry.head)?),
            size: None,
            objectives: Vec::new(),
            themes: entry.themes.iter().map(Texts::localised).collect(),
            note: entry.note.localised(),
            returned: domain::returned::Returned::default(),
            sample: false,
            sources: vec![
                self.source("report")?,
                self.source("followup")?,
                self.source("route")?,
            ],
        });
        Ok(())
    }

    fn leg(&mut self, position: u32, entry: &LegEntry) -> Result<()> {
        let source = self.source(&entry.source)?;
        let id = self.app.new_id();
        self.keys.legs.insert(entry.key.clone(), id);
        self.pile.legs.push(Leg {
            id,
            mission: self.mission,
            position,
            place: entry
                .names
                .names(&source)
                .with_context(|| entry.key.clone())?,
            country: entry.country.clone(),
            zone: ZoneName::new(&entry.zone)?,
            when: when(entry.from, entry.to, None)?,
            state: if entry.done {
                LegState::Done
            } else {
                LegState::Planned
            },
            hotel: String::new(),
            host: None,
            note: entry.note.localised(),
            source: Some(source),
        });
        Ok(())
    }
}

fn when(
    from: Option<jiff::civil::Date>,
    to: Option<jiff::civil::Date>,
    note: Option<&str>,
) -> Result<When> {
    match (from, to) {
        (Some(from), Some(to)) => Ok(When::span(from, to)?),
        _ => Ok(When::NotPublished {
            note: note.unwrap_or_default().to_owned(),
        }),
    }
}

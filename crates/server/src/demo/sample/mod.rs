//! The fictional spring mission in preparation: three cities in two zones, half planned.

mod cities;
mod crew;
mod profiles;
mod session;

use super::names::{DELEGATES, HOME};
use anyhow::Result;
use app::{App, AppError, Caller, Desk};
use cities::CITIES;
use domain::ids::{ItemId, MissionId, OrganisationId, PersonId};
use domain::language::Language;
use domain::missions::{Direction, Mission, MissionCode, MissionState, Stage};
use domain::names::{Certainty, Identity, Name, NameRole, Names};
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person};
use domain::programme::{Participation, ParticipationState, Role, Side};
use domain::returned::{Cost, CostKind, Returned};
use domain::source::Source;
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::civil::date;

const OBJECTIVES: [[&str; 3]; 2] = [
    [
        "Three pilot projects in wind energy",
        "洽谈三个风电试点项目",
        "Drei Pilotprojekte in der Windenergie",
    ],
    [
        "A logistics partner for every company",
        "为每家企业找到物流伙伴",
        "Ein Logistikpartner für jedes Unternehmen",
    ],
];

/// What was approved, in the smallest unit of the currency.
const COSTS: [(CostKind, &str, i64); 5] = [
    (CostKind::Travel, "CNY", 18_600_000),
    (CostKind::Cities, "EUR", 210_000),
    (CostKind::Lodging, "EUR", 960_000),
    (CostKind::Meals, "EUR", 420_000),
    (CostKind::Incidentals, "EUR", 190_000),
];

fn approved((kind, currency, planned): (CostKind, &str, i64)) -> Cost {
    Cost {
        kind,
        currency: currency.to_owned(),
        planned: Some(planned),
        actual: None,
        note: Localised::default(),
    }
}

fn sample() -> Source {
    Source::titled("Sample data, invented")
}

fn names(texts: &[(Language, &str)]) -> Result<Names, AppError> {
    let all = texts
        .iter()
        .map(|(language, text)| Name::new(*language, NameRole::OfRecord, text));
    let identity = Identity::Known {
        certainty: Certainty::High,
    };
    Names::new(all.collect(), identity).map_err(|bad| AppError::Internal(bad.to_string()))
}

fn person(id: PersonId, names: Names) -> Person {
    Person {
        id,
        names,
        reading: Localised::default(),
        honorific: String::new(),
        languages: vec!["zh-Hans".to_owned()],
        email: String::new(),
        telephone: String::new(),
        note: String::new(),
        source: Some(sample()),
        merged_into: None,
    }
}

fn zone(name: &str) -> Result<ZoneName, AppError> {
    ZoneName::new(name).map_err(|bad| AppError::Internal(bad.to_string()))
}

fn text(words: [&str; 3]) -> Localised {
    Localised::new(Language::En, words[0])
        .and(Language::ZhHans, words[1])
        .and(Language::De, words[2])
}

/// Enters the sample mission.
pub async fn build(app: &App, caller: &Caller) -> Result<()> {
    app.work(caller, "demo.sample", |desk| async move {
        let mut maker = Maker {
            desk,
            mission: app.new_id(),
            members: Vec::new(),
            home: Vec::new(),
        };
        maker.all().await?;
        Ok((maker.desk, ()))
    })
    .await?;
    Ok(())
}

struct Maker<'a> {
    desk: Desk<'a>,
    mission: MissionId,
    members: Vec<PersonId>,
    home: Vec<OrganisationId>,
}

impl Maker<'_> {
    async fn all(&mut self) -> Result<(), AppError> {
        for (zh, en, sector) in HOME {
            let names = names(&[(Language::ZhHans, zh), (Language::En, en)])?;
            let id = self.firm(names, "CN", sector).await?;
            self.home.push(id);
        }
        for delegate in DELEGATES {
            self.member(delegate.zh, delegate.pinyin).await?;
        }
        self.mission_record().await?;
        self.memberships().await?;
        for (position, city) in (1..).zip(&CITIES) {
            self.city(position, city).await?;
        }
        self.unknown_times().await
    }

    async fn firm(
        &mut self,
        names: Names,
        country: &str,
        sector: &str,
    ) -> Result<OrganisationId, AppError> {
        let id = self.desk.app().new_id();
        let firm = Organisation {
            id,
            names,
            kind: OrganisationKind::Company,
            country: Some(country.to_owned()),
            seat: String::new(),
            parent: None,
            registry: Vec::new(),
            sectors: vec![sector.to_owned()],
            website: String::new(),
            note: String::new(),
            source: Some(sample()),
            merged_into: None,
        };
        self.desk.create(firm).await?;
        Ok(id)
    }

    async fn member(&mut self, zh: &str, pinyin: &str) -> Result<(), AppError> {
        let id = self.desk.app().new_id();
        let names = names(&[(Language::ZhHans, zh), (Language::En, pinyin)])?;
        self.desk.create(person(id, names)).await?;
        self.members.push(id);
        Ok(())
    }

    async fn mission_record(&mut self) -> Result<(), AppError> {
        let code =
            MissionCode::new("SAMPLE-SPRING").map_err(|bad| AppError::Internal(bad.to_string()))?;
        let mission = Mission {
            id: self.mission,
            code,
            title: text([
                "Spring mission to Hamburg, Stuttgart and Istanbul",
                "汉堡、斯图加特、伊斯坦布尔春季经贸代表团",
                "Frühjahrsreise nach Hamburg, Stuttgart und Istanbul",
            ]),
            direction: Direction::Outbound,
            state: MissionState {
                stage: Stage::Approved,
                since: None,
                approval: Some("SAMPLE-2027-04".to_owned()),
                cause: None,
            },
            when: When::Span {
                from: date(2027, 4, 12),
                to: date(2027, 4, 18),
            },
            home_zone: zone("Asia/Shanghai")?,
            home: text(["A sample province", "样例省", "Eine Musterprovinz"]),
            lead: None,
            co_organisers: Vec::new(),
            head: self.members.first().copied(),
            size: None,
            objectives: OBJECTIVES.map(text).into(),
            themes: vec![
                text([
                    "Wind energy and storage",
                    "风电与储能",
                    "Windenergie und Speicher",
                ]),
                text([
                    "Cold chain and logistics",
                    "冷链与物流",
                    "Kühlkette und Logistik",
                ]),
            ],
            note: text([
                "Sample data: every person, firm and date here is invented.",
                "样例数据:人员、企业和日期均为虚构。",
                "Beispieldaten: alle Personen, Firmen und Termine sind erfunden.",
            ]),
            returned: Returned {
                observances: Vec::new(),
                costs: COSTS.map(approved).into(),
            },
            sample: true,
            sources: vec![sample()],
        };
        self.desk.create(mission).await?;
        Ok(())
    }

    async fn memberships(&mut self) -> Result<(), AppError> {
        for (index, person) in self.members.clone().into_iter().enumerate() {
            let role = match index {
                0 => Role::Leader,
                20..=22 => Role::Staff,
                23 => Role::Interpreter,
                _ => Role::Member,
            };
            let firm = self.firm_of_member(index);
            let state = if index % 5 == 4 {
                ParticipationState::Invited
            } else {
                ParticipationState::Accepted
            };
            self.part(
                None,
                PartyRef::Person(person),
                (role, Side::Home, state),
                (firm, index),
            )
            .await?;
        }
        Ok(())
    }

    async fn part(
        &mut self,
        item: Option<ItemId>,
        party: PartyRef,
        (role, side, state): (Role, Side, ParticipationState),
        (organisation, index): (Option<OrganisationId>, usize),
    ) -> Result<(), AppError> {
        let part = Participation {
            id: self.desk.app().new_id(),
            mission: self.mission,
            item,
            party,
            organisation,
            posts: Vec::new(),
            role,
            side,
            state,
            rank: u32::try_from(index + 1).ok(),
            count: None,
            note: String::new(),
            source: Some(sample()),
        };
        self.desk.create(part).await?;
        Ok(())
    }
}

//! The fictional spring mission in preparation: three cities in two zones, half planned.

use super::names::{DELEGATES, HAMBURG, HOME, ISTANBUL, STUTTGART};
use anyhow::Result;
use app::{App, AppError, Caller, Desk};
use domain::ids::{ItemId, LegId, MissionId, OrganisationId, PersonId};
use domain::language::Language;
use domain::matchmaking::{
    Matchmaking, Participant, Request, RequestState, Slot, Table, TableKind,
};
use domain::missions::{Direction, Leg, LegState, Mission, MissionCode, MissionState, Stage};
use domain::names::{Certainty, Identity, Name, NameRole, Names};
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person};
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, Participation, ParticipationState, Role, Side,
    Visibility,
};
use domain::source::Source;
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::civil::{Date, DateTime, date};

/// A city of the journey with its firms.
struct City {
    names: [(Language, &'static str); 3],
    country: &'static str,
    zone: &'static str,
    from: Date,
    to: Date,
    firms: &'static [(&'static str, &'static str)],
    venue: &'static str,
}

const CITIES: [City; 3] = [
    City {
        names: [
            (Language::De, "Hamburg"),
            (Language::En, "Hamburg"),
            (Language::ZhHans, "汉堡"),
        ],
        country: "DE",
        zone: "Europe/Berlin",
        from: date(2027, 4, 12),
        to: date(2027, 4, 14),
        firms: &HAMBURG,
        venue: "Handelshof am Muster-Fleet",
    },
    City {
        names: [
            (Language::De, "Stuttgart"),
            (Language::En, "Stuttgart"),
            (Language::ZhHans, "斯图加特"),
        ],
        country: "DE",
        zone: "Europe/Berlin",
        from: date(2027, 4, 14),
        to: date(2027, 4, 16),
        firms: &STUTTGART,
        venue: "Haus der Muster-Wirtschaft",
    },
    City {
        names: [
            (Language::De, "Istanbul"),
            (Language::En, "Istanbul"),
            (Language::ZhHans, "伊斯坦布尔"),
        ],
        country: "TR",
        zone: "Europe/Istanbul",
        from: date(2027, 4, 16),
        to: date(2027, 4, 18),
        firms: &ISTANBUL,
        venue: "Örnek Kongre Merkezi",
    },
];

/// What happens in each city: day from arrival, start, minutes, kind, titles, how firm.
#[rustfmt::skip]
const PLAN: &[(i64, i8, i8, i64, ItemKind, [&str; 3], u8)] = &[
    (0, 14, 30,  60, ItemKind::Travel, ["Arrival and transfer to the hotel", "抵达,前往酒店", "Ankunft und Transfer zum Hotel"], 2),
    (0, 18, 30, 120, ItemKind::Banquet, ["Welcome dinner given by the city", "欢迎晚宴", "Begrüßungsessen der Stadt"], 1),
    (1,  9,  0,  90, ItemKind::Roundtable, ["Economic and trade roundtable", "经贸圆桌会", "Wirtschaftsgespräch am runden Tisch"], 2),
    (1, 10, 45,  60, ItemKind::Talks, ["Talks with the chamber's board", "会见商会理事会", "Gespräch mit dem Kammervorstand"], 1),
    (1, 13,  0, 270, ItemKind::Matchmaking, ["Business matchmaking", "企业对接洽谈会", "Kooperationsbörse"], 2),
    (2,  9, 30,  90, ItemKind::CompanyVisit, ["Visit to a manufacturer's headquarters", "走访制造企业总部", "Besuch einer Firmenzentrale"], 1),
    (2, 11, 15,  45, ItemKind::CourtesyCall, ["Courtesy call at the Consulate General", "拜会总领事馆", "Höflichkeitsbesuch im Generalkonsulat"], 0),
];

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
        };
        self.desk.create(firm).await?;
        Ok(id)
    }

    async fn member(&mut self, zh: &str, pinyin: &str) -> Result<(), AppError> {
        let id = self.desk.app().new_id();
        let person = Person {
            id,
            names: names(&[(Language::ZhHans, zh), (Language::En, pinyin)])?,
            reading: Localised::default(),
            honorific: String::new(),
            languages: vec!["zh-Hans".to_owned()],
            email: String::new(),
            telephone: String::new(),
            note: String::new(),
            source: Some(sample()),
        };
        self.desk.create(person).await?;
        self.members.push(id);
        Ok(())
    }

    async fn mission_record(&mut self) -> Result<(), AppError> {
        let code =
            MissionCode::new("SAMPLE-SPRING").map_err(|bad| AppError::Internal(bad.to_string()))?;
        let objectives = [
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
            objectives: objectives.map(text).into(),
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
            let firm = (1..=12).contains(&index).then(|| self.home[index - 1]);
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

    async fn city(&mut self, position: u32, city: &City) -> Result<(), AppError> {
        let leg = self.desk.app().new_id();
        let record = Leg {
            id: leg,
            mission: self.mission,
            position,
            place: names(&city.names)?,
            country: city.country.to_owned(),
            zone: zone(city.zone)?,
            when: When::Span {
                from: city.from,
                to: city.to,
            },
            state: if position == 1 {
                LegState::Confirmed
            } else {
                LegState::Planned
            },
            hotel: format!("Sample Hotel {}", city.names[1].1),
            host: None,
            note: Localised::default(),
            source: Some(sample()),
        };
        self.desk.create(record).await?;
        let mut firms = Vec::new();
        for (name, sector) in city.firms {
            let language = if city.country == "DE" {
                Language::De
            } else {
                Language::En
            };
            firms.push(
                self.firm(names(&[(language, name)])?, city.country, sector)
                    .await?,
            );
        }
        // The last city is only half planned.
        let planned = if position == 3 { 3 } else { PLAN.len() };
        for entry in &PLAN[..planned] {
            self.item(leg, city, entry, &firms).await?;
        }
        self.session(leg, city, &firms).await
    }

    async fn item(
        &mut self,
        leg: LegId,
        city: &City,
        (day, hour, minute, minutes, kind, title, firm): &(
            i64,
            i8,
            i8,
            i64,
            ItemKind,
            [&str; 3],
            u8,
        ),
        firms: &[OrganisationId],
    ) -> Result<(), AppError> {
        let day = city.from.saturating_add(jiff::Span::new().days(*day));
        let start = day.at(*hour, *minute, 0, 0);
        let end = start.saturating_add(jiff::Span::new().minutes(*minutes));
        let id = self.desk.app().new_id();
        let mut item = blank(id, self.mission, *kind, text(*title));
        item.leg = Some(leg);
        item.when = When::Exact {
            start,
            end,
            zone: zone(city.zone)?,
        };
        item.state = [
            ItemState::Tentative,
            ItemState::Requested,
            ItemState::Confirmed,
        ][usize::from(*firm)]
        .clone();
        item.venue = match kind {
            ItemKind::Roundtable | ItemKind::Matchmaking => {
                Localised::new(Language::En, city.venue)
            }
            _ => Localised::default(),
        };
        item.hosts = if *kind == ItemKind::CompanyVisit {
            vec![firms[0]]
        } else {
            Vec::new()
        };
        self.desk.create(item).await?;
        self.attendance(id, *kind, firms).await
    }

    async fn attendance(
        &mut self,
        item: ItemId,
        kind: ItemKind,
        firms: &[OrganisationId],
    ) -> Result<(), AppError> {
        let members = match kind {
            ItemKind::Talks | ItemKind::CourtesyCall => 0..6,
            ItemKind::CompanyVisit => 0..12,
            _ => 0..24,
        };
        for index in members {
            let person = PartyRef::Person(self.members[index]);
            let how = (Role::Attendee, Side::Home, ParticipationState::Accepted);
            self.part(Some(item), person, how, (None, index)).await?;
        }
        if kind == ItemKind::Roundtable {
            for (index, firm) in firms.iter().enumerate() {
                let state = match index % 4 {
                    0 => ParticipationState::Accepted,
                    1 => ParticipationState::Invited,
                    2 => ParticipationState::Tentative,
                    _ => ParticipationState::Declined {
                        cause: String::new(),
                    },
                };
                let how = (Role::Guest, Side::Host, state);
                self.part(
                    Some(item),
                    PartyRef::Organisation(*firm),
                    how,
                    (None, index),
                )
                .await?;
            }
        }
        Ok(())
    }

    async fn session(
        &mut self,
        leg: LegId,
        city: &City,
        firms: &[OrganisationId],
    ) -> Result<(), AppError> {
        let id = self.desk.app().new_id();
        let first = city
            .from
            .saturating_add(jiff::Span::new().days(1))
            .at(13, 0, 0, 0);
        let participant = |organisation: &OrganisationId, side, unavailable| Participant {
            organisation: *organisation,
            side,
            people: Vec::new(),
            seats: 1,
            unavailable,
            at_most: None,
        };
        let home = self.home.iter().enumerate().map(|(n, firm)| {
            participant(
                firm,
                Side::Home,
                if n == 0 { vec![8, 9] } else { Vec::new() },
            )
        });
        let host = firms.iter().enumerate().map(|(n, firm)| {
            participant(
                firm,
                Side::Host,
                if n % 7 == 3 { vec![0, 1] } else { Vec::new() },
            )
        });
        let session = Matchmaking {
            id,
            mission: self.mission,
            item: None,
            leg: Some(leg),
            title: text([
                &format!("Matchmaking, {}", city.names[1].1),
                &format!("{}企业对接会", city.names[2].1),
                &format!("Kooperationsbörse {}", city.names[0].1),
            ]),
            zone: zone(city.zone)?,
            slots: (0..10).map(|n| slot(first, n)).collect(),
            tables: (1..=9)
                .map(|n| Table {
                    name: n.to_string(),
                    kind: TableKind::Shared,
                    owner: None,
                })
                .collect(),
            participants: home.chain(host).collect(),
            published: None,
        };
        self.desk.create(session).await?;
        self.requests(id, firms).await
    }

    async fn requests(
        &mut self,
        session: domain::ids::MatchmakingId,
        firms: &[OrganisationId],
    ) -> Result<(), AppError> {
        // A fixed pattern that looks like wishes: 100 of the 192 pairs, no pair twice.
        for n in 0..100_usize {
            let (from, to) = (self.home[n % 12], firms[(n / 12 * 3 + n * 5) % 16]);
            let request = Request {
                id: self.desk.app().new_id(),
                mission: self.mission,
                matchmaking: session,
                from,
                to,
                from_priority: [3, 2, 2, 1, 1][n % 5],
                to_priority: [2, 3, 1, 1, 2, 0, 1][n % 7],
                must: n % 17 == 0,
                window: Vec::new(),
                fixed: None,
                message: String::new(),
                state: if n % 11 == 10 {
                    RequestState::Sent
                } else {
                    RequestState::Accepted
                },
            };
            self.desk.create(request).await?;
        }
        Ok(())
    }

    async fn unknown_times(&mut self) -> Result<(), AppError> {
        let interview = text([
            "Interview with a business daily",
            "接受财经日报采访",
            "Interview mit einer Wirtschaftszeitung",
        ]);
        let mut item = blank(
            self.desk.app().new_id(),
            self.mission,
            ItemKind::Press,
            interview,
        );
        item.when = When::Day {
            date: date(2027, 4, 13),
        };
        self.desk.create(item).await?;
        let signing = text(["Signing ceremony", "签约仪式", "Unterzeichnung"]);
        let mut item = blank(
            self.desk.app().new_id(),
            self.mission,
            ItemKind::SigningCeremony,
            signing,
        );
        item.when = When::NotPublished {
            note: "to be agreed".to_owned(),
        };
        self.desk.create(item).await?;
        Ok(())
    }
}

fn slot(first: DateTime, n: i64) -> Slot {
    // 25 minutes each; half an hour of coffee after the fifth.
    let pause = if n >= 5 { 30 } else { 0 };
    let start = first.saturating_add(jiff::Span::new().minutes(n * 25 + pause));
    Slot {
        start,
        end: start.saturating_add(jiff::Span::new().minutes(25)),
        follows: n != 0 && n != 5,
    }
}

fn blank(id: ItemId, mission: MissionId, kind: ItemKind, title: Localised) -> Item {
    Item {
        id,
        mission,
        leg: None,
        kind,
        title,
        when: When::NotPublished {
            note: String::new(),
        },
        state: ItemState::Tentative,
        venue: Localised::default(),
        room: String::new(),
        hosts: Vec::new(),
        official: kind.usually_official(),
        languages: vec!["zh-Hans".to_owned(), "en".to_owned()],
        interpretation: Interpretation::Consecutive,
        visibility: Visibility::Participants,
        counts: Vec::new(),
        note: Localised::default(),
        source: Some(sample()),
    }
}

//! The cities of the sample mission and what happens in each.

use super::crew::{IN_HAMBURG, IN_ISTANBUL, IN_STUTTGART, Locals};
use super::{Maker, names, sample, text, zone};
use crate::demo::names::{HAMBURG, ISTANBUL, STUTTGART};
use app::AppError;
use domain::ids::{ItemId, LegId, MissionId, OrganisationId};
use domain::language::Language;
use domain::missions::{Leg, LegState};
use domain::parties::PartyRef;
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, ParticipationState, Role, Side, Visibility,
};
use domain::text::Localised;
use domain::time::When;
use jiff::civil::{Date, date};

/// A city of the journey with its firms.
pub(super) struct City {
    pub(super) names: [(Language, &'static str); 3],
    pub(super) country: &'static str,
    pub(super) zone: &'static str,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) firms: &'static [(&'static str, &'static str)],
    pub(super) venue: &'static str,
    pub(super) room: &'static str,
    pub(super) locals: Locals,
}

impl City {
    /// The language of the names of its firms and people, as far as the program speaks it.
    pub(super) fn language(&self) -> Language {
        match self.country {
            "DE" => Language::De,
            _ => Language::En,
        }
    }

    /// What is spoken there.
    pub(super) fn tongue(&self) -> &'static str {
        match self.country {
            "DE" => "de",
            _ => "tr",
        }
    }
}

pub(super) const CITIES: [City; 3] = [
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
        room: "Saal Alster",
        locals: IN_HAMBURG,
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
        room: "Saal Neckar",
        locals: IN_STUTTGART,
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
        room: "Boğaz Salonu",
        locals: IN_ISTANBUL,
    },
];

/// Day from arrival, hour, minute, minutes, kind, titles, and how firm it is.
type Planned = (i64, i8, i8, i64, ItemKind, [&'static str; 3], u8);

/// What happens in each city: day from arrival, start, minutes, kind, titles, how firm.
#[rustfmt::skip]
const PLAN: &[Planned] = &[
    (0, 14, 30,  60, ItemKind::Travel, ["Arrival and transfer to the hotel", "抵达,前往酒店", "Ankunft und Transfer zum Hotel"], 2),
    (0, 18, 30, 120, ItemKind::Banquet, ["Welcome dinner given by the city", "欢迎晚宴", "Begrüßungsessen der Stadt"], 1),
    (1,  9,  0,  90, ItemKind::Roundtable, ["Economic and trade roundtable", "经贸圆桌会", "Wirtschaftsgespräch am runden Tisch"], 2),
    (1, 10, 45,  60, ItemKind::Talks, ["Talks with the chamber's board", "会见商会理事会", "Gespräch mit dem Kammervorstand"], 1),
    (1, 13,  0, 270, ItemKind::Matchmaking, ["Business matchmaking", "企业对接洽谈会", "Kooperationsbörse"], 2),
    (2,  9, 30,  90, ItemKind::CompanyVisit, ["Visit to a manufacturer's headquarters", "走访制造企业总部", "Besuch einer Firmenzentrale"], 1),
    (2, 11, 15,  45, ItemKind::CourtesyCall, ["Courtesy call at the Consulate General", "拜会总领事馆", "Höflichkeitsbesuch im Generalkonsulat"], 0),
];

impl Maker<'_> {
    pub(super) async fn city(&mut self, position: u32, city: &City) -> Result<(), AppError> {
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
            firms.push(
                self.firm(names(&[(city.language(), name)])?, city.country, sector)
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
        (day, hour, minute, minutes, kind, title, firm): &Planned,
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
        if matches!(kind, ItemKind::Roundtable | ItemKind::Matchmaking) {
            item.venue = Localised::new(Language::En, city.venue);
            city.room.clone_into(&mut item.room);
        }
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

    pub(super) async fn unknown_times(&mut self) -> Result<(), AppError> {
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

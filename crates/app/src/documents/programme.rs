//! The programme on paper: general, of one company, of one member.

use super::rounds::Round;
use super::scribe::Scribe;
use domain::ids::LegId;
use domain::papers::{Audience, CityDay, Paper, ProgrammeDay, ProgrammePaper};
use domain::programme::{Item, Visibility};
use domain::time::When;
use i18n::dates;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What happens on one day, in all cities or in one of them.
#[derive(Default)]
struct Day<'a> {
    items: Vec<&'a Item>,
    rounds: Vec<Round>,
}

impl Scribe<'_> {
    /// The programme. Items that only the office may see are not printed.
    pub(super) fn programme(&self, audience: Audience) -> Paper {
        let items = self.dossier.items.iter().map(|item| &item.record);
        let items =
            items.filter(|item| item.visibility != Visibility::Internal && self.concerns(item));
        let mut days: BTreeMap<Date, Day<'_>> = BTreeMap::new();
        let mut undated = Vec::new();
        for item in items {
            match (&item.when, item.when.first_day()) {
                (When::Exact { .. } | When::Day { .. }, Some(day)) => {
                    days.entry(day).or_default().items.push(item)
                }
                _ => undated.push(self.line(item, self.people(item, &[]))),
            }
        }
        for round in self.rounds() {
            days.entry(round.day).or_default().rounds.push(round);
        }
        Paper::Programme(ProgrammePaper {
            head: self.head(),
            audience,
            days: days
                .into_iter()
                .map(|(day, all)| self.day(day, all))
                .collect(),
            undated,
        })
    }

    fn day(&self, day: Date, all: Day<'_>) -> ProgrammeDay {
        let place = |leg: Option<LegId>| {
            leg.and_then(|leg| self.dossier.leg(leg))
                .map_or(u32::MAX, |leg| leg.position)
        };
        let mut cities: BTreeMap<(u32, Option<LegId>), Day<'_>> = BTreeMap::new();
        for item in all.items {
            let city = cities.entry((place(item.leg), item.leg));
            city.or_default().items.push(item);
        }
        for round in all.rounds {
            let city = cities.entry((place(round.leg), round.leg));
            city.or_default().rounds.push(round);
        }
        let cities = cities
            .into_iter()
            .map(|((_, leg), here)| self.city_day(day, leg, here));
        ProgrammeDay {
            date: dates::full_with_weekday(self.language, day),
            cities: cities.collect(),
        }
    }

    fn city_day(&self, day: Date, leg: Option<LegId>, here: Day<'_>) -> CityDay {
        let city = self.city(leg);
        let zone = city
            .as_ref()
            .map(|(leg, _)| self.clocks(leg, day.at(12, 0, 0, 0)));
        let lines = |timed: bool| {
            let items = here
                .items
                .iter()
                .filter(move |item| matches!(item.when, When::Exact { .. }) == timed);
            items
                .map(|item| self.line(item, self.people(item, &[])))
                .collect()
        };
        CityDay {
            city: city.map(|(_, name)| name),
            zone,
            items: lines(true),
            untimed: lines(false),
            rounds: here.rounds.into_iter().map(|one| one.printed).collect(),
        }
    }
}

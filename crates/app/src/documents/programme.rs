//! The programme on paper: general, of one company, of one member.

use super::scribe::Scribe;
use domain::ids::LegId;
use domain::papers::{Audience, CityDay, Paper, ProgrammeDay, ProgrammePaper};
use domain::programme::{Item, Visibility};
use domain::time::When;
use i18n::dates;
use jiff::civil::Date;
use std::collections::BTreeMap;

impl Scribe<'_> {
    /// The programme. Items that only the office may see are not printed.
    pub(super) fn programme(&self, audience: Audience) -> Paper {
        let items = self.dossier.items.iter().map(|item| &item.record);
        let items =
            items.filter(|item| item.visibility != Visibility::Internal && self.concerns(item));
        let mut days: BTreeMap<Date, Vec<&Item>> = BTreeMap::new();
        let mut undated = Vec::new();
        for item in items {
            match (&item.when, item.when.first_day()) {
                (When::Exact { .. } | When::Day { .. }, Some(day)) => {
                    days.entry(day).or_default().push(item)
                }
                _ => undated.push(self.line(item, self.people(item, &[]))),
            }
        }
        Paper::Programme(ProgrammePaper {
            head: self.head(),
            audience,
            days: days
                .into_iter()
                .map(|(day, items)| self.day(day, &items))
                .collect(),
            undated,
        })
    }

    fn day(&self, day: Date, items: &[&Item]) -> ProgrammeDay {
        let place = |leg: Option<LegId>| {
            leg.and_then(|leg| self.dossier.leg(leg))
                .map_or(u32::MAX, |leg| leg.position)
        };
        let mut cities: BTreeMap<(u32, Option<LegId>), Vec<&Item>> = BTreeMap::new();
        for item in items {
            cities
                .entry((place(item.leg), item.leg))
                .or_default()
                .push(item);
        }
        let cities = cities
            .into_iter()
            .map(|((_, leg), items)| self.city_day(day, leg, &items));
        ProgrammeDay {
            date: dates::full_with_weekday(self.language, day),
            cities: cities.collect(),
        }
    }

    fn city_day(&self, day: Date, leg: Option<LegId>, items: &[&Item]) -> CityDay {
        let city = self.city(leg);
        let zone = city
            .as_ref()
            .map(|(leg, _)| self.clocks(leg, day.at(12, 0, 0, 0)));
        let lines = |timed: bool| {
            let items = items
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
        }
    }
}

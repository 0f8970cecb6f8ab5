//! The days of a programme, and which of them to open first.

use std::collections::BTreeSet;

use app::missions::Dossier;
use domain::programme::Item;
use domain::time::When;
use jiff::civil::Date;

/// Days that a stay may last before its length is taken for a wrong date.
const LONGEST_STAY: usize = 62;

/// The days that have tabs: those of the cities with known dates, and those of items.
pub fn of(dossier: &Dossier) -> Vec<Date> {
    let mut days = BTreeSet::new();
    for leg in &dossier.legs {
        days.extend(covered(&leg.when));
    }
    for item in &dossier.items {
        match &item.when {
            When::Exact { start, end, .. } => {
                days.insert(start.date());
                days.insert(end.date());
            }
            When::Day { date } => {
                days.insert(*date);
            }
            When::Span { .. } | When::NotPublished { .. } => {}
        }
    }
    days.into_iter().collect()
}

/// The days that a time covers, if it has days.
pub fn covered(when: &When) -> Vec<Date> {
    let (Some(first), Some(last)) = (when.first_day(), when.last_day()) else {
        return Vec::new();
    };
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last)
        .take(LONGEST_STAY)
        .collect()
}

/// The day to open: the one asked for, else today, else the first on which something is.
pub fn opened(days: &[Date], asked: Option<&str>, dossier: &Dossier, today: Date) -> Option<Date> {
    let asked = asked.and_then(|text| text.parse().ok());
    if let Some(day) = asked.filter(|day| days.contains(day)) {
        return Some(day);
    }
    if days.contains(&today) {
        return Some(today);
    }
    let busy = |day: &&Date| dossier.items.iter().any(|item| on(item, **day));
    days.iter().find(busy).or(days.first()).copied()
}

/// Whether an item is surely on a day.
pub fn on(item: &Item, day: Date) -> bool {
    match &item.when {
        When::Exact { start, end, .. } => start.date() <= day && day <= end.date(),
        When::Day { date } => *date == day,
        When::Span { .. } | When::NotPublished { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_stay_covers_its_days_and_a_wrong_date_not_centuries() {
        let stay = When::span(date(2023, 10, 11), date(2023, 10, 13)).unwrap();
        assert_eq!(
            covered(&stay),
            [date(2023, 10, 11), date(2023, 10, 12), date(2023, 10, 13)]
        );
        let wrong = When::span(date(2023, 10, 11), date(2203, 10, 13)).unwrap();
        assert_eq!(covered(&wrong).len(), LONGEST_STAY);
        assert_eq!(
            covered(&When::NotPublished {
                note: String::new()
            }),
            []
        );
    }
}

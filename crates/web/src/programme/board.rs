//! The board of one day: cities as columns, each in its local time, and the time at home beside.
//!
//! The board is one grid whose rows are quarters of an hour. Rows grow with their text, so
//! nothing is cut off, and stay level across all cities. Places are classes, because the
//! content security policy refuses computed styles.

use app::missions::{Clash, Dossier};
use domain::ids::LegId;
use domain::missions::Leg;
use domain::programme::Item;
use domain::record::Stored;
use domain::time::When;
use jiff::Timestamp;
use jiff::civil::Date;

use super::days;
use crate::kit::{Chip, NameView, People, Words};
use crate::page::Page;

/// Quarters of an hour in a day.
const QUARTERS: usize = 96;
/// Columns that the style sheet knows; more lanes than that share the last one.
const COLUMNS: usize = 16;
/// Rows above the hours: the cities, and the items whose clock time is not known.
const HEAD: usize = 2;
/// The bubbles on a card.
const BUBBLES: usize = 3;
/// The hours that a board shows at least.
const AT_LEAST: usize = 6;

/// An item on the board.
pub struct Card {
    /// Where its page is.
    pub href: String,
    /// Its title in two languages.
    pub title: Words,
    /// What it is.
    pub kind: String,
    /// Its clock time, or nothing.
    pub time: String,
    /// The same at home.
    pub home: String,
    /// Its venue.
    pub venue: String,
    /// Its city, where the board does not show it.
    pub city: String,
    /// Its state, where it is not simply confirmed.
    pub state: Option<Chip>,
    /// The class of its state.
    pub mood: &'static str,
    /// Who takes part.
    pub people: People,
    /// Why it clashes.
    pub clashes: Vec<String>,
    /// Its column.
    pub column: usize,
    /// Its first row.
    pub row: usize,
    /// How many rows it takes.
    pub rows: usize,
}

/// A city of the day.
pub struct City {
    /// Its name; none for items without a place.
    pub name: Option<NameView>,
    /// Its clock against that of home.
    pub clock: String,
    /// Its first column.
    pub column: usize,
    /// How many columns it takes.
    pub columns: usize,
    /// Items of the day whose time is not known.
    pub untimed: Vec<Card>,
    /// Items with a clock time.
    pub timed: Vec<Card>,
}

/// An hour at the side.
pub struct Hour {
    /// As written.
    pub label: String,
    /// Its row.
    pub row: usize,
}

/// The board of one day.
pub struct Board {
    /// Its cities, in the order of travel.
    pub cities: Vec<City>,
    /// Its hours; none where no item has a clock time.
    pub hours: Vec<Hour>,
    /// How many columns there are beside the hours.
    pub columns: usize,
}

/// What the board is made from.
pub struct View<'a> {
    /// The frame of the page.
    pub page: &'a Page,
    /// The mission.
    pub dossier: &'a Dossier,
    /// The clashes of its programme.
    pub clashes: &'a [Clash],
    /// The present moment.
    pub now: Timestamp,
}

impl View<'_> {
    /// The board of a day with the items that are let through.
    pub fn board(&self, day: Date, shown: &dyn Fn(&Item) -> bool) -> Board {
        let items: Vec<&Stored<Item>> = self
            .dossier
            .items
            .iter()
            .filter(|item| days::on(item, day) && shown(item))
            .collect();
        let spans = items.iter().filter_map(|item| quarters(item, day));
        let range = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let range = range.map(around);
        let mut cities = Vec::new();
        let mut column = 2;
        for leg in self.legs(day, &items) {
            let here: Vec<&Stored<Item>> = items
                .iter()
                .filter(|item| item.leg == leg.map(|leg| leg.id))
                .copied()
                .collect();
            let city = self.city(leg, day, column, &here, range.map_or(0, |r| r.0));
            column += city.columns;
            cities.push(city);
        }
        let hours = range.map(|(from, to)| hours(from, to)).unwrap_or_default();
        Board {
            cities,
            hours,
            columns: column - 2,
        }
    }

    /// The cities of a day: where the delegation is, or where something happens.
    fn legs<'b>(&'b self, day: Date, items: &[&Stored<Item>]) -> Vec<Option<&'b Stored<Leg>>> {
        let used = |id: Option<LegId>| items.iter().any(|item| item.leg == id);
        let there =
            |leg: &&Stored<Leg>| used(Some(leg.id)) || days::covered(&leg.when).contains(&day);
        let mut legs: Vec<_> = self.dossier.legs.iter().filter(there).map(Some).collect();
        if used(None) {
            legs.push(None);
        }
        legs
    }

    fn city(
        &self,
        leg: Option<&Stored<Leg>>,
        day: Date,
        column: usize,
        items: &[&Stored<Item>],
        from: usize,
    ) -> City {
        let mission = &self.dossier.mission;
        let mut timed: Vec<(&Stored<Item>, (usize, usize))> = items
            .iter()
            .filter_map(|item| Some((*item, quarters(item, day)?)))
            .collect();
        timed.sort_by_key(|(_, span)| *span);
        let (lanes, count) = lanes(timed.iter().map(|(_, span)| *span));
        let untimed = items.iter().filter(|item| quarters(item, day).is_none());
        City {
            name: leg.map(|leg| NameView::new(self.page.language, &leg.place)),
            clock: leg.map_or_else(String::new, |leg| {
                super::clock(self.page, mission, &leg.zone, Some(day), self.now)
            }),
            column: column.min(COLUMNS),
            columns: count,
            untimed: untimed.map(|item| self.card(item)).collect(),
            timed: timed
                .iter()
                .zip(lanes)
                .map(|((item, (start, end)), lane)| Card {
                    column: (column + lane).min(COLUMNS),
                    row: start.saturating_sub(from) + HEAD + 1,
                    rows: (end - start).max(1),
                    ..self.card(item)
                })
                .collect(),
        }
    }

    /// An item as a card without a place on the grid.
    pub fn card(&self, item: &Item) -> Card {
        let language = self.page.language;
        let (time, home) = super::times(self.page, self.dossier, item).unwrap_or_default();
        let settled = item.state.code() == "confirmed";
        let names = super::people(self.dossier, language, item);
        Card {
            href: format!("/missions/{}/items/{}", self.dossier.mission.code, item.id),
            title: Words::new(language, &item.title),
            kind: self.page.t(&format!("programme-kind-{}", item.kind.code())),
            time,
            home,
            venue: super::venue(language, item),
            city: String::new(),
            state: (!settled).then(|| super::state_chip(self.page, &item.state)),
            mood: super::mood(&item.state).class(),
            people: People::new(language, &names, BUBBLES),
            clashes: super::reasons(self.page, self.dossier, self.clashes, item),
            column: 0,
            row: 0,
            rows: 0,
        }
    }
}

/// The quarters of a day that an item takes: from the first, to behind the last.
fn quarters(item: &Item, day: Date) -> Option<(usize, usize)> {
    let When::Exact { start, end, .. } = &item.when else {
        return None;
    };
    let quarter = |at: jiff::civil::DateTime, up: i32| {
        let minutes = i32::from(at.hour()) * 60 + i32::from(at.minute());
        usize::try_from((minutes + up) / 15).unwrap_or(0)
    };
    let from = if start.date() < day {
        0
    } else {
        quarter(*start, 0)
    };
    let to = if end.date() > day {
        QUARTERS
    } else {
        quarter(*end, 14)
    };
    // An item that ended at midnight does not take the next day.
    (to > 0).then(|| (from.min(QUARTERS - 1), to.clamp(from + 1, QUARTERS)))
}

/// The whole hours that a board shows around its items: one before the first, and some at least.
fn around((from, to): (usize, usize)) -> (usize, usize) {
    let first = (from / 4).saturating_sub(1);
    let last = to.div_ceil(4).max(first + AT_LEAST).min(QUARTERS / 4);
    (first * 4, last * 4)
}

/// Puts overlapping items side by side: the lane of each, and how many lanes there are.
fn lanes(spans: impl Iterator<Item = (usize, usize)>) -> (Vec<usize>, usize) {
    let mut ends: Vec<usize> = Vec::new();
    let mut lanes = Vec::new();
    for (start, end) in spans {
        let free = ends.iter().position(|taken| *taken <= start);
        let lane = free.unwrap_or(ends.len());
        match free {
            Some(lane) => ends[lane] = end,
            None => ends.push(end),
        }
        lanes.push(lane);
    }
    (lanes, ends.len().max(1))
}

fn hours(from: usize, to: usize) -> Vec<Hour> {
    (from / 4..to / 4)
        .map(|hour| Hour {
            label: format!("{hour:02}:00"),
            row: hour * 4 - from + HEAD + 1,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_items_stand_side_by_side() {
        let spans = [(36, 42), (40, 44), (42, 46), (43, 45), (60, 62)];
        let (lanes, count) = lanes(spans.into_iter());
        assert_eq!(lanes, [0, 1, 0, 2, 0]);
        assert_eq!(count, 3);
    }

    #[test]
    fn a_board_begins_an_hour_before_its_first_item_and_is_never_tiny() {
        assert_eq!(around((36, 42)), (32, 56));
        assert_eq!(around((58, 82)), (52, 84));
        assert_eq!(around((0, 2)), (0, 24));
        assert_eq!(around((94, 96)), (88, 96));
    }

    #[test]
    fn hours_begin_at_the_first_row_below_the_head() {
        let hours = hours(32, 72);
        assert_eq!(
            hours.first().map(|h| (h.label.as_str(), h.row)),
            Some(("08:00", 3))
        );
        assert_eq!(
            hours.last().map(|h| (h.label.as_str(), h.row)),
            Some(("17:00", 39))
        );
    }
}

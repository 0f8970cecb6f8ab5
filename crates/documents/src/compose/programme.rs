//! The programme: days, cities, items; what has no time apart.

use super::or_empty;
use super::slots::slot;
use super::timetable::agenda;
use crate::sheet::{Block, Ink, Line};
use crate::words::Words;
use domain::papers::{CityDay, ProgrammeItem, ProgrammePaper};

pub(super) fn blocks(paper: &ProgrammePaper, words: Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    for day in &paper.days {
        blocks.push(Block::heading(1, Line::plain(&day.date)));
        blocks.extend(day.cities.iter().flat_map(|city| city_day(city, words)));
    }
    if !paper.undated.is_empty() {
        blocks.push(Block::heading(1, Line::plain(words.say("day-unknown"))));
        blocks.push(schedule(&paper.undated, words));
    }
    or_empty(blocks, words)
}

fn city_day(city: &CityDay, words: Words) -> Vec<Block> {
    let name = match &city.city {
        Some(name) => Line::name(name, Ink::Plain),
        None => Line::plain(words.say("place-unknown")),
    };
    let name = match &city.zone {
        Some(zone) => name.then(format!("   {zone}"), Ink::Soft),
        None => name,
    };
    let mut blocks = vec![Block::heading(2, name)];
    if !city.items.is_empty() {
        blocks.push(schedule(&city.items, words));
    }
    if !city.untimed.is_empty() {
        blocks.push(Block::heading(
            3,
            Line::plain(words.say("day-time-unknown")),
        ));
        blocks.push(schedule(&city.untimed, words));
    }
    for round in &city.rounds {
        let title = words.with("round", &[("session", (&round.session).into())]);
        blocks.push(Block::heading(3, Line::plain(title)));
        blocks.extend(agenda(&round.meetings, words));
    }
    blocks
}

fn schedule(items: &[ProgrammeItem], words: Words) -> Block {
    let slots = items.iter().map(|item| slot(item, words)).collect();
    Block::Schedule { slots }
}

//! The guest list: bodies and people with their answers; published counts stay apart.

use super::lists::columns;
use super::or_empty;
use crate::sheet::{Block, Cell, Ink, Line, Row};
use crate::words::Words;
use domain::papers::{Answer, Guest, GuestBody, GuestOccasion, GuestPaper};

pub(super) fn blocks(paper: &GuestPaper, words: Words) -> Vec<Block> {
    let blocks = paper
        .occasions
        .iter()
        .flat_map(|occasion| one(occasion, words))
        .collect();
    or_empty(blocks, words)
}

fn one(occasion: &GuestOccasion, words: Words) -> Vec<Block> {
    let mut title = Line::plain(&occasion.title);
    if let Some(original) = &occasion.original {
        title = title.then(format!("  {original}"), Ink::Soft);
    }
    let mut blocks = vec![Block::heading(1, title)];
    if let Some(when) = &occasion.when {
        blocks.push(Block::Text {
            line: Line::soft(when),
        });
    }
    blocks.push(Block::Facts {
        rows: counts(occasion, words),
    });
    if occasion.bodies.is_empty() {
        blocks.extend(or_empty(Vec::new(), words));
    } else {
        blocks.push(Block::Table {
            columns: columns(
                &[
                    ("organisation", 34),
                    ("name", 26),
                    ("offices", 28),
                    ("answer", 16),
                ],
                words,
            ),
            rows: occasion
                .bodies
                .iter()
                .flat_map(|body| rows(body, words))
                .collect(),
        });
    }
    blocks
}

fn counts(occasion: &GuestOccasion, words: Words) -> Vec<Row> {
    let mut rows = Vec::new();
    if !occasion.counts.is_empty() {
        let said = occasion
            .counts
            .iter()
            .map(|count| Line::plain(words.published(count)));
        rows.push(Row {
            label: words.say("count"),
            lines: said.collect(),
        });
    }
    let bodies = occasion
        .bodies
        .iter()
        .filter(|body| body.name.is_some())
        .count();
    let people = occasion.bodies.iter().map(|body| body.people.len()).sum();
    let counted = [
        words.counted("counted-bodies", bodies),
        words.counted("counted-people", people),
    ];
    rows.push(Row {
        label: words.say("counted"),
        lines: vec![Line::plain(words.language.listed(counted))],
    });
    rows
}

/// The body's own line, then its people; a body with one person takes one line.
fn rows(body: &GuestBody, words: Words) -> Vec<Vec<Cell>> {
    let name = match &body.name {
        Some(name) => Line::stacked(name, Ink::Strong),
        None => vec![Line::soft(words.say("own-account"))],
    };
    let mut rows: Vec<Vec<Cell>> = body
        .people
        .iter()
        .map(|guest| person(guest, words))
        .collect();
    let mut own: Cell = body.answer.iter().map(|own| answer(own, words)).collect();
    own.extend(
        body.count
            .iter()
            .map(|count| Line::soft(words.published(count))),
    );
    match rows.first_mut() {
        Some(first) if own.is_empty() => first[0] = name,
        _ => rows.insert(0, vec![name, Vec::new(), Vec::new(), own]),
    }
    rows
}

fn person(guest: &Guest, words: Words) -> Vec<Cell> {
    vec![
        Vec::new(),
        Line::stacked(&guest.name, Ink::Plain),
        guest.posts.iter().map(Line::plain).collect(),
        vec![answer(&guest.answer, words)],
    ]
}

fn answer(answer: &Answer, words: Words) -> Line {
    let key = format!("answer-{}", answer.code());
    let ink = match answer {
        Answer::Attended | Answer::Accepted => Ink::Strong,
        _ => Ink::Plain,
    };
    match answer {
        Answer::Substituted { by } => {
            words.weave(&key, &[("name", Line::name(by, Ink::Plain))], ink)
        }
        _ => Line::default().then(words.say(&key), ink),
    }
}

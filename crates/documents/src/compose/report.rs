//! The trip report. Asks, commitments and statements of intent never share a list.

use super::lists::{cited_name, columns, members_table};
use super::or_empty;
use super::slots::{counted, named, slot};
use crate::sheet::{Block, Ink, Line, Row, Slot};
use crate::words::Words;
use domain::papers::{
    Basic, Binding, NextVisit, References, ReportAgreement, ReportAsk, ReportCommitment,
    ReportCost, ReportDay, ReportItem, ReportMeeting, ReportObservance, Shown, TripReport,
    VisitOutcome,
};

pub(super) fn blocks(report: &TripReport, words: Words) -> Vec<Block> {
    let members = report
        .delegation
        .iter()
        .map(|m| (&m.member, m.from.as_slice()));
    let delegation = match report.delegation.is_empty() {
        true => Vec::new(),
        false => vec![members_table(members, words)],
    };
    let parts = [
        ("report-basics", basics(report, words)),
        ("report-delegation", delegation),
        (
            "report-held",
            report
                .held
                .iter()
                .flat_map(|day| held(day, words))
                .collect(),
        ),
        ("report-planned", schedule(&report.only_planned, words)),
        (
            "report-meetings",
            report
                .meetings
                .iter()
                .flat_map(|m| meeting(m, words))
                .collect(),
        ),
        ("report-agreements", agreements(&report.agreements, words)),
        ("report-discipline", discipline(&report.discipline, words)),
        ("report-costs", costs(&report.costs, words)),
        ("report-next", next(&report.next, words)),
        ("report-references", references(&report.references, words)),
    ];
    let mut blocks = Vec::new();
    for (index, (key, part)) in parts.into_iter().enumerate() {
        let title = format!("{}{}", words.section(index + 1), words.say(key));
        blocks.push(Block::heading(1, Line::plain(title)));
        blocks.extend(or_empty(part, words));
    }
    blocks
}

fn basics(report: &TripReport, words: Words) -> Vec<Block> {
    let line = |basic: &Basic| {
        let names = Line::names(&basic.names, words.comma());
        let line = Line::default().then(&basic.fact.text, Ink::Plain);
        line.and(names).cited(&basic.fact.from)
    };
    let label = |basic: &Basic| words.say(&format!("basic-{}", basic.topic.code()));
    facts(report.basics.iter().map(|one| (label(one), line(one))))
}

/// How the rules were kept, those of one rule together.
fn discipline(all: &[ReportObservance], words: Words) -> Vec<Block> {
    let label = |one: &ReportObservance| words.say(&format!("rule-{}", one.rule.code()));
    let line = |one: &ReportObservance| Line::plain(&one.fact.text).cited(&one.fact.from);
    facts(all.iter().map(|one| (label(one), line(one))))
}

/// Lines with labels; lines in a row with the same label share it.
fn facts(all: impl Iterator<Item = (String, Line)>) -> Vec<Block> {
    let mut rows: Vec<Row> = Vec::new();
    for (label, line) in all {
        match rows.last_mut().filter(|row| row.label == label) {
            Some(row) => row.lines.push(line),
            None => rows.push(Row {
                label,
                lines: vec![line],
            }),
        }
    }
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![Block::Facts { rows }],
    }
}

fn held(day: &ReportDay, words: Words) -> Vec<Block> {
    let date = day.date.clone().unwrap_or_else(|| words.say("day-unknown"));
    let city = match &day.city {
        Some(city) => Line::name(city, Ink::Plain),
        None => Line::plain(words.say("place-unknown")),
    };
    let heading = Line::plain(date).then(" · ", Ink::Soft).and(city);
    let mut blocks = vec![Block::heading(2, heading)];
    blocks.extend(schedule(&day.items, words));
    blocks
}

fn schedule(items: &[ReportItem], words: Words) -> Vec<Block> {
    let slots: Vec<Slot> = items.iter().map(|item| report_slot(item, words)).collect();
    match slots.is_empty() {
        true => Vec::new(),
        false => vec![Block::Schedule { slots }],
    }
}

fn report_slot(item: &ReportItem, words: Words) -> Slot {
    let mut slot = slot(&item.item, words);
    slot.title = slot.title.cited(&item.from);
    if slot.time.is_empty() {
        slot.home = Some(words.say("time-unknown"));
    }
    slot.lines
        .extend(named("presenters", &item.presenters, words));
    slot.lines.extend(named("speakers", &item.speakers, words));
    slot.lines
        .extend(counted("attendance", &item.attendance, words));
    let facts = item
        .facts
        .iter()
        .map(|fact| Line::plain(&fact.text).cited(&fact.from));
    slot.lines.extend(facts);
    slot
}

fn meeting(meeting: &ReportMeeting, words: Words) -> Vec<Block> {
    let mut title = Line::plain(&meeting.title);
    if let Some(original) = &meeting.original {
        title = title.then(format!("  {original}"), Ink::Soft);
    }
    let mut blocks = vec![Block::heading(2, title.cited(&meeting.from))];
    if let Some(when) = &meeting.when {
        blocks.push(Block::Text {
            line: Line::soft(when),
        });
    }
    let sides = [("home-side", &meeting.home), ("host-side", &meeting.hosts)];
    let rows: Vec<Row> = sides
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|side| sided(side, words))
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Facts { rows });
    }
    let summary = meeting
        .summary
        .iter()
        .map(|fact| Line::plain(&fact.text).cited(&fact.from));
    blocks.extend(summary.map(|line| Block::Text { line }));
    blocks.extend(points(
        "asks",
        meeting.asks.iter().map(|one| ask(one, words)).collect(),
        words,
    ));
    blocks.extend(said(&meeting.commitments, words));
    blocks
}

fn sided((label, names): (&str, &Vec<Shown>), words: Words) -> Row {
    Row {
        label: words.say(label),
        lines: vec![Line::names(names, words.comma())],
    }
}

/// Commitments, then statements of intent under their own heading. Where something was said
/// and none of it binds, that is said too.
fn said(all: &[ReportCommitment], words: Words) -> Vec<Block> {
    let of = |binding| {
        let some = all.iter().filter(move |one| one.binding == binding);
        some.map(|one| commitment(one, words)).collect::<Vec<_>>()
    };
    let mut promised = of(Binding::Commitment);
    if promised.is_empty() {
        promised.push(Line::soft(words.say("no-commitments")));
    }
    let mut blocks = points("commitments", promised, words);
    blocks.extend(points("intents", of(Binding::StatementOfIntent), words));
    blocks
}

fn points(key: &str, lines: Vec<Line>, words: Words) -> Vec<Block> {
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![
            Block::heading(3, Line::plain(words.say(key))),
            Block::Points { lines },
        ],
    }
}

fn ask(ask: &ReportAsk, words: Words) -> Line {
    let name = |shown: &Shown| Line::name(shown, Ink::Soft);
    let who = match (&ask.by, &ask.of) {
        (Some(by), Some(of)) => {
            words.weave("ask-who", &[("by", name(by)), ("of", name(of))], Ink::Soft)
        }
        (Some(by), None) => words.weave("ask-by", &[("by", name(by))], Ink::Soft),
        (None, Some(of)) => words.weave("ask-of", &[("of", name(of))], Ink::Soft),
        (None, None) => Line::default(),
    };
    let mut notes = vec![who];
    if ask.concrete {
        notes.push(Line::default().then(words.say("ask-concrete"), Ink::Strong));
    }
    with_notes(Line::plain(&ask.ask.text).cited(&ask.ask.from), notes)
}

fn commitment(said: &ReportCommitment, words: Words) -> Line {
    let name = |shown: &Shown| Line::name(shown, Ink::Soft);
    let who = match (&said.by, &said.to) {
        (Some(by), Some(to)) => {
            words.weave("said-to", &[("by", name(by)), ("to", name(to))], Ink::Soft)
        }
        (Some(by), None) => words.weave("said-by", &[("by", name(by))], Ink::Soft),
        (None, _) => Line::default(),
    };
    let due = said
        .due
        .as_ref()
        .map(|due| Line::soft(words.with("due", &[("due", due.into())])));
    let owner = said
        .owner
        .as_ref()
        .map(|owner| Line::soft(words.with("owner", &[("owner", owner.into())])));
    let notes = std::iter::once(who).chain(due).chain(owner).collect();
    with_notes(Line::plain(&said.words.text).cited(&said.words.from), notes)
}

/// A line with notes after a dash, the empty ones left out.
fn with_notes(line: Line, notes: Vec<Line>) -> Line {
    let mut between = " — ";
    let mut line = line;
    for note in notes.into_iter().filter(|note| !note.is_empty()) {
        line = line.then(between, Ink::Soft).and(note);
        between = " · ";
    }
    line
}

fn agreements(agreements: &[ReportAgreement], words: Words) -> Vec<Block> {
    let party = |names: &[Shown]| match names.is_empty() {
        true => vec![Line::soft(words.say("party-unknown"))],
        false => names
            .iter()
            .map(|name| Line::name(name, Ink::Plain))
            .collect(),
    };
    let row = |(index, agreement): (usize, &ReportAgreement)| {
        let mut signed = vec![match &agreement.signed {
            Some(signed) => Line::plain(signed),
            None => Line::soft(words.say("unsigned")),
        }];
        signed.extend(agreement.stage.as_ref().map(Line::soft));
        vec![
            vec![Line::soft((index + 1).to_string())],
            vec![
                Line::default()
                    .then(&agreement.title, Ink::Strong)
                    .cited(&agreement.from),
            ],
            party(&agreement.home),
            party(&agreement.foreign),
            signed,
        ]
    };
    let rows: Vec<_> = agreements.iter().enumerate().map(row).collect();
    let keys = [
        ("number", 7),
        ("agreement", 24),
        ("home-party", 27),
        ("foreign-party", 24),
        ("signed", 20),
    ];
    table(&keys, rows, words)
}

/// What it cost, planned and actual side by side; sums stand out.
fn costs(costs: &[ReportCost], words: Words) -> Vec<Block> {
    let row = |cost: &ReportCost| {
        let ink = match cost.kind {
            Some(_) => Ink::Plain,
            None => Ink::Strong,
        };
        let kind = cost.kind.map_or("cost-total".to_owned(), |kind| {
            format!("cost-{}", kind.code())
        });
        let kind = Line::default()
            .then(words.say(&kind), ink)
            .cited(&cost.from);
        let mut what = vec![kind];
        what.extend(cost.note.as_ref().map(Line::soft));
        let amount = |text: &Option<String>| match text {
            Some(text) => vec![Line::default().then(text, ink)],
            None => vec![Line::soft(words.say("cost-open"))],
        };
        let difference = cost.difference.iter();
        let difference = difference.map(|text| Line::default().then(text, ink));
        vec![
            what,
            amount(&cost.planned),
            amount(&cost.actual),
            difference.collect(),
        ]
    };
    let keys = [
        ("cost-kind", 34),
        ("cost-planned", 22),
        ("cost-actual", 22),
        ("cost-difference", 22),
    ];
    table(&keys, costs.iter().map(row).collect(), words)
}

fn next(visits: &[NextVisit], words: Words) -> Vec<Block> {
    let row = |visit: &NextVisit| {
        let outcome = match visit.outcome {
            VisitOutcome::Planned => Line::plain(words.say("visit-planned")),
            VisitOutcome::Held => Line::default().then(words.say("visit-held"), Ink::Strong),
        };
        let mut outcome = vec![outcome];
        outcome.extend(visit.note.as_ref().map(Line::soft));
        vec![
            cited_name(&visit.to, &visit.from),
            visit.when.iter().map(Line::plain).collect(),
            outcome,
        ]
    };
    let rows = visits.iter().map(row).collect();
    table(
        &[("visit-to", 36), ("when", 30), ("outcome", 34)],
        rows,
        words,
    )
}

/// The records with their numbers, and below each published source once.
fn references(references: &References, words: Words) -> Vec<Block> {
    let mut sources: Vec<(&str, Option<&str>)> = Vec::new();
    let mut rows = Vec::new();
    for (number, reference) in references.iter() {
        let source = match &reference.source {
            Some(source) => {
                let entry = (source.as_str(), reference.link.as_deref());
                let place = sources
                    .iter()
                    .position(|known| *known == entry)
                    .unwrap_or(sources.len());
                if place == sources.len() {
                    sources.push(entry);
                }
                vec![Line::plain(source_mark(place))]
            }
            None => vec![Line::soft(words.say("own-record"))],
        };
        rows.push(vec![
            vec![Line::soft(number.0.to_string())],
            vec![Line::plain(&reference.record)],
            source,
        ]);
    }
    let mut blocks = table(
        &[("number", 7), ("record", 71), ("source", 22)],
        rows,
        words,
    );
    let rows = sources.iter().enumerate().map(|(place, (source, link))| {
        let mut lines = vec![Line::plain(*source)];
        lines.extend(link.map(Line::soft));
        vec![vec![Line::plain(source_mark(place))], lines]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::heading(2, Line::plain(words.say("sources"))));
        blocks.extend(table(&[("number", 7), ("source", 93)], rows, words));
    }
    blocks
}

/// How the register names a source.
fn source_mark(place: usize) -> String {
    format!("S{}", place + 1)
}

fn table(keys: &[(&str, u16)], rows: Vec<Vec<Vec<Line>>>, words: Words) -> Vec<Block> {
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![Block::Table {
            columns: columns(keys, words),
            rows,
        }],
    }
}

//! Timetables: a page for each company, interpreter or table, the board for the wall, the change sheet.

use super::lists::columns;
use super::or_empty;
use crate::sheet::{Block, Cell, Column, Ink, Line};
use crate::words::Words;
use domain::papers::{PrintedChange, PrintedMeeting, Shown, TimetablePage, TimetablePaper};

/// Most tables side by side on one board.
const ACROSS: usize = 8;

pub(super) fn blocks(paper: &TimetablePaper, words: Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    for page in &paper.pages {
        if !blocks.is_empty() {
            blocks.push(Block::Page);
        }
        match page {
            TimetablePage::Company {
                name,
                session,
                changes,
                meetings,
            }
            | TimetablePage::Interpreter {
                name,
                session,
                changes,
                meetings,
            } => {
                blocks.push(Block::heading(1, Line::name(name, Ink::Strong)));
                blocks.extend(about(session));
                if !changes.is_empty() {
                    blocks.push(Block::heading(2, Line::plain(words.say("sheet-changes"))));
                    blocks.push(changed(changes, words));
                    blocks.push(Block::heading(2, Line::plain(words.say("sheet-now"))));
                }
                blocks.extend(agenda(meetings, words));
            }
            TimetablePage::Table {
                sign,
                session,
                meetings,
            } => {
                blocks.push(Block::Sign {
                    line: Line::plain(words.with("sheet-sign", &[("name", sign.into())])),
                });
                blocks.extend(about(session));
                blocks.extend(seats(meetings, words));
            }
            TimetablePage::Board {
                session,
                tables,
                rows,
            } => {
                blocks.extend(about(session));
                blocks.extend(board(tables, rows, words));
            }
        }
    }
    or_empty(blocks, words)
}

fn about(session: &[String]) -> Option<Block> {
    (!session.is_empty()).then(|| Block::Text {
        line: Line::soft(session.join(" · ")),
    })
}

/// Parties one below the other.
fn stacked(names: &[Shown]) -> Cell {
    let lines = names.iter().map(|name| Line::stacked(name, Ink::Strong));
    lines.flatten().collect()
}

/// The meetings of one company or interpreter: when, with whom, where.
pub(super) fn agenda(meetings: &[PrintedMeeting], words: Words) -> Vec<Block> {
    if meetings.is_empty() {
        return vec![Block::Text {
            line: Line::soft(words.say("sheet-none")),
        }];
    }
    let row = |meeting: &PrintedMeeting| {
        let mut with = stacked(&meeting.with);
        if !meeting.about.is_empty() {
            with.push(Line::soft(&meeting.about));
        }
        let who = [&meeting.comes, &meeting.interpreter, &meeting.languages];
        with.extend(
            who.into_iter()
                .filter(|line| !line.is_empty())
                .map(Line::soft),
        );
        let mut time = vec![Line::default().then(&meeting.time, Ink::Strong)];
        if !meeting.wish.is_empty() {
            time.push(Line::soft(&meeting.wish));
        }
        vec![time, with, vec![Line::plain(&meeting.table)]]
    };
    vec![Block::Table {
        columns: columns(
            &[("sheet-time", 26), ("sheet-with", 60), ("sheet-table", 18)],
            words,
        ),
        rows: meetings.iter().map(row).collect(),
    }]
}

fn seats(meetings: &[PrintedMeeting], words: Words) -> Vec<Block> {
    if meetings.is_empty() {
        return vec![Block::Text {
            line: Line::soft(words.say("sheet-free")),
        }];
    }
    let row = |meeting: &PrintedMeeting| {
        let side = |n: usize| -> Cell {
            let name = meeting.with.get(n);
            name.map_or_else(Vec::new, |name| Line::stacked(name, Ink::Strong))
        };
        vec![
            vec![Line::default().then(&meeting.time, Ink::Strong)],
            side(0),
            side(1),
        ]
    };
    vec![Block::Table {
        columns: columns(
            &[
                ("sheet-time", 26),
                ("sheet-company", 40),
                ("sheet-company", 40),
            ],
            words,
        ),
        rows: meetings.iter().map(row).collect(),
    }]
}

fn changed(changes: &[PrintedChange], words: Words) -> Block {
    let place = |place: &Option<String>, none: &str| -> Cell {
        vec![match place {
            Some(place) => Line::plain(place),
            None => Line::soft(words.say(none)),
        }]
    };
    let row = |change: &PrintedChange| {
        vec![
            stacked(&change.with),
            place(&change.before, "sheet-was-not"),
            place(&change.after, "sheet-is-not"),
        ]
    };
    Block::Table {
        columns: columns(
            &[
                ("sheet-with", 44),
                ("sheet-before", 30),
                ("sheet-after", 30),
            ],
            words,
        ),
        rows: changes.iter().map(row).collect(),
    }
}

/// How many tables stand side by side: as few pages as a wide page allows, and these equally
/// full, so that no table stands alone.
fn across(tables: usize) -> usize {
    let pages = tables.div_ceil(ACROSS).max(1);
    tables.div_ceil(pages).max(1)
}

/// The board in parts that a wide page can hold.
fn board(tables: &[String], rows: &[(String, Vec<Vec<Shown>>)], words: Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    let across = across(tables.len());
    for (part, signs) in tables.chunks(across).enumerate() {
        if part > 0 {
            blocks.push(Block::Page);
        }
        let first = part * across;
        let mut heads = vec![Column {
            title: words.say("sheet-time"),
            share: 8,
        }];
        heads.extend(signs.iter().map(|sign| Column {
            title: words.with("sheet-sign", &[("name", sign.into())]),
            share: 16,
        }));
        let row = |(time, cells): &(String, Vec<Vec<Shown>>)| {
            let mut row: Vec<Cell> = vec![vec![Line::default().then(time, Ink::Strong)]];
            for n in first..first + signs.len() {
                row.push(met(cells.get(n)));
            }
            row
        };
        blocks.push(Block::Table {
            columns: heads,
            rows: rows.iter().map(row).collect(),
        });
    }
    blocks
}

/// The two sides of each meeting at a table: the first strong, the second plain.
fn met(names: Option<&Vec<Shown>>) -> Cell {
    let ink = |n: usize| {
        if n.is_multiple_of(2) {
            Ink::Strong
        } else {
            Ink::Plain
        }
    };
    let names = names.into_iter().flatten().enumerate();
    names
        .map(|(n, name)| {
            let alone = Shown {
                original: None,
                ..name.clone()
            };
            Line::name(&alone, ink(n))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of tables on the pages of a board.
    fn pages(tables: usize) -> Vec<usize> {
        let all: Vec<usize> = (0..tables).collect();
        all.chunks(across(tables)).map(<[usize]>::len).collect()
    }

    #[test]
    fn the_pages_of_a_board_are_as_few_as_can_be_and_equally_full() {
        assert_eq!(pages(8), [8]);
        assert_eq!(pages(9), [5, 4], "no table alone on a page");
        assert_eq!(pages(17), [6, 6, 5]);
        for tables in 1..200 {
            let pages = pages(tables);
            assert_eq!(pages.len(), tables.div_ceil(ACROSS), "{tables}");
            let most = pages.iter().max().unwrap();
            assert!(*most <= ACROSS && pages.iter().sum::<usize>() == tables);
        }
        assert!(pages(0).is_empty());
    }

    #[test]
    fn every_table_of_a_board_keeps_its_column_over_the_pages() {
        let words = Words {
            language: domain::language::Language::En,
        };
        let signs: Vec<String> = (1..=9).map(|n| n.to_string()).collect();
        let cells = signs
            .iter()
            .map(|n| vec![Shown::plain(&format!("firm {n}"))]);
        let rows = vec![("13:00".to_owned(), cells.collect())];
        let blocks = board(&signs, &rows, words);
        let mut seen = Vec::new();
        for block in &blocks {
            let Block::Table { columns, rows } = block else {
                continue;
            };
            for (column, cell) in columns.iter().zip(&rows[0]).skip(1) {
                let sign = column.title.trim_start_matches("Table ").to_owned();
                assert_eq!(cell[0].text(), format!("firm {sign}"));
                seen.push(sign);
            }
        }
        assert_eq!(seen, signs);
        assert_eq!(blocks.iter().filter(|b| **b == Block::Page).count(), 1);
    }
}

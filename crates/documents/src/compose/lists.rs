//! Lists of people: the delegation, alone and inside a report.

use super::or_empty;
use crate::sheet::{Block, Cell, Column, Ink, Line, Row};
use crate::words::Words;
use domain::papers::{Citation, DelegationMember, DelegationPaper, Shown};

pub(super) fn delegation(paper: &DelegationPaper, words: Words) -> Vec<Block> {
    let mut facts = Vec::new();
    if let Some(size) = &paper.published_size {
        facts.push(Row {
            label: words.say("published-size"),
            lines: vec![Line::plain(words.published(size))],
        });
    }
    facts.push(Row {
        label: words.say("counted"),
        lines: vec![Line::plain(
            words.counted("members-named", paper.members.len()),
        )],
    });
    if paper.members.is_empty() {
        return or_empty(Vec::new(), words);
    }
    let members = paper.members.iter().map(|member| (member, &[][..]));
    vec![Block::Facts { rows: facts }, members_table(members, words)]
}

/// The table of members, each with the records that name them.
pub(super) fn members_table<'a>(
    members: impl Iterator<Item = (&'a DelegationMember, &'a [Citation])>,
    words: Words,
) -> Block {
    let rows = members
        .enumerate()
        .map(|(index, (member, from))| member_row(index + 1, member, from, words))
        .collect();
    Block::Table {
        columns: columns(
            &[
                ("number", 7),
                ("name", 22),
                ("offices", 34),
                ("organisation", 23),
                ("role", 21),
            ],
            words,
        ),
        rows,
    }
}

fn member_row(
    number: usize,
    member: &DelegationMember,
    from: &[Citation],
    words: Words,
) -> Vec<Cell> {
    let mut offices: Cell = member.posts.iter().map(Line::plain).collect();
    offices.extend(member.note.as_deref().map(Line::soft));
    vec![
        vec![Line::soft(number.to_string())],
        cited_name(&member.name, from),
        offices,
        member
            .organisation
            .iter()
            .flat_map(|name| Line::stacked(name, Ink::Plain))
            .collect(),
        vec![Line::plain(
            words.say(&format!("role-{}", member.role.code())),
        )],
    ]
}

/// A name with its records, the original on its own line.
pub(super) fn cited_name(name: &Shown, from: &[Citation]) -> Cell {
    let mut lines = Line::stacked(name, Ink::Strong);
    lines[0] = std::mem::take(&mut lines[0]).cited(from);
    lines
}

/// Columns by the keys of their titles and their shares of the width.
pub(super) fn columns(keys: &[(&str, u16)], words: Words) -> Vec<Column> {
    keys.iter()
        .map(|(key, share)| Column {
            title: words.say(key),
            share: *share,
        })
        .collect()
}

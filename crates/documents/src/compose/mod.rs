//! From a paper to a sheet: which lines stand where, in the reader's language.

mod guests;
mod lists;
mod programme;
mod report;
mod slots;
mod timetable;

use crate::DocumentError;
use crate::qr::Code;
use crate::sheet::{Block, Face, Ink, Line, Run, Sheet, UNRESOLVED};
use crate::words::Words;
use domain::language::Language;
use domain::papers::{Audience, Paper, PaperKind};

/// Composes a paper in a language.
pub(crate) fn compose(paper: &Paper, language: Language) -> Result<Sheet, DocumentError> {
    let words = Words { language };
    let blocks = match paper {
        Paper::Programme(paper) => programme::blocks(paper, words),
        Paper::Delegation(paper) => lists::delegation(paper, words),
        Paper::Guests(paper) => guests::blocks(paper, words),
        Paper::Report(paper) => report::blocks(paper, words),
        Paper::Timetable(paper) => timetable::blocks(paper, words),
    };
    let (code, region) = match language {
        Language::ZhHans => ("zh", Some("cn")),
        Language::En => ("en", Some("gb")),
        Language::De => ("de", Some("de")),
    };
    let mut sheet = Sheet {
        language: code,
        region,
        face: face(paper, words)?,
        wide: paper.kind() == PaperKind::TimetableBoard,
        blocks,
        legend: Vec::new(),
    };
    if matches!(paper, Paper::Report(_)) {
        sheet.legend.push(Line::soft(words.say("legend-cite")));
    }
    if sheet.has_unresolved() {
        let mark = Line::of(Run::new(UNRESOLVED, Ink::Mark));
        sheet
            .legend
            .push(mark.then(format!(" {}", words.say("legend")), Ink::Soft));
    }
    Ok(sheet)
}

fn face(paper: &Paper, words: Words) -> Result<Face, DocumentError> {
    let head = paper.head();
    let version = words.with("version", &[("version", head.version.to_string().into())]);
    let page = words.with(
        "page",
        &[("page", "{page}".into()), ("pages", "{pages}".into())],
    );
    Ok(Face {
        agency: head.agency.clone(),
        kind: words.say(&format!("kind-{}", paper.kind().code())),
        title: head.title.clone(),
        second: head.second_title.clone(),
        subject: subject(paper, words),
        code: head.code.clone(),
        version,
        printed: words.with("printed", &[("time", (&head.printed_at).into())]),
        page,
        marks: head
            .marks
            .iter()
            .map(|mark| words.say(&format!("mark-{}", mark.code())))
            .collect(),
        current: words.say("current"),
        link: head.link.clone(),
        qr: Code::new(&head.link)?.svg(),
        qr_alt: words.with("qr-alt", &[("link", (&head.link).into())]),
        made_at: head.made_at.as_second(),
    })
}

/// For whom the paper is, and their offices.
fn subject(paper: &Paper, words: Words) -> Vec<Line> {
    let Paper::Programme(paper) = paper else {
        return Vec::new();
    };
    let named = |name| {
        vec![words.weave(
            "for",
            &[("name", Line::name(name, Ink::Strong))],
            Ink::Plain,
        )]
    };
    match &paper.audience {
        Audience::General => Vec::new(),
        Audience::Company { name } => named(name),
        Audience::Member { name, posts } => {
            let mut lines = named(name);
            lines.extend(posts.iter().map(Line::soft));
            lines
        }
    }
}

/// A part without content says so.
fn or_empty(blocks: Vec<Block>, words: Words) -> Vec<Block> {
    if blocks.is_empty() {
        let line = Line::soft(words.say("empty"));
        return vec![Block::Text { line }];
    }
    blocks
}

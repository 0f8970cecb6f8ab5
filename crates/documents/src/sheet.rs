//! A composed document: what both formats print, without a word about how it looks.

use domain::papers::{Citation, Shown};
use serde::Serialize;

/// What a piece of text is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ink {
    /// Running text.
    Plain,
    /// Emphasised.
    Strong,
    /// Secondary.
    Soft,
    /// A name as printed in a source, identity unresolved.
    Unresolved,
    /// The mark after such a name.
    Mark,
    /// The numbers of the records that carry a line.
    Cite,
}

/// The mark after an unresolved name, explained by the legend.
pub(crate) const UNRESOLVED: &str = "†";

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) ink: Ink,
}

impl Run {
    pub(crate) fn new(text: impl Into<String>, ink: Ink) -> Self {
        Self {
            text: text.into(),
            ink,
        }
    }
}

/// A line of pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Line(pub(crate) Vec<Run>);

impl Line {
    pub(crate) fn of(run: Run) -> Self {
        Self(vec![run])
    }

    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::of(Run::new(text, Ink::Plain))
    }

    pub(crate) fn soft(text: impl Into<String>) -> Self {
        Self::of(Run::new(text, Ink::Soft))
    }

    /// A name with its original beside and, if unresolved, its mark.
    pub(crate) fn name(name: &Shown, ink: Ink) -> Self {
        let mut line = Self::default();
        if name.unresolved {
            line.push(Run::new(&name.text, Ink::Unresolved));
            line.push(Run::new(UNRESOLVED, Ink::Mark));
        } else {
            line.push(Run::new(&name.text, ink));
        }
        if let Some(original) = &name.original {
            line.push(Run::new(format!(" {original}"), Ink::Soft));
        }
        line
    }

    /// A name for a narrow column: the original on a line of its own.
    pub(crate) fn stacked(name: &Shown, ink: Ink) -> Vec<Self> {
        let alone = Shown {
            original: None,
            ..name.clone()
        };
        let original = name.original.as_ref().map(Self::soft);
        std::iter::once(Self::name(&alone, ink))
            .chain(original)
            .collect()
    }

    /// Names one after the other.
    pub(crate) fn names(names: &[Shown], between: &str) -> Self {
        let mut line = Self::default();
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                line.push(Run::new(between, Ink::Plain));
            }
            line.0.extend(Self::name(name, Ink::Plain).0);
        }
        line
    }

    pub(crate) fn push(&mut self, run: Run) {
        if !run.text.is_empty() {
            self.0.push(run);
        }
    }

    #[must_use]
    pub(crate) fn then(mut self, text: impl Into<String>, ink: Ink) -> Self {
        self.push(Run::new(text, ink));
        self
    }

    #[must_use]
    pub(crate) fn and(mut self, other: Line) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The same with the numbers of its records.
    #[must_use]
    pub(crate) fn cited(self, from: &[Citation]) -> Self {
        if from.is_empty() {
            return self;
        }
        let mut numbers: Vec<u16> = from.iter().map(|citation| citation.0).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
        self.then(format!(" [{}]", numbers.join(", ")), Ink::Cite)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words alone.
    #[cfg(test)]
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    fn unresolved(&self) -> bool {
        self.0.iter().any(|run| run.ink == Ink::Unresolved)
    }
}

/// How firmly a slot of a schedule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tone {
    /// Confirmed or held.
    Firm,
    /// Not yet confirmed.
    Open,
    /// Cancelled or postponed.
    Gone,
}

/// A label with what it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) lines: Vec<Line>,
}

/// One item of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Slot {
    pub(crate) time: String,
    pub(crate) home: Option<String>,
    pub(crate) tone: Tone,
    pub(crate) state: String,
    pub(crate) title: Line,
    pub(crate) lines: Vec<Line>,
}

/// A column of a table with its share of the width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) share: u16,
}

/// A cell of a table.
pub(crate) type Cell = Vec<Line>;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub(crate) enum Block {
    /// A heading, level 1 to 3.
    Heading { level: usize, line: Line },
    /// A paragraph.
    Text { line: Line },
    /// Labels with what they name.
    Facts { rows: Vec<Row> },
    /// Items by time.
    Schedule { slots: Vec<Slot> },
    /// A table whose header repeats on every page.
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<Cell>>,
    },
    /// Points.
    Points { lines: Vec<Line> },
    /// What follows begins on a new page.
    Page,
    /// Words to be read from afar.
    Sign { line: Line },
}

impl Block {
    pub(crate) fn heading(level: usize, line: Line) -> Self {
        Block::Heading { level, line }
    }

    fn lines(&self) -> Vec<&Line> {
        match self {
            Block::Heading { line, .. } | Block::Text { line } | Block::Sign { line } => vec![line],
            Block::Page => Vec::new(),
            Block::Facts { rows } => rows.iter().flat_map(|row| &row.lines).collect(),
            Block::Schedule { slots } => {
                let own = slots.iter().map(|slot| &slot.title);
                own.chain(slots.iter().flat_map(|slot| &slot.lines))
                    .collect()
            }
            Block::Table { rows, .. } => rows.iter().flatten().flatten().collect(),
            Block::Points { lines } => lines.iter().collect(),
        }
    }
}

/// What stands on the first page above the content and on every page around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Face {
    pub(crate) agency: Option<String>,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) second: Option<String>,
    pub(crate) subject: Vec<Line>,
    pub(crate) code: String,
    pub(crate) version: String,
    pub(crate) printed: String,
    /// With `{page}` and `{pages}` to be put in.
    pub(crate) page: String,
    pub(crate) marks: Vec<String>,
    pub(crate) current: String,
    pub(crate) link: String,
    /// A drawing of the QR code.
    pub(crate) qr: String,
    pub(crate) qr_alt: String,
    /// The time of the print in seconds since the epoch, for the file's own data.
    pub(crate) made_at: i64,
}

/// A composed document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Sheet {
    /// `zh`, `en` or `de`.
    pub(crate) language: &'static str,
    /// `cn` for Chinese.
    pub(crate) region: Option<&'static str>,
    pub(crate) face: Face,
    /// For the wall: a large sheet on its long side.
    pub(crate) wide: bool,
    pub(crate) blocks: Vec<Block>,
    /// Explanations of the marks, under the title.
    pub(crate) legend: Vec<Line>,
}

impl Sheet {
    /// Whether any name is printed as unresolved.
    pub(crate) fn has_unresolved(&self) -> bool {
        let subject = self.face.subject.iter().any(Line::unresolved);
        subject
            || self
                .blocks
                .iter()
                .flat_map(Block::lines)
                .any(Line::unresolved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unresolved_name_carries_its_mark() {
        let line = Line::name(&Shown::plain("Ered Group").as_printed(), Ink::Strong);
        assert_eq!(line.text(), "Ered Group†");
        assert!(line.unresolved());
        assert!(!Line::name(&Shown::plain("Linde"), Ink::Strong).unresolved());
    }

    #[test]
    fn citations_are_sorted_and_said_once() {
        let line = Line::plain("Held.").cited(&[Citation(7), Citation(2), Citation(7)]);
        assert_eq!(line.text(), "Held. [2, 7]");
        assert_eq!(Line::plain("Held.").cited(&[]).text(), "Held.");
    }
}

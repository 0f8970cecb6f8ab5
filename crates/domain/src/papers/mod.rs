//! The content of printed documents as typed data.
//!
//! A paper is what a printed document says, nothing about how it looks: names and texts are
//! already chosen for one reader's language, records have become lines, and no ids are left.
//! The same paper becomes PDF and DOCX elsewhere.

mod delegation;
mod guests;
mod head;
mod programme;
mod report;
mod shown;
mod timetable;

pub use delegation::{DelegationMember, DelegationPaper};
pub use guests::{Answer, Guest, GuestBody, GuestOccasion, GuestPaper};
pub use head::{Letterhead, Mark};
pub use programme::{
    Audience, CityDay, MeetingRound, ProgrammeDay, ProgrammeItem, ProgrammePaper, Standing,
};
pub use report::{
    Basic, BasicTopic, Binding, Citation, Cited, NextVisit, Reference, References, ReportAgreement,
    ReportAsk, ReportCommitment, ReportCost, ReportDay, ReportItem, ReportMeeting, ReportMember,
    ReportObservance, TripReport, Unsupported, VisitOutcome,
};
pub use shown::{Published, Shown};
pub use timetable::{PrintedChange, PrintedMeeting, TimetablePage, TimetablePaper};

use crate::codes::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// The kinds of documents that can be printed; the code names them on the command line.
    PaperKind {
        /// Mission programme, general.
        Programme = "programme",
        /// Programme of one company.
        ProgrammeCompany = "programme-company",
        /// Programme of one member of the delegation.
        ProgrammeMember = "programme-member",
        /// Delegation list 团员名单.
        Delegation = "delegation",
        /// Guest list 嘉宾名单.
        Guests = "guests",
        /// Timetables, a page for each company.
        Timetable = "timetable",
        /// A page for each interpreter.
        Interpreters = "interpreters",
        /// A sign for each table.
        TableSigns = "table-signs",
        /// The board for the wall.
        TimetableBoard = "wall-plan",
        /// Only the pages that changed since the timetable published before.
        TimetableChanges = "change-sheet",
        /// Trip report 出访报告.
        Report = "report",
    }
}

impl PaperKind {
    /// Whether the paper may be made for one company or one member.
    pub fn takes_subject(self) -> bool {
        self.needs_subject() || matches!(self, PaperKind::Timetable | PaperKind::Interpreters)
    }

    /// Whether the paper is made of the timetables of matchmaking sessions.
    pub fn is_of_sessions(self) -> bool {
        matches!(
            self,
            PaperKind::Timetable
                | PaperKind::Interpreters
                | PaperKind::TableSigns
                | PaperKind::TimetableBoard
                | PaperKind::TimetableChanges
        )
    }

    /// Whether the paper is made for one company or one member, who must be named.
    pub fn needs_subject(self) -> bool {
        matches!(
            self,
            PaperKind::ProgrammeCompany | PaperKind::ProgrammeMember
        )
    }
}

/// One printed document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum Paper {
    /// A programme.
    Programme(ProgrammePaper),
    /// A delegation list.
    Delegation(DelegationPaper),
    /// A guest list.
    Guests(GuestPaper),
    /// Timetables of matchmaking sessions.
    Timetable(TimetablePaper),
    /// A trip report.
    Report(TripReport),
}

impl Paper {
    /// What stands on every page.
    pub fn head(&self) -> &Letterhead {
        match self {
            Paper::Programme(paper) => &paper.head,
            Paper::Delegation(paper) => &paper.head,
            Paper::Guests(paper) => &paper.head,
            Paper::Timetable(paper) => &paper.head,
            Paper::Report(paper) => &paper.head,
        }
    }

    /// The same head, for the version and time that a new print gets.
    pub fn head_mut(&mut self) -> &mut Letterhead {
        match self {
            Paper::Programme(paper) => &mut paper.head,
            Paper::Delegation(paper) => &mut paper.head,
            Paper::Guests(paper) => &mut paper.head,
            Paper::Timetable(paper) => &mut paper.head,
            Paper::Report(paper) => &mut paper.head,
        }
    }

    /// Which kind of document it is.
    pub fn kind(&self) -> PaperKind {
        match self {
            Paper::Programme(paper) => match paper.audience {
                Audience::General => PaperKind::Programme,
                Audience::Company { .. } => PaperKind::ProgrammeCompany,
                Audience::Member { .. } => PaperKind::ProgrammeMember,
            },
            Paper::Delegation(_) => PaperKind::Delegation,
            Paper::Guests(_) => PaperKind::Guests,
            Paper::Timetable(paper) => paper.kind,
            Paper::Report(_) => PaperKind::Report,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Letterhead {
        Letterhead {
            title: "Visit".into(),
            second_title: None,
            agency: None,
            code: "LN-1".into(),
            version: 1,
            printed_at: "1 May".into(),
            made_at: jiff::Timestamp::UNIX_EPOCH,
            link: "http://127.0.0.1/".into(),
            marks: vec![Mark::Sample],
        }
    }

    #[test]
    fn a_programme_knows_for_whom_it_is() {
        let for_whom = |audience| {
            Paper::Programme(ProgrammePaper {
                head: head(),
                audience,
                days: vec![],
                undated: vec![],
            })
            .kind()
        };
        let name = Shown::plain("BMW Group");
        assert_eq!(for_whom(Audience::General), PaperKind::Programme);
        assert_eq!(
            for_whom(Audience::Company { name: name.clone() }),
            PaperKind::ProgrammeCompany
        );
        let member = Audience::Member {
            name,
            posts: vec![],
        };
        assert_eq!(for_whom(member.clone()), PaperKind::ProgrammeMember);
        assert!(for_whom(member).needs_subject() && !PaperKind::Report.needs_subject());
    }

    #[test]
    fn a_paper_survives_being_stored() {
        let mut paper = Paper::Delegation(DelegationPaper {
            head: head(),
            published_size: None,
            members: vec![],
        });
        paper.head_mut().version = 7;
        let text = serde_json::to_string(&paper).unwrap();
        let read: Paper = serde_json::from_str(&text).unwrap();
        assert_eq!(read, paper);
        assert_eq!(read.head().version, 7);
    }
}

//! The trip report 出访报告 on paper: every factual line names the records it comes from.

use super::{DelegationMember, Letterhead, ProgrammeItem, Published, Shown};
use crate::codes::coded;
use crate::returned::{CostKind, Rule};
use serde::{Deserialize, Serialize};

/// The number of an entry in the register of records at the end of a report, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Citation(pub u16);

/// A record, and where the record itself comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What kind of record it is and what it is called, in the reader's language.
    pub record: String,
    /// The published source of the record, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Address of the record or its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// The register of records that a report stands on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct References(Vec<Reference>);

impl References {
    /// Enters a reference, once, and gives its number.
    pub fn cite(&mut self, reference: Reference) -> Citation {
        let place = self
            .0
            .iter()
            .position(|known| *known == reference)
            .unwrap_or_else(|| {
                self.0.push(reference);
                self.0.len() - 1
            });
        Citation(u16::try_from(place + 1).unwrap_or(u16::MAX))
    }

    /// All entries with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Citation, &Reference)> {
        (1..=u16::MAX).map(Citation).zip(&self.0)
    }

    fn holds(&self, citation: Citation) -> bool {
        citation.0 >= 1 && usize::from(citation.0) <= self.0.len()
    }
}

/// A sentence with the records that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The sentence in the reader's language.
    pub text: String,
    /// Where it comes from; never empty in a report that is printed.
    pub from: Vec<Citation>,
}

coded! {
    /// The topics of a report's first section.
    BasicTopic {
        /// Name of the delegation.
        Delegation = "delegation",
        /// The organisation that sends it.
        Organiser = "organiser",
        /// Head of delegation.
        Leader = "leader",
        /// Who invited it.
        Inviter = "inviter",
        /// From when to when.
        Period = "period",
        /// Countries.
        Countries = "countries",
        /// Cities.
        Cities = "cities",
        /// Size of the delegation as published.
        Size = "size",
        /// Purpose.
        Purpose = "purpose",
        /// Themes of the talks.
        Themes = "themes",
        /// Anything else.
        Remark = "remark",
    }
}

/// One line of the first section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basic {
    /// What the line is about.
    pub topic: BasicTopic,
    /// What it says; empty where names say it.
    pub fact: Cited,
    /// The names that it consists of, each with its mark if unresolved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Shown>,
}

/// A member with the record that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMember {
    /// The member.
    pub member: DelegationMember,
    /// Where it comes from.
    pub from: Vec<Citation>,
}

/// What was held or planned, who presented and how many came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportItem {
    /// The item.
    pub item: ProgrammeItem,
    /// Who presented.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub presenters: Vec<Shown>,
    /// Who spoke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<Shown>,
    /// How many came, as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Published>,
    /// What else is recorded of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Cited>,
    /// Where the item itself comes from.
    pub from: Vec<Citation>,
}

/// What was held on one day in one city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDay {
    /// The day as text; none if it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The city; none if it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Shown>,
    /// The items.
    pub items: Vec<ReportItem>,
}

/// Something that one side asked of the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAsk {
    /// What was asked.
    pub ask: Cited,
    /// Who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Shown>,
    /// Of whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Shown>,
    /// Whether it names something that can be done and checked.
    pub concrete: bool,
}

/// Whether somebody is bound by what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// A commitment 承诺 of a named party.
    Commitment,
    /// A statement of intent 意向表态; it is not a commitment.
    StatementOfIntent,
}

/// What one side said it would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCommitment {
    /// What was said.
    pub words: Cited,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Shown>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Shown>,
    /// Whether it binds.
    pub binding: Binding,
    /// Until when, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Who follows it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// One meeting with what was asked and what was promised, kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMeeting {
    /// Title.
    pub title: String,
    /// Title in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Date, time and place as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The delegation's side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub home: Vec<Shown>,
    /// The other side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<Shown>,
    /// What was talked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<Cited>,
    /// What was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<ReportAsk>,
    /// What was promised or declared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<ReportCommitment>,
    /// Where the meeting itself comes from.
    pub from: Vec<Citation>,
}

/// An agreement with both parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAgreement {
    /// What kind of agreement, and its title if it has one, in the reader's language.
    pub title: String,
    /// Parties on the delegation's side.
    pub home: Vec<Shown>,
    /// Parties on the other side.
    pub foreign: Vec<Shown>,
    /// Date and place of signing as text; none while it is not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// The stage, in the reader's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Where it comes from.
    pub from: Vec<Citation>,
}

/// How a rule was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportObservance {
    /// The rule.
    pub rule: Rule,
    /// What was done.
    pub fact: Cited,
}

/// A cost, or the costs of one currency together; amounts are text in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCost {
    /// What for; none for a sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CostKind>,
    /// As approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<String>,
    /// As spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    /// How much more was spent than planned, with its sign; none where one of them is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it comes from.
    pub from: Vec<Citation>,
}

/// What became of a visit that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// It is only planned.
    Planned,
    /// It was held since.
    Held,
}

/// A visit that comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextVisit {
    /// Whom or what is visited.
    pub to: Shown,
    /// Date and place as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What became of it.
    pub outcome: VisitOutcome,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it comes from.
    pub from: Vec<Citation>,
}

/// The report of a mission.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TripReport {
    /// What stands on every page.
    pub head: Letterhead,
    /// Basics.
    pub basics: Vec<Basic>,
    /// The delegation.
    pub delegation: Vec<ReportMember>,
    /// What was held, by day and city.
    pub held: Vec<ReportDay>,
    /// What was planned and not held.
    pub only_planned: Vec<ReportItem>,
    /// Meetings with asks and commitments.
    pub meetings: Vec<ReportMeeting>,
    /// Agreements.
    pub agreements: Vec<ReportAgreement>,
    /// How the rules of such visits were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discipline: Vec<ReportObservance>,
    /// What it cost, and the sums.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<ReportCost>,
    /// Next visits.
    pub next: Vec<NextVisit>,
    /// The records that all of this stands on.
    pub references: References,
}

/// A line of a report that no record carries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no record carries the line `{line}`")]
pub struct Unsupported {
    /// The beginning of the line.
    pub line: String,
}

impl TripReport {
    /// Checks that every factual line names at least one record and that each of them stands
    /// in the register; gives the first line that fails.
    pub fn supported(&self) -> Result<(), Unsupported> {
        let basics = self.basics.iter().map(|basic| cited(&basic.fact));
        let members = self
            .delegation
            .iter()
            .map(|m| (m.member.name.text.as_str(), m.from.as_slice()));
        let items = self
            .held
            .iter()
            .flat_map(|day| &day.items)
            .chain(&self.only_planned);
        let items = items.flat_map(|item| {
            let own = (item.item.title.as_str(), item.from.as_slice());
            std::iter::once(own).chain(item.facts.iter().map(cited))
        });
        let meetings = self.meetings.iter().flat_map(|meeting| {
            let own = (meeting.title.as_str(), meeting.from.as_slice());
            std::iter::once(own)
                .chain(meeting.summary.iter().map(cited))
                .chain(meeting.asks.iter().map(|ask| cited(&ask.ask)))
                .chain(meeting.commitments.iter().map(|said| cited(&said.words)))
        });
        let agreements = self
            .agreements
            .iter()
            .map(|a| (a.title.as_str(), a.from.as_slice()));
        let next = self
            .next
            .iter()
            .map(|visit| (visit.to.text.as_str(), visit.from.as_slice()));
        let costs = self.costs.iter().map(|cost| {
            let amount = cost.actual.as_deref().or(cost.planned.as_deref());
            (amount.unwrap_or_default(), cost.from.as_slice())
        });
        let mut lines = basics
            .chain(members)
            .chain(items)
            .chain(meetings)
            .chain(agreements)
            .chain(self.discipline.iter().map(|one| cited(&one.fact)))
            .chain(costs)
            .chain(next);
        match lines
            .find(|(_, from)| from.is_empty() || !from.iter().all(|c| self.references.holds(*c)))
        {
            Some((line, _)) => Err(Unsupported {
                line: line.chars().take(80).collect(),
            }),
            None => Ok(()),
        }
    }
}

fn cited(fact: &Cited) -> (&str, &[Citation]) {
    (&fact.text, &fact.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::Mark;

    fn reference(record: &str) -> Reference {
        Reference {
            record: record.into(),
            source: None,
            link: None,
        }
    }

    fn report() -> TripReport {
        let mut references = References::default();
        let mission = references.cite(reference("Mission LN-DE-2023"));
        TripReport {
            head: Letterhead {
                title: "Visit".into(),
                second_title: None,
                agency: None,
                code: "LN-DE-2023".into(),
                version: 1,
                printed_at: "today".into(),
                made_at: jiff::Timestamp::UNIX_EPOCH,
                link: "http://127.0.0.1/".into(),
                marks: vec![Mark::Draft],
            },
            basics: vec![Basic {
                topic: BasicTopic::Period,
                fact: Cited {
                    text: "11 – 12 October".into(),
                    from: vec![mission],
                },
                names: vec![],
            }],
            delegation: vec![],
            held: vec![],
            only_planned: vec![],
            meetings: vec![],
            agreements: vec![],
            discipline: vec![],
            costs: vec![],
            next: vec![],
            references,
        }
    }

    #[test]
    fn a_record_is_entered_once() {
        let mut references = References::default();
        let first = references.cite(reference("Item 1"));
        let second = references.cite(reference("Item 2"));
        assert_eq!(references.cite(reference("Item 1")), first);
        assert_eq!((first, second), (Citation(1), Citation(2)));
        assert_eq!(references.iter().count(), 2);
    }

    #[test]
    fn a_line_without_a_record_is_found() {
        let mut report = report();
        assert_eq!(report.supported(), Ok(()));
        report.meetings.push(ReportMeeting {
            title: "Talks".into(),
            original: None,
            when: None,
            home: vec![],
            hosts: vec![],
            summary: vec![],
            asks: vec![ReportAsk {
                ask: Cited {
                    text: "build a plant".into(),
                    from: vec![],
                },
                by: None,
                of: None,
                concrete: true,
            }],
            commitments: vec![],
            from: vec![Citation(1)],
        });
        assert_eq!(
            report.supported(),
            Err(Unsupported {
                line: "build a plant".into()
            })
        );
        report.meetings[0].asks[0].ask.from = vec![Citation(2)];
        assert!(
            report.supported().is_err(),
            "a number outside the register carries nothing"
        );
        report.meetings[0].asks[0].ask.from = vec![Citation(1)];
        assert_eq!(report.supported(), Ok(()));
    }
}

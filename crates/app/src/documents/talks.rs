//! Meetings and agreements in the report: asks, commitments and statements of intent apart.

use super::scribe::Scribe;
use super::select::comes;
use domain::agreements::{Agreement, AgreementState};
use domain::ids::{ItemId, TypedId};
use domain::meetings::{Ask, Commitment, CommitmentKind, Meeting, RecordState};
use domain::papers::{
    Binding, Citation, Cited, References, ReportAgreement, ReportAsk, ReportCommitment,
    ReportMeeting, Shown,
};
use domain::parties::PartyRef;
use domain::programme::{Item, Side};
use i18n::dates;

impl Scribe<'_> {
    /// Every item in which something was recorded, asked or promised.
    pub(super) fn meetings(&self, references: &mut References) -> Vec<ReportMeeting> {
        let mut meetings = Vec::new();
        for item in &self.dossier.items {
            let record = self
                .dossier
                .meetings
                .iter()
                .find(|meeting| meeting.item == item.id);
            let asks: Vec<&Ask> = self
                .dossier
                .asks
                .iter()
                .map(|ask| &ask.record)
                .filter(|ask| ask.item == item.id)
                .collect();
            let said = self.said_in(Some(item.id));
            if record.is_some() || !asks.is_empty() || !said.is_empty() {
                let record = record.map(|meeting| &meeting.record);
                meetings.push(self.meeting((item, record), &asks, &said, references));
            }
        }
        meetings.extend(self.elsewhere(references));
        meetings
    }

    fn said_in(&self, item: Option<ItemId>) -> Vec<&Commitment> {
        let all = self.dossier.commitments.iter().map(|said| &said.record);
        all.filter(|said| said.item == item).collect()
    }

    fn meeting(
        &self,
        (item, record): (&Item, Option<&Meeting>),
        asks: &[&Ask],
        said: &[&Commitment],
        references: &mut References,
    ) -> ReportMeeting {
        let (title, original) = self.text(&item.title);
        let tail = format!("/items/{}", item.id.uuid());
        let from = self.cite(
            references,
            ("ref-item", &title),
            item.source.as_ref(),
            &tail,
        );
        let city = self.city(item.leg).map(|(_, city)| city.text);
        let when = std::iter::once(dates::when(self.language, &item.when)).chain(city);
        let summary = record.and_then(|meeting| self.summary(meeting, &title, references));
        let mut hosts = self.side(item, Side::Host);
        if hosts.is_empty() {
            hosts = item
                .hosts
                .iter()
                .map(|host| self.name(PartyRef::Organisation(*host)))
                .collect();
        }
        ReportMeeting {
            title,
            original,
            when: Some(when.collect::<Vec<_>>().join(" · ")),
            home: self.side(item, Side::Home),
            hosts,
            summary: summary.into_iter().collect(),
            asks: asks.iter().map(|ask| self.ask(ask, references)).collect(),
            commitments: said
                .iter()
                .map(|said| self.commitment(said, references))
                .collect(),
            from: vec![from],
        }
    }

    fn side(&self, item: &Item, side: Side) -> Vec<Shown> {
        let parts = self
            .dossier
            .part_in(item.id)
            .filter(|part| part.side == side && comes(part));
        parts.map(|part| self.came(part)).collect()
    }

    /// What was said, once somebody wrote it; a record that nobody approved says so.
    fn summary(
        &self,
        meeting: &Meeting,
        title: &str,
        references: &mut References,
    ) -> Option<Cited> {
        let mut text = self.maybe(&meeting.summary)?;
        if meeting.state != RecordState::Approved {
            text = format!("{text} ({})", self.say("draft-record", ""));
        }
        let from = self.cite(
            references,
            ("ref-meeting", title),
            meeting.source.as_ref(),
            "/meetings",
        );
        Some(Cited {
            text,
            from: vec![from],
        })
    }

    fn ask(&self, ask: &Ask, references: &mut References) -> ReportAsk {
        let text = ask.text.for_reader(self.language).to_owned();
        let from = self.cite(
            references,
            ("ref-ask", &brief(&text)),
            ask.source.as_ref(),
            "/meetings",
        );
        ReportAsk {
            ask: cited(text, from),
            by: ask.by.map(|by| self.name(by)),
            of: Some(self.party(&ask.of)),
            concrete: ask.concrete,
        }
    }

    fn commitment(&self, said: &Commitment, references: &mut References) -> ReportCommitment {
        let text = said.text.for_reader(self.language).to_owned();
        let (key, binding) = match said.kind {
            CommitmentKind::Commitment => ("ref-commitment", Binding::Commitment),
            CommitmentKind::Intent => ("ref-intent", Binding::StatementOfIntent),
        };
        let from = self.cite(
            references,
            (key, &brief(&text)),
            said.source.as_ref(),
            "/meetings",
        );
        ReportCommitment {
            words: cited(text, from),
            by: Some(self.party(&said.by)),
            to: said.to.as_ref().map(|to| self.party(to)),
            binding,
            due: said.due.map(|due| dates::full(self.language, due)),
            owner: Some(said.owner.clone()).filter(|owner| !owner.is_empty()),
        }
    }

    /// What was said in no single meeting.
    fn elsewhere(&self, references: &mut References) -> Option<ReportMeeting> {
        let said = self.said_in(None);
        if said.is_empty() {
            return None;
        }
        let commitments: Vec<_> = said
            .iter()
            .map(|said| self.commitment(said, references))
            .collect();
        let mut from: Vec<Citation> = commitments
            .iter()
            .flat_map(|said| said.words.from.clone())
            .collect();
        from.dedup();
        Some(ReportMeeting {
            title: self.say("elsewhere", ""),
            original: None,
            when: None,
            home: Vec::new(),
            hosts: Vec::new(),
            summary: Vec::new(),
            asks: Vec::new(),
            commitments,
            from,
        })
    }

    /// The agreements with both parties.
    pub(super) fn agreements(&self, references: &mut References) -> Vec<ReportAgreement> {
        let all = self
            .dossier
            .agreements
            .iter()
            .map(|agreement| &agreement.record);
        all.map(|agreement| self.agreement(agreement, references))
            .collect()
    }

    fn agreement(&self, agreement: &Agreement, references: &mut References) -> ReportAgreement {
        let kind = self.say(&format!("agreement-kind-{}", agreement.kind.code()), "");
        let title = self.maybe(&agreement.title).unwrap_or(kind);
        let from = self.cite(
            references,
            ("ref-agreement", &title),
            agreement.source.as_ref(),
            "/agreements",
        );
        let parties = |side: Side| -> Vec<Shown> {
            let parties = agreement
                .parties
                .iter()
                .filter(move |party| party.side == side);
            parties
                .map(|party| self.name(PartyRef::Organisation(party.organisation)))
                .collect()
        };
        let (signed, signed_only) = match &agreement.state {
            AgreementState::Signed { when, place, .. } => {
                let place = place
                    .as_ref()
                    .map(|names| Shown::of(names, self.language).text);
                let when = std::iter::once(dates::when(self.language, when)).chain(place);
                (Some(when.collect::<Vec<_>>().join(" · ")), true)
            }
            _ => (None, false),
        };
        let stage = self.say(
            &format!("agreement-stage-{}", agreement.state.stage().code()),
            "",
        );
        ReportAgreement {
            title,
            home: parties(Side::Home),
            foreign: parties(Side::Host),
            signed,
            stage: (!signed_only).then_some(stage),
            from: vec![from],
        }
    }
}

fn cited(text: String, from: Citation) -> Cited {
    Cited {
        text,
        from: vec![from],
    }
}

/// The beginning of a long text.
fn brief(text: &str) -> String {
    const LENGTH: usize = 60;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

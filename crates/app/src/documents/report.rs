//! The trip report: basics, delegation, what was held and what only planned, what comes next.
//! Every line names the record that it is read from.

use super::scribe::Scribe;
use super::select::comes;
use domain::ids::TypedId;
use domain::missions::{Leg, LegState};
use domain::papers::{
    Basic, BasicTopic, Citation, Cited, NextVisit, Paper, Reference, References, ReportDay,
    ReportItem, ReportMember, Shown, TripReport, VisitOutcome,
};
use domain::parties::PartyRef;
use domain::programme::{Item, ItemKind, ItemState, Role};
use domain::source::Source;
use domain::time::When;
use i18n::dates;
use jiff::civil::Date;

impl Scribe<'_> {
    /// The trip report.
    pub(super) fn report(&self) -> Paper {
        let mut references = References::default();
        let basics = self.basics(&mut references);
        let delegation = self.report_members(&mut references);
        let held = self.held(&mut references);
        let items = self.dossier.items.iter().map(|item| &item.record);
        let planned = items.filter(|item| !item.state.is_held() && next_visit(item).is_none());
        let only_planned = planned
            .map(|item| self.report_item(item, &mut references))
            .collect();
        let meetings = self.meetings(&mut references);
        let agreements = self.agreements(&mut references);
        let discipline = self.discipline(&mut references);
        let costs = self.costs(&mut references);
        let next = self.next(&mut references);
        Paper::Report(TripReport {
            head: self.head(),
            basics,
            delegation,
            held,
            only_planned,
            meetings,
            agreements,
            discipline,
            costs,
            next,
            references,
        })
    }

    /// Enters a record into the register with the source that it comes from, and a page where it
    /// can be looked up.
    pub(super) fn cite(
        &self,
        references: &mut References,
        (key, name): (&str, &str),
        source: Option<&Source>,
        tail: &str,
    ) -> Citation {
        let published = source.and_then(|source| source.published);
        let source_text = source.map(|source| match published {
            Some(day) if !source.title.contains(&day.year().to_string()) => {
                format!("{}, {}", source.title, dates::full(self.language, day))
            }
            _ => source.title.clone(),
        });
        references.cite(Reference {
            record: self.say(key, name),
            source: source_text,
            link: source
                .and_then(|source| source.address.clone())
                .or_else(|| Some(self.page(tail))),
        })
    }

    fn basics(&self, references: &mut References) -> Vec<Basic> {
        let mission = &self.dossier.mission.record;
        let from = self.mission_sources(references);
        let fact = |topic, text: String| Basic {
            topic,
            fact: Cited {
                text,
                from: from.clone(),
            },
            names: Vec::new(),
        };
        let title = mission.title.for_reader(self.language).to_owned();
        let period = dates::period(self.language, &mission.when);
        let mut basics = vec![
            fact(BasicTopic::Delegation, title),
            fact(BasicTopic::Period, period),
        ];
        for (topic, names) in self.named_basics() {
            if !names.is_empty() {
                basics.push(Basic {
                    names,
                    ..fact(topic, String::new())
                });
            }
        }
        let size = mission.size.as_ref();
        basics.extend(size.map(|size| {
            let size = i18n::numbers::count(self.language, size);
            fact(BasicTopic::Size, size)
        }));
        let objectives = mission.objectives.iter().map(|o| (BasicTopic::Purpose, o));
        let themes = mission.themes.iter().map(|t| (BasicTopic::Themes, t));
        let remark = std::iter::once((BasicTopic::Remark, &mission.note));
        for (topic, text) in objectives.chain(themes).chain(remark) {
            basics.extend(self.maybe(text).map(|text| fact(topic, text)));
        }
        basics
    }

    /// The sources of the mission; the record itself where it has none.
    fn mission_sources(&self, references: &mut References) -> Vec<Citation> {
        let mission = &self.dossier.mission.record;
        let key = ("ref-mission", mission.title.for_reader(self.language));
        let mut sources: Vec<Option<&Source>> = mission.sources.iter().map(Some).collect();
        if sources.is_empty() {
            sources.push(None);
        }
        let cite = |source| self.cite(references, key, source, "");
        sources.into_iter().map(cite).collect()
    }

    /// Who sends it, who leads it, where it goes.
    fn named_basics(&self) -> [(BasicTopic, Vec<Shown>); 3] {
        let mission = &self.dossier.mission.record;
        let organisers = mission.lead.iter().chain(&mission.co_organisers);
        let organisers = organisers.map(|id| self.name(PartyRef::Organisation(*id)));
        let leader = mission
            .head
            .iter()
            .map(|id| self.name(PartyRef::Person(*id)));
        let legs = self.dossier.legs.iter();
        let cities = legs.map(|leg| Shown::of(&leg.place, self.language));
        [
            (BasicTopic::Organiser, organisers.collect()),
            (BasicTopic::Leader, leader.collect()),
            (BasicTopic::Cities, cities.collect()),
        ]
    }

    fn report_members(&self, references: &mut References) -> Vec<ReportMember> {
        let members = self.dossier.members().map(|part| {
            let member = self.member(part);
            let key = ("ref-member", member.name.text.as_str());
            let from = vec![self.cite(references, key, part.source.as_ref(), "/delegation")];
            ReportMember { member, from }
        });
        members.collect()
    }

    /// What was held, by day and city; the days that are not known last.
    fn held(&self, references: &mut References) -> Vec<ReportDay> {
        let mut days: Vec<(Option<Date>, Option<u32>, ReportDay)> = Vec::new();
        let items = self
            .dossier
            .items
            .iter()
            .filter(|item| item.state.is_held());
        for item in items {
            let date = match &item.when {
                When::Exact { start, .. } => Some(start.date()),
                When::Day { date } => Some(*date),
                When::Span { .. } | When::NotPublished { .. } => None,
            };
            let city = self.city(item.leg);
            let position = city.as_ref().map(|(leg, _)| leg.position);
            let line = self.report_item(item, references);
            match days
                .iter_mut()
                .find(|(d, p, _)| *d == date && *p == position)
            {
                Some((_, _, day)) => day.items.push(line),
                None => {
                    let day = ReportDay {
                        date: date.map(|date| dates::full_with_weekday(self.language, date)),
                        city: city.map(|(_, city)| city),
                        items: vec![line],
                    };
                    days.push((date, position, day));
                }
            }
        }
        let last = |day: &Option<Date>| (day.is_none(), *day);
        days.sort_by_key(|(date, position, _)| (last(date), position.unwrap_or(u32::MAX)));
        days.into_iter().map(|(_, _, day)| day).collect()
    }

    fn report_item(&self, item: &Item, references: &mut References) -> ReportItem {
        let with_role = |role: Role| -> Vec<Shown> {
            let parts = self
                .dossier
                .part_in(item.id)
                .filter(|part| part.role == role && comes(part));
            parts.map(|part| self.came(part)).collect()
        };
        let mut line = self.line(item, self.people(item, &[Role::Presenter, Role::Speaker]));
        let attendance = if item.state.is_held() {
            std::mem::take(&mut line.counts)
        } else {
            Vec::new()
        };
        let title = item.title.for_reader(self.language);
        let tail = format!("/items/{}", item.id.uuid());
        let mut from =
            vec![self.cite(references, ("ref-item", title), item.source.as_ref(), &tail)];
        if let ItemState::Held {
            source: Some(source),
            ..
        } = &item.state
        {
            let held = self.cite(references, ("ref-item", title), Some(source), &tail);
            if !from.contains(&held) {
                from.push(held);
            }
        }
        ReportItem {
            item: line,
            presenters: with_role(Role::Presenter),
            speakers: with_role(Role::Speaker),
            attendance,
            facts: Vec::new(),
            from,
        }
    }

    /// Visits that were announced, and the cities still ahead.
    fn next(&self, references: &mut References) -> Vec<NextVisit> {
        let mut next = Vec::new();
        for item in &self.dossier.items {
            let Some(outcome) = next_visit(item) else {
                continue;
            };
            let line = self.report_item(item, references);
            let to = match line.item.hosts.as_slice() {
                [host] => host.clone(),
                _ => Shown::plain(&line.item.title),
            };
            next.push(NextVisit {
                to,
                when: Some(dates::when(self.language, &item.when)),
                outcome,
                note: line.item.note,
                from: line.from,
            });
        }
        let mut legs: Vec<&Leg> = self.dossier.legs.iter().map(|leg| &leg.record).collect();
        legs.retain(|leg| {
            leg.state != LegState::Done
                && !self
                    .dossier
                    .items
                    .iter()
                    .any(|item| item.leg == Some(leg.id))
        });
        for leg in legs {
            let to = Shown::of(&leg.place, self.language);
            let from = vec![self.cite(references, ("ref-leg", &to.text), leg.source.as_ref(), "")];
            next.push(NextVisit {
                when: Some(dates::period(self.language, &leg.when)),
                outcome: VisitOutcome::Planned,
                note: self.maybe(&leg.note),
                to,
                from,
            });
        }
        next
    }
}

/// Whether an item is a visit that was announced first, and what became of it.
fn next_visit(item: &Item) -> Option<VisitOutcome> {
    let visit = matches!(
        item.kind,
        ItemKind::CompanyVisit | ItemKind::SiteVisit | ItemKind::CourtesyCall | ItemKind::Talks
    );
    match &item.state {
        ItemState::Held {
            was_planned: true, ..
        } if visit => Some(VisitOutcome::Held),
        state if visit && state.is_live() && !state.is_held() => Some(VisitOutcome::Planned),
        _ => None,
    }
}

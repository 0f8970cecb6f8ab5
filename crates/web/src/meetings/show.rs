//! Every meeting with its record, who was there, what was asked and what was promised.

use app::missions::Dossier;
use app::{Caller, Needle, Texts};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::meetings::{Commitment, CommitmentKind, Meeting, RecordState};
use domain::parties::PartyRef;
use domain::programme::{Item, Side};
use domain::record::{Kind, Stored};

use super::entry::{Entries, Entry};
use crate::at_hand;
use crate::form::VERSION;
use crate::kit::{Action, Chip, Empty, Header, Html, Mood, NameView, Need, Needs, Tabs, Words};
use crate::list::Asked;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Meetings waiting for a decision that the side of the page names.
const NEEDS: usize = 6;

/// Somebody who was there.
struct Attendant {
    name: NameView,
    office: Html,
}

/// The record of a meeting, or the way to write one.
struct Minutes {
    class: &'static str,
    state: Option<Chip>,
    text: Option<Words>,
    source: Option<Html>,
    actions: Vec<Action>,
}

/// One meeting.
struct Block {
    id: String,
    href: String,
    title: Words,
    line: Vec<Html>,
    source: Option<Html>,
    home: Vec<Attendant>,
    host: Vec<Attendant>,
    past: bool,
    minutes: Minutes,
    ours: Vec<Entry>,
    theirs: Vec<Entry>,
    commitments: Vec<Entry>,
    intents: Vec<Entry>,
    actions: Vec<Action>,
}

#[derive(Template)]
#[template(path = "meetings/show.html")]
struct Meetings {
    page: Page,
    header: Header,
    tabs: Tabs,
    asked: Asked,
    blocks: Vec<Block>,
    total: usize,
    commitments: Vec<Entry>,
    intents: Vec<Entry>,
    empty: Empty,
    needs: Needs,
}

/// Shows the meetings.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    // Who may not see meetings gets no empty page of them, but none.
    let subject = Subject::Record(Kind::Meeting);
    seat.caller
        .ask(Right::View, subject, Some(dossier.mission.id))?;
    let page = at_hand::framed(
        seat.page,
        &dossier,
        Section::Meetings,
        "common-nav-meetings",
    );
    let entries = Entries {
        page: &page,
        dossier: &dossier,
        caller: &seat.caller,
        today: site.app().today(&seat.caller),
    };
    let view = View(&entries);
    let wanted = view.wanted(&asked);
    let free = dossier.commitments.iter().filter(|c| c.item.is_none());
    let (commitments, intents) = view.promises(free);
    Ok(rendered(&Meetings {
        header: view.header(),
        tabs: tabs(&page, &dossier, false),
        blocks: asked.slice(&wanted).iter().map(|i| view.block(i)).collect(),
        total: wanted.len(),
        asked,
        commitments,
        intents,
        empty: view.empty(),
        needs: Needs::new(page.language, view.needs()),
        page,
    }))
}

/// Meetings and ledger.
pub(super) fn tabs(page: &Page, dossier: &Dossier, ledger: bool) -> Tabs {
    let base = super::base(dossier);
    Tabs::new(page.t("common-tabs"))
        .tab(base.clone(), page.t("meetings-tab-records"), !ledger)
        .tab(
            format!("{base}/ledger"),
            page.t("meetings-tab-ledger"),
            ledger,
        )
}

struct View<'a>(&'a Entries<'a>);

impl View<'_> {
    fn page(&self) -> &Page {
        self.0.page
    }

    fn dossier(&self) -> &Dossier {
        self.0.dossier
    }

    fn caller(&self) -> &Caller {
        self.0.caller
    }

    fn may(&self, right: Right, kind: Kind) -> bool {
        let mission = Some(self.dossier().mission.id);
        self.caller().may(right, Subject::Record(kind), mission)
    }

    fn header(&self) -> Header {
        let (page, mission) = (self.page(), &self.dossier().mission);
        let base = super::base(self.dossier());
        let mut header = Header::new(page.t("common-nav-meetings")).below(
            format!("/missions/{}", mission.code),
            mission.title.for_reader(page.language),
        );
        if self.may(Right::Create, Kind::Commitment) {
            let way = format!("{base}/commitments/new");
            header = header.action(Action::open(page.t("meetings-add-commitment"), way));
        }
        if self.may(Right::Create, Kind::Ask) {
            let way = Action::open(page.t("meetings-add-ask"), format!("{base}/asks/new"));
            header = header.action(way.main());
        }
        header
    }

    fn empty(&self) -> Empty {
        let page = self.page();
        let programme = format!("/missions/{}/programme", self.dossier().mission.code);
        Empty {
            title: page.t("meetings-empty"),
            hint: page.t("meetings-empty-hint"),
            action: Some(Action::open(page.t("common-nav-programme"), programme)),
        }
    }

    fn record(&self, item: &Item) -> Option<&Stored<Meeting>> {
        self.dossier().meetings.iter().find(|m| m.item == item.id)
    }

    /// The meetings in which the words searched for stand.
    fn wanted(&self, asked: &Asked) -> Vec<&Stored<Item>> {
        let needle = Needle::read(&asked.q);
        super::meetings(self.dossier())
            .filter(|item| needle.as_ref().is_none_or(|n| n.finds(&self.texts(item))))
            .collect()
    }

    fn texts(&self, item: &Item) -> Texts {
        let dossier = self.dossier();
        let hosts = item.hosts.iter().map(|id| PartyRef::Organisation(*id));
        let there = dossier.part_in(item.id).map(|part| part.party);
        let mut texts = Texts::default().localised(&item.title);
        for party in hosts.chain(there) {
            texts = texts.names(dossier.names_of(party));
        }
        for ask in dossier.asks.iter().filter(|ask| ask.item == item.id) {
            texts = texts.localised(&ask.text);
        }
        for one in dossier
            .commitments
            .iter()
            .filter(|c| c.item == Some(item.id))
        {
            texts = texts.localised(&one.text);
        }
        match self.record(item) {
            Some(record) => texts.localised(&record.summary),
            None => texts,
        }
    }

    fn promises<'a>(
        &self,
        all: impl Iterator<Item = &'a Stored<Commitment>>,
    ) -> (Vec<Entry>, Vec<Entry>) {
        let (commitments, intents): (Vec<_>, Vec<_>) =
            all.partition(|one| one.kind == CommitmentKind::Commitment);
        let entries = |list: Vec<&Stored<Commitment>>| {
            list.into_iter().map(|one| self.0.commitment(one)).collect()
        };
        (entries(commitments), entries(intents))
    }

    fn block(&self, item: &Stored<Item>) -> Block {
        let (page, dossier) = (self.page(), self.dossier());
        let language = page.language;
        let asks = |side: Side| {
            let all = dossier.asks.iter();
            all.filter(|ask| ask.item == item.id && ask.side == side)
                .map(|ask| self.0.ask(ask))
                .collect()
        };
        let said = dossier.commitments.iter();
        let (commitments, intents) = self.promises(said.filter(|c| c.item == Some(item.id)));
        let (home, host) = self.attendants(item);
        let past = item.state.is_held();
        let mut minutes = self.minutes(item);
        let mut actions = self.adding(item);
        if !past && minutes.state.is_none() {
            // Before the event the record is only one thing that can be begun.
            actions.append(&mut minutes.actions);
        }
        Block {
            id: format!("item-{}", item.id),
            href: format!("/missions/{}/items/{}", dossier.mission.code, item.id),
            title: Words::new(language, &item.title),
            line: self.line(item),
            source: item.source.as_ref().map(at_hand::cited),
            home,
            host,
            past,
            minutes,
            ours: asks(Side::Home),
            theirs: asks(Side::Host),
            commitments,
            intents,
            actions,
        }
    }

    fn adding(&self, item: &Item) -> Vec<Action> {
        let base = super::base(self.dossier());
        let way = |folder: &str| format!("{base}/{folder}/new?item={}", item.id);
        let mut actions = Vec::new();
        if self.may(Right::Create, Kind::Ask) {
            actions.push(Action::open(self.page().t("meetings-add-ask"), way("asks")));
        }
        if self.may(Right::Create, Kind::Commitment) {
            let words = self.page().t("meetings-add-commitment");
            actions.push(Action::open(words, way("commitments")));
        }
        actions
    }

    /// State, kind, time, place and published counts.
    fn line(&self, item: &Item) -> Vec<Html> {
        let (page, dossier) = (self.page(), self.dossier());
        let language = page.language;
        let kind = page.t(&format!("meetings-kind-{}", item.kind.code()));
        let mut line: Vec<Html> = vec![
            super::item_chip(page, &item.state).into(),
            kind.into(),
            i18n::dates::when(language, &item.when).into(),
        ];
        if let Some(leg) = item.leg.and_then(|leg| dossier.leg(leg)) {
            line.push(NameView::new(language, &leg.place).into());
        }
        if !item.venue.is_empty() {
            line.push(item.venue.for_reader(language).into());
        }
        let counts = item.counts.iter();
        line.extend(counts.map(|count| Html::from(i18n::numbers::count(language, count))));
        line
    }

    /// Who was there by the record, else who is on the list, on either side.
    fn attendants(&self, item: &Item) -> (Vec<Attendant>, Vec<Attendant>) {
        let (dossier, language) = (self.dossier(), self.page().language);
        let (mut home, mut host) = (Vec::new(), Vec::new());
        let recorded = self.record(item).map_or(&[][..], |record| &record.present);
        let mut put = |party: PartyRef, side: Side, office: Html| {
            let name = at_hand::bearer(language, dossier.names_of(party), party);
            let list = if side == Side::Home {
                &mut home
            } else {
                &mut host
            };
            list.push(Attendant { name, office });
        };
        for part in dossier.part_in(item.id) {
            if recorded.is_empty() || recorded.contains(&part.party) {
                let office = crate::guests::office(dossier, language, part);
                put(part.party, part.side, office);
            }
        }
        for party in recorded {
            if !dossier.part_in(item.id).any(|part| part.party == *party) {
                let ours = dossier.members().any(|member| member.party == *party);
                let side = if ours { Side::Home } else { Side::Host };
                put(*party, side, Html::default());
            }
        }
        if host.is_empty() && recorded.is_empty() {
            for body in &item.hosts {
                let party = PartyRef::Organisation(*body);
                let name = at_hand::bearer(language, dossier.names_of(party), party);
                host.push(Attendant {
                    name,
                    office: Html::default(),
                });
            }
        }
        (home, host)
    }

    fn minutes(&self, item: &Item) -> Minutes {
        let page = self.page();
        let base = super::base(self.dossier());
        let write = format!("{base}/items/{}/record", item.id);
        let Some(record) = self.record(item) else {
            let may = self.may(Right::Create, Kind::Meeting) && item.state.is_live();
            return Minutes {
                class: "none",
                state: None,
                text: None,
                source: None,
                actions: Vec::from_iter(
                    may.then(|| Action::open(page.t("meetings-record-write"), write)),
                ),
            };
        };
        let post = |key: &str, verb: &str| {
            Action::post(page.t(key), format!("{base}/records/{}/{verb}", record.id))
                .with(VERSION, record.version)
        };
        let edits = self.may(Right::Edit, Kind::Meeting);
        let approves = self.may(Right::Approve, Kind::Meeting);
        let own = record.author.is_some() && record.author == self.caller().user;
        let mut actions = Vec::new();
        if edits && record.state != RecordState::Approved {
            actions.push(Action::open(page.t("common-action-edit"), write));
        }
        if edits && record.state == RecordState::Draft {
            actions.push(post("meetings-record-submit", "submit"));
        }
        if approves && !own && record.state == RecordState::Submitted {
            actions.push(post("meetings-record-approve", "approve").main());
        }
        if approves && record.state != RecordState::Draft {
            actions.push(post("meetings-record-send-back", "send-back"));
        }
        let mood = match record.state {
            RecordState::Draft => Mood::Quiet,
            RecordState::Submitted => Mood::Tentative,
            RecordState::Approved => Mood::Confirmed,
        };
        let code = record.state.code();
        Minutes {
            class: code,
            state: Some(Chip::new(mood, page.t(&format!("meetings-record-{code}")))),
            text: (!record.summary.is_empty()).then(|| Words::new(page.language, &record.summary)),
            source: record.source.as_ref().map(at_hand::cited),
            actions,
        }
    }

    /// What waits: records to approve, commitments past their day, meetings without a record.
    fn needs(&self) -> Vec<Need> {
        let (page, dossier) = (self.page(), self.dossier());
        let language = page.language;
        let base = super::base(dossier);
        let need = |title: &str, text: String, anchor: String| Need {
            title: title.to_owned(),
            text,
            action: Some(Action::open(
                page.t("common-action-show"),
                format!("{base}#{anchor}"),
            )),
        };
        let mut needs = Vec::new();
        let late = dossier.commitments.iter();
        for one in late.filter(|one| one.is_overdue(self.0.today)) {
            let day = one.due.map(|due| i18n::dates::full(language, due));
            let text = page.t1("meetings-was-due", "day", day.unwrap_or_default());
            let anchor = format!("commitment-{}", one.id);
            needs.push(need(one.text.for_reader(language), text, anchor));
        }
        let approves = self.may(Right::Approve, Kind::Meeting);
        let writes = self.may(Right::Create, Kind::Meeting);
        for item in super::meetings(dossier) {
            let title = item.title.for_reader(language);
            let anchor = format!("item-{}", item.id);
            match self.record(item) {
                Some(record) if approves && record.state == RecordState::Submitted => {
                    needs.push(need(title, page.t("meetings-need-approval"), anchor));
                }
                None if writes && item.state.is_held() && super::is_meeting(item.kind) => {
                    needs.push(need(title, page.t("meetings-need-record"), anchor));
                }
                _ => {}
            }
        }
        needs.truncate(NEEDS);
        needs
    }
}

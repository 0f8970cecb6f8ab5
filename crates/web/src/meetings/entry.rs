//! An ask or a commitment on a page.

use app::Caller;
use app::missions::Dossier;
use askama::Template;
use domain::access::{Action as Right, Subject};
use domain::ids::ItemId;
use domain::meetings::{Ask, AskState, Commitment, CommitmentKind, CommitmentState};
use domain::record::{Kind, Stored};
use domain::source::Source;
use jiff::civil::Date;

use crate::at_hand;
use crate::kit::{Action, Chip, Html, Mood, Words};
use crate::page::Page;

/// An ask, a commitment or a statement of intent.
#[derive(Template)]
#[template(path = "meetings/entry.html")]
pub(super) struct Entry {
    id: String,
    class: &'static str,
    what: Words,
    by: Option<Html>,
    to: Option<Html>,
    tags: Vec<Chip>,
    due: Option<String>,
    late: Option<String>,
    owner: Option<String>,
    answer: Option<String>,
    source: Option<Html>,
    actions: Vec<Action>,
}

impl askama::filters::HtmlSafe for Entry {}

/// What entries are made with.
pub(super) struct Entries<'a> {
    pub page: &'a Page,
    pub dossier: &'a Dossier,
    pub caller: &'a Caller,
    pub today: Date,
}

/// The state of an ask in a word.
pub(super) fn ask_chip(page: &Page, state: &AskState) -> Chip {
    let mood = match state {
        AskState::Open => Mood::Tentative,
        AskState::Accepted | AskState::Answered { .. } => Mood::Confirmed,
        AskState::Declined { .. } | AskState::Transferred { .. } => Mood::Quiet,
    };
    Chip::new(mood, page.t(&format!("meetings-ask-{}", state.code())))
}

/// The state of a commitment in a word; late is a state of its own.
pub(super) fn commitment_chip(page: &Page, commitment: &Commitment, today: Date) -> Chip {
    if commitment.is_overdue(today) {
        return Chip::new(Mood::Decide, page.t("meetings-overdue"));
    }
    let mood = match &commitment.state {
        CommitmentState::Done { .. } => Mood::Confirmed,
        CommitmentState::Open | CommitmentState::InProgress => Mood::Tentative,
        CommitmentState::Lapsed | CommitmentState::Waived { .. } => Mood::Quiet,
    };
    let code = commitment.state.code();
    Chip::new(mood, page.t(&format!("meetings-commitment-{code}")))
}

impl Entries<'_> {
    fn may(&self, right: Right, kind: Kind) -> bool {
        let mission = Some(self.dossier.mission.id);
        self.caller.may(right, Subject::Record(kind), mission)
    }

    /// Where it comes from, unless its meeting comes from there too.
    fn source(&self, source: Option<&Source>, item: Option<ItemId>) -> Option<Html> {
        let item = item.and_then(|id| self.dossier.item(id));
        let known = item.and_then(|item| item.source.as_ref());
        source
            .filter(|source| Some(*source) != known)
            .map(at_hand::cited)
    }

    /// Edit and delete, where the reader may.
    fn usual(&self, kind: Kind, one: (&str, uuid::Uuid, i64), actions: &mut Vec<Action>) {
        let (folder, id, version) = one;
        let base = super::base(self.dossier);
        if self.may(Right::Edit, kind) {
            let edit = format!("{base}/{folder}/{id}");
            actions.push(Action::open(self.page.t("common-action-edit"), edit));
        }
        if self.may(Right::Delete, kind) {
            let delete = format!("/records/{}/{id}/delete", kind.code());
            let delete = Action::post(self.page.t("common-action-delete"), delete)
                .danger()
                .with(crate::form::VERSION, version)
                .with("next", base);
            actions.push(delete);
        }
    }

    /// An ask with its answer.
    pub fn ask(&self, ask: &Stored<Ask>) -> Entry {
        use domain::ids::TypedId;
        let (page, language) = (self.page, self.page.language);
        let mut tags = Vec::new();
        if ask.concrete {
            tags.push(Chip::new(Mood::Confirmed, page.t("meetings-concrete")));
        }
        tags.push(ask_chip(page, &ask.state));
        let answer = match &ask.state {
            AskState::Answered { text, on } | AskState::Declined { text, on } => {
                let day = i18n::dates::full(language, *on);
                Some(page.t2("meetings-answer-on", ("day", day), ("text", text.as_str())))
            }
            AskState::Transferred { to } => Some(page.t1("meetings-passed-to", "to", to)),
            AskState::Open | AskState::Accepted => None,
        };
        let mut actions = Vec::new();
        if self.may(Right::Edit, Kind::Ask) && !ask.state.is_closed() {
            let base = super::base(self.dossier);
            let way = format!("{base}/asks/{}/answer", ask.id);
            actions.push(Action::open(page.t("meetings-do-answer"), way));
        }
        let one = ("asks", ask.id.uuid(), ask.version);
        self.usual(Kind::Ask, one, &mut actions);
        let by = |party| at_hand::bearer(language, self.dossier.names_of(party), party).into();
        Entry {
            id: format!("ask-{}", ask.id),
            class: "ask",
            what: Words::new(language, &ask.text),
            by: ask.by.map(by),
            to: Some(at_hand::described(self.dossier, language, &ask.of)),
            tags,
            due: None,
            late: None,
            owner: None,
            answer,
            source: self.source(ask.source.as_ref(), Some(ask.item)),
            actions,
        }
    }

    /// A commitment with owner and day, or a statement of intent without.
    pub fn commitment(&self, one: &Stored<Commitment>) -> Entry {
        use domain::ids::TypedId;
        let (page, language) = (self.page, self.page.language);
        let intent = one.kind == CommitmentKind::Intent;
        let late = one.is_overdue(self.today);
        let day = one.due.map(|due| i18n::dates::full(language, due));
        let mut actions = Vec::new();
        let may = self.may(Right::Edit, Kind::Commitment);
        if may && !intent && !one.state.is_ended() {
            let base = super::base(self.dossier);
            let way = format!("{base}/commitments/{}/step", one.id);
            actions.push(Action::open(page.t("meetings-do-step"), way));
        }
        let which = ("commitments", one.id.uuid(), one.version);
        self.usual(Kind::Commitment, which, &mut actions);
        let answer = match &one.state {
            CommitmentState::Done { evidence, on } => {
                let day = i18n::dates::full(language, *on);
                let text = evidence.as_str();
                Some(page.t2("meetings-answer-on", ("day", day), ("text", text)))
            }
            CommitmentState::Waived { cause } => Some(cause.clone()),
            _ => None,
        };
        let described = |party| at_hand::described(self.dossier, language, party);
        Entry {
            id: format!("commitment-{}", one.id),
            class: match (intent, late) {
                (true, _) => "intent",
                (false, true) => "overdue",
                (false, false) => "commitment",
            },
            what: Words::new(language, &one.text),
            by: Some(described(&one.by)),
            to: one.to.as_ref().map(described),
            tags: if intent {
                Vec::new()
            } else {
                vec![commitment_chip(page, one, self.today)]
            },
            due: day
                .clone()
                .filter(|_| !late)
                .map(|day| page.t1("meetings-due", "day", day)),
            late: day
                .filter(|_| late)
                .map(|day| page.t1("meetings-was-due", "day", day)),
            owner: Some(&one.owner)
                .filter(|owner| !owner.is_empty())
                .map(|owner| page.t1("meetings-owner", "owner", owner)),
            answer,
            source: self.source(one.source.as_ref(), one.item),
            actions,
        }
    }
}

//! The ledger: every open ask and commitment with its owner and day.

use app::missions::Dossier;
use app::{Needle, Texts};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::ItemId;
use domain::meetings::{Ask, Commitment, CommitmentKind};
use domain::parties::PartyOrText;
use domain::programme::Side;
use domain::record::{Kind, Stored};
use jiff::civil::Date;

use super::entry::{ask_chip, commitment_chip};
use crate::at_hand;
use crate::form::Choice;
use crate::kit::{Chip, Empty, Figures, Header, Html, Link, Mood, Tabs, Words};
use crate::list::{Asked, List};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "meetings/ledger.html")]
struct Ledger {
    page: Page,
    header: Header,
    tabs: Tabs,
    figures: Figures,
    list: List,
}

/// Something that is expected of somebody.
#[derive(Clone, Copy)]
enum Line<'a> {
    Ask(&'a Stored<Ask>),
    Commitment(&'a Stored<Commitment>),
}

/// Shows the ledger.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let subject = Subject::Record(Kind::Commitment);
    seat.caller
        .ask(Right::View, subject, Some(dossier.mission.id))?;
    let page = at_hand::framed(
        seat.page,
        &dossier,
        Section::Meetings,
        "meetings-tab-ledger",
    );
    let view = View {
        page: &page,
        dossier: &dossier,
        today: site.app().today(&seat.caller),
    };
    let mission = &dossier.mission;
    let title = mission.title.for_reader(page.language);
    Ok(rendered(&Ledger {
        header: Header::new(page.t("meetings-tab-ledger"))
            .below(format!("/missions/{}", mission.code), title),
        tabs: super::show::tabs(&page, &dossier, true),
        figures: view.figures(),
        list: view.list(asked),
        page,
    }))
}

struct View<'a> {
    page: &'a Page,
    dossier: &'a Dossier,
    today: Date,
}

impl<'a> Line<'a> {
    fn side(self) -> Side {
        match self {
            Line::Ask(ask) => ask.side,
            Line::Commitment(one) => one.side,
        }
    }

    fn item(self) -> Option<ItemId> {
        match self {
            Line::Ask(ask) => Some(ask.item),
            Line::Commitment(one) => one.item,
        }
    }

    fn is_open(self) -> bool {
        match self {
            Line::Ask(ask) => !ask.state.is_closed(),
            Line::Commitment(one) => !one.state.is_ended(),
        }
    }

    fn what(self) -> &'a domain::text::Localised {
        match self {
            Line::Ask(ask) => &ask.text,
            Line::Commitment(one) => &one.text,
        }
    }

    fn owner(self) -> &'a str {
        match self {
            Line::Ask(_) => "",
            Line::Commitment(one) => &one.owner,
        }
    }

    fn due(self) -> Option<Date> {
        match self {
            Line::Ask(_) => None,
            Line::Commitment(one) => one.due,
        }
    }

    /// Of whom it is expected.
    fn of(self) -> &'a PartyOrText {
        match self {
            Line::Ask(ask) => &ask.of,
            Line::Commitment(one) => &one.by,
        }
    }

    fn anchor(self) -> String {
        match self {
            Line::Ask(ask) => format!("ask-{}", ask.id),
            Line::Commitment(one) => format!("commitment-{}", one.id),
        }
    }

    fn is(self, code: &str) -> bool {
        match (self, code) {
            (Line::Ask(_), "ask") | (Line::Commitment(_), "commitment") => true,
            (Line::Ask(ask), "concrete") => ask.concrete,
            _ => false,
        }
    }
}

impl<'a> View<'a> {
    /// Asks and commitments; statements of intent are no commitments.
    fn lines(&self) -> impl Iterator<Item = Line<'a>> {
        let asks = self.dossier.asks.iter().map(Line::Ask);
        let commitments = self.dossier.commitments.iter();
        let bound = commitments.filter(|c| c.kind == CommitmentKind::Commitment);
        asks.chain(bound.map(Line::Commitment))
    }

    fn is_late(&self, line: Line<'_>) -> bool {
        matches!(line, Line::Commitment(one) if one.is_overdue(self.today))
    }

    fn figures(&self) -> Figures {
        let page = self.page;
        let count = |test: &dyn Fn(Line<'_>) -> bool| {
            let count = self.lines().filter(|line| test(*line)).count();
            i18n::numbers::grouped(page.language, i64::try_from(count).unwrap_or(i64::MAX))
        };
        let concrete = count(&|line| line.is_open() && line.is("concrete"));
        let concrete = page.t1("meetings-of-them-concrete", "number", concrete);
        Figures::default()
            .with(
                page.t("meetings-open-asks"),
                count(&|line| line.is_open() && line.is("ask")),
                &concrete,
            )
            .with(
                page.t("meetings-open-commitments"),
                count(&|line| line.is_open() && line.is("commitment")),
                "",
            )
            .with(
                page.t("meetings-overdue"),
                count(&|line| self.is_late(line)),
                "",
            )
    }

    fn list(&self, asked: Asked) -> List {
        let language = self.page.language;
        let mut lines = self.wanted(&asked);
        self.sort(&asked, &mut lines);
        let rows: Vec<_> = asked
            .slice(&lines)
            .iter()
            .map(|line| self.row(*line))
            .collect();
        let empty = Empty {
            title: self.page.t("meetings-ledger-empty"),
            hint: self.page.t("meetings-ledger-empty-hint"),
            action: None,
        };
        let kinds = ["ask", "concrete", "commitment"];
        let lists = format!("/missions/{}/lists", self.dossier.mission.code);
        let named = |key: &str| format!("{} XLSX", self.page.t(key));
        let mut list = List::new(language, asked, "meetings-tab-ledger", empty)
            .export(format!("{lists}/asks.xlsx"), named("lists-asks"))
            .export(
                format!("{lists}/commitments.xlsx"),
                named("lists-commitments"),
            )
            .column("what", "meetings-what")
            .column("kind", "meetings-kind")
            .column("of", "meetings-expected-of")
            .plain_column("item", "meetings-where")
            .column("owner", "meetings-owner-label")
            .column("due", "meetings-due-label")
            .plain_column("state", "meetings-state")
            .filter(
                "kind",
                "meetings-kind",
                Choice::of_codes(language, "meetings-line-", kinds),
            )
            .filter(
                "side",
                "meetings-side",
                Choice::of_codes(language, "meetings-side-", ["home", "host"]),
            )
            .filter(
                "show",
                "meetings-show",
                Choice::of_codes(language, "meetings-show-", ["late", "closed", "all"]),
            )
            .total(lines.len());
        rows.into_iter().for_each(|row| list.row(row));
        list
    }

    /// What is open, unless the reader asks for more.
    fn wanted(&self, asked: &Asked) -> Vec<Line<'a>> {
        let needle = Needle::read(&asked.q);
        let shown = |line: Line<'_>| match asked.filter("show") {
            Some("all") => true,
            Some("closed") => !line.is_open(),
            Some("late") => self.is_late(line),
            _ => line.is_open(),
        };
        self.lines()
            .filter(|line| shown(*line))
            .filter(|line| asked.filter("kind").is_none_or(|kind| line.is(kind)))
            .filter(|line| {
                asked
                    .filter("side")
                    .is_none_or(|side| side == line.side().code())
            })
            .filter(|line| needle.as_ref().is_none_or(|n| n.finds(&self.texts(*line))))
            .collect()
    }

    fn texts(&self, line: Line<'_>) -> Texts {
        let texts = Texts::default().localised(line.what()).text(line.owner());
        match line.of() {
            PartyOrText::Party(party) => texts.names(self.dossier.names_of(*party)),
            PartyOrText::Described(text) => texts.localised(text),
        }
    }

    /// By day: what is due first stands first, what has no day last.
    fn sort(&self, asked: &Asked, lines: &mut [Line<'a>]) {
        let language = self.page.language;
        let dossier = self.dossier;
        match asked.sort.as_deref() {
            Some("what") => i18n::collate::sort_by_name(language, lines, |line| {
                line.what().for_reader(language).to_owned()
            }),
            Some("of") => i18n::collate::sort_by_name(language, lines, |line| {
                dossier.text_of(line.of(), language).to_owned()
            }),
            Some("owner") => {
                i18n::collate::sort_by_name(language, lines, |line| line.owner().to_owned());
            }
            Some("kind") => lines.sort_by_key(|line| (line.is("ask"), !line.is("concrete"))),
            _ => lines.sort_by_key(|line| (line.due().is_none(), line.due(), !line.is("concrete"))),
        }
        if asked.down {
            lines.reverse();
        }
    }

    fn row(&self, line: Line<'_>) -> Vec<Html> {
        let (page, language) = (self.page, self.page.language);
        let kind = match line {
            Line::Ask(ask) if ask.concrete => {
                Chip::new(Mood::Confirmed, page.t("meetings-line-concrete")).into()
            }
            Line::Ask(_) => page.t("meetings-line-ask").into(),
            Line::Commitment(_) => page.t("meetings-line-commitment").into(),
        };
        let base = super::base(self.dossier);
        let item = line.item().and_then(|id| self.dossier.item(id));
        let place = match item {
            Some(item) => item.title.for_reader(language).to_owned(),
            None => page.t("meetings-elsewhere"),
        };
        let state = match line {
            Line::Ask(ask) => ask_chip(page, &ask.state),
            Line::Commitment(one) => commitment_chip(page, one, self.today),
        };
        let due = line.due().map(|due| i18n::dates::full(language, due));
        vec![
            Words::new(language, line.what()).into(),
            kind,
            at_hand::described(self.dossier, language, line.of()),
            Link::new(format!("{base}#{}", line.anchor()), place).into(),
            line.owner().into(),
            due.unwrap_or_default().into(),
            state.into(),
        ]
    }
}

//! The guest list: totals of every item, and everybody with their answer.

use app::missions::Dossier;
use app::{Needle, Texts};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::parties::PartyRef;
use domain::programme::{Item, Participation, ParticipationState, Role, Side};
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::form::{Choice, VERSION};
use crate::kit::{Action, Empty, Figures, Header, Html};
use crate::list::{Asked, List};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// A number of the totals and the list behind it.
struct Total {
    count: usize,
    label: String,
    href: String,
}

/// The totals of one item.
struct Tally {
    title: String,
    href: String,
    when: String,
    published: Vec<String>,
    totals: Vec<Total>,
    attendance: Option<Action>,
}

#[derive(Template)]
#[template(path = "guests/list.html")]
struct Guests {
    page: Page,
    header: Header,
    figures: Figures,
    states: Vec<String>,
    tallies: Vec<Tally>,
    list: List,
}

/// Shows the guest list.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let subject = Subject::Record(Kind::Participation);
    let may = |right| seat.caller.may(right, subject, Some(dossier.mission.id));
    let (adds, edits) = (may(Right::Create), may(Right::Edit));
    let page = at_hand::framed(seat.page, &dossier, Section::Guests, "common-nav-guests");
    let view = View {
        page: &page,
        dossier: &dossier,
        edits,
    };
    Ok(rendered(&Guests {
        header: view.header(adds),
        figures: view.figures(),
        states: ParticipationState::CODES
            .map(|code| page.t(&format!("guests-state-{code}")))
            .into(),
        tallies: view.tallies(),
        list: view.list(asked, adds),
        page,
    }))
}

struct View<'a> {
    page: &'a Page,
    dossier: &'a Dossier,
    edits: bool,
}

impl View<'_> {
    fn at(&self, tail: &str) -> String {
        format!("/missions/{}/guests{tail}", self.dossier.mission.code)
    }

    fn guests(&self) -> impl Iterator<Item = &Stored<Participation>> {
        let all = self.dossier.participations.iter();
        all.filter(|part| super::is_guest(part))
    }

    fn in_state(&self, code: &str) -> usize {
        self.guests().filter(|p| p.state.code() == code).count()
    }

    fn header(&self, adds: bool) -> Header {
        let (page, mission) = (self.page, &self.dossier.mission);
        let mut header = Header::new(page.t("common-nav-guests")).below(
            format!("/missions/{}", mission.code),
            mission.title.for_reader(page.language),
        );
        let nominated = self.in_state("nominated");
        if self.edits && nominated > 0 {
            let words = page.n("guests-invite-all", nominated);
            header = header.action(Action::post(words, self.at("/invite")));
        }
        if adds {
            let new = Action::open(page.t("guests-add-guest"), self.at("/new"));
            header = header.action(new.main());
        }
        header
    }

    fn figures(&self) -> Figures {
        let (page, language) = (self.page, self.page.language);
        let number = |count: usize| {
            i18n::numbers::grouped(language, i64::try_from(count).unwrap_or(i64::MAX))
        };
        let open = self.in_state("invited") + self.in_state("tentative");
        let came = self.in_state("attended") + self.in_state("substituted");
        let mut figures = Figures::default()
            .with(
                page.t("guests-figure-named"),
                number(self.guests().count()),
                "",
            )
            .with(page.t("guests-figure-open"), number(open), "");
        for code in ["accepted", "declined"] {
            let label = page.t(&format!("guests-figure-{code}"));
            figures = figures.with(label, number(self.in_state(code)), "");
        }
        figures.with(page.t("guests-figure-came"), number(came), "")
    }

    /// Items that have guests, or of which a count was published.
    fn tallies(&self) -> Vec<Tally> {
        let items = self.dossier.items.iter().filter(|item| {
            !item.counts.is_empty() || self.guests().any(|part| part.item == Some(item.id))
        });
        items.map(|item| self.tally(item)).collect()
    }

    fn tally(&self, item: &Item) -> Tally {
        let (page, language) = (self.page, self.page.language);
        let guests: Vec<_> = self.guests().filter(|p| p.item == Some(item.id)).collect();
        let totals = ParticipationState::CODES.map(|code| Total {
            count: guests.iter().filter(|p| p.state.code() == code).count(),
            label: page.t(&format!("guests-state-{code}")),
            href: self.at(&format!("?item={}&state={code}", item.id)),
        });
        let counts = guests.iter().filter_map(|part| {
            let count = i18n::numbers::count(language, part.count.as_ref()?);
            let name = self.dossier.name_of(part.party, language);
            Some(page.t2("guests-count-of", ("name", name), ("count", count)))
        });
        let own = item.counts.iter().map(|count| {
            let count = i18n::numbers::count(language, count);
            page.t1("guests-published", "count", count)
        });
        let open = guests.iter().any(|part| !part.state.is_recorded());
        let records = self.edits && item.state.is_held() && open;
        Tally {
            title: item.title.for_reader(language).to_owned(),
            href: format!("/missions/{}/items/{}", self.dossier.mission.code, item.id),
            when: i18n::dates::when(language, &item.when),
            published: own.chain(counts).collect(),
            totals: totals.into(),
            attendance: records.then(|| {
                let sheet = self.at(&format!("/attendance/{}", item.id));
                Action::open(page.t("guests-attendance"), sheet)
            }),
        }
    }

    fn list(&self, asked: Asked, adds: bool) -> List {
        let language = self.page.language;
        let mut parts = self.wanted(&asked);
        self.sort(&asked, &mut parts);
        let new = Action::open(self.page.t("guests-add-guest"), self.at("/new"));
        let empty = Empty {
            title: self.page.t("guests-empty"),
            hint: self.page.t("guests-empty-hint"),
            action: adds.then(|| new.main()),
        };
        let rows: Vec<_> = asked.slice(&parts).iter().map(|p| self.row(p)).collect();
        let lists = format!("/missions/{}/lists/guests", self.dossier.mission.code);
        let mut list = List::new(language, asked, "common-nav-guests", empty)
            .export(format!("{lists}.xlsx"), "XLSX")
            .export(format!("{lists}.csv"), "CSV")
            .column("name", "guests-name")
            .column("office", "guests-office")
            .column("item", "guests-item")
            .column("role", "guests-role")
            .column("state", "guests-state")
            .plain_column("do", "guests-actions")
            .filter("item", "guests-item", self.items())
            .filter(
                "state",
                "guests-state",
                Choice::of_codes(language, "guests-state-", ParticipationState::CODES),
            )
            .filter(
                "role",
                "guests-role",
                Choice::of_codes(language, "guests-role-", Role::ALL.iter().map(|r| r.code())),
            )
            .filter(
                "side",
                "guests-side",
                Choice::of_codes(language, "guests-side-", ["host", "home", "all"]),
            )
            .total(parts.len());
        rows.into_iter().for_each(|row| list.row(row));
        list
    }

    fn items(&self) -> Vec<Choice> {
        let all = self.dossier.items.iter();
        let used = all.filter(|item| self.dossier.part_in(item.id).next().is_some());
        used.map(|item| Choice::new(item.id, item.title.for_reader(self.page.language)))
            .collect()
    }

    /// What the reader asked for; guests of the hosts' side unless they ask for others.
    fn wanted(&self, asked: &Asked) -> Vec<&Stored<Participation>> {
        let needle = Needle::read(&asked.q);
        let is = |name: &str, value: &str| asked.filter(name).is_none_or(|want| want == value);
        let side = |side: Side| match asked.filter("side") {
            None => side == Side::Host,
            Some("all") => true,
            Some(want) => want == side.code(),
        };
        self.dossier
            .participations
            .iter()
            .filter(|part| part.item.is_some_and(|id| is("item", &id.to_string())))
            .filter(|part| is("state", part.state.code()) && is("role", part.role.code()))
            .filter(|part| side(part.side))
            .filter(|part| needle.as_ref().is_none_or(|n| n.finds(&self.texts(part))))
            .collect()
    }

    fn texts(&self, part: &Participation) -> Texts {
        let body = part.organisation.map(PartyRef::Organisation);
        let texts = Texts::default()
            .names(self.dossier.names_of(part.party))
            .names(body.and_then(|body| self.dossier.names_of(body)))
            .text(&part.note);
        let posts = super::posts(self.dossier, part);
        posts
            .iter()
            .fold(texts, |texts, post| texts.localised(&post.title))
    }

    fn sort(&self, asked: &Asked, parts: &mut Vec<&Stored<Participation>>) {
        let language = self.page.language;
        let by = |parts: &mut Vec<_>, key: &dyn Fn(&Participation) -> String| {
            i18n::collate::sort_by_name(language, parts, |p: &&Stored<Participation>| key(p));
        };
        let dossier = self.dossier;
        match asked.sort.as_deref() {
            Some("name") => by(parts, &|p| dossier.name_of(p.party, language).to_owned()),
            Some("office") => by(parts, &|p| super::office(dossier, language, p).to_string()),
            Some("role") => parts.sort_by_key(|p| p.role),
            Some("state") => parts.sort_by_key(|p| {
                let code = p.state.code();
                ParticipationState::CODES.iter().position(|c| *c == code)
            }),
            _ => parts.sort_by_key(|p| {
                let at = |i: &Stored<Item>| Some(i.id) == p.item;
                (
                    dossier.items.iter().position(at),
                    p.rank.unwrap_or(u32::MAX),
                )
            }),
        }
        if asked.down {
            parts.reverse();
        }
    }

    fn row(&self, part: &Stored<Participation>) -> Vec<Html> {
        let (page, language) = (self.page, self.page.language);
        let item = part.item.and_then(|id| self.dossier.item(id));
        let title = item.map_or("", |item| item.title.for_reader(language));
        let role = page.t(&format!("guests-role-{}", part.role.code()));
        vec![
            super::name(self.dossier, language, part).into(),
            super::office(self.dossier, language, part),
            title.into(),
            role.into(),
            super::chip(self.dossier, language, &part.state).into(),
            self.actions(part, item.is_some_and(|item| item.state.is_held())),
        ]
    }

    /// The next answers with one click, and the way to everything else.
    fn actions(&self, part: &Stored<Participation>, held: bool) -> Html {
        if !self.edits {
            return Html::default();
        }
        let next: &[&str] = match &part.state {
            state if state.is_recorded() => &[],
            _ if held => &["attended", "absent"],
            ParticipationState::Nominated => &["invited"],
            ParticipationState::Invited | ParticipationState::Tentative => &["accepted"],
            _ => &[],
        };
        let answer = self.at(&format!("/{}/answer", part.id));
        let quick = next.iter().map(|code| {
            Action::post(self.page.t(&format!("guests-do-{code}")), answer.clone())
                .with("state", code)
                .with(VERSION, part.version)
        });
        let more = Action::open(self.page.t("guests-do-answer"), answer.clone());
        let edit = Action::open(
            self.page.t("common-action-edit"),
            self.at(&format!("/{}", part.id)),
        );
        Html::of(&Buttons {
            list: quick.chain([more, edit]).collect(),
        })
    }
}

/// Small buttons side by side.
#[derive(Template)]
#[template(
    source = r#"<div class="actions small">{% for action in list %}{{ action }}{% endfor %}</div>"#,
    ext = "html"
)]
struct Buttons {
    list: Vec<Action>,
}

impl askama::filters::HtmlSafe for Buttons {}

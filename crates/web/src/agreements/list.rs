//! The agreements of one mission, and of all.

use app::agreements::Book;
use app::{Needle, Texts};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::agreements::{Agreement, AgreementKind, AgreementStage};
use domain::missions::Mission;
use domain::programme::Side;
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::form::Choice;
use crate::kit::{Action, Empty, Figures, Header, Html, NameView, Words};
use crate::list::{Asked, List};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "agreements/list.html")]
struct Agreements {
    page: Page,
    header: Header,
    figures: Figures,
    list: List,
}

/// All agreements of the office.
pub async fn all(State(site): State<Site>, seat: Seat, asked: Asked) -> Result<Response, Problem> {
    let book = site.app().agreement_book(&seat.caller).await?;
    let adds = seat
        .caller
        .may(Right::Create, Subject::Record(Kind::Agreement), None);
    let page = seat.page.at(Section::Agreements, "common-nav-agreements");
    let view = View {
        page: &page,
        book: &book,
        mission: None,
        adds,
    };
    Ok(view.answer(asked))
}

/// The agreements of a mission.
pub async fn of_mission(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let mission = site.app().mission_by_code(&seat.caller, &code).await?;
    let book = site.app().agreement_book(&seat.caller).await?;
    let subject = Subject::Record(Kind::Agreement);
    let adds = seat.caller.may(Right::Create, subject, Some(mission.id));
    let section = Section::MissionAgreements;
    let page = at_hand::in_mission(seat.page, &mission, section, "common-nav-agreements");
    let view = View {
        page: &page,
        book: &book,
        mission: Some(&mission),
        adds,
    };
    Ok(view.answer(asked))
}

struct View<'a> {
    page: &'a Page,
    book: &'a Book,
    mission: Option<&'a Mission>,
    adds: bool,
}

impl<'a> View<'a> {
    fn answer(&self, asked: Asked) -> Response {
        rendered(&Agreements {
            page: self.page.clone(),
            header: self.header(),
            figures: self.figures(),
            list: self.list(asked),
        })
    }

    fn add(&self) -> Action {
        let way = match self.mission {
            Some(mission) => format!("/missions/{}/agreements/new", mission.code),
            None => "/agreements/new".to_owned(),
        };
        Action::open(self.page.t("agreements-add"), way).main()
    }

    fn header(&self) -> Header {
        let header = Header::new(self.page.t("common-nav-agreements"));
        let header = match self.mission {
            Some(mission) => header.below(
                format!("/missions/{}", mission.code),
                mission.title.for_reader(self.page.language),
            ),
            None => header,
        };
        if self.adds {
            header.action(self.add())
        } else {
            header
        }
    }

    fn here(&self) -> impl Iterator<Item = &'a Stored<Agreement>> {
        let mission = self.mission.map(|mission| mission.id);
        let all = self.book.agreements.iter();
        all.filter(move |one| mission.is_none() || one.mission == mission)
    }

    fn figures(&self) -> Figures {
        let count = |test: &dyn Fn(&Agreement) -> bool| {
            let count = self.here().filter(|one| test(one)).count();
            i18n::numbers::grouped(self.page.language, i64::try_from(count).unwrap_or(i64::MAX))
        };
        let t = |key: &str| self.page.t(key);
        Figures::default()
            .with(
                t("agreements-figure-signed"),
                count(&Agreement::was_signed),
                "",
            )
            .with(
                t("agreements-figure-cleared"),
                count(&|one| one.state.stage() == AgreementStage::Cleared),
                "",
            )
            .with(
                t("agreements-figure-preparing"),
                count(&|one| {
                    use AgreementStage::{Drafting, Review, TextFinal};
                    [Drafting, Review, TextFinal].contains(&one.state.stage())
                }),
                "",
            )
    }

    fn list(&self, asked: Asked) -> List {
        let language = self.page.language;
        let mut wanted = self.wanted(&asked);
        self.sort(&asked, &mut wanted);
        let rows: Vec<_> = asked
            .slice(&wanted)
            .iter()
            .map(|one| self.row(one))
            .collect();
        let empty = Empty {
            title: self.page.t("agreements-empty"),
            hint: self.page.t("agreements-empty-hint"),
            action: self.adds.then(|| self.add()),
        };
        let kinds = AgreementKind::ALL.iter().map(|kind| kind.code());
        let stages = AgreementStage::ALL.iter().map(|stage| stage.code());
        let mut list = List::new(language, asked, "common-nav-agreements", empty)
            .column("title", "agreements-title")
            .plain_column("home", "agreements-home")
            .plain_column("host", "agreements-host")
            .column("kind", "agreements-kind")
            .column("when", "agreements-when")
            .plain_column("place", "agreements-place");
        match self.mission {
            None => list = list.column("mission", "common-nav-mission"),
            Some(mission) => {
                let lists = format!("/missions/{}/lists/agreements", mission.code);
                list = list
                    .export(format!("{lists}.xlsx"), "XLSX")
                    .export(format!("{lists}.csv"), "CSV");
            }
        }
        let mut list = list
            .column("stage", "agreements-stage")
            .filter(
                "kind",
                "agreements-kind",
                Choice::of_codes(language, "agreements-kind-", kinds),
            )
            .filter(
                "stage",
                "agreements-stage",
                Choice::of_codes(language, "agreements-stage-", stages),
            )
            .total(wanted.len());
        rows.into_iter().for_each(|row| list.row(row));
        list
    }

    fn wanted(&self, asked: &Asked) -> Vec<&'a Stored<Agreement>> {
        let needle = Needle::read(&asked.q);
        let is = |name: &str, code: &str| asked.filter(name).is_none_or(|want| want == code);
        self.here()
            .filter(|one| is("kind", one.kind.code()) && is("stage", one.state.stage().code()))
            .filter(|one| needle.as_ref().is_none_or(|n| n.finds(&self.texts(one))))
            .collect()
    }

    fn texts(&self, agreement: &Agreement) -> Texts {
        let texts = Texts::default()
            .localised(&agreement.title)
            .localised(&agreement.note);
        agreement.parties.iter().fold(texts, |texts, party| {
            let body = self.book.organisations.get(&party.organisation);
            texts.names(body.map(|body| &body.names))
        })
    }

    fn mission_of(&self, agreement: &Agreement) -> &str {
        agreement
            .mission
            .and_then(|id| self.book.missions.get(&id))
            .map_or("", |mission| mission.title.for_reader(self.page.language))
    }

    fn sort(&self, asked: &Asked, all: &mut Vec<&'a Stored<Agreement>>) {
        let language = self.page.language;
        match asked.sort.as_deref() {
            Some("kind") => all.sort_by_key(|one| one.kind),
            Some("stage") => all.sort_by_key(|one| one.state.stage()),
            Some("when") => all.sort_by_key(|one| super::day(self.book, one)),
            Some("mission") => {
                i18n::collate::sort_by_name(language, all, |one| self.mission_of(one).to_owned())
            }
            Some("title") => i18n::collate::sort_by_name(language, all, |one| {
                one.title.for_reader(language).to_owned()
            }),
            _ => {}
        }
        if asked.down {
            all.reverse();
        }
    }

    fn row(&self, one: &Stored<Agreement>) -> Vec<Html> {
        let (page, language) = (self.page, self.page.language);
        let side = |side| {
            Html::of(&Names {
                list: super::parties(self.book, language, one, side),
            })
        };
        let place = super::place(self.book, one);
        let mut row = vec![
            Html::of(&Title {
                href: format!("/agreements/{}", one.id),
                words: Words::new(language, &one.title),
            }),
            side(Side::Home),
            side(Side::Host),
            page.t(&format!("agreements-kind-{}", one.kind.code()))
                .into(),
            super::when(self.book, language, one)
                .unwrap_or_default()
                .into(),
            place
                .map(|place| Html::from(NameView::new(language, place)))
                .unwrap_or_default(),
        ];
        if self.mission.is_none() {
            row.push(self.mission_of(one).into());
        }
        row.push(super::chip(page, one.state.stage()).into());
        row
    }
}

/// A title that leads to its page, with the second language beside it.
#[derive(Template)]
#[template(
    source = r#"<a href="{{ href }}" lang="{{ words.first.0 }}">{{ words.first.1 }}</a>{% if let Some((lang, text)) = words.second %}<br><small lang="{{ lang }}">{{ text }}</small>{% endif %}"#,
    ext = "html"
)]
struct Title {
    href: String,
    words: Words,
}

/// Names one below the other.
#[derive(Template)]
#[template(
    source = r#"<ul>{% for name in list %}<li>{{ name }}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
struct Names {
    list: Vec<NameView>,
}

impl askama::filters::HtmlSafe for Title {}
impl askama::filters::HtmlSafe for Names {}

//! Every component on one page, for looking at: only in debug builds and tests.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::language::Language;
use domain::names::{Name, NameRole, Names};
use domain::text::Localised;
use i18n::Text;
use jiff::civil::date;

use crate::conflict::Conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::{
    Action, Chip, Empty, Event, Facts, Figures, Header, History, Html, Mood, NameView, Need, Needs,
    People, Tabs,
};
use crate::list::{Asked, List};
use crate::page::{Account, MissionNav, Page, Section};
use crate::problem::{Problem, rendered};
use crate::site::Site;

/// The addresses of the gallery.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/gallery", get(show))
        .route("/gallery/form", get(show_form).post(post_form))
        .route("/gallery/problem/{code}", get(show_problem))
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Page,
    header: Header,
    figures: Figures,
    tabs: Tabs,
    facts: Facts,
    list: List,
    none: List,
    history: History,
    needs: Needs,
    conflict: Conflict,
}

#[derive(Template)]
#[template(path = "gallery_form.html")]
struct GalleryForm {
    page: Page,
    header: Header,
    form: Form,
}

fn framed(page: Page) -> Page {
    let title = title().for_reader(page.language).to_owned();
    let mut page = page
        .at(Section::Programme, Text::verbatim("Gallery"))
        .in_mission(MissionNav {
            code: "GALLERY".to_owned(),
            title,
            sample: true,
            open: vec![(Section::Programme, 2), (Section::Meetings, 1)],
        });
    page.account = Some(Account {
        name: "Lin Yue".to_owned(),
        agency: "Gallery office".to_owned(),
        role: "Officer".to_owned(),
        administers: true,
        audits: true,
    });
    page
}

fn title() -> Localised {
    Localised::new(Language::En, "Spring mission to Hamburg and Istanbul")
        .and(Language::De, "Frühjahrsreise nach Hamburg und Istanbul")
        .and(Language::ZhHans, "汉堡—伊斯坦布尔春季经贸代表团")
}

async fn show(page: Page, asked: Asked) -> Response {
    let mut page = framed(page);
    page.flash = Some(Flash::deleted("Lunch given by the Senate", "/gallery/undo"));
    rendered(&gallery(page, asked))
}

fn gallery(page: Page, asked: Asked) -> Gallery {
    let l = page.language;
    let empty = Empty {
        title: page.t("list-no-match"),
        hint: page.t("list-no-match-hint"),
        action: Some(Action::open(page.t("common-action-add"), "/gallery/form").main()),
    };
    let none = List::new(
        l,
        Asked::read("/gallery", ""),
        "common-nav-meetings",
        empty.clone(),
    )
    .named("none");
    Gallery {
        header: header(&page),
        figures: Figures::default()
            .with(
                page.t("common-nav-meetings"),
                i18n::numbers::grouped(l, 1310),
                "/ 1680",
            )
            .with(page.t("common-nav-agreements"), "38", "/ 40")
            .with(page.t("common-nav-guests"), "71 %", ""),
        tabs: Tabs::new(page.t("common-tabs"))
            .tab("/gallery", i18n::dates::tab(l, date(2026, 4, 14)), true)
            .tab(
                "/gallery/form",
                i18n::dates::tab(l, date(2026, 4, 15)),
                false,
            )
            .tab(
                "/gallery/problem/404",
                i18n::dates::tab(l, date(2026, 4, 16)),
                false,
            )
            .action(Action::open(page.t("common-action-print"), "/gallery"))
            .action(Action::post(page.t("common-action-save"), "/gallery").main())
            .action(Action::post(page.t("common-action-delete"), "/gallery").danger()),
        facts: facts(&page),
        list: guests(l, asked, empty),
        none,
        history: History {
            list: vec![event(&page), event(&page)],
            empty: page.t("common-timeline-empty"),
        },
        needs: needs(&page),
        conflict: Conflict::new(&form(l), &typed(), 8).by("Ms Lin", "10:02"),
        page,
    }
}

fn header(page: &Page) -> Header {
    let l = page.language;
    let span = i18n::dates::span(l, date(2026, 4, 14), date(2026, 4, 19));
    Header::localised(l, &title())
        .below("/missions", page.t("common-nav-missions"))
        .fact(Chip::new(Mood::Confirmed, page.t("common-saved")))
        .fact(Chip::new(Mood::Tentative, page.t("common-unknown")))
        .fact(Chip::new(Mood::Decide, page.t("common-needs-you")))
        .fact(Chip::new(Mood::Quiet, page.t("common-sample")))
        .fact(span)
        .fact(page.n("common-members", 24))
        .action(Action::open(page.t("common-action-edit"), "/gallery/form"))
        .action(Action::post(page.t("common-action-add"), "/gallery").main())
}

fn facts(page: &Page) -> Facts {
    let l = page.language;
    Facts::default()
        .with(page.t("common-nav-delegation"), "24")
        .with(
            page.t("common-language"),
            NameView::printed(l, "Renos Company"),
        )
        .known(page.t("common-nav-guests"), Some(mayor(l)))
}

fn mayor(language: Language) -> NameView {
    let names = Names::new(
        vec![
            Name::new(Language::ZhHans, NameRole::OfRecord, "陈绍旺"),
            Name::new(Language::En, NameRole::OfRecord, "Chen Shaowang"),
        ],
        domain::names::Identity::Known {
            certainty: domain::names::Certainty::High,
        },
    );
    match names {
        Ok(names) => NameView::new(language, &names).link("/directory"),
        Err(_) => NameView::printed(language, "陈绍旺"),
    }
}

fn guests(language: Language, asked: Asked, empty: Empty) -> List {
    let mut list = List::new(language, asked, "common-nav-guests", empty)
        .column("name", "common-nav-guests")
        .column("office", "common-nav-office")
        .number_column("count", "common-nav-meetings")
        .plain_column("people", "common-nav-delegation")
        .filter(
            "language",
            "common-language",
            Choice::of_codes(language, "common-language-", ["zh-Hans", "en", "de"]),
        )
        .export("/gallery", "XLSX")
        .export("/gallery", "CSV")
        .total(120);
    let team: Vec<String> = ["郝鹏", "Katrin Berg", "Jörg Marwitz"]
        .map(str::to_owned)
        .into();
    for n in 0..6_i64 {
        let name = if n % 2 == 0 {
            Html::from(mayor(language))
        } else {
            Html::from(NameView::printed(
                language,
                "Germany Investment Corporation",
            ))
        };
        let mood = if n % 3 == 0 {
            Mood::Confirmed
        } else {
            Mood::Tentative
        };
        let chip = Chip::new(mood, i18n::t(language, "common-yes", &[]));
        list.row(vec![
            name,
            chip.into(),
            i18n::numbers::grouped(language, n * 1234).into(),
            People::new(language, &team, 2).into(),
        ]);
    }
    list
}

fn event(page: &Page) -> Event {
    Event {
        when: i18n::dates::full(page.language, date(2023, 10, 11)),
        machine: "2023-10-11T08:00:00Z".to_owned(),
        who: "Lin Yue".to_owned(),
        what: page.t("common-saved").into(),
        changes: vec![(
            page.t("form-when-start"),
            "13:30".to_owned(),
            "13:55".to_owned(),
        )],
    }
}

fn needs(page: &Page) -> Needs {
    Needs::new(
        page.language,
        vec![Need {
            title: page.t("form-conflict-title"),
            text: page.t("form-conflict-intro"),
            action: Some(Action::open(page.t("common-action-show"), "/gallery/form")),
        }],
    )
}

async fn show_form(page: Page) -> Response {
    let form = form(page.language);
    form_page(page, form, StatusCode::OK)
}

async fn post_form(page: Page, mut submitted: Submitted) -> Response {
    let mut form = form(page.language);
    read(&mut submitted);
    if submitted.is_fine() {
        return Flash::done("common-saved").to("/gallery/form");
    }
    form.refill(&submitted);
    form_page(page, form, StatusCode::UNPROCESSABLE_ENTITY)
}

fn form_page(page: Page, form: Form, status: StatusCode) -> Response {
    let mut page = framed(page);
    page.title = page.t("common-action-edit");
    let header = Header::localised(page.language, &title());
    let mut response = rendered(&GalleryForm { page, header, form });
    *response.status_mut() = status;
    response
}

fn read(submitted: &mut Submitted) {
    submitted.required_line("code");
    submitted.required_localised("title");
    submitted.when("when");
    submitted.number("seats", 1, 500);
    for row in submitted.rows("names") {
        submitted.required_line(&format!("{row}.text"));
    }
}

fn typed() -> Submitted {
    Submitted::parse(
        "code=&title.en=Spring&when.known=day&when.date=2026-04-14&seats=900".as_bytes(),
    )
}

fn form(language: Language) -> Form {
    let mut form = Form::new(language, "/gallery/form");
    form.line("code", "form-other-language-code", "LN-2026")
        .required()
        .half();
    form.line("mail", Text::verbatim("E-mail"), "").half();
    form.localised("title", "common-nav-mission", &title())
        .required()
        .hint("common-sample-why");
    form.localised("aim", "form-when-note", &Localised::default())
        .tall();
    form.date("day", "form-when-date", Some(date(2026, 4, 14)))
        .half();
    form.number("seats", "common-nav-guests", Some(90))
        .between(1, 500)
        .half();
    form.when("when", "form-when-known", None, "Europe/Berlin");
    form.moment("moment", "form-when-start", None, "Europe/Berlin");
    let languages = || Choice::of_codes(language, "common-language-", ["zh-Hans", "en", "de"]);
    form.choice("choice", "common-language", "de", languages())
        .half();
    form.choice("open", "common-language", "en", languages())
        .open()
        .half();
    form.several(
        "several",
        "common-language",
        &["en".to_owned()],
        languages(),
    );
    let parties = (1..30)
        .map(|n| Choice::new(n, format!("Nordwerk {n}")).detail("北方涡轮"))
        .collect();
    form.party("host", "common-nav-directory", "3", parties)
        .or_printed("");
    form.check("sample", "common-sample", true);
    form.lines("text", "common-nav-documents", "")
        .hint("form-error-too-long-span");
    form.group(
        "names",
        "common-nav-directory",
        &["陈绍旺", "Chen Shaowang"],
        |row, name| {
            row.line(
                "text",
                "common-nav-search",
                name.copied().unwrap_or_default(),
            )
            .required()
            .half();
            let languages = Choice::of_codes(language, "common-language-", ["zh-Hans", "en", "de"]);
            row.choice("language", "common-language", "en", languages)
                .half();
        },
    );
    form.file("file", "form-file-drop", ".xlsx,.csv");
    form.version(7).key("gallery").cancel("/gallery");
    form
}

async fn show_problem(Path(code): Path<u16>) -> Problem {
    Problem::new(StatusCode::from_u16(code).unwrap_or(StatusCode::NOT_FOUND))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::page::Theme;

    fn page(language: Language, theme: Theme) -> Page {
        Page {
            language,
            title: String::new(),
            nonce: "nonce".to_owned(),
            request_id: "0123456789abcdef".to_owned(),
            theme,
            address: "/gallery?q=%E6%B2%88".to_owned(),
            section: Section::Elsewhere,
            mission: None,
            account: None,
            flash: Some(Flash::deleted("午宴 <b>", "/gallery/undo")),
            demo: true,
            live: Some("id=1".to_owned()),
            bare: false,
        }
    }

    fn pages(language: Language, theme: Theme) -> Vec<(&'static str, String)> {
        let asked = Asked::read("/gallery", "sort=-name&page=2");
        let parts = gallery(framed(page(language, theme)), asked);
        let mut wrong = form(language);
        let mut submitted = typed();
        read(&mut submitted);
        wrong.refill(&submitted);
        let form_of = |form: Form| GalleryForm {
            page: framed(page(language, theme)),
            header: Header::localised(language, &title()),
            form,
        };
        vec![
            ("parts", parts.render().unwrap()),
            ("form", form_of(form(language)).render().unwrap()),
            ("wrong", form_of(wrong).render().unwrap()),
        ]
    }

    /// Keys that a page shows instead of their texts, outside attributes.
    fn bare_keys(html: &str) -> Vec<&str> {
        html.split(['<', '>', '\n'])
            .map(str::trim)
            .filter(|text| i18n::catalogue::has(Language::En, text))
            .collect()
    }

    #[test]
    fn every_component_renders_in_every_language() {
        for language in Language::ALL {
            for (name, html) in pages(language, Theme::Light) {
                assert_eq!(bare_keys(&html), Vec::<&str>::new(), "{name} {language}");
                assert!(
                    html.contains(&format!("<html lang=\"{language}\"")),
                    "{name}"
                );
                assert!(
                    html.contains("午宴 &#60;b&#62;"),
                    "{name}: the message is escaped"
                );
                assert!(
                    !html.contains(" style="),
                    "{name}: the policy forbids style attributes"
                );
                assert!(!html.contains(" onclick="), "{name}");
            }
        }
    }

    #[test]
    fn every_label_leads_to_its_field_and_every_field_has_a_label() {
        for (name, html) in pages(Language::En, Theme::Auto) {
            for part in html.split(" for=\"").skip(1) {
                let id = part.split('"').next().unwrap();
                assert!(html.contains(&format!(" id=\"{id}\"")), "{name}: {id}");
            }
            let mut ids: Vec<&str> = html
                .split(" id=\"")
                .skip(1)
                .map(|part| part.split('"').next().unwrap())
                .collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name}: an id twice");
        }
    }

    #[test]
    fn errors_stand_in_the_summary_and_beside_their_fields() {
        let html = &pages(Language::De, Theme::Auto)[2].1;
        assert!(html.contains("Angaben brauchen Ihre Aufmerksamkeit"));
        assert!(html.contains("<a href=\"#f-seats\">"));
        assert!(html.contains("id=\"f-seats-error\""));
        assert!(html.contains("Zwischen 1 und 500."));
        assert!(html.contains("value=\"900\""), "what was typed is kept");
        assert!(html.contains("aria-invalid=\"true\""));
    }

    /// For looking at the pages without a server: `GALLERY=folder cargo test -p web gallery`.
    #[test]
    fn pages_can_be_written_for_looking_at() {
        let themes = [Theme::Light, Theme::Dark];
        for (language, theme) in Language::ALL
            .into_iter()
            .flat_map(|l| themes.map(|t| (l, t)))
        {
            for (name, html) in pages(language, theme) {
                assert!(html.contains(&format!("data-theme=\"{}\"", theme.code())));
                let Ok(folder) = std::env::var("GALLERY") else {
                    continue;
                };
                let html = [
                    "app.css",
                    "print.css",
                    "app.js",
                    "mark.svg",
                    "vendor/htmx-4.0.1.min.js",
                ]
                .iter()
                .fold(html, |html, asset| {
                    let file = format!("{}/assets/{asset}", env!("CARGO_MANIFEST_DIR"));
                    html.replace(&crate::assets::url(asset), &file)
                });
                let path = format!("{folder}/{name}-{language}-{}.html", theme.code());
                std::fs::write(path, html).unwrap();
            }
        }
    }
}

//! The page of an organisation or a person.

use app::AppError;
use app::parties::{OfficeHeld, PartyFile};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{OrganisationId, PersonId};
use domain::names::{Identity, Name, NameRole, Names};
use domain::parties::{Organisation, PartyRef, Person};
use domain::record::{Kind, Stored};

use super::alike::{Suggestions, suggestions};
use super::list::bearer;
use super::met::WhereMet;
use super::{dates, may, merge};
use crate::at_hand::{cited, href};
use crate::kit::{Action, Chip, Facts, Header, Html, Link, Mood};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "parties/show.html")]
struct Show {
    page: Page,
    header: Header,
    open: Option<OpenName>,
    facts: Facts,
    names: Vec<NameRow>,
    posts_title: String,
    posts: Vec<PostRow>,
    no_posts: String,
    add_post: Option<Action>,
    met: WhereMet,
}

/// What is known of a name that nobody has identified.
struct OpenName {
    candidates: Vec<(String, String, String)>,
    suggestions: Suggestions,
}

/// A name as the table shows it.
struct NameRow {
    text: String,
    lang: String,
    language: String,
    role: String,
    of_record: bool,
    source: Html,
    confirmed: String,
}

/// A post as the table shows it.
struct PostRow {
    who: Html,
    title: String,
    title_lang: String,
    dates: String,
    main: bool,
    source: Html,
    edit: Option<Link>,
}

pub(super) async fn organisation(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
) -> Result<Response, Problem> {
    let party = PartyRef::Organisation(id);
    let file = match site.app().organisation_file(&seat.caller, id).await {
        Err(AppError::Missing) => return merge::moved(&site, &seat, party).await,
        other => other?,
    };
    let one = &file.party.record;
    let open = open_name(&site, &seat, party, &one.names).await?;
    let page = framed(seat.page.clone(), party, &one.names);
    let header = header(&page, &seat, &file, party, &one.names)
        .fact(page.t(&format!("parties-kind-{}", one.kind.code())));
    let show = Show {
        header,
        open,
        facts: organisation_facts(&page, &file).known(
            page.t("merge-merged"),
            merge::merged(&page, &seat.caller, &file.merged),
        ),
        names: name_rows(&page, &one.names),
        posts_title: page.t("parties-its-people"),
        posts: post_rows(&page, &seat, &file.posts, false),
        no_posts: page.t("parties-no-people"),
        add_post: None,
        met: WhereMet::new(&page, &file.met),
        page,
    };
    Ok(rendered(&show))
}

pub(super) async fn person(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    let party = PartyRef::Person(id);
    let file = match site.app().person_file(&seat.caller, id).await {
        Err(AppError::Missing) => return merge::moved(&site, &seat, party).await,
        other => other?,
    };
    let one = &file.party.record;
    let open = open_name(&site, &seat, party, &one.names).await?;
    let page = framed(seat.page.clone(), party, &one.names);
    let add = may(&seat.caller, Right::Create, Kind::Post).then(|| {
        let address = format!("{}/posts/new", href(party));
        Action::open(page.t("parties-post-new"), address)
    });
    let show = Show {
        header: header(&page, &seat, &file, party, &one.names),
        open,
        facts: person_facts(&page, one).known(
            page.t("merge-merged"),
            merge::merged(&page, &seat.caller, &file.merged),
        ),
        names: name_rows(&page, &one.names),
        posts_title: page.t("parties-posts"),
        posts: post_rows(&page, &seat, &file.posts, true),
        no_posts: page.t("parties-no-posts"),
        add_post: add,
        met: WhereMet::new(&page, &file.met),
        page,
    };
    Ok(rendered(&show))
}

fn framed(page: Page, party: PartyRef, names: &Names) -> Page {
    let name = i18n::Text::verbatim(names.display(page.language).text.clone());
    page.at(Section::Directory, name)
        .live(format!("id={}", party.uuid()))
}

fn header<R>(
    page: &Page,
    seat: &Seat,
    file: &PartyFile<R>,
    party: PartyRef,
    names: &Names,
) -> Header {
    let (list, label) = match party {
        PartyRef::Organisation(_) => ("/directory/organisations", "parties-organisations"),
        PartyRef::Person(_) => ("/directory/people", "parties-people"),
    };
    let mut header = Header::named(page.language, names).below(list, page.t(label));
    header = match names.identity() {
        Identity::Known { certainty } => {
            let words = page.t(&format!("parties-known-{}", certainty.code()));
            header.fact(Chip::new(Mood::Confirmed, words))
        }
        Identity::Unresolved { .. } => {
            header.fact(Chip::new(Mood::Tentative, page.t("common-name-unresolved")))
        }
    };
    let kind = party.kind();
    let history = format!("/records/{}/{}/history", kind.code(), party.uuid());
    if seat
        .caller
        .may(Right::View, domain::access::Subject::Audit, None)
    {
        header = header.action(Action::open(page.t("records-history"), history));
    }
    if may(&seat.caller, Right::Delete, kind) {
        let label = page.t("common-action-delete");
        let address = format!("/records/{}/{}/delete", kind.code(), party.uuid());
        let delete = Action::post(label, address).danger();
        let delete = delete
            .with(crate::form::VERSION, file.party.version)
            .with("next", list);
        header = header.action(delete);
    }
    if merge::may_merge(&seat.caller, kind) {
        let merge = format!("{}/merge", href(party));
        header = header.action(Action::open(page.t("merge-action"), merge));
    }
    if may(&seat.caller, Right::Edit, kind) {
        let edit = format!("{}/edit", href(party));
        header = header.action(Action::open(page.t("common-action-edit"), edit).main());
    }
    header
}

async fn open_name(
    site: &Site,
    seat: &Seat,
    party: PartyRef,
    names: &Names,
) -> Result<Option<OpenName>, Problem> {
    if !names.is_unresolved() {
        return Ok(None);
    }
    let page = &seat.page;
    let candidates = names.candidates().iter().map(|one| {
        let certainty = page.t(&format!("parties-certainty-{}", one.certainty.code()));
        (one.name.clone(), certainty, one.why.clone())
    });
    Ok(Some(OpenName {
        candidates: candidates.collect(),
        suggestions: suggestions(site, seat, party, names).await?,
    }))
}

fn organisation_facts(page: &Page, file: &PartyFile<Organisation>) -> Facts {
    let one = &file.party.record;
    let text = |text: &str| (!text.is_empty()).then(|| Html::words(text));
    let country = one.country.as_deref();
    let country = country.map(|code| i18n::countries::name(page.language, code));
    let numbers: Vec<String> = one
        .registry
        .iter()
        .map(|r| format!("{} {}", r.scheme, r.value))
        .collect();
    let above = file.above.as_ref().map(|o| {
        bearer(
            page,
            Some(&o.record.names),
            PartyRef::Organisation(o.record.id),
        )
    });
    let below = below_view(page, &file.below);
    Facts::default()
        .known(page.t("parties-country"), country)
        .known(page.t("parties-seat"), text(&one.seat))
        .known(page.t("parties-parent"), above)
        .known(page.t("parties-below"), below)
        .known(
            page.t("parties-registry"),
            text(&page.language.listed(&numbers)),
        )
        .known(
            page.t("parties-sectors"),
            text(&page.language.listed(&one.sectors)),
        )
        .known(page.t("parties-website"), web(&one.website))
        .known(page.t("parties-note"), text(&one.note))
        .known(page.t("parties-source"), one.source.as_ref().map(cited))
}

/// The organisations below, as a list of links.
fn below_view(page: &Page, below: &[Stored<Organisation>]) -> Option<Html> {
    let list = below
        .iter()
        .map(|o| {
            bearer(
                page,
                Some(&o.record.names),
                PartyRef::Organisation(o.record.id),
            )
        })
        .collect();
    (!below.is_empty()).then(|| Html::of(&Below { list }))
}

#[derive(Template)]
#[template(
    source = r#"<ul>{% for name in list %}<li>{{ name }}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
struct Below {
    list: Vec<crate::kit::NameView>,
}

crate::kit::component!(Below);

fn person_facts(page: &Page, one: &Person) -> Facts {
    let text = |text: &str| (!text.is_empty()).then(|| Html::words(text));
    let languages: Vec<String> = one
        .languages
        .iter()
        .map(|tag| i18n::languages::name(page.language, tag))
        .collect();
    let reading = one.reading.for_reader(page.language);
    let email = (!one.email.is_empty())
        .then(|| Link::new(format!("mailto:{}", one.email), one.email.clone()));
    Facts::default()
        .known(page.t("parties-honorific"), text(&one.honorific))
        .known(page.t("parties-reading"), text(reading))
        .known(
            page.t("parties-languages"),
            text(&page.language.listed(&languages)),
        )
        .known(page.t("parties-email"), email)
        .known(page.t("parties-telephone"), text(&one.telephone))
        .known(page.t("parties-note"), text(&one.note))
        .known(page.t("parties-source"), one.source.as_ref().map(cited))
}

/// A web address as a link, if it is one.
fn web(address: &str) -> Option<Html> {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    match address {
        "" => None,
        _ if is_web => Some(Link::new(address, address).into()),
        other => Some(Html::words(other)),
    }
}

fn name_rows(page: &Page, names: &Names) -> Vec<NameRow> {
    let mut all: Vec<&Name> = names.all().iter().collect();
    all.sort_by_key(|name| name.role);
    let row = |name: &Name| NameRow {
        text: name.text.clone(),
        lang: name.language.as_str().to_owned(),
        language: i18n::languages::name(page.language, name.language.as_str()),
        role: page.t(&format!("parties-role-{}", name.role.code())),
        of_record: name.role == NameRole::OfRecord,
        source: name.source.as_ref().map(cited).unwrap_or_default(),
        confirmed: name
            .confirmed
            .as_ref()
            .map_or_else(String::new, |confirmed| {
                i18n::dates::full(page.language, confirmed.on)
            }),
    };
    all.into_iter().map(row).collect()
}

fn post_rows(page: &Page, seat: &Seat, posts: &[OfficeHeld], of_person: bool) -> Vec<PostRow> {
    let edits = may(&seat.caller, Right::Edit, Kind::Post);
    let row = |held: &OfficeHeld| {
        let post = &held.post.record;
        let who: Html = if of_person {
            let organisation = post
                .organisation
                .map(|id| bearer(page, held.organisation.as_ref(), PartyRef::Organisation(id)));
            organisation.map(Html::from).unwrap_or_default()
        } else {
            bearer(page, held.person.as_ref(), PartyRef::Person(post.person)).into()
        };
        let title_lang = post
            .title
            .pick(page.language)
            .map(|(tag, _)| tag.as_str().to_owned());
        PostRow {
            who,
            title: post.title.for_reader(page.language).to_owned(),
            title_lang: title_lang.unwrap_or_default(),
            dates: dates(page, post),
            main: post.main,
            source: post.source.as_ref().map(cited).unwrap_or_default(),
            edit: edits.then(|| {
                Link::new(
                    format!("/directory/posts/{}", post.id),
                    page.t("common-action-edit"),
                )
            }),
        }
    };
    posts.iter().map(row).collect()
}

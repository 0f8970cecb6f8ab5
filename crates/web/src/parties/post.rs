//! Forms of posts: what a person is in an organisation, and when.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{PersonId, PostId};
use domain::language::Language;
use domain::parties::{PartyRef, Person, Post};
use domain::record::{Kind, Stored};
use domain::text::Localised;

use super::organisation::source;
use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::page::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

fn form(language: Language, address: &str, one: Option<&Post>, organisations: Vec<Choice>) -> Form {
    let mut form = Form::new(language, address);
    let none = Localised::default();
    form.localised(
        "title",
        "parties-post-title",
        one.map_or(&none, |p| &p.title),
    )
    .required();
    let organisation = one.and_then(|p| p.organisation).map(PartyRef::Organisation);
    let organisation = organisation.map(at_hand::code).unwrap_or_default();
    form.party(
        "organisation",
        "parties-post-organisation",
        &organisation,
        organisations,
    )
    .search(Only::Organisations.search())
    .hint("parties-post-organisation-hint");
    form.date("from", "parties-post-from", one.and_then(|p| p.from))
        .half();
    form.date("to", "parties-post-to", one.and_then(|p| p.to))
        .half();
    form.date("seen", "parties-post-day-seen", one.and_then(|p| p.seen))
        .hint("parties-post-seen-hint")
        .half();
    form.check("main", "parties-post-main", one.is_none_or(|p| p.main));
    let source = one
        .and_then(|p| p.source.as_ref())
        .map_or("", |s| s.title.as_str());
    form.line("source", "parties-source", source);
    form
}

fn read(
    submitted: &mut Submitted,
    id: PostId,
    person: PersonId,
    before: Option<&Post>,
) -> Option<Post> {
    let post = Post {
        id,
        person,
        organisation: submitted.choice("organisation", at_hand::organisation),
        title: submitted.required_localised("title"),
        from: submitted.date("from"),
        to: submitted.date("to"),
        seen: submitted.date("seen"),
        main: submitted.check("main"),
        source: source(submitted, before.and_then(|b| b.source.as_ref())),
    };
    submitted.is_fine().then_some(post)
}

async fn organisations(
    site: &Site,
    seat: &Seat,
    one: Option<&Post>,
) -> Result<Vec<Choice>, Problem> {
    let chosen: Vec<PartyRef> = one
        .and_then(|p| p.organisation)
        .map(PartyRef::Organisation)
        .into_iter()
        .collect();
    at_hand::choices(site.app(), &seat.caller, None, Only::Organisations, &chosen).await
}

fn sheet(seat: &Seat, title: &'static str, person: &Stored<Person>, form: Form) -> Sheet {
    let page = seat.page.clone().at(Section::Directory, title);
    let name = person.names.display(page.language).text.clone();
    let header = Header::new(page.t(title)).below(format!("/directory/people/{}", person.id), name);
    Sheet::new(page, header, form)
}

pub(super) async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    super::alike::ask_create(&seat, Kind::Post)?;
    let person = site.app().get::<Person>(&seat.caller, id).await?;
    let form = fresh(&site, &seat, id).await?;
    Ok(sheet(&seat, "parties-post-new", &person, form).shown())
}

async fn fresh(site: &Site, seat: &Seat, id: PersonId) -> Result<Form, Problem> {
    let offered = organisations(site, seat, None).await?;
    let address = format!("/directory/people/{id}/posts/new");
    let mut form = form(seat.page.language, &address, None, offered);
    form.key(&fresh_key(site))
        .cancel(format!("/directory/people/{id}"));
    Ok(form)
}

pub(super) async fn create(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let person = site.app().get::<Person>(&seat.caller, id).await?;
    if let Some(post) = read(&mut submitted, site.app().new_id(), id, None) {
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().create(&caller, "post.create", post).await;
        if let Sent::Done(_) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("common-saved").to(&format!("/directory/people/{id}")));
        }
    }
    let form = fresh(&site, &seat, id).await?;
    Ok(sheet(&seat, "parties-post-new", &person, form).again(&submitted))
}

pub(super) async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PostId>,
) -> Result<Response, Problem> {
    let stored = site.app().get::<Post>(&seat.caller, id).await?;
    let person = site
        .app()
        .get::<Person>(&seat.caller, stored.person)
        .await?;
    let form = present(&site, &seat, &stored).await?;
    Ok(sheet(&seat, "parties-post-edit", &person, form).shown())
}

async fn present(site: &Site, seat: &Seat, stored: &Stored<Post>) -> Result<Form, Problem> {
    let offered = organisations(site, seat, Some(&stored.record)).await?;
    let address = format!("/directory/posts/{}", stored.id);
    let mut form = form(seat.page.language, &address, Some(&stored.record), offered);
    form.version(stored.version)
        .key(&fresh_key(site))
        .cancel(format!("/directory/people/{}", stored.person));
    Ok(form)
}

pub(super) async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PostId>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let stored = site.app().get::<Post>(&seat.caller, id).await?;
    let person = site
        .app()
        .get::<Person>(&seat.caller, stored.person)
        .await?;
    let title = "parties-post-edit";
    if let Some(post) = read(&mut submitted, id, stored.person, Some(&stored.record)) {
        let version = submitted.version().unwrap_or(stored.version);
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().save(&caller, "post.edit", post, version).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Post, saved.id, saved.version);
                let address = format!("/directory/people/{}", stored.person);
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(version) => {
                let form = present(&site, &seat, &stored).await?;
                return Ok(sheet(&seat, title, &person, form).overtaken(&submitted, version));
            }
            Sent::Refused => {}
        }
    }
    let form = present(&site, &seat, &stored).await?;
    Ok(sheet(&seat, title, &person, form).again(&submitted))
}

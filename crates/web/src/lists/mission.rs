//! The lists of a mission.

use domain::parties::PartyRef;
use domain::programme::{Item, Participation, Side};
use domain::record::{Kind, Stored};
use domain::time::When;
use formats::table::{Cell, Table};

use super::{Sheet, original, table};

/// A list: its name in addresses, whose export right it needs, and how it is made.
pub(super) struct MissionList {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) table: fn(&Sheet<'_>) -> Table,
}

/// All lists of a mission.
pub(super) const LISTS: [MissionList; 6] = [
    MissionList {
        name: "delegation",
        kind: Kind::Participation,
        table: delegation,
    },
    MissionList {
        name: "guests",
        kind: Kind::Participation,
        table: guests,
    },
    MissionList {
        name: "programme",
        kind: Kind::Item,
        table: programme,
    },
    MissionList {
        name: "asks",
        kind: Kind::Ask,
        table: asks,
    },
    MissionList {
        name: "commitments",
        kind: Kind::Commitment,
        table: commitments,
    },
    MissionList {
        name: "agreements",
        kind: Kind::Agreement,
        table: agreements,
    },
];

fn delegation(sheet: &Sheet<'_>) -> Table {
    let rows = sheet
        .dossier
        .members()
        .map(|part| sheet.part(part, &[]))
        .collect();
    let columns = [
        "lists-rank",
        "lists-name",
        "lists-original",
        "lists-position",
        "lists-organisation",
        "lists-role",
        "lists-state",
        "lists-note",
    ];
    table(sheet.page, "lists-delegation", &columns, rows)
}

fn guests(sheet: &Sheet<'_>) -> Table {
    let is_guest = |part: &&Stored<Participation>| part.item.is_some() && part.side == Side::Host;
    let rows = sheet
        .dossier
        .participations
        .iter()
        .filter(is_guest)
        .map(|part| {
            let item = part.item.and_then(|id| sheet.dossier.item(id));
            let title = item.map_or("", |item| item.title.for_reader(sheet.page.language));
            sheet.part(part, &[Cell::text(title), sheet.day(item)])
        });
    let rows = rows.collect();
    let columns = [
        "lists-item",
        "lists-date",
        "lists-rank",
        "lists-name",
        "lists-original",
        "lists-position",
        "lists-organisation",
        "lists-role",
        "lists-state",
        "lists-note",
    ];
    table(sheet.page, "lists-guests", &columns, rows)
}

fn programme(sheet: &Sheet<'_>) -> Table {
    let (page, dossier, language) = (sheet.page, sheet.dossier, sheet.page.language);
    let rows = dossier.items.iter().map(|item| {
        let leg = item.leg.and_then(|leg| dossier.leg(leg));
        let (start, end) = match &item.when {
            When::Exact { start, end, .. } => (Cell::Time(start.time()), Cell::Time(end.time())),
            _ => (Cell::Empty, Cell::Empty),
        };
        let hosts = item
            .hosts
            .iter()
            .map(|host| dossier.name_of(PartyRef::Organisation(*host), language));
        vec![
            sheet.day(Some(item)),
            start,
            end,
            Cell::text(dossier.zone_of(item).as_str()),
            Cell::text(leg.map_or("", |leg| leg.place.display(language).text.as_str())),
            Cell::text(item.title.for_reader(language)),
            page.t(&format!("programme-kind-{}", item.kind.code()))
                .into(),
            page.t(&format!("programme-state-{}", item.state.code()))
                .into(),
            Cell::text(item.venue.for_reader(language)),
            Cell::text(item.room.as_str()),
            Cell::text(hosts.collect::<Vec<_>>().join("; ")),
            i18n::dates::when(language, &item.when).into(),
        ]
    });
    let columns = [
        "lists-date",
        "lists-start",
        "lists-end",
        "lists-zone",
        "lists-city",
        "lists-item",
        "lists-kind",
        "lists-state",
        "lists-venue",
        "lists-room",
        "lists-hosts",
        "lists-when",
    ];
    table(page, "lists-programme", &columns, rows.collect())
}

fn asks(sheet: &Sheet<'_>) -> Table {
    let (page, dossier, language) = (sheet.page, sheet.dossier, sheet.page.language);
    let rows = dossier.asks.iter().map(|ask| {
        let item = dossier.item(ask.item);
        vec![
            Cell::text(item.map_or("", |item| item.title.for_reader(language))),
            sheet.day(item),
            Cell::text(ask.by.map_or("", |by| dossier.name_of(by, language))),
            Cell::text(dossier.text_of(&ask.of, language)),
            Cell::text(ask.text.for_reader(language)),
            page.t(&format!("meetings-ask-{}", ask.state.code())).into(),
        ]
    });
    let columns = [
        "lists-item",
        "lists-date",
        "lists-by",
        "lists-of",
        "lists-text",
        "lists-state",
    ];
    table(page, "lists-asks", &columns, rows.collect())
}

fn commitments(sheet: &Sheet<'_>) -> Table {
    let (page, dossier, language) = (sheet.page, sheet.dossier, sheet.page.language);
    let rows = dossier.commitments.iter().map(|one| {
        let item = one.item.and_then(|id| dossier.item(id));
        vec![
            Cell::text(item.map_or("", |item| item.title.for_reader(language))),
            Cell::text(dossier.text_of(&one.by, language)),
            Cell::text(
                one.to
                    .as_ref()
                    .map_or("", |to| dossier.text_of(to, language)),
            ),
            Cell::text(one.text.for_reader(language)),
            Cell::text(one.owner.as_str()),
            one.due.map_or(Cell::Empty, Cell::Date),
            page.t(&format!("meetings-commitment-{}", one.state.code()))
                .into(),
        ]
    });
    let columns = [
        "lists-item",
        "lists-by",
        "lists-to",
        "lists-text",
        "lists-owner",
        "lists-due",
        "lists-state",
    ];
    table(page, "lists-commitments", &columns, rows.collect())
}

fn agreements(sheet: &Sheet<'_>) -> Table {
    let (page, dossier, language) = (sheet.page, sheet.dossier, sheet.page.language);
    let rows = dossier.agreements.iter().map(|one| {
        let side = |side: Side| {
            let of_side = one.parties.iter().filter(|party| party.side == side);
            let names = of_side
                .map(|party| dossier.name_of(PartyRef::Organisation(party.organisation), language));
            Cell::text(names.collect::<Vec<_>>().join("; "))
        };
        vec![
            Cell::text(one.title.for_reader(language)),
            page.t(&format!("agreements-kind-{}", one.kind.code()))
                .into(),
            side(Side::Home),
            side(Side::Host),
            page.t(&format!("agreements-stage-{}", one.state.stage().code()))
                .into(),
            Cell::text(one.note.for_reader(language)),
        ]
    });
    let columns = [
        "lists-title",
        "lists-kind",
        "lists-home",
        "lists-host",
        "lists-state",
        "lists-note",
    ];
    table(page, "lists-agreements", &columns, rows.collect())
}

impl Sheet<'_> {
    /// A participation behind the given cells: rank, names, position, organisation, role, state.
    fn part(&self, part: &Stored<Participation>, before: &[Cell]) -> Vec<Cell> {
        let (page, language) = (self.page, self.page.language);
        let posts = match part.party {
            PartyRef::Person(person) => self.dossier.posts_of(person),
            PartyRef::Organisation(_) => Vec::new(),
        };
        let titles: Vec<&str> = posts
            .iter()
            .map(|post| post.title.for_reader(language))
            .collect();
        let house = part
            .organisation
            .or_else(|| posts.first().and_then(|post| post.organisation));
        let names = self.dossier.names_of(part.party);
        let mut row = before.to_vec();
        row.extend([
            part.rank
                .map_or(Cell::Empty, |rank| Cell::Integer(rank.into())),
            Cell::text(self.dossier.name_of(part.party, language)),
            names.map_or(Cell::Empty, |names| original(page, names)),
            Cell::text(titles.join("; ")),
            Cell::text(house.map_or("", |house| {
                self.dossier
                    .name_of(PartyRef::Organisation(house), language)
            })),
            page.t(&format!("guests-role-{}", part.role.code())).into(),
            page.t(&format!("guests-state-{}", part.state.code()))
                .into(),
            Cell::text(part.note.as_str()),
        ]);
        row
    }

    /// The day of an item, as a date where it is known to the day.
    fn day(&self, item: Option<&Stored<Item>>) -> Cell {
        match item.map(|item| &item.when) {
            Some(When::Exact { start, .. }) => Cell::Date(start.date()),
            Some(When::Day { date }) => Cell::Date(*date),
            Some(when) => i18n::dates::when(self.page.language, when).into(),
            None => Cell::Empty,
        }
    }
}

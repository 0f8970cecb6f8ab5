//! A large office: what the figures are measured on. Everything goes through the use cases.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use app::{App, AppError, Caller, Door};
use domain::ids::{ItemId, LegId, MissionId};
use domain::language::Language;
use domain::missions::{Direction, Leg, LegState, Mission, MissionCode, MissionState, Stage};
use domain::names::{Certainty, Identity, Name, NameRole, Names};
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person};
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, Participation, ParticipationState, Role, Side,
    Visibility,
};
use domain::source::Source;
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::civil::date;
use jiff::{Span, civil::Date};
use store::Store;
use testkit::{FrozenClock, SeededChance};

const PARTIES: usize = 100_000;
const GUESTS: usize = 1_000;
const ITEMS: usize = 500;
const DAYS: usize = 10;

const SURNAMES: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗",
];
const GIVEN: [&str; 20] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "霞", "平", "刚",
];
const GERMAN: [&str; 16] = [
    "Müller", "Schäfer", "Weiß", "Krüger", "Böhm", "Hübner", "Groß", "Jäger", "Vogel", "Kühn",
    "Lorenz", "Straßer", "Winkler", "Öhler", "Seidel", "Brandt",
];
const TRADES: [(&str, &str); 8] = [
    ("新能源", "Energietechnik"),
    ("装备制造", "Maschinenbau"),
    ("冷链物流", "Kühllogistik"),
    ("新材料", "Werkstoffe"),
    ("生物医药", "Medizintechnik"),
    ("汽车零部件", "Fahrzeugteile"),
    ("环保", "Umwelttechnik"),
    ("食品", "Lebensmittel"),
];
const PLACES: [&str; 12] = [
    "沈阳", "大连", "鞍山", "抚顺", "本溪", "丹东", "锦州", "营口", "阜新", "辽阳", "铁岭", "朝阳",
];

/// What a place without an office needs.
const PREPARED: &str = "run `legation demo --prepare-only` on this place first";

/// `fill --data DIR` or `fill --database URL`, after `legation demo --prepare-only`.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (kind, place) = (
        arguments.next().unwrap_or_default(),
        arguments.next().unwrap_or_default(),
    );
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async move {
            let store = match kind.as_str() {
                "--data" => Store::sqlite(&Path::new(&place).join("legation.db")).await,
                "--database" => Store::postgres(&place, 8).await,
                _ => bail!("fill --data DIR or fill --database URL"),
            };
            fill(store.context(PREPARED)?).await
        })
}

async fn fill(store: Store) -> Result<()> {
    let agencies = store.read(store::house()).await?.agencies().await?;
    let (_, agency) = agencies.into_iter().next().context(PREPARED)?;
    // Now, so that this is the mission that was worked on last.
    let clock = Arc::new(FrozenClock::at(&jiff::Timestamp::now().to_string()));
    let app = App::new(store, clock, Arc::new(SeededChance::new(7)));
    let caller = Caller::program(agency.id, Door::CommandLine);
    let people: Vec<Person> = (0..PARTIES * 4 / 5)
        .map(|n| person(&app, n))
        .collect::<Result<_>>()?;
    let firms: Vec<Organisation> = (0..PARTIES / 5)
        .map(|n| firm(&app, n))
        .collect::<Result<_>>()?;
    for chunk in people.chunks(10_000) {
        lay(&app, &caller, chunk).await?;
    }
    for chunk in firms.chunks(10_000) {
        lay(&app, &caller, chunk).await?;
    }
    mission(&app, &caller, &people[..GUESTS]).await?;
    println!(
        "{} people, {} organisations, one mission",
        people.len(),
        firms.len()
    );
    Ok(())
}

async fn lay<R: app::Kept>(app: &App, caller: &Caller, records: &[R]) -> Result<()> {
    app.work(caller, "figures.fill", |mut desk| async move {
        desk.create_all(records).await?;
        Ok::<_, AppError>((desk, ()))
    })
    .await?;
    Ok(())
}

fn names(texts: &[(Language, String)]) -> Result<Names> {
    let all = texts
        .iter()
        .map(|(language, text)| Name::new(*language, NameRole::OfRecord, text));
    Ok(Names::new(
        all.collect(),
        Identity::Known {
            certainty: Certainty::High,
        },
    )?)
}

fn person(app: &App, n: usize) -> Result<Person> {
    let chinese = format!(
        "{}{}{}",
        SURNAMES[n % 20],
        GIVEN[n / 20 % 20],
        GIVEN[n / 400 % 20]
    );
    let german = format!("{} {}", GERMAN[n % 16], n);
    let names = if n.is_multiple_of(3) {
        names(&[(Language::De, german)])?
    } else {
        names(&[
            (Language::ZhHans, chinese),
            (Language::En, format!("Guest Number {n}")),
        ])?
    };
    Ok(Person {
        id: app.new_id(),
        names,
        reading: Localised::default(),
        honorific: String::new(),
        languages: Vec::new(),
        email: String::new(),
        telephone: String::new(),
        note: String::new(),
        source: Some(Source::titled("invented")),
        merged_into: None,
    })
}

fn firm(app: &App, n: usize) -> Result<Organisation> {
    let (chinese, german) = TRADES[n % 8];
    let place = PLACES[n / 8 % 12];
    let names = names(&[
        (Language::ZhHans, format!("{place}{chinese}{n}有限公司")),
        (
            Language::De,
            format!("{german} {} {n} GmbH", GERMAN[n % 16]),
        ),
    ])?;
    Ok(Organisation {
        id: app.new_id(),
        names,
        kind: OrganisationKind::Company,
        country: Some("CN".to_owned()),
        seat: place.to_owned(),
        parent: None,
        registry: Vec::new(),
        sectors: Vec::new(),
        website: String::new(),
        note: String::new(),
        source: Some(Source::titled("invented")),
        merged_into: None,
    })
}

async fn mission(app: &App, caller: &Caller, guests: &[Person]) -> Result<()> {
    let (id, first) = (app.new_id(), date(2027, 6, 7));
    let record = Mission {
        id,
        code: MissionCode::new("FIGURES")?,
        title: Localised::new(Language::En, "A large mission"),
        direction: Direction::Outbound,
        state: MissionState {
            stage: Stage::Approved,
            since: None,
            approval: Some("1".to_owned()),
            cause: None,
        },
        when: When::Span {
            from: first,
            to: day(first, DAYS - 1),
        },
        home_zone: ZoneName::new("Asia/Shanghai")?,
        home: Localised::default(),
        lead: None,
        co_organisers: Vec::new(),
        head: None,
        size: None,
        objectives: Vec::new(),
        themes: Vec::new(),
        note: Localised::default(),
        returned: domain::returned::Returned::default(),
        sample: true,
        sources: Vec::new(),
    };
    lay(app, caller, &[record]).await?;
    let legs: Vec<Leg> = (0..DAYS / 2)
        .map(|n| leg(app, id, n, first))
        .collect::<Result<_>>()?;
    lay(app, caller, &legs).await?;
    let items: Vec<Item> = (0..ITEMS)
        .map(|n| item(app, id, legs[n / (ITEMS / legs.len())].id, n, first))
        .collect::<Result<_>>()?;
    lay(app, caller, &items).await?;
    let parts: Vec<Participation> = guests
        .iter()
        .enumerate()
        .flat_map(|(n, guest)| {
            let invited = [
                None,
                Some(items[n % ITEMS].id),
                Some(items[(n * 7 + 3) % ITEMS].id),
            ];
            invited.map(|item| part(app, id, item, guest, n))
        })
        .collect();
    lay(app, caller, &parts).await
}

fn day(first: Date, n: usize) -> Date {
    first.saturating_add(Span::new().days(n as i64))
}

fn leg(app: &App, mission: MissionId, n: usize, first: Date) -> Result<Leg> {
    let place = ["Hamburg", "Berlin", "Dresden", "München", "Köln"][n % 5];
    Ok(Leg {
        id: app.new_id(),
        mission,
        position: n as u32 + 1,
        place: names(&[(Language::De, place.to_owned())])?,
        country: "DE".to_owned(),
        zone: ZoneName::new("Europe/Berlin")?,
        when: When::Span {
            from: day(first, n * 2),
            to: day(first, n * 2 + 1),
        },
        state: LegState::Planned,
        hotel: String::new(),
        host: None,
        note: Localised::default(),
        source: None,
    })
}

fn item(app: &App, mission: MissionId, leg: LegId, n: usize, first: Date) -> Result<Item> {
    let start = day(first, n / (ITEMS / DAYS))
        .at(8, 0, 0, 0)
        .saturating_add(Span::new().minutes((n % 50) as i64 * 12));
    Ok(Item {
        id: app.new_id(),
        mission,
        leg: Some(leg),
        kind: ItemKind::Talks,
        title: Localised::new(Language::En, &format!("Talks number {n}"))
            .and(Language::ZhHans, &format!("第{n}场会谈")),
        when: When::Exact {
            start,
            end: start.saturating_add(Span::new().minutes(45)),
            zone: ZoneName::new("Europe/Berlin")?,
        },
        state: ItemState::Confirmed,
        venue: Localised::default(),
        room: String::new(),
        hosts: Vec::new(),
        official: true,
        languages: Vec::new(),
        interpretation: Interpretation::Consecutive,
        visibility: Visibility::Participants,
        counts: Vec::new(),
        note: Localised::default(),
        source: None,
    })
}

fn part(
    app: &App,
    mission: MissionId,
    item: Option<ItemId>,
    guest: &Person,
    n: usize,
) -> Participation {
    Participation {
        id: app.new_id(),
        mission,
        item,
        party: PartyRef::Person(guest.id),
        organisation: None,
        posts: Vec::new(),
        role: Role::Guest,
        side: Side::Host,
        state: if n.is_multiple_of(3) {
            ParticipationState::Accepted
        } else {
            ParticipationState::Invited
        },
        rank: u32::try_from(n + 1).ok(),
        count: None,
        note: String::new(),
        source: None,
    }
}

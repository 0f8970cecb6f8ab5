//! Clashes of a programme, found in the dossier as both engines give it.

use crate::office::{mission, office, person, program};
use app::App;
use app::missions::{Clash, ClashOver};
use domain::ids::{ItemId, MissionId, PersonId};
use domain::language::Language;
use domain::missions::{Leg, LegState};
use domain::names::Names;
use domain::parties::PartyRef;
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, Participation, ParticipationState, Role, Side,
    Visibility,
};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::civil::{date, datetime};
use testkit::on_both;

fn at(hours: (i8, i8), zone: &str) -> When {
    When::exact(
        datetime(2023, 10, 11, hours.0, 0, 0, 0),
        datetime(2023, 10, 11, hours.1, 0, 0, 0),
        ZoneName::new(zone).unwrap(),
    )
    .unwrap()
}

pub fn item(app: &App, mission: MissionId, title: &str, when: When) -> Item {
    Item {
        id: app.new_id(),
        mission,
        leg: None,
        kind: ItemKind::Talks,
        title: Localised::new(Language::En, title),
        when,
        state: ItemState::Confirmed,
        venue: Localised::new(Language::En, "Chamber"),
        room: String::new(),
        hosts: vec![],
        official: true,
        languages: vec![],
        interpretation: Interpretation::Unknown,
        visibility: Visibility::Participants,
        counts: vec![],
        note: Localised::default(),
        source: None,
    }
}

fn part(app: &App, item: &Item, who: PersonId, state: ParticipationState) -> Participation {
    Participation {
        id: app.new_id(),
        mission: item.mission,
        item: Some(item.id),
        party: PartyRef::Person(who),
        organisation: None,
        posts: vec![],
        role: Role::Attendee,
        side: Side::Home,
        state,
        rank: None,
        count: None,
        note: String::new(),
        source: None,
    }
}

fn over_person(item: ItemId, person: PersonId, other: ItemId) -> Clash {
    Clash {
        item,
        over: ClashOver::Person { person, other },
    }
}

#[tokio::test]
async fn a_person_cannot_be_in_two_places_even_across_zones() {
    on_both(|trial| async move {
        let (app, caller) = (office(&trial), program(&trial));
        let mission = mission(&app, "CLASH", "Clash");
        let who = person(&app, Names::of_record(Language::En, "Lin Yue").unwrap());
        // 09:00 to 11:00 in Berlin is 15:00 to 17:00 in Shanghai.
        let talks = item(&app, mission.id, "Talks", at((9, 11), "Europe/Berlin"));
        let call = item(&app, mission.id, "Call", at((16, 18), "Asia/Shanghai"));
        let lunch = item(&app, mission.id, "Lunch", at((12, 13), "Europe/Berlin"));
        let invited = ParticipationState::Accepted;
        let parts = [
            part(&app, &talks, who.id, invited.clone()),
            part(&app, &call, who.id, invited.clone()),
            part(&app, &lunch, who.id, invited),
        ];
        app.create(&caller, "t", mission.clone()).await.unwrap();
        app.create(&caller, "t", who.clone()).await.unwrap();
        for item in [&talks, &call, &lunch] {
            app.create(&caller, "t", item.clone()).await.unwrap();
        }
        for part in &parts {
            app.create(&caller, "t", part.clone()).await.unwrap();
        }
        let dossier = app.dossier(&caller, mission.id).await.unwrap();
        let mut expected = vec![
            over_person(talks.id, who.id, call.id),
            over_person(call.id, who.id, talks.id),
        ];
        expected.sort();
        assert_eq!(dossier.clashes(), expected);
        assert_eq!(dossier.clash_count(), 1);

        let mut declined = parts[1].clone();
        declined.state = ParticipationState::Declined {
            cause: String::new(),
        };
        app.save(&caller, "t", declined, 1).await.unwrap();
        let dossier = app.dossier(&caller, mission.id).await.unwrap();
        assert_eq!(dossier.clashes(), [], "who declined is not needed");
    })
    .await;
}

#[tokio::test]
async fn a_room_holds_one_item_and_an_item_lies_in_the_days_of_its_city() {
    on_both(|trial| async move {
        let (app, caller) = (office(&trial), program(&trial));
        let mission = mission(&app, "ROOMS", "Rooms");
        app.create(&caller, "t", mission.clone()).await.unwrap();
        let leg = Leg {
            id: app.new_id(),
            mission: mission.id,
            position: 1,
            place: Names::of_record(Language::En, "Munich").unwrap(),
            country: "DE".into(),
            zone: ZoneName::new("Europe/Berlin").unwrap(),
            when: When::span(date(2023, 10, 11), date(2023, 10, 12)).unwrap(),
            state: LegState::Planned,
            hotel: String::new(),
            host: None,
            note: Localised::default(),
            source: None,
        };
        app.create(&caller, "t", leg.clone()).await.unwrap();
        let hall = |title: &str, hours, room: &str| Item {
            room: room.into(),
            ..item(&app, mission.id, title, at(hours, "Europe/Berlin"))
        };
        let first = hall("First", (9, 11), "Great Hall");
        let second = hall("Second", (10, 12), "great hall ");
        let third = hall("Third", (11, 12), "Small Hall");
        let late = Item {
            leg: Some(leg.id),
            when: When::Day {
                date: date(2023, 10, 13),
            },
            ..item(&app, mission.id, "Late", at((9, 10), "Europe/Berlin"))
        };
        for item in [&first, &second, &third, &late] {
            app.create(&caller, "t", item.clone()).await.unwrap();
        }
        let dossier = app.dossier(&caller, mission.id).await.unwrap();
        let room = |item: &Item, other: &Item| Clash {
            item: item.id,
            over: ClashOver::Room { other: other.id },
        };
        let outside = Clash {
            item: late.id,
            over: ClashOver::Outside { leg: leg.id },
        };
        let mut expected = vec![room(&first, &second), room(&second, &first), outside];
        expected.sort();
        assert_eq!(dossier.clashes(), expected);
        assert_eq!(dossier.clash_count(), 2);

        let mut cancelled = second.clone();
        cancelled.state = ItemState::Cancelled {
            cause: "rain".into(),
        };
        app.save(&caller, "t", cancelled, 1).await.unwrap();
        let dossier = app.dossier(&caller, mission.id).await.unwrap();
        assert_eq!(
            dossier.clashes(),
            [outside],
            "what is cancelled needs no room"
        );
    })
    .await;
}

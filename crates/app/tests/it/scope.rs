//! A caller who is confined to one mission meets the parties of that mission and nobody else.

use crate::office::{caller, mission, office, organisation, person, program};
use app::parties::Directory;
use app::search::Sought;
use app::{AppError, Filter};
use domain::accounts::UserRole;
use domain::ids::TypedId;
use domain::language::Language;
use domain::names::Names;
use domain::parties::{Organisation, PartyRef, Person};
use domain::record::Kind;
use testkit::on_both;

#[tokio::test]
async fn a_partner_meets_only_the_parties_of_their_mission() {
    on_both(|trial| async move {
        let (app, clerk) = (office(&trial), program(&trial));
        let named = |text| Names::of_record(Language::En, text).unwrap();
        let lead = organisation(&app, named("Chamber of the Sample Mission"));
        let stranger = organisation(&app, named("Stranger Works"));
        let head = person(&app, named("Ms Head"));
        let nobody = person(&app, named("Mr Nobody"));
        for one in [&lead, &stranger] {
            app.create(&clerk, "test", one.clone()).await.unwrap();
        }
        for one in [&head, &nobody] {
            app.create(&clerk, "test", one.clone()).await.unwrap();
        }
        let mut own = mission(&app, "OWN", "Own mission");
        own.lead = Some(lead.id);
        own.head = Some(head.id);
        app.create(&clerk, "test", own.clone()).await.unwrap();
        let partner = caller(&trial, UserRole::Partner, Some(own.id));

        let bodies = app
            .list::<Organisation>(&partner, Filter::all())
            .await
            .unwrap();
        assert_eq!(bodies.iter().map(|o| o.id).collect::<Vec<_>>(), [lead.id]);
        let people = app.list::<Person>(&partner, Filter::all()).await.unwrap();
        assert_eq!(people.iter().map(|p| p.id).collect::<Vec<_>>(), [head.id]);
        assert_eq!(
            app.get::<Person>(&partner, head.id).await.unwrap().id,
            head.id
        );
        let hidden = app.get::<Organisation>(&partner, stranger.id).await;
        assert!(matches!(hidden, Err(AppError::Missing)));
        let hidden = app.get::<Person>(&partner, nobody.id).await;
        assert!(matches!(hidden, Err(AppError::Missing)));
        // The same in search, in the directory, and among names that sound alike.
        let search = |text: &'static str| {
            let (app, partner) = (&app, &partner);
            async move {
                let sought = Sought {
                    text,
                    kinds: &[],
                    limit: 20,
                    ..Sought::default()
                };
                let found = app.search(partner, &sought).await.unwrap();
                found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
            }
        };
        assert_eq!(search("ms head").await, [head.id.uuid()]);
        assert_eq!(search("own").await, [own.id.uuid()]);
        assert!(search("nobody").await.is_empty());
        assert!(search("stranger").await.is_empty());
        let asked = Directory {
            limit: 10,
            ..Directory::default()
        };
        let listing = app.directory(&partner, &asked).await.unwrap();
        let listed: Vec<_> = listing
            .entries
            .iter()
            .map(app::parties::Entry::party)
            .collect();
        assert_eq!(
            listed,
            [PartyRef::Organisation(lead.id), PartyRef::Person(head.id)]
        );
        let alike = app
            .alike(&partner, Kind::Organisation, &["Strangers Work"], None)
            .await
            .unwrap();
        assert!(alike.is_empty(), "{alike:?}");
        // Somebody who is not confined meets everybody.
        let viewer = caller(&trial, UserRole::Viewer, None);
        let all = app
            .list::<Organisation>(&viewer, Filter::all())
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
    })
    .await;
}

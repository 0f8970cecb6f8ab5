//! What is proved by goals in order, on the page of a session.

use crate::timetable::scene;
use domain::access::Action;
use domain::goals::{GoalReached, TimetableGoal};
use domain::matchmaking::Timetable;
use testkit::on_both;

fn reached(goal: TimetableGoal, value: u64, limit: u64) -> GoalReached {
    GoalReached {
        goal,
        value,
        limit: Some(limit),
        proved: value == limit,
    }
}

#[tokio::test]
async fn the_page_says_which_goal_is_open_and_by_how_much() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let (app, program) = (&scene.officer.app, &scene.program);
        scene.ask(0, 1).await;
        let request = scene.find(0, 1).await;
        scene.keep(1, &[(request, 0, 0)], None).await;
        // What was stored before goals were kept says nothing of them.
        let before = scene.officer.get(&scene.session).await;
        before.says("Timetable 1").keeps_silent_on("Still open");

        let stored = app.session_file(program, scene.id()).await.unwrap();
        let which = (Action::Edit, stored.timetables[0].id, None);
        let goals = vec![
            reached(TimetableGoal::Promises, 0, 0),
            reached(TimetableGoal::Weight, 7, 7),
            reached(TimetableGoal::Breaks, 6, 2),
            reached(TimetableGoal::Changes, 9, 0),
        ];
        let rule = |timetable: Timetable| {
            Ok(Timetable {
                goals: goals.clone(),
                ..timetable
            })
        };
        app.change(program, "test", which, rule).await.unwrap();
        let page = scene.officer.get(&scene.session).await;
        page.says("Proved best, in this order: missing musts and minimums, weight.")
            .says("There are 6 here; at least 2 are needed, so at most 4 fewer are possible.")
            .keeps_silent_on("Still open: changes of table");
    })
    .await;
}

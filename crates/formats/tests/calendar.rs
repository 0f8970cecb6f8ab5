//! The feed is right byte by byte, and another program's parser agrees.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use domain::time::ZoneName;
use formats::calendar::{
    Calendar, CalendarError, Event, EventStatus, EventTime, etag, etag_matches, to_ics,
};
use jiff::SignedDuration;
use jiff::civil::{date, datetime};

fn exact(zone: &str, day: i8, hour: i8) -> EventTime {
    let start = datetime(2026, 3, day, hour, 0, 0, 0);
    EventTime::Exact {
        start,
        end: start.saturating_add(SignedDuration::from_mins(90)),
        zone: ZoneName::new(zone).unwrap(),
    }
}

fn event(uid: &str, time: EventTime) -> Event {
    Event {
        uid: uid.to_owned(),
        sequence: 3,
        modified_at: "2026-02-01T08:30:00Z".parse().unwrap(),
        time,
        status: EventStatus::Confirmed,
        title: "辽宁—黑森州经贸圆桌会, Teil 1; Frankfurt".to_owned(),
        location: "IHK, Börsenplatz 4\nFrankfurt am Main".to_owned(),
        description: "出席：刘先生\r\nbackslash \\ and \u{7}bell".to_owned(),
        categories: vec!["圆桌会".to_owned(), "a,b".to_owned()],
        url: Some("https://legation.example/missions/LN".to_owned()),
    }
}

fn visit() -> Calendar {
    let mut cancelled = event("3@legation.example", exact("Asia/Shanghai", 25, 9));
    cancelled.status = EventStatus::Cancelled;
    let mut planned = event(
        "4@legation.example",
        EventTime::Days {
            from: date(2026, 3, 28),
            to: date(2026, 3, 30),
        },
    );
    planned.status = EventStatus::Tentative;
    planned.url = Some("javascript:alert(1)".to_owned());
    Calendar {
        name: "LN-DE-2026 · 刘先生".to_owned(),
        description: "Programme of the mission".to_owned(),
        refresh: SignedDuration::from_mins(30),
        events: vec![
            event("1@legation.example", exact("Europe/Berlin", 27, 14)),
            event("2@legation.example", exact("Europe/Berlin", 30, 14)),
            cancelled,
            planned,
            event("5@legation.example", exact("UTC", 27, 14)),
            event(
                "6@legation.example",
                EventTime::Days {
                    from: date(2026, 12, 31),
                    to: date(2026, 12, 31),
                },
            ),
        ],
    }
}

fn written() -> String {
    String::from_utf8(to_ics(&visit()).unwrap()).unwrap()
}

#[test]
fn the_feed_is_this() {
    insta::assert_snapshot!(written().replace("\r\n", "\n"));
}

#[test]
fn lines_end_with_crlf_and_are_short() {
    let file = written();
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    assert!(file.split("\r\n").all(|line| line.len() <= 75));
    assert!(
        !file
            .chars()
            .any(|c| c.is_control() && c != '\r' && c != '\n')
    );
    assert_eq!(file, written(), "the same bytes each time");
}

#[test]
fn another_parser_reads_the_same() {
    use icalendar::{CalendarComponent, Component, DatePerhapsTime, EventLike};
    let parsed: icalendar::Calendar = written().parse().unwrap();
    let events: Vec<_> = parsed
        .components
        .iter()
        .filter_map(|part| {
            if let CalendarComponent::Event(event) = part {
                Some(event)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(events.len(), 6);
    assert_eq!(
        events[0].get_summary(),
        Some("辽宁—黑森州经贸圆桌会, Teil 1; Frankfurt")
    );
    assert_eq!(
        events[0].get_location(),
        Some("IHK, Börsenplatz 4\nFrankfurt am Main")
    );
    assert_eq!(
        events[0].get_description(),
        Some("出席：刘先生\nbackslash \\ and bell")
    );
    assert_eq!(events[0].get_sequence(), Some(3));
    assert!(
        matches!(events[3].get_end(), Some(DatePerhapsTime::Date(day)) if day.to_string() == "2026-03-31"),
        "the day after the last"
    );
    assert_eq!(events[3].get_url(), None, "only links of the web");
}

#[test]
fn events_that_calendars_would_mix_up_are_refused() {
    let with = |events| Calendar { events, ..visit() };
    let day = EventTime::Days {
        from: date(2026, 1, 1),
        to: date(2026, 1, 1),
    };
    let twice = with(vec![event("a", day.clone()), event("a", day.clone())]);
    assert_eq!(
        to_ics(&twice),
        Err(CalendarError::DuplicateUid {
            uid: "a".to_owned()
        })
    );
    for uid in ["", " ", "a\r\nX:y"] {
        assert_eq!(
            to_ics(&with(vec![event(uid, day.clone())])),
            Err(CalendarError::BadUid { index: 0 })
        );
    }
    let backwards = EventTime::Days {
        from: date(2026, 1, 2),
        to: date(2026, 1, 1),
    };
    assert_eq!(
        to_ics(&with(vec![event("a", backwards)])),
        Err(CalendarError::EndBeforeStart {
            uid: "a".to_owned()
        })
    );
    let nine = datetime(2026, 1, 1, 9, 0, 0, 0);
    let empty = EventTime::Exact {
        start: nine,
        end: nine,
        zone: ZoneName::utc(),
    };
    assert_eq!(
        to_ics(&with(vec![event("a", empty)])),
        Err(CalendarError::EndBeforeStart {
            uid: "a".to_owned()
        })
    );
}

#[test]
fn an_unchanged_feed_has_the_same_tag() {
    let tag = etag(&[0xAB; 32]);
    assert_eq!(tag.len(), 66);
    assert!(etag_matches(&tag, &tag) && etag_matches("*", &tag));
    assert!(etag_matches(&format!("\"other\", W/{tag}"), &tag));
    assert!(!etag_matches("\"other\"", &tag) && !etag_matches("", &tag));
}

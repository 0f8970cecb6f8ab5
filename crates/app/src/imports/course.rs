//! The course of a request in its row: when and by whose hand it was sent and answered.

use domain::participants::{Course, Hand};
use domain::time::ZoneName;
use formats::workbook::{self, Moment, RequestCourse};

/// What a row says of the course of its request. Which organiser it was is not said in a workbook:
/// accounts belong to their office.
pub(super) fn read(said: &RequestCourse, zone: &ZoneName) -> Course {
    let hand = |hand: workbook::Hand| match hand {
        workbook::Hand::Participant => Hand::Participant,
        workbook::Hand::Organiser => Hand::Organiser { user: None },
    };
    let at = |moment: Option<Moment>| moment.map(|moment| moment.within(zone));
    Course {
        sent_at: at(said.sent),
        sent_by: said.sent_by.map(hand),
        answer_by: at(said.answer_by),
        answered_at: at(said.answered),
        answered_by: said.answered_by.map(hand),
        words: said.words.clone().unwrap_or_default(),
    }
}

/// The course of a request as its row tells it.
pub(super) fn tell(course: &Course) -> RequestCourse {
    let hand = |hand: Hand| match hand {
        Hand::Participant => workbook::Hand::Participant,
        Hand::Organiser { .. } => workbook::Hand::Organiser,
    };
    RequestCourse {
        sent: course.sent_at.map(Moment::Exact),
        sent_by: course.sent_by.map(hand),
        answer_by: course.answer_by.map(Moment::Exact),
        answered: course.answered_at.map(Moment::Exact),
        answered_by: course.answered_by.map(hand),
        words: (!course.words.is_empty()).then(|| course.words.clone()),
    }
}

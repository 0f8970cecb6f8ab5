//! What is proved of a timetable by goals in order, in plain words.

use domain::goals::{GoalReached, TimetableGoal, first_open};
use domain::language::Language;
use i18n::Value;

/// What is proved and what is open; nothing where goals were not in order.
pub(super) fn told(language: Language, goals: &[GoalReached]) -> Option<String> {
    let Some((first, before)) = first_open(goals) else {
        let key = match goals.iter().any(GoalReached::is_within) {
            true => "goals-all-within",
            false => "goals-all",
        };
        let all = i18n::t(language, key, &[]);
        return (!goals.is_empty()).then_some(all);
    };
    let open = open(language, first);
    if before.is_empty() {
        return Some(open);
    }
    let names: Vec<String> = before.iter().map(|one| proved(language, one)).collect();
    let (comma, between) = match language {
        Language::ZhHans => ("、", ""),
        Language::En | Language::De => (", ", " "),
    };
    let names = names.join(comma);
    let proved = i18n::t(language, "goals-proved", &[("goals", Value::Text(names))]);
    Some([proved, open].join(between))
}

/// How far the first goal that is open gets, and how much better another timetable could be.
pub(super) fn open(language: Language, open: &GoalReached) -> String {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let key = match open.goal {
        TimetableGoal::Weight => "goals-open-weight",
        TimetableGoal::Fairness => "goals-open-fairness",
        _ => "goals-open-fewest",
    };
    let value = match open.goal {
        TimetableGoal::Fairness => open.value / 10,
        _ => open.value,
    };
    let args = [
        ("goal", Value::Text(name(language, open.goal))),
        ("value", number(value).into()),
        ("limit", number(open.limit.unwrap_or(0)).into()),
        ("gap", number(open.gap()).into()),
    ];
    i18n::t(language, key, &args)
}

/// The name of a goal that is proved, and whether something of it was given up.
fn proved(language: Language, reached: &GoalReached) -> String {
    let name = name(language, reached.goal);
    match reached.is_within() {
        true => i18n::t(language, "goals-within", &[("goal", Value::Text(name))]),
        false => name,
    }
}

fn name(language: Language, goal: TimetableGoal) -> String {
    i18n::t(language, &format!("goals-name-{}", goal.word()), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(goal: TimetableGoal, value: u64, limit: Option<u64>, proved: bool) -> GoalReached {
        GoalReached {
            goal,
            value,
            limit,
            proved,
        }
    }

    fn said(goals: &[GoalReached]) -> [String; 3] {
        let languages = [Language::En, Language::De, Language::ZhHans];
        languages.map(|language| told(language, goals).unwrap_or_default())
    }

    #[test]
    fn the_goals_before_are_named_and_the_gap_is_told() {
        let goals = [
            reached(TimetableGoal::Promises, 0, Some(0), true),
            reached(TimetableGoal::Weight, 90, Some(90), true),
            reached(TimetableGoal::Fairness, 500, Some(500), true),
            reached(TimetableGoal::Breaks, 14, Some(9), false),
            reached(TimetableGoal::MostBreaks, 3, Some(1), false),
        ];
        let [en, de, zh] = said(&goals);
        assert_eq!(
            en,
            "Proved best, in this order: missing musts and minimums, weight, fairness. \
             Still open: waiting gaps. There are 14 here; at least 9 are needed, so at most 5 \
             fewer are possible."
        );
        assert!(de.contains("Wartelücken. Hier sind es 14"), "{de}");
        assert!(zh.contains("等候空档：本方案为 14，至少需要 9"), "{zh}");
    }

    #[test]
    fn a_limit_of_nothing_is_said_as_not_known() {
        let [en, ..] = said(&[reached(TimetableGoal::Changes, 4, Some(0), false)]);
        assert_eq!(
            en,
            "Still open: changes of table. There are 4 here; whether fewer are possible is not known."
        );
    }

    #[test]
    fn weight_and_fairness_have_words_of_their_own() {
        let [en, ..] = said(&[reached(TimetableGoal::Weight, 90, Some(94), false)]);
        assert!(en.contains("holds 90; none holds more than 94"), "{en}");
        let [en, ..] = said(&[reached(TimetableGoal::Fairness, 257, None, false)]);
        assert!(en.contains("gets 25 %"), "{en}");
    }

    #[test]
    fn what_was_given_up_is_not_called_best() {
        let goals = [
            reached(TimetableGoal::Weight, 90, Some(94), true),
            reached(TimetableGoal::Fairness, 250, None, true),
            reached(TimetableGoal::Breaks, 3, Some(3), true),
            reached(TimetableGoal::Changes, 2, Some(1), false),
        ];
        let [en, ..] = said(&goals);
        let proved = "Proved best, in this order: weight (but for what may be given up), \
            fairness (but for what may be given up), waiting gaps.";
        assert!(en.starts_with(proved), "{en}");
        let [en, de, zh] = said(&goals[..3]);
        assert!(en.contains("may be given up"), "{en}");
        assert!(de.contains("aufgegeben"), "{de}");
        assert!(zh.contains("让出"), "{zh}");
    }

    #[test]
    fn all_proved_is_said_and_nothing_where_goals_were_not_in_order() {
        let [en, ..] = said(&[reached(TimetableGoal::Promises, 0, Some(0), true)]);
        assert_eq!(en, "Proved best by every goal, in their order.");
        assert_eq!(told(Language::En, &[]), None);
    }
}

//! Goals in order on the command line: what may be given up, and the value by each goal.

use clap::Args;
use matchmaking::goals::{Goal, Goals, Standing as _, Tolerance, Values, best_of};
use matchmaking::{Problem, Variant};
use scheduler::command::Answer;

/// All goals in their order.
#[derive(Debug, Clone, Default, Args)]
pub struct InOrder {
    /// Ask a problem of variant b for all goals in their order: promises, weight, fairness,
    /// breaks, most_breaks, venues, changes, wishes
    #[arg(long)]
    all_goals: bool,
    /// What may be given up of a goal for those after it, such as weight=2% or breaks=3; may be
    /// repeated, and asks for all goals
    #[arg(long, value_name = "GOAL=AMOUNT", value_parser = given_up)]
    give_up: Vec<(Goal, Tolerance)>,
}

fn given_up(text: &str) -> Result<(Goal, Tolerance), String> {
    let words = Goal::ALL.map(Goal::word).join(", ");
    let (word, amount) = text
        .split_once('=')
        .ok_or_else(|| format!("`{text}` is not of the form weight=2% or breaks=3"))?;
    let goal = Goal::ALL.into_iter().find(|goal| goal.word() == word);
    let goal = goal.ok_or_else(|| format!("`{word}` is not one of {words}"))?;
    let number = |text: &str, most: u32| {
        let number = text.trim().parse::<u32>().ok().filter(|n| *n <= most);
        number.ok_or_else(|| format!("`{amount}` is neither a number nor 0% to 100%"))
    };
    let tolerance = match amount.strip_suffix('%') {
        Some(percent) => Tolerance::PerMille(number(percent, 100)? * 10),
        None if goal == Goal::Fairness => {
            return Err("fairness is given up in per cent, such as fairness=5%".to_owned());
        }
        None => Tolerance::Amount(number(amount, u32::MAX)?),
    };
    Ok((goal, tolerance))
}

impl InOrder {
    /// The problem as it is asked here.
    ///
    /// # Errors
    /// Where every meeting must be held: then there is no order of goals.
    pub fn asked(&self, problem: Problem) -> Result<Problem, String> {
        if !self.all_goals && self.give_up.is_empty() {
            return Ok(problem);
        }
        if problem.holds_all() {
            return Err(
                "goals go with variant \"b\" only: in variant \"a\" every meeting is held".into(),
            );
        }
        let mut goals = problem.goals().unwrap_or_default();
        for &(goal, tolerance) in &self.give_up {
            *place(&mut goals, goal) = tolerance;
        }
        let mut draft = problem.into_draft();
        draft.variant = Variant::InOrder(goals);
        Problem::admitting_contradictions(draft).map_err(|errors| errors.to_string())
    }
}

fn place(goals: &mut Goals, goal: Goal) -> &mut Tolerance {
    match goal {
        Goal::Promises => &mut goals.promises,
        Goal::Weight => &mut goals.weight,
        Goal::Fairness => &mut goals.fairness,
        Goal::Breaks => &mut goals.breaks,
        Goal::MostBreaks => &mut goals.most_breaks,
        Goal::Venues => &mut goals.venues,
        Goal::Changes => &mut goals.changes,
        Goal::Wishes => &mut goals.wishes,
    }
}

fn values(answer: &Answer) -> Option<&Values> {
    let verdict = answer.verdict.as_ref();
    verdict
        .filter(|_| answer.has_timetable())
        .and_then(|verdict| verdict.values.as_ref())
}

/// The best of several answers to a problem with goals in order, by their definition; `None`
/// where goals are not in order.
pub fn best(answers: &[Answer]) -> Option<usize> {
    let goals = answers.first()?.problem.goals()?;
    let judged = answers.iter().enumerate();
    let (positions, all): (Vec<usize>, Vec<Values>) = judged
        .filter_map(|(n, answer)| Some((n, values(answer)?.clone())))
        .unzip();
    best_of(goals, &all).map(|n| positions[n])
}

/// The value by each goal, one line each; nothing where goals are not in order.
pub fn lines(answer: &Answer) -> Vec<String> {
    let Some(values) = values(answer) else {
        return Vec::new();
    };
    let line = |goal: Goal| match goal {
        Goal::Fairness => {
            let least = values.satisfied.least();
            format!(
                "fairness: nobody gets less than {} of {}",
                least.part, least.whole
            )
        }
        Goal::Weight => format!(
            "weight: {} of {} held",
            values.weight.part, values.weight.whole
        ),
        Goal::Wishes => format!(
            "wishes: {} of {} met",
            values.wishes.part, values.wishes.whole
        ),
        goal => format!("{}: {}", goal.word(), values.value(goal)),
    };
    Goal::ALL.into_iter().map(line).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use matchmaking::exchange;
    use scheduler::{StepLimit, silent};

    const TEXT: &str = r#"{"format":"b2b-instance/1","name":"n","variant":"b","participants":3,
        "slots":3,"tables":1,"meetings":[[0,1,0,0,97],[0,2,0,2,3]]}"#;

    #[test]
    fn says_in_words_what_may_be_given_up() {
        assert_eq!(
            given_up("weight=2%"),
            Ok((Goal::Weight, Tolerance::PerMille(20)))
        );
        assert_eq!(
            given_up("breaks=3"),
            Ok((Goal::Breaks, Tolerance::Amount(3)))
        );
        for (wrong, why) in [
            ("weight", "of the form"),
            ("wait=1", "is not one of promises, weight"),
            ("weight=101%", "0% to 100%"),
            ("breaks=-1", "neither a number"),
            ("fairness=1", "in per cent"),
        ] {
            let said = given_up(wrong).unwrap_err();
            assert!(said.contains(why), "{said}");
        }
    }

    #[test]
    fn asks_for_goals_picks_the_best_and_tells_each() {
        let problem = exchange::read_problem(TEXT).unwrap();
        let plain = InOrder::default().asked(problem.clone()).unwrap();
        assert_eq!(plain, problem);
        let order = InOrder {
            all_goals: false,
            give_up: vec![
                given_up("weight=3%").unwrap(),
                given_up("fairness=100%").unwrap(),
            ],
        };
        let asked = order.asked(problem).unwrap();
        assert_eq!(asked.goals().unwrap().weight, Tolerance::PerMille(30));
        let solved = |steps| {
            scheduler::command::schedule(asked.clone(), 1, &StepLimit(steps), &mut silent())
        };
        // With no steps both are held, and the first waits for the second; with many, nobody does.
        let answers = [solved(0), solved(100_000)];
        assert_eq!(best(&answers), Some(1));
        let lines = lines(&answers[1]);
        assert_eq!(
            lines[1..4],
            [
                "weight: 97 of 100 held",
                "fairness: nobody gets less than 0 of 1",
                "breaks: 0"
            ]
        );
        let all = exchange::read_problem(&TEXT.replace("\"b\"", "\"a\"")).unwrap();
        assert!(order.asked(all).unwrap_err().contains("variant \"b\" only"));
    }
}

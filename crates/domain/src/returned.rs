//! What a delegation gives account of after its return: how it kept the rules of such visits, and
//! what the visit cost.

use crate::codes::coded;
use crate::text::Localised;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// A rule of official visits that a report says something of (DOMAIN sections 3.2 and 9).
    Rule {
        /// Briefing before departure 行前教育.
        Briefing = "briefing",
        /// The approved route and length of stay 行程.
        Itinerary = "itinerary",
        /// Confidentiality 保密.
        Confidentiality = "confidentiality",
        /// Conduct towards others 外事纪律.
        Conduct = "conduct",
        /// Gifts and hospitality 礼品与接待.
        Gifts = "gifts",
        /// Passports and papers handed back 证照交回.
        Papers = "papers",
        /// Something that happened 突发情况.
        Incident = "incident",
    }
}

/// What is recorded of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observance {
    /// The rule.
    pub rule: Rule,
    /// When, if it was on one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// What was done.
    pub text: Localised,
}

coded! {
    /// A kind of cost, as the Chinese ministries of finance and foreign affairs divide the costs of
    /// official visits abroad (财行〔2013〕516号).
    CostKind {
        /// International travel 国际旅费.
        Travel = "travel",
        /// Travel between cities abroad 国外城市间交通费.
        Cities = "cities",
        /// Lodging 住宿费.
        Lodging = "lodging",
        /// Meals 伙食费.
        Meals = "meals",
        /// Local transport, telephone and the like 公杂费.
        Incidentals = "incidentals",
        /// Anything else 其他费用.
        Other = "other",
    }
}

/// A cost, planned and actual, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// What for.
    pub kind: CostKind,
    /// ISO 4217 code.
    pub currency: String,
    /// As approved, in the smallest unit of the currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<i64>,
    /// As spent, in the same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<i64>,
    /// The standard that was applied, or why more was spent.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub note: Localised,
}

/// The costs of one currency together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// ISO 4217 code.
    pub currency: String,
    /// What was approved; none where a cost does not say.
    pub planned: Option<i64>,
    /// What was spent; none where a cost does not say.
    pub actual: Option<i64>,
}

/// The account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// How the rules were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observances: Vec<Observance>,
    /// What the visit cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
}

/// How much more was spent than planned, where both are known.
#[must_use]
pub fn difference(planned: Option<i64>, actual: Option<i64>) -> Option<i64> {
    actual?.checked_sub(planned?)
}

impl Returned {
    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.observances.is_empty() && self.costs.is_empty()
    }

    /// The sums, one for each currency in the order in which they first appear. Currencies are
    /// never added to each other, and what one cost leaves open is open in the sum.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        let add = |sum: Option<i64>, more: Option<i64>| sum?.checked_add(more?);
        for cost in &self.costs {
            match totals.iter_mut().find(|t| t.currency == cost.currency) {
                Some(total) => {
                    total.planned = add(total.planned, cost.planned);
                    total.actual = add(total.actual, cost.actual);
                }
                None => totals.push(Total {
                    currency: cost.currency.clone(),
                    planned: cost.planned,
                    actual: cost.actual,
                }),
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(currency: &str, planned: Option<i64>, actual: Option<i64>) -> Cost {
        Cost {
            kind: CostKind::Lodging,
            currency: currency.into(),
            planned,
            actual,
            note: Localised::default(),
        }
    }

    #[test]
    fn currencies_are_summed_apart_and_open_figures_stay_open() {
        let returned = Returned {
            observances: vec![],
            costs: vec![
                cost("EUR", Some(100), Some(90)),
                cost("CNY", Some(5), None),
                cost("EUR", Some(20), Some(40)),
                cost("CNY", Some(7), Some(7)),
            ],
        };
        let told: Vec<_> = returned
            .totals()
            .into_iter()
            .map(|t| (t.currency, t.planned, t.actual))
            .collect();
        assert_eq!(
            told,
            [
                ("EUR".into(), Some(120), Some(130)),
                ("CNY".into(), Some(12), None)
            ]
        );
        assert_eq!(difference(Some(120), Some(130)), Some(10));
        assert_eq!(difference(Some(12), None), None);
        let beyond = [
            cost("EUR", Some(i64::MAX), None),
            cost("EUR", Some(1), None),
        ];
        let beyond = Returned {
            costs: beyond.to_vec(),
            ..Returned::default()
        };
        assert_eq!(beyond.totals()[0].planned, None);
    }

    #[test]
    fn a_mission_stored_before_there_was_an_account_has_none() {
        let none: Returned = serde_json::from_str("{}").unwrap();
        assert!(none.is_empty());
        let told = serde_json::to_string(&none).unwrap();
        assert_eq!(told, "{}");
    }
}

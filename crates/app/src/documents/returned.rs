//! What the trip report says of discipline and costs, from the account in the mission's record.

use super::scribe::Scribe;
use domain::agreements::minor_digits;
use domain::papers::{Citation, Cited, References, ReportCost, ReportObservance};
use domain::returned::{Cost, Total, difference};
use i18n::{dates, numbers};

/// Two figures as they stand in one line.
type Figures = (Option<i64>, Option<i64>);

impl Scribe<'_> {
    /// How the rules of such visits were kept.
    pub(super) fn discipline(&self, references: &mut References) -> Vec<ReportObservance> {
        let mission = &self.dossier.mission.record;
        let mut told = Vec::new();
        for one in &mission.returned.observances {
            let Some(text) = self.maybe(&one.text) else {
                continue;
            };
            let text = match one.on {
                Some(day) => {
                    let day = dates::full(self.language, day);
                    let args = [("day", day.into()), ("text", text.into())];
                    i18n::t(self.language, "documents-dated", &args)
                }
                None => text,
            };
            let from = vec![self.account(references)];
            told.push(ReportObservance {
                rule: one.rule,
                fact: Cited { text, from },
            });
        }
        told
    }

    /// What the visit cost; the sum of each currency with several costs comes last.
    pub(super) fn costs(&self, references: &mut References) -> Vec<ReportCost> {
        let returned = &self.dossier.mission.record.returned;
        let mut told: Vec<ReportCost> = Vec::new();
        for cost in &returned.costs {
            let from = vec![self.account(references)];
            told.push(self.cost(cost, from));
        }
        for total in returned.totals() {
            let of = |cost: &&Cost| cost.currency == total.currency;
            if returned.costs.iter().filter(of).count() > 1 {
                let from = vec![self.account(references)];
                told.push(self.total(&total, from));
            }
        }
        told
    }

    fn cost(&self, cost: &Cost, from: Vec<Citation>) -> ReportCost {
        ReportCost {
            kind: Some(cost.kind),
            note: self.maybe(&cost.note),
            ..self.amounts(&cost.currency, (cost.planned, cost.actual), from)
        }
    }

    fn total(&self, total: &Total, from: Vec<Citation>) -> ReportCost {
        self.amounts(&total.currency, (total.planned, total.actual), from)
    }

    fn amounts(
        &self,
        currency: &str,
        (planned, actual): Figures,
        from: Vec<Citation>,
    ) -> ReportCost {
        let money = |amount: i64| {
            let digits = minor_digits(currency);
            format!(
                "{} {currency}",
                numbers::money(self.language, amount, digits)
            )
        };
        let signed = |amount: i64| match amount {
            0 => money(0),
            more if more > 0 => format!("+{}", money(more)),
            less => format!("−{}", money(less.saturating_neg())),
        };
        ReportCost {
            kind: None,
            planned: planned.map(money),
            actual: actual.map(money),
            difference: difference(planned, actual).map(signed),
            note: None,
            from,
        }
    }

    /// The account, as the register of records names it.
    fn account(&self, references: &mut References) -> Citation {
        let title = self.dossier.mission.title.for_reader(self.language);
        self.cite(references, ("ref-returned", title), None, "/returned")
    }
}

//! The rates of a report as one table for programs: each under its stable name, with the labels that a reader sees beside it.

use super::value::{AnnualReport, LabelledRate};
use crate::rates::{Interval, RateStatus, RateUnit};
use crate::table::{Table, Values};

impl AnnualReport {
    /// The rates of the reference year as columns, one row a rate in the order of [`AnnualReport::rates`]: `kind` (the stable name),
    /// `label_en`, `label_ja`, `year` (of the rate: the fiscal year or the cohort), `value` in `unit`, `numerator`, `denominator`,
    /// `lower`, `upper`, `confidence`, `status`, and `definition`, which must be equal where two rates are compared.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalCalendar, FiscalYear, cohort::{MovementTable, StatedJoiners, YearTotals}};
    /// use kaiin::{language::Bilingual, report::AnnualReport};
    /// let fiscal_2019 =
    ///     YearTotals { year: FiscalYear(2019), joined: Some(9_812), left: Some(4_125), closing: Some(112_518), ..YearTotals::default() };
    /// let movements = MovementTable::from_totals(FiscalCalendar::japan(), [fiscal_2019], StatedJoiners::Kept)?;
    /// let table = AnnualReport::builder(Bilingual::both("Toy")).movements(&movements).build()?.rates_table();
    /// assert_eq!(table.column("kind").unwrap().text(0), "replacement_ratio"); // 9,812 / 4,125
    /// assert_eq!(table.column("label_ja").unwrap().text(0), "補充率");
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn rates_table(&self) -> Table {
        let rates = &self.rates;
        let texts = |text: &dyn Fn(&LabelledRate) -> String| Values::Texts(rates.iter().map(|rate| Some(text(rate))).collect());
        let reals = |real: &dyn Fn(&LabelledRate) -> Option<f64>| Values::Reals(rates.iter().map(real).collect());
        let of_interval = |part: fn(&Interval) -> f64| reals(&|labelled| labelled.rate.process_interval.as_ref().map(part));
        let columns = [
            ("kind", texts(&|labelled| labelled.rate.definition.kind.name())),
            ("label_en", texts(&|labelled| labelled.label.english.clone())),
            ("label_ja", texts(&|labelled| labelled.label.japanese.clone())),
            ("year", Values::Integers(rates.iter().map(|labelled| Some(i64::from(labelled.rate.window.year.get()))).collect())),
            ("value", reals(&|labelled| labelled.rate.value)),
            ("unit", texts(&|labelled| unit(labelled.rate.definition.kind.unit()).to_owned())),
            ("numerator", reals(&|labelled| labelled.rate.numerator)),
            ("denominator", reals(&|labelled| labelled.rate.denominator)),
            ("lower", of_interval(|interval| interval.lower)),
            ("upper", of_interval(|interval| interval.upper)),
            ("confidence", of_interval(|interval| interval.confidence.get())),
            ("status", texts(&|labelled| status(&labelled.rate.status).to_owned())),
            ("definition", texts(&|labelled| labelled.rate.definition.to_string())),
        ];
        Table::of_columns("report_rates", columns)
    }
}

/// The stable name of a unit.
fn unit(unit: RateUnit) -> &'static str {
    match unit {
        RateUnit::Share => "share",
        RateUnit::Ratio => "ratio",
        RateUnit::PerMemberYear => "per_member_year",
        RateUnit::Persons => "persons",
        RateUnit::Years => "years",
    }
}

/// The stable name of a status.
fn status(status: &RateStatus) -> &'static str {
    match status {
        RateStatus::Complete => "complete",
        RateStatus::Incomplete(_) => "incomplete",
        RateStatus::NotKnown(_) => "not_known",
    }
}

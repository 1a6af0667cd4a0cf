//! How probable is it that each current member leaves within the next year?

use super::clustered::{ClusterCorrection, PersonScores, row_score, sandwich};
use super::covariates::Covariates;
use super::hazard_fit::HazardFit;
use super::levels::UnknownLevel;
use super::prediction::Prediction;
use crate::cohort::{PersonYearSettings, PersonYearTable};
use crate::error::{Error, Result};
use crate::register::Register;
use crate::table::{Table, Values};
use crate::time::Day;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// One current member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRiskRow {
    /// The key of the person.
    pub person: String,
    /// Completed years of membership on the extract date.
    pub tenure: u32,
    /// The probability to leave within the next year, with its limits.
    pub risk: Prediction,
}

/// The probability of each current member to leave within the year that begins on the day after the extract date.
///
/// Limits are those of the probability: how well the hazard of members of this kind is known. What the member does is a coin thrown with it.
///
/// Weak where the extract date is not the last day of a fiscal year and leaving bunches on one day of it: the hazard is that of a whole
/// year from its start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRisk {
    /// The extract date.
    pub as_of: Day,
    /// Members by person key.
    pub rows: Vec<MemberRiskRow>,
    /// Members left out because their first day of membership is not known.
    pub tenure_unknown: u64,
    /// Members with a level that the fit has not seen.
    pub unknown_levels: u64,
    /// The confidence of the limits.
    pub confidence: Confidence,
}

impl MemberRisk {
    /// Leavers to be expected: the sum of the probabilities.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.rows.iter().filter_map(|row| row.risk.hazard).sum()
    }

    /// One row a member: `person`, `tenure`, `hazard`, `lower`, `upper`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: fn(&Prediction) -> Option<f64>| Values::Reals(self.rows.iter().map(|row| value(&row.risk)).collect());
        Table::of_columns(
            "member_risk",
            [
                ("person", Values::Texts(self.rows.iter().map(|row| Some(row.person.clone())).collect())),
                ("tenure", Values::Integers(self.rows.iter().map(|row| Some(i64::from(row.tenure))).collect())),
                ("hazard", reals(|risk| risk.hazard)),
                ("lower", reals(|risk| risk.lower)),
                ("upper", reals(|risk| risk.upper)),
            ],
        )
    }
}

impl HazardFit {
    /// The probability of each current member to leave within the next year, for a fit to the cells of a register counted with these
    /// settings ([`HazardRows::of_register`](super::HazardRows::of_register)).
    ///
    /// A `period` that is a category has no level for the next year: use it as a number, leave it out, or give
    /// [`UnknownLevel::Reference`].
    ///
    /// # Errors
    ///
    /// As [`PersonYearSettings::current`] and [`HazardFit::predict_with`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::cohort::PersonYearTable;
    /// use kaiin::model::regression::{HazardRegression, HazardRows, Link, UnknownLevel};
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};
    /// let joined = Day::from_ymd(2020, 4, 1)?;
    /// let rows = [
    ///     Episode::new("A", joined),
    ///     Episode::new("B", joined).until(Day::from_ymd(2021, 9, 1)?, EndReason::Voluntary),
    ///     Episode::new("C", joined),
    ///     Episode::new("D", joined),
    /// ];
    /// let register = Register::settings_as_of(Day::from_ymd(2022, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let settings = PersonYearTable::settings(FiscalCalendar::japan());
    /// let fit = HazardRegression::new(Link::Logit).fit(&HazardRows::of_register(&register, &settings)?)?;
    /// let risk = fit.risk_of_members(&register, &settings, UnknownLevel::Refuse)?;
    /// let keys: Vec<&str> = risk.rows.iter().map(|row| row.person.as_str()).collect();
    /// assert_eq!(keys, ["A", "C", "D"]);
    /// assert!((risk.rows[0].risk.hazard.unwrap() - 0.25).abs() < 1e-12); // one of four left in 2021
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn risk_of_members(&self, register: &Register, settings: &PersonYearSettings, unknown: UnknownLevel) -> Result<MemberRisk> {
        let members = settings.current(register)?;
        let covariates = Covariates::of_person_years(settings, members.cells())?;
        let predictions = self.predict_with(&covariates, unknown)?;
        let strange = self.strange_cells(&covariates)?;
        let row = |(&person, &cell): (&u32, &u32)| MemberRiskRow {
            person: register.person_key(person as usize),
            tenure: members.cells[cell as usize].tenure,
            risk: predictions.rows[cell as usize],
        };
        let unknown_levels = members.cell.iter().filter(|&&cell| strange[cell as usize]).count() as u64;
        let rows = members.persons.iter().zip(&members.cell).map(row).collect();
        let (as_of, tenure_unknown) = (register.as_of(), members.tenure_unknown);
        Ok(MemberRisk { as_of, rows, tenure_unknown, unknown_levels, confidence: self.settings.confidence })
    }

    /// Which rows have a level that the fit has not seen.
    fn strange_cells(&self, covariates: &Covariates) -> Result<Vec<bool>> {
        let all: Vec<usize> = (0..covariates.len()).collect();
        self.design.rows(covariates, &all, UnknownLevel::Reference).map(|(_, strange)| strange)
    }

    /// The same fit with a variance clustered by person, for a fit to the cells of this table of this register.
    ///
    /// The register is read once more; no row a person and year is made.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the table has other counts than the fit; [`Error::Missing`] when the data are separated (refit without the
    /// separated level); as [`PersonYearSettings::count`].
    pub fn clustered_by_person(&self, register: &Register, table: &PersonYearTable, correction: ClusterCorrection) -> Result<Self> {
        let counted = table.rows().iter().fold((0, 0), |(events, trials), row| (events + row.events, trials + row.trials));
        if (counted.0 as f64, counted.1 as f64) != (self.events(), self.trials()) {
            let left = format!("{} of {}", self.events(), self.trials());
            return Err(Error::Mismatch { what: "events and trials", left, right: format!("{} of {}", counted.0, counted.1) });
        }
        if self.separation().is_some() {
            return Err(Error::missing("a clustered variance of separated data", "join or leave out the levels that separate"));
        }
        let covariates = Covariates::of_person_years(table.made_by(), table.rows())?;
        let all: Vec<usize> = (0..covariates.len()).collect();
        let (mut design, _) = self.design.rows(&covariates, &all, UnknownLevel::Refuse)?;
        self.estimates.scales.apply(&mut design);
        let design = design.keep(&self.estimates.kept);
        let predictors: Vec<f64> = (0..design.len()).map(|row| design.dot(row, &self.estimates.values)).collect();
        let link = self.settings.link;
        let score = |cell: usize, events: f64| row_score(link, predictors[cell], events, 1.0);
        let mut scores = PersonScores::new(design.width);
        let (mut current, mut rows) = (None, 0u64);
        table.made_by().each(register, table, &mut |person, cell, left| {
            if current.is_some_and(|current| current != person) {
                scores.close_person();
            }
            current = Some(person);
            rows += 1;
            scores.add(&design, cell, score(cell, f64::from(u8::from(left))));
        })?;
        if current.is_some() {
            scores.close_person();
        }
        let persons = scores.persons;
        let factor = correction.factor(persons as f64, rows as f64, self.estimates.kept.len() as f64);
        self.with_covariance(|bread| sandwich(bread, &scores.into_squares(), factor), correction, persons)
    }
}

//! The result of every decomposition: named parts that sum to the change of a rate.

use super::method::DecompositionMethod;
use super::part::Part;
use super::rounding::{RoundedChange, rounded_change};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::rates::RateUnit;
use crate::special::compensated_sum;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The change of a rate between two dates or populations as a sum of named parts.
///
/// Values are in the unit of the rate: for a share, 0.01 is one percentage point.
///
/// # Properties
///
/// `change = after - before`, and the parts sum to it but for [`residue`](Self::residue), which is rounding of the last digits (for
/// [`LineIntegral`](super::LineIntegral) the integration error).
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{Populations, standardise, sum_of_products};
/// // an entry rate of 80 % times a retention of 90 %, a year later 70 % times 95 %
/// let years = Populations::of(["2022", "2023"])?.factor("entry", &[0.80, 0.70])?.factor("retention", &[0.90, 0.95])?;
/// let change = standardise(&years, sum_of_products)?.between("2022", "2023")?;
/// assert!((change.value("entry").unwrap() + 0.0925).abs() < 1e-15); // (0.70 - 0.80) × (0.90 + 0.95) / 2
/// assert!((change.value("retention").unwrap() - 0.0375).abs() < 1e-15); // (0.95 - 0.90) × (0.80 + 0.70) / 2
/// assert!((change.change + 0.055).abs() < 1e-15); // 0.665 - 0.720
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Decomposition {
    /// The date or population of `before`.
    pub from: String,
    /// The date or population of `after`.
    pub to: String,
    /// The convention.
    pub method: DecompositionMethod,
    /// The unit of the rate where it is known; `None` for a function of the caller's.
    pub unit: Option<RateUnit>,
    /// The rate before.
    pub before: f64,
    /// The rate after.
    pub after: f64,
    /// After minus before.
    pub change: f64,
    /// The parts, in the order of the factors.
    pub parts: Vec<Part>,
}

impl Decomposition {
    /// The change from one rate to another, of parts that were computed elsewhere.
    pub(super) fn new(
        (from, before): (impl Into<String>, f64),
        (to, after): (impl Into<String>, f64),
        method: DecompositionMethod,
        parts: Vec<Part>,
    ) -> Result<Self> {
        let change = after - before;
        let numbers = [before, after, change].into_iter().chain(parts.iter().map(|part| part.value));
        if let Some(wrong) = numbers.into_iter().find(|number| !number.is_finite()) {
            return Err(Error::setting("change of the rate", wrong, "is beyond what real numbers hold; give rates of ordinary size"));
        }
        Ok(Self { from: from.into(), to: to.into(), method, unit: None, before, after, change, parts })
    }

    /// The same in a unit.
    pub(super) fn in_unit(self, unit: RateUnit) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// The first part of a name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// What the first part of a name added to the rate.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f64> {
        self.part(name).map(|part| part.value)
    }

    /// The share of the change that the first part of a name makes up; `None` without such a part and where the rate did not change.
    ///
    /// Shares can exceed 1 and be negative; where parts of opposite sign nearly cancel they are large and say little.
    #[must_use]
    pub fn share(&self, name: &str) -> Option<f64> {
        self.value(name).filter(|_| self.change != 0.0).map(|value| value / self.change)
    }

    /// The sum of all parts, compensated for rounding.
    #[must_use]
    pub fn sum_of_parts(&self) -> f64 {
        compensated_sum(self.parts.iter().map(|part| part.value))
    }

    /// What the parts miss of the change: rounding of the last digits, or the integration error of a line integral.
    #[must_use]
    pub fn residue(&self) -> f64 {
        self.change - self.sum_of_parts()
    }

    /// Parts collected under common names, in the order in which these first appear: `group` gives the name of each part's group.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::decomposition::{LineIntegral, Parameters};
    /// let changed = Parameters::new([("share A", 0.5, 0.6), ("share B", 0.5, 0.4), ("rate A", 0.8, 0.8), ("rate B", 0.4, 0.4)])?;
    /// let change = LineIntegral::of_steps(1).decompose(&changed, |p| p[0] * p[2] + p[1] * p[3])?.decomposition;
    /// let two = change.grouped(|part| if part.name.starts_with("share") { "composition" } else { "rates" });
    /// assert!((two.value("composition").unwrap() - 0.04).abs() < 1e-15); // 0.1 × (0.8 - 0.4)
    /// assert_eq!(two.value("rates"), Some(0.0));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn grouped<N: Into<String>>(&self, group: impl Fn(&Part) -> N) -> Self {
        let mut groups: Vec<(String, Vec<&Part>)> = Vec::new();
        for part in &self.parts {
            let name = group(part).into();
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, parts)) => parts.push(part),
                None => groups.push((name, vec![part])),
            }
        }
        Self { parts: groups.into_iter().map(|(name, parts)| together(name, &parts)).collect(), ..self.clone() }
    }

    /// Decompositions of consecutive periods as one of the whole time: parts of one name are added.
    ///
    /// Over several years this follows the path, year by year; one decomposition of the first and last date does not know it, and
    /// differs in its parts though not in its sum.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without any; [`Error::Mismatch`] when one does not begin where the one before it ended, or differs in unit.
    pub fn chained(consecutive: &[Self]) -> Result<Self> {
        let (Some(first), Some(last)) = (consecutive.first(), consecutive.last()) else {
            return Err(Error::NoRows { input: "the list of decompositions".into(), advice: "give at least one".into() });
        };
        for pair in consecutive.windows(2) {
            let [earlier, later] = pair else { continue };
            if (&earlier.to, earlier.after, earlier.unit) != (&later.from, later.before, later.unit) {
                let (left, right) = (format!("{} {}", earlier.to, earlier.after), format!("{} {}", later.from, later.before));
                return Err(Error::Mismatch { what: "ends of consecutive periods", left, right });
            }
        }
        let all = Self { parts: consecutive.iter().flat_map(|one| one.parts.iter().cloned()).collect(), ..first.clone() };
        let parts = all.grouped(|part| part.name.clone()).parts;
        let chained = Self::new((&first.from, first.before), (&last.to, last.after), DecompositionMethod::Chained, parts)?;
        Ok(Self { unit: first.unit, ..chained })
    }

    /// The decomposition in figures of a few decimals that add up: the parts to the change, and the change to after minus before.
    ///
    /// `decimals` counts in the unit of the rate: 4 for hundredths of a percentage point. Before and after are rounded to the nearest,
    /// the change is their difference, and the parts are rounded down and then raised by largest remainder until they sum to it; a part
    /// of 0 stays 0 and each is at most one unit of the last decimal from its value.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for more than 15 decimals, or more than 2^43 units of the last one; [`Error::Setting`] when the parts
    /// miss the change by more than rounding, as after too few steps of a line integral.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::decomposition::{RateAccount, RateStock};
    /// let account = RateAccount::between(RateStock::counted("2022", 2, 3)?, RateStock::counted("2023", 3, 6)?);
    /// let change = account.flow("joined", "persons who joined", 1).new_licensees("licensed", "new licence holders", 3).decompose()?;
    /// // 2/3 to 1/2: 1/4 and -5/12, which to two decimals are 0.25 and -0.42 = -0.17
    /// let printed = change.rounded(2)?;
    /// assert_eq!((printed.before, printed.after, printed.change), (0.67, 0.5, -0.17));
    /// assert_eq!((printed.value("joined"), printed.value("licensed")), (Some(0.25), Some(-0.42)));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn rounded(&self, decimals: u32) -> Result<Self> {
        let values: Vec<f64> = self.parts.iter().map(|part| part.value).collect();
        let RoundedChange { before, after, change, parts } = rounded_change(self.before, self.after, &values, decimals)?;
        let parts = self.parts.iter().zip(parts).map(|(part, value)| part.with_value(value)).collect();
        Ok(Self { before, after, change, parts, ..self.clone() })
    }

    /// The parts as a table, one row each: `part`, `counts`, `value`, `share_of_change`, `standardised_before`, `standardised_after`,
    /// `persons`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        fn reals(parts: &[Part], value: impl Fn(&Part) -> Option<f64>) -> Values {
            Values::Reals(parts.iter().map(value).collect())
        }
        let share = |part: &Part| (self.change != 0.0).then(|| part.value / self.change);
        Table::of_columns(
            "decomposition",
            [
                ("part", Values::Texts(self.parts.iter().map(|part| Some(part.name.clone())).collect())),
                ("counts", Values::Texts(self.parts.iter().map(|part| Some(part.counts.english.clone())).collect())),
                ("value", reals(&self.parts, |part| Some(part.value))),
                ("share_of_change", reals(&self.parts, share)),
                ("standardised_before", reals(&self.parts, |part| part.before)),
                ("standardised_after", reals(&self.parts, |part| part.after)),
                ("persons", Values::Integers(self.parts.iter().map(|part| part.persons).collect())),
            ],
        )
    }

    /// How the figures are printed: what they are multiplied by, and the decimals after that.
    #[cfg(feature = "report")]
    pub(crate) fn figures(&self) -> (f64, u32) {
        let (scale, decimals, _) = self.print_form();
        (scale, decimals)
    }

    /// The same, with the sign of the unit.
    fn print_form(&self) -> (f64, u32, &'static str) {
        match self.unit {
            Some(RateUnit::Share | RateUnit::Ratio) => (100.0, 2, " %"),
            _ => {
                let largest = self.parts.iter().map(|part| part.value.abs()).fold(self.change.abs(), f64::max);
                let digits = if largest > 0.0 { 3 - largest.log10().floor() as i32 } else { 0 };
                (1.0, u32::try_from(digits).map_or(0, |digits| digits.min(15)), "")
            }
        }
    }
}

/// Parts as one.
fn together(name: String, parts: &[&Part]) -> Part {
    let value = compensated_sum(parts.iter().map(|part| part.value));
    let persons = parts.iter().try_fold(0i64, |sum, part| sum.checked_add(part.persons?));
    let words = |of: fn(&Bilingual) -> &String| {
        let mut words: Vec<&str> = parts.iter().map(|part| of(&part.counts).as_str()).collect();
        words.dedup();
        words.join("; ")
    };
    let counts = Bilingual::new(words(|counts| &counts.english), words(|counts| &counts.japanese));
    match parts {
        [one] => Part { name, ..(*one).clone() },
        _ => Part { persons, ..Part::new(name, counts, value) },
    }
}

impl fmt::Display for Decomposition {
    /// A line for the change and one for each part, in figures that add up; percentage points for shares.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scale, decimals, sign) = self.print_form();
        let of_scale = if scale == 1.0 { decimals } else { decimals + 2 };
        let printed = self.rounded(of_scale).unwrap_or_else(|_| self.clone());
        let digits = decimals as usize;
        let shown = |value: f64| format!("{:.digits$}{sign}", value * scale);
        let added = |value: f64| format!("{:+.digits$}", if value == 0.0 { 0.0 } else { value * scale });
        let points = if scale == 1.0 { "" } else { " points" };
        write!(f, "{} {} -> {} {}: {}{points}", self.from, shown(printed.before), self.to, shown(printed.after), added(printed.change))?;
        let width = self.parts.iter().map(|part| part.name.chars().count()).max().unwrap_or(0);
        let values: Vec<String> = printed.parts.iter().map(|part| added(part.value)).collect();
        let value_width = values.iter().map(String::len).max().unwrap_or(0);
        for (part, value) in printed.parts.iter().zip(values) {
            write!(f, "\n  {:<width$}  {value:>value_width$}  {}", part.name, part.counts.english)?;
        }
        write!(f, "\n  ({})", self.method)
    }
}

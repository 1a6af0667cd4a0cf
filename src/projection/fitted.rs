//! Lapse beyond the years that were seen: from a curve that is fitted to those that were.

use super::assumed::{Assumed, Provenance};
use super::assumptions::{Assumptions, LONGEST_LIST};
use crate::error::{Error, Result};
use crate::model::curve::{CurveEstimate, CurveFit, CurveLaw, CurveModel, RenewalCounts};
use crate::unit::Probability;
use std::ops::RangeInclusive;

/// A retention curve from which lapse is taken: fitted, with its errors, or only given. Both turn into this by themselves where one is
/// asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LapseCurve<'a> {
    /// A fitted curve.
    Fitted(&'a CurveFit),
    /// A curve with given parameters, whose error is not known.
    Given(&'a CurveLaw),
}

impl<'a> From<&'a CurveFit> for LapseCurve<'a> {
    fn from(fit: &'a CurveFit) -> Self {
        Self::Fitted(fit)
    }
}

impl<'a> From<&'a CurveLaw> for LapseCurve<'a> {
    fn from(law: &'a CurveLaw) -> Self {
        Self::Given(law)
    }
}

impl LapseCurve<'_> {
    fn law(&self) -> &CurveLaw {
        match self {
            Self::Fitted(fit) => fit.law(),
            Self::Given(law) => law,
        }
    }

    /// The share of those at the start of a year who are members at its end, with its error where it is known.
    fn retention(&self, year: u32) -> Option<CurveEstimate> {
        match self {
            Self::Fitted(fit) => fit.retention(year.into()),
            Self::Given(law) => law.retention(year.into()).map(|value| CurveEstimate { value, error: None, limits: None }),
        }
    }

    /// The lapse of a year; certain where the curve leaves nobody to lapse in it.
    fn lapse(&self, year: u32, words: &str) -> Result<Assumed> {
        let retention = self.retention(year);
        let probability = Probability::new(1.0 - retention.map_or(0.0, |retention| retention.value))?;
        let assumed = Assumed::of(probability, Provenance::FittedCurve(words.to_owned()));
        retention.and_then(|retention| retention.error).map_or(Ok(assumed.clone()), |error| assumed.with_error(error))
    }

    /// The curve in words: its shape, its parameters, and what it was fitted to.
    fn words(&self, fitted_to: Option<String>) -> String {
        let law = self.law();
        let names = law.family().parameter_names();
        let values = law.parameters().iter().zip(&names).map(|(value, name)| format!("{name} {value:.4}"));
        let long_term = law.long_term().map(|share| format!("{:.1} % who never leave", 100.0 * share));
        let law = std::iter::once(law.family().to_string()).chain(values).chain(long_term).collect::<Vec<_>>().join(", ");
        match self {
            Self::Given(_) => format!("{law}, as given, error not known"),
            Self::Fitted(fit) => {
                let error = if fit.covariance().is_some() { "" } else { ", at the edge of its shape, error not known" };
                let all = || format!("{:.0} persons, of whom {:.0} left", fit.people(), fit.events());
                format!("{law}, fitted to {}{error}", fitted_to.unwrap_or_else(all))
            }
        }
    }
}

impl Assumptions {
    /// With lapse in the `years` since joining taken from a retention curve: beyond the years in which enough members were seen.
    ///
    /// The last of the years holds for all later ones, and for members whose first day is not known. Earlier entries stay as they are; where
    /// there are fewer, the last one is taken over up to the first year of the curve. Provenance names the curve, its parameters, what it
    /// was fitted to, and the year from which it holds.
    ///
    /// # Formula
    ///
    /// ```text
    /// lapse(t) = 1 - S(t) / S(t - 1),   standard error = that of the retention S(t) / S(t - 1), by the delta method
    /// ```
    ///
    /// S is the curve. It counts years from the end of the joining year on, as lapse does: S(1) are those who get through the first whole
    /// year. A curve in time must be in years and begin then; for one that begins with the day of joining, years start half a year late
    /// on average, which matters little where lapse has become level. Errors of years that come from one curve are errors of the same few
    /// parameters: a projection lets them err together. That the shape may be wrong is not in them; two shapes that fit alike and go
    /// different ways tell more ([`CurveComparison`](crate::model::curve::CurveComparison)). Where the shape was right, in simulated
    /// associations of 2,500 members, the twelfth year told from the first six was 0.5 points off (root mean square) and as often within
    /// its error as it should; the sixth year held for all later ones, 3.6 points. A curve at the edge of its shape, or only given, has no
    /// error, and says so.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `years` is empty or begins with the year of joining, which is not a whole year; [`Error::Limit`] beyond
    /// 1,000 years.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{model::curve::{CurveFamily, CurveLaw}, projection::{Assumed, Assumptions}};
    /// let seen = vec![Assumed::typed_in(0.02, "")?, Assumed::typed_in(0.5, "")?, Assumed::typed_in(0.3, "")?];
    /// let seen = Assumptions { lapse: seen, ..Assumptions::nothing_happens() };
    /// let curve = CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[1.0, 1.0])?; // S(t) = 1 / (t + 1)
    /// let lapse = seen.lapse_beyond(&curve, 3..=5)?.lapse;
    /// let found: Vec<f64> = lapse.iter().map(|of| of.probability.get()).collect();
    /// let expected = [0.02, 0.5, 0.3, 1.0 / 4.0, 1.0 / 5.0, 1.0 / 6.0]; // 1 - (t / (t + 1)) = 1 / (t + 1)
    /// assert!(found.len() == 6 && found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-15));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// P. S. Fader and B. G. S. Hardie (2007), "How to project customer retention", *J. Interactive Marketing* 21(1), 76-90.
    pub fn lapse_beyond<'a>(&self, curve: impl Into<LapseCurve<'a>>, years: RangeInclusive<u32>) -> Result<Self> {
        self.lapse_of_curve(curve.into(), years, None)
    }

    /// The same with a curve fitted to the lapse of the earlier years: to the counts that these assumptions were estimated from
    /// ([`Assumptions::lapse_counts`]).
    ///
    /// # Errors
    ///
    /// As [`Assumptions::lapse_beyond`], [`Assumptions::lapse_counts`] and [`CurveModel::fit`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, model::curve::{CurveFamily, CurveModel}, projection::{Assumed, Assumptions}};
    /// let counted = |events, exposed| Assumed::estimated(FiscalYear(2015), FiscalYear(2024), events, exposed);
    /// let lapse = vec![counted(2, 100)?, counted(60, 600)?, counted(30, 300)?];
    /// let seen = Assumptions { lapse, ..Assumptions::nothing_happens() };
    /// let beyond = seen.fitted_lapse_beyond(&CurveModel::new(CurveFamily::Geometric), 3..=3)?;
    /// assert!((beyond.lapse[3].probability.get() - 0.1).abs() < 1e-9); // 90 of 900
    /// assert!((beyond.lapse[3].standard_error.unwrap() - 0.01).abs() < 1e-6); // sqrt(0.1 × 0.9 / 900)
    /// let from = "from a fitted curve: geometric, theta 0.1000, fitted to the lapse of years 1 to 2, 90 of 900; from year 3 on";
    /// assert_eq!(beyond.lapse[3].provenance.words().english, from);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn fitted_lapse_beyond(&self, model: &CurveModel, years: RangeInclusive<u32>) -> Result<Self> {
        check_years(&years)?;
        let counts = self.lapse_counts(*years.start())?;
        let (lost, at_risk) = (counts.lost().iter().sum::<u64>(), counts.at_risk().iter().sum::<u64>());
        let fitted_to = format!("the lapse of years 1 to {}, {lost} of {at_risk}", years.start() - 1);
        self.lapse_of_curve(LapseCurve::Fitted(&model.fit(&counts)?), years, Some(fitted_to))
    }

    /// Members at the start of each year since joining before the year `before`, and how many of them lapsed, as far as these assumptions were
    /// estimated: to fit curves to them and compare them.
    ///
    /// The year of joining, which is not a whole year, is left out: the first renewal is that of the first year after it. Counts of years
    /// taken together are spread evenly over them. A person is counted in every year, so that sizes of samples (BIC) mean
    /// person-years.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when no year before was estimated from members.
    pub fn lapse_counts(&self, before: u32) -> Result<RenewalCounts> {
        let mut counts = RenewalCounts::default();
        let last = self.lapse.len().min(before as usize);
        for (year, assumed) in self.lapse.iter().enumerate().take(last).skip(1) {
            let Provenance::Estimated { events, exposed, .. } = assumed.provenance else { continue };
            let followers = self.lapse.iter().skip(year + 1).take_while(|of| taken_over_from(of, year)).count();
            let together = followers as u64 + 1;
            for (at, part) in (year..last.min(year + 1 + followers)).zip(0..) {
                let at_risk = share_of(exposed, part, together);
                if at_risk > 0 {
                    let lost = share_of(events, part, together).min(at_risk);
                    counts = counts.and_cohort_from(at - 1, &[at_risk, at_risk - lost])?;
                }
            }
        }
        if counts.at_risk().is_empty() {
            let what = format!("estimated lapse of a year from 1 to {}", u64::from(before).saturating_sub(1));
            return Err(Error::missing(what, "estimate the assumptions from a table, or fit the curve to other data"));
        }
        Ok(counts)
    }

    fn lapse_of_curve(&self, curve: LapseCurve<'_>, years: RangeInclusive<u32>, fitted_to: Option<String>) -> Result<Self> {
        check_years(&years)?;
        let first = *years.start() as usize;
        let words = format!("{}; from year {first} on", curve.words(fitted_to));
        let mut lapse: Vec<Assumed> = self.lapse.iter().take(first).cloned().collect();
        if let Some(last) = lapse.last().cloned() {
            let from_year = match last.provenance {
                Provenance::CarriedOver { from_year } => from_year,
                _ => (lapse.len() - 1) as u32,
            };
            lapse.resize(first, Assumed { provenance: Provenance::CarriedOver { from_year }, ..last });
        }
        for year in years {
            lapse.push(curve.lapse(year, &words)?);
        }
        Ok(Self { lapse, ..self.clone() })
    }
}

/// Refuses years that are none, that begin with the one of joining, or that go on too long.
fn check_years(years: &RangeInclusive<u32>) -> Result<()> {
    let shown = || format!("{} to {}", years.start(), years.end());
    if years.is_empty() {
        return Err(Error::setting("years", shown(), "is empty; name the earlier year first"));
    }
    if *years.start() == 0 {
        return Err(Error::setting("years", shown(), "begins with the year of joining, which is not a whole year; begin with 1 or later"));
    }
    if u64::from(*years.end()) >= LONGEST_LIST {
        let advice = "end earlier; the last year holds for all later years".into();
        return Err(Error::Limit { what: "years of an assumption", found: u64::from(*years.end()) + 1, limit: LONGEST_LIST, advice });
    }
    Ok(())
}

fn taken_over_from(assumed: &Assumed, year: usize) -> bool {
    matches!(assumed.provenance, Provenance::CarriedOver { from_year } if from_year as usize == year)
}

/// The `part`-th of `parts` shares of a number that differ by one at most.
fn share_of(number: u64, part: u64, parts: u64) -> u64 {
    number / parts + u64::from(part < number % parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::curve::CurveFamily;
    use crate::unit::FiscalYear;

    fn counted(events: u64, exposed: u64) -> Assumed {
        Assumed::estimated(FiscalYear(2015), FiscalYear(2024), events, exposed).unwrap()
    }

    fn with(lapse: Vec<Assumed>) -> Assumptions {
        Assumptions { lapse, ..Assumptions::nothing_happens() }
    }

    fn values(of: &Assumptions) -> Vec<f64> {
        of.lapse.iter().map(|of| of.probability.get()).collect()
    }

    #[test]
    fn a_curve_fitted_to_its_own_lapse_goes_on_as_it_is() {
        // Shifted beta-geometric with alpha = beta = 1: 1 / (t + 1) lapse in year t. 1,200,000 × 1 / (t + 1) is whole for t up to 5.
        let lapse = (0..=5u64).map(|year| counted(if year == 0 { 0 } else { 1_200_000 / (year + 1) }, 1_200_000)).collect();
        let beyond = with(lapse).fitted_lapse_beyond(&CurveModel::new(CurveFamily::ShiftedBetaGeometric), 6..=40).unwrap();
        assert_eq!(beyond.lapse.len(), 41);
        for (year, lapse) in beyond.lapse.iter().enumerate().skip(6) {
            let expected = 1.0 / (year as f64 + 1.0);
            assert!((lapse.probability.get() - expected).abs() < 1e-6, "{year} {}", lapse.probability.get());
            // By far fewer people than one year has: two parameters from six million person-years.
            assert!(lapse.standard_error.unwrap() > 0.0 && lapse.standard_error.unwrap() < 0.001);
        }
        let words = beyond.lapse[6].provenance.words().english;
        assert!(
            words.contains("alpha 1.0000, beta 1.0000") && words.contains("years 1 to 5, 1740000 of 6000000; from year 6 on"),
            "{words}"
        );
        assert_eq!(beyond.lapse[6].provenance, beyond.lapse[40].provenance);
    }

    #[test]
    fn the_error_is_that_of_the_fitted_retention() {
        let counts = RenewalCounts::of_cohort(&[1000, 631, 468, 382, 326, 289, 262, 241]).unwrap();
        let fit = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&counts).unwrap();
        let beyond = with(vec![counted(0, 10)]).lapse_beyond(&fit, 8..=12).unwrap();
        for year in 8..=12u32 {
            let (found, expected) = (&beyond.lapse[year as usize], fit.retention(year.into()).unwrap());
            assert_eq!((found.probability.get(), found.standard_error), (1.0 - expected.value, expected.error));
        }
        // The years between are those of the last entry.
        assert!((1..8).all(|year| beyond.lapse[year].provenance == Provenance::CarriedOver { from_year: 0 }));
        assert!(beyond.lapse[8].provenance.words().english.contains("fitted to 1000 persons, of whom 759 left; from year 8 on"));
    }

    #[test]
    fn a_curve_without_errors_says_so() {
        // A single rate of all renewals is the edge of a beta-geometric where retention falls with tenure.
        let falling = RenewalCounts::of_cohort(&[1000, 850, 700, 550, 410]).unwrap();
        let edge = CurveModel::new(CurveFamily::BetaDiscreteWeibull).fit(&falling).unwrap();
        let beyond = with(vec![counted(0, 10)]).lapse_beyond(&edge, 5..=5).unwrap();
        let known = beyond.lapse[5].standard_error.is_some();
        assert_eq!(known, !beyond.lapse[5].provenance.words().english.contains("error not known"));
        let law = CurveLaw::new(CurveFamily::Weibull, &[1.5, 4.0]).unwrap();
        let given = with(vec![counted(0, 10)]).lapse_beyond(&law, 1..=2).unwrap();
        // S(t) = exp(-(t / 4)^1.5)
        let expected = [0.0, 1.0 - (-(0.25f64.powf(1.5))).exp(), 1.0 - (0.25f64.powf(1.5) - 0.5f64.powf(1.5)).exp()];
        assert!(values(&given).iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-14));
        assert!(given.lapse[1].standard_error.is_none());
        assert!(given.lapse[1].provenance.words().english.contains("as given, error not known; from year 1 on"));
    }

    #[test]
    fn counts_of_years_taken_together_are_spread_over_them() {
        let carried = |from_year, of: &Assumed| Assumed { provenance: Provenance::CarriedOver { from_year }, ..of.clone() };
        let pooled = counted(5, 31);
        let of = with(vec![counted(1, 50), counted(10, 40), pooled.clone(), carried(2, &pooled), carried(2, &pooled), counted(1, 9)]);
        let counts = of.lapse_counts(9).unwrap();
        assert_eq!((counts.at_risk(), counts.lost()), (&[40, 11, 10, 10, 9][..], &[10, 2, 2, 1, 1][..]));
        assert_eq!(of.lapse_counts(4).unwrap().at_risk(), [40, 11, 10]);
        assert_eq!(of.lapse_counts(1).unwrap_err().code(), "missing");
        assert_eq!(with(vec![Assumed::typed_in(0.1, "").unwrap(); 5]).lapse_counts(5).unwrap_err().code(), "missing");
    }

    #[test]
    fn years_that_cannot_be_are_refused() {
        let (of, law) = (with(vec![counted(1, 10); 3]), CurveLaw::new(CurveFamily::Geometric, &[0.1]).unwrap());
        #[allow(clippy::reversed_empty_ranges, reason = "that is what is refused")]
        let none = 5..=4;
        assert_eq!(of.lapse_beyond(&law, none).unwrap_err().code(), "setting");
        assert_eq!(of.lapse_beyond(&law, 0..=4).unwrap_err().code(), "setting");
        assert_eq!(of.lapse_beyond(&law, 3..=1_000).unwrap_err().code(), "limit");
        assert_eq!(of.lapse_beyond(&law, 3..=u32::MAX).unwrap_err().code(), "limit");
        assert_eq!(of.lapse_beyond(&law, 3..=999).unwrap().lapse.len(), 1_000);
        assert_eq!(of.fitted_lapse_beyond(&CurveModel::new(CurveFamily::Geometric), 0..=4).unwrap_err().code(), "setting");
        // Earlier entries stay; those that the curve replaces go.
        assert_eq!(of.lapse_beyond(&law, 1..=1).unwrap().lapse[0], of.lapse[0]);
        assert_eq!(values(&of.lapse_beyond(&law, 1..=1).unwrap()).len(), 2);
    }
}

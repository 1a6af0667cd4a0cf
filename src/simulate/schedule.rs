//! A probability that changes with the years: by tenure, by years since the licence, by age.

use crate::error::{Error, Result};

/// A probability for each of the years 0, 1, 2 …; the last one holds for all later years.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Schedule(Vec<f64>);

impl Schedule {
    /// A schedule from probabilities.
    pub(super) fn new(name: &'static str, probabilities: &[f64]) -> Result<Self> {
        if probabilities.is_empty() {
            return Err(Error::setting(name, "[]", "has no value; write at least one probability, the last holds for all later years"));
        }
        probabilities.iter().try_for_each(|&p| probability(name, p).map(drop))?;
        Ok(Self(probabilities.to_vec()))
    }

    /// A schedule by age from steps (age from which it holds, probability); 0 below the first step.
    pub(super) fn by_age(name: &'static str, steps: &[(u32, f64)]) -> Result<Self> {
        let mut ages = vec![0.0; OLDEST_STEP + 1];
        let mut last = None;
        for &(age, p) in steps {
            let ascending = last.is_none_or(|last| age > last);
            if !ascending || age as usize > OLDEST_STEP {
                return Err(Error::setting(
                    name,
                    age,
                    format!("is out of order; write ages from 0 to {OLDEST_STEP}, each once, ascending"),
                ));
            }
            ages[age as usize..].fill(probability(name, p)?);
            last = Some(age);
        }
        Ok(Self(ages))
    }

    /// The probability in a year counted from 0.
    pub(super) fn at(&self, year: usize) -> f64 {
        self.0.get(year).or(self.0.last()).copied().unwrap_or(0.0)
    }
}

/// The last age at which a schedule by age may change.
const OLDEST_STEP: usize = 120;

/// A number in [0, 1], or the error that names the setting.
pub(super) fn probability(name: &'static str, p: f64) -> Result<f64> {
    if (0.0..=1.0).contains(&p) { Ok(p) } else { Err(Error::setting(name, p, "is outside [0, 1]; write 0.05 for 5 %")) }
}

/// A probability after its odds p / (1 - p) are multiplied by `odds`; 0 and 1 stay what they are.
pub(super) fn with_odds(p: f64, odds: f64) -> f64 {
    if odds == 1.0 || p <= 0.0 || p >= 1.0 { p } else { odds * p / (1.0 - p + odds * p) }
}

/// Weights that are finite, not negative and not all zero, or the error that names the setting.
pub(super) fn weights(name: &'static str, weights: impl IntoIterator<Item = f64>) -> Result<()> {
    let mut total = 0.0;
    for weight in weights {
        if !(weight.is_finite() && weight >= 0.0) {
            return Err(Error::setting(name, weight, "is not a weight; write a finite number that is not negative"));
        }
        total += weight;
    }
    if total > 0.0 && f64::is_finite(total) {
        Ok(())
    } else {
        Err(Error::setting(name, total, "is the sum of the weights; write weights with a finite sum above 0"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_probability_holds_for_all_later_years() {
        let lapse = Schedule::new("lapse", &[0.2, 0.1]).unwrap();
        assert_eq!([0, 1, 2, 99].map(|year| lapse.at(year)), [0.2, 0.1, 0.1, 0.1]);
    }

    #[test]
    fn ages_are_steps_with_nothing_before_the_first() {
        let death = Schedule::by_age("death", &[(30, 0.1), (60, 0.5)]).unwrap();
        assert_eq!([0, 29, 30, 59, 60, 120, 200].map(|age| death.at(age)), [0.0, 0.0, 0.1, 0.1, 0.5, 0.5, 0.5]);
        assert_eq!(Schedule::by_age("death", &[]).unwrap().at(50), 0.0);
        for steps in [[(60, 0.1), (30, 0.1)], [(30, 0.1), (30, 0.1)], [(30, 0.1), (121, 0.1)], [(30, 0.1), (40, 1.1)]] {
            assert!(Schedule::by_age("death", &steps).is_err(), "{steps:?}");
        }
    }

    #[test]
    fn odds_of_one_quarter_doubled_are_two_fifths() {
        // p = 1/4 has odds 1/3; doubled 2/3, so p' = (2/3) / (5/3) = 2/5.
        assert_eq!(with_odds(0.25, 2.0), 0.4);
        assert_eq!([with_odds(0.0, 9.0), with_odds(1.0, 9.0), with_odds(0.3, 1.0)], [0.0, 1.0, 0.3]);
    }

    #[test]
    fn what_is_not_a_probability_is_refused_with_its_value() {
        for p in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(Schedule::new("lapse", &[0.1, p]).unwrap_err().to_string().starts_with(&format!("lapse {p} is outside")));
        }
        assert!(Schedule::new("lapse", &[]).is_err());
    }

    #[test]
    fn weights_that_say_nothing_are_refused() {
        assert!(weights("branches", [0.0, 2.0]).is_ok());
        for bad in [vec![], vec![0.0], vec![1.0, -1.0], vec![f64::NAN], vec![f64::MAX, f64::MAX]] {
            assert!(weights("branches", bad).is_err());
        }
    }
}

//! Assumptions that rest on few people, made steadier: graduated along the years, or drawn towards those of a larger group.

use super::assumed::{Assumed, Provenance};
use super::assumptions::Assumptions;
use crate::error::{Error, Result};
use crate::model::graduation::WhittakerHenderson;
use crate::unit::Probability;

/// Events and persons exposed behind an assumption that was estimated.
fn counts(of: &Assumed) -> Option<(u64, u64)> {
    match of.provenance {
        Provenance::Estimated { events, exposed, .. } => Some((events, exposed)),
        _ => None,
    }
}

impl Assumptions {
    /// With lapse graduated along the years since joining (Whittaker-Henderson): the rates of neighbouring years support each other.
    ///
    /// The events and persons exposed are those that the assumptions were estimated from; years that were taken over or typed in count as
    /// not observed and come from their neighbours. The year of joining, which is not a whole year, and the last entry, which holds all
    /// later years, stay as they are. Standard errors are those of the graduation; errors of neighbouring years are taken as independent,
    /// which they no longer are: the spread of a projection comes out somewhat too small.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when fewer than three of the years were estimated, or nobody left in them; else as
    /// [`WhittakerHenderson::counts`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, model::graduation::{Smoothing, WhittakerHenderson}, projection::{Assumed, Assumptions}};
    /// let counted = |events, exposed| Assumed::estimated(FiscalYear(2020), FiscalYear(2024), events, exposed);
    /// let lapse = vec![counted(1, 50)?, counted(3, 10)?, counted(1, 10)?, counted(2, 20)?, counted(40, 900)?];
    /// let rough = Assumptions { lapse, ..Assumptions::nothing_happens() };
    /// // With so much smoothing of first differences the three years in the middle become 6 / 40.
    /// let smooth = rough.graduated_lapse(&WhittakerHenderson::new().order(1)?.smoothing(Smoothing::Fixed(1e9))?)?;
    /// assert!((1..4).all(|year| (smooth.lapse[year].probability.get() - 0.15).abs() < 1e-8));
    /// assert_eq!((&smooth.lapse[0], &smooth.lapse[4]), (&rough.lapse[0], &rough.lapse[4]));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn graduated_lapse(&self, by: &WhittakerHenderson) -> Result<Self> {
        let inner = self.lapse.get(1..self.lapse.len().saturating_sub(1)).unwrap_or_default();
        let found: Vec<Option<(u64, u64)>> = inner.iter().map(counts).collect();
        if found.iter().flatten().filter(|(_, exposed)| *exposed > 0).count() < 3 {
            let advice = "graduate assumptions estimated from a table, of five years or more";
            return Err(Error::missing("three estimated years of lapse between the first and the last one", advice));
        }
        let (events, exposed): (Vec<u64>, Vec<f64>) =
            found.iter().map(|of| of.map_or((0, 0.0), |(events, exposed)| (events, exposed as f64))).unzip();
        let graduation = by.counts(&events, &exposed)?;
        let mut lapse = self.lapse.clone();
        for (assumed, point) in lapse.iter_mut().skip(1).zip(graduation.points()) {
            let probability = Probability::new(point.graduated.min(1.0))?;
            let before = assumed.provenance.words().english;
            let words = format!("Whittaker-Henderson, {:.1} effective parameters; {before}", graduation.effective_freedom());
            // The error is that of the logarithm.
            let error = point.error.map(|error| error * probability.get());
            *assumed = Assumed { probability, standard_error: error, provenance: Provenance::Graduated(words) };
        }
        Ok(Self { lapse, ..self.clone() })
    }

    /// Every estimated probability drawn towards that of a larger group, as if `persons` more had been exposed who lived as the group
    /// does: branches of few members get most of the group's rates, large ones keep their own.
    ///
    /// # Formula
    ///
    /// ```text
    /// p' = (events + m q) / (exposed + m),   own weight = exposed / (exposed + m),   standard error = sqrt(p' (1 - p') / (exposed + m + 1))
    /// ```
    ///
    /// with q the group's probability of the same year and m the `persons`: the mean and deviation of the beta posterior whose prior has
    /// mean q and weighs as much as m people. Where nothing was estimated (taken over from another year, typed in) the number stays, and
    /// what was taken over follows the year that it was taken from. Where the group tells more years apart, the last own entry, which holds
    /// all later years, is drawn towards each of them. Shares of reasons are drawn as well.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `persons` is negative or not finite.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, projection::{Assumed, Assumptions}};
    /// let of = |events, exposed| Ok::<_, kaiin::Error>(Assumptions {
    ///     lapse: vec![Assumed::estimated(FiscalYear(2020), FiscalYear(2024), events, exposed)?],
    ///     ..Assumptions::nothing_happens()
    /// });
    /// let (branch, whole) = (of(6, 40)?, of(500, 10_000)?);
    /// let drawn = branch.drawn_towards(&whole, 60.0)?;
    /// assert!((drawn.lapse[0].probability.get() - (6.0 + 60.0 * 0.05) / 100.0).abs() < 1e-15); // 9 % between 15 and 5
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// A. Gelman, J. B. Carlin, H. S. Stern, D. B. Dunson, A. Vehtari and D. B. Rubin (2013), *Bayesian Data Analysis*, 3rd ed., Chapman &
    /// Hall/CRC, section 2.4, on the beta prior as additional observations.
    pub fn drawn_towards(&self, group: &Self, persons: f64) -> Result<Self> {
        if !(persons >= 0.0 && persons.is_finite()) {
            return Err(Error::setting("persons", persons, "is no weight of the larger group; give a finite number of 0 or more"));
        }
        let one = |own: &Assumed, of_group: &Assumed| drawn(own, of_group, persons);
        let drawn_list = |own: &[Assumed], of_group: &[Assumed]| -> Result<Vec<Assumed>> {
            let mut list: Vec<Assumed> = Vec::with_capacity(own.len());
            for (year, assumed) in own.iter().enumerate() {
                let taken_from = match assumed.provenance {
                    Provenance::CarriedOver { from_year } => list.get(from_year as usize),
                    _ => None,
                };
                list.push(match (taken_from, of_group.get(year).or(of_group.last())) {
                    (Some(source), _) => Assumed { provenance: assumed.provenance.clone(), ..source.clone() },
                    (None, Some(of_group)) => one(assumed, of_group)?,
                    (None, None) => assumed.clone(),
                });
            }
            Ok(list)
        };
        let list = |own: &[Assumed], of_group: &[Assumed]| {
            let mut list = drawn_list(own, of_group)?;
            let later = of_group.get(own.len()..).unwrap_or_default();
            if let Some(last) = estimate_behind_last(own) {
                later.iter().try_for_each(|of_group| one(last, of_group).map(|drawn| list.push(drawn)))?;
            }
            Ok::<_, Error>(list)
        };
        let reasons = self.reasons.iter().map(|(reason, own)| {
            let of_group = group.reasons.get(reason).map_or(&[][..], Vec::as_slice);
            Ok((*reason, drawn_list(own, of_group)?))
        });
        Ok(Self {
            entry: list(&self.entry, &group.entry)?,
            lapse: list(&self.lapse, &group.lapse)?,
            reasons: reasons.collect::<Result<_>>()?,
            leave: one(&self.leave, &group.leave)?,
            leave_end: one(&self.leave_end, &group.leave_end)?,
            lapse_on_leave: one(&self.lapse_on_leave, &group.lapse_on_leave)?,
            reinstatement: list(&self.reinstatement, &group.reinstatement)?,
            exit: self.exit.clone(),
            tenure_on_return: self.tenure_on_return,
        })
    }
}

/// The estimate that the last entry of a list is or was taken over from.
fn estimate_behind_last(list: &[Assumed]) -> Option<&Assumed> {
    let last = list.last()?;
    let source = match last.provenance {
        Provenance::CarriedOver { from_year } => list.get(from_year as usize)?,
        _ => last,
    };
    counts(source).map(|_| source)
}

/// One probability drawn towards that of the group.
fn drawn(own: &Assumed, of_group: &Assumed, persons: f64) -> Result<Assumed> {
    let Some((events, exposed)) = counts(own).filter(|(_, exposed)| *exposed as f64 + persons > 0.0) else { return Ok(own.clone()) };
    let size = exposed as f64 + persons;
    let p = Probability::new(((events as f64 + persons * of_group.probability.get()) / size).min(1.0))?;
    let words = format!("{:.0} % own weight; own {}", 100.0 * exposed as f64 / size, own.provenance.words().english);
    let error = (p.get() * (1.0 - p.get()) / (size + 1.0)).sqrt();
    let assumed = Assumed::of(p, Provenance::Shrunk(words));
    // Without any event the deviation of the posterior mean would be none: the own error stays.
    if error > 0.0 { assumed.with_error(error) } else { Ok(Assumed { standard_error: own.standard_error, ..assumed }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::FiscalYear;

    fn estimated(events: u64, exposed: u64) -> Assumed {
        Assumed::estimated(FiscalYear(2020), FiscalYear(2024), events, exposed).unwrap()
    }

    #[test]
    fn without_weight_nothing_moves_and_with_much_all_becomes_the_group() {
        let of = |events| Assumptions { lapse: vec![estimated(events, 40), estimated(1, 10)], ..Assumptions::nothing_happens() };
        let (own, group) = (of(6), of(2));
        let values = |of: &Assumptions| of.lapse.iter().map(|of| of.probability.get()).collect::<Vec<_>>();
        assert_eq!(values(&own.drawn_towards(&group, 0.0).unwrap()), values(&own));
        let near = own.drawn_towards(&group, 1e12).unwrap();
        assert!(values(&near).iter().zip(values(&group)).all(|(near, group)| (near - group).abs() < 1e-9));
        assert!(own.drawn_towards(&group, f64::NAN).is_err());
    }

    #[test]
    fn what_was_taken_over_follows_its_source_and_what_was_typed_in_stays() {
        let carried = Assumed { provenance: Provenance::CarriedOver { from_year: 0 }, ..estimated(6, 40) };
        let typed = Assumed::typed_in(0.3, "guess").unwrap();
        let own = Assumptions { lapse: vec![estimated(6, 40), carried, typed.clone()], ..Assumptions::nothing_happens() };
        let group = Assumptions { lapse: vec![estimated(50, 1_000)], ..Assumptions::nothing_happens() };
        let drawn = own.drawn_towards(&group, 60.0).unwrap();
        assert_eq!(drawn.lapse[1].probability, drawn.lapse[0].probability);
        assert_eq!(drawn.lapse[1].provenance, Provenance::CarriedOver { from_year: 0 });
        assert_eq!((&drawn.lapse[2], &drawn.leave), (&typed, &own.leave));
    }

    #[test]
    fn years_that_only_the_group_tells_apart_are_drawn_too() {
        // 40 persons of whom 4 come back in some year, those of all later years together, and a group of 0.2, 0.1, 0.05.
        let of = |reinstatement| Assumptions { reinstatement, ..Assumptions::nothing_happens() };
        let group = of(vec![estimated(20, 100), estimated(10, 100), estimated(5, 100)]);
        let values = |of: &Assumptions| of.reinstatement.iter().map(|of| of.probability.get()).collect::<Vec<_>>();
        // (4 + 60 q) / 100
        assert_eq!(values(&of(vec![estimated(4, 40)]).drawn_towards(&group, 60.0).unwrap()), [0.16, 0.10, 0.07]);
        // What was typed in holds for all later years, as it says.
        let typed = of(vec![Assumed::typed_in(0.3, "guess").unwrap()]);
        assert_eq!(typed.drawn_towards(&group, 60.0).unwrap(), typed);
    }

    #[test]
    fn too_few_years_are_not_graduated() {
        let own = Assumptions { lapse: vec![estimated(1, 10); 4], ..Assumptions::nothing_happens() };
        assert!(own.graduated_lapse(&WhittakerHenderson::new()).unwrap_err().to_string().contains("five years"));
    }
}

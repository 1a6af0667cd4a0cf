//! A fit in print, as R's `summary` shows it, and what is said where the data separate.

use super::coefficient::CoefficientStatus;
use super::hazard_fit::HazardFit;
use serde::{Deserialize, Serialize};
use std::fmt;

/// That, and how, the covariates separate those who had the event from those who had not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Separation {
    /// The coefficients without a finite estimate.
    pub coefficients: Vec<String>,
    /// The terms that these belong to.
    pub terms: Vec<String>,
    /// Trials in the cells whose fitted probabilities are 0 or 1.
    pub trials: f64,
    /// Events in these.
    pub events: f64,
}

impl fmt::Display for Separation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (names, events, trials) = (self.coefficients.join(", "), self.events, self.trials);
        write!(f, "separation: no finite estimate for {names}; the {events} events of {trials} trials there are fitted exactly")
    }
}

impl fmt::Display for HazardFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (counts, link) = (&self.counts, self.settings.link);
        writeln!(f, "discrete-time hazard, {link} link: {} events of {} trials in {} cells", counts.events, counts.trials, counts.cells)?;
        if let Some(separation) = self.separation() {
            writeln!(f, "{separation}")?;
        }
        let width = self.coefficients().iter().map(|found| found.name.chars().count()).max().unwrap_or(0).max(4);
        let percent = self.settings.confidence.get() * 100.0;
        let limits = format!("{percent:.0} % limits");
        let error = if self.counts.persons.is_some() { "robust error" } else { "std error" };
        writeln!(f, "{:width$} {:>10} {error:>12} {:>8} {:>9} {:>12}  {limits}", "", "estimate", "z", "p", link.ratio())?;
        for found in self.coefficients() {
            let pad = width - found.name.chars().count();
            write!(f, "{}{}", found.name, " ".repeat(pad))?;
            match found.estimate {
                None => writeln!(f, " {:>10}", reason(&found.status))?,
                Some(estimate) => writeln!(
                    f,
                    " {estimate:>10.4} {:>12.4} {:>8} {:>9} {:>12}  {} to {}",
                    found.error.unwrap_or_default(),
                    found.z.map_or(String::from("-"), |z| format!("{z:.3}")),
                    found.p.map_or(String::from("-"), shown_p),
                    shown(found.ratio),
                    shown(found.ratio_lower),
                    shown(found.ratio_upper)
                )?,
            }
        }
        let residual = self.residual_degrees_of_freedom().map_or(String::new(), |degrees| format!(" on {degrees} degrees of freedom"));
        writeln!(f, "null deviance {:.3} on {} degrees of freedom", counts.null_deviance, self.null_degrees_of_freedom())?;
        writeln!(f, "residual deviance {:.3}{residual}", counts.deviance)?;
        write!(f, "AIC {:.3}, {} iterations", self.aic(), counts.iterations)?;
        counts.persons.map_or(Ok(()), |persons| write!(f, ", errors clustered by {persons} persons"))
    }
}

fn reason(status: &CoefficientStatus) -> String {
    match status {
        CoefficientStatus::Estimated => String::new(),
        CoefficientStatus::Collinear(of) if of.is_empty() => "no estimate: constant".into(),
        CoefficientStatus::Collinear(of) => format!("no estimate: follows from {}", of.join(", ")),
        CoefficientStatus::MinusInfinity => "-infinity (separation)".into(),
        CoefficientStatus::PlusInfinity => "+infinity (separation)".into(),
        CoefficientStatus::Undetermined => "not determined (separation)".into(),
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "-".into(), |value| if (1e-3..1e5).contains(&value) { format!("{value:.3}") } else { format!("{value:.2e}") })
}

fn shown_p(p: f64) -> String {
    if p < 1e-15 {
        "<1e-15".into()
    } else if p < 1e-4 {
        format!("{p:.1e}")
    } else {
        format!("{p:.4}")
    }
}

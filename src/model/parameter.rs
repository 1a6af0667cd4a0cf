//! What a parameter can be, and how it is written so that a search may move it freely.

use super::ending::Edge;

/// How a parameter is written for the search: on a line without ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// As it is: a coefficient.
    Identity,
    /// By its logarithm: what is above 0.
    Log,
    /// By its log odds: a share.
    Logit,
}

impl Scale {
    /// The parameter itself.
    pub(crate) fn natural(self, free: f64) -> f64 {
        match self {
            Self::Identity => free,
            Self::Log => free.exp(),
            Self::Logit => 1.0 / (1.0 + (-free).exp()),
        }
    }

    /// The parameter as the search has it.
    pub(crate) fn free(self, natural: f64) -> f64 {
        match self {
            Self::Identity => natural,
            Self::Log => natural.ln(),
            Self::Logit => natural.ln() - (-natural).ln_1p(),
        }
    }

    /// By how much the parameter changes as the search moves: what the delta method multiplies a standard error by.
    pub(crate) fn slope(self, free: f64) -> f64 {
        match self {
            Self::Identity => 1.0,
            Self::Log => free.exp(),
            Self::Logit => self.natural(free) * self.natural(-free),
        }
    }
}

/// A parameter of a model: its name, how it is written, and how far the search may go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) scale: Scale,
    /// The ends of the search, as the search has the parameter.
    low: f64,
    high: f64,
}

impl Parameter {
    /// A parameter that the search may move as far as it likes.
    pub(crate) fn new(name: impl Into<String>, scale: Scale) -> Self {
        Self { name: name.into(), scale, low: f64::NEG_INFINITY, high: f64::INFINITY }
    }

    /// The same, held between two values of the search (logarithms or log odds where so written). What is at one of them with the
    /// likelihood still growing outwards counts as run away.
    pub(crate) fn between(mut self, low: f64, high: f64) -> Self {
        (self.low, self.high) = (low, high);
        self
    }

    /// The nearest value that the search may have.
    pub(super) fn held(&self, free: f64) -> f64 {
        free.max(self.low).min(self.high)
    }

    /// The end that the value is at, when the likelihood grows beyond it.
    pub(super) fn pressed(&self, free: f64, gradient: f64) -> Option<Edge> {
        if free <= self.low && gradient < 0.0 {
            Some(Edge::Low)
        } else if free >= self.high && gradient > 0.0 {
            Some(Edge::High)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_undo_each_other_and_have_the_slope_of_their_curve() {
        for scale in [Scale::Identity, Scale::Log, Scale::Logit] {
            let natural = scale.natural(0.3);
            assert!((scale.free(natural) - 0.3).abs() < 1e-15, "{scale:?}");
            let slope = (scale.natural(0.3 + 1e-6) - scale.natural(0.3 - 1e-6)) / 2e-6;
            assert!((scale.slope(0.3) - slope).abs() < 1e-9, "{scale:?}");
        }
    }

    #[test]
    fn a_parameter_is_pressed_only_outwards() {
        let share = Parameter::new("share", Scale::Logit).between(-5.0, 5.0);
        assert_eq!(share.held(9.0), 5.0);
        assert_eq!((share.pressed(5.0, 1.0), share.pressed(5.0, -1.0)), (Some(Edge::High), None));
        assert_eq!((share.pressed(-5.0, -1.0), share.pressed(0.0, 1.0)), (Some(Edge::Low), None));
    }
}

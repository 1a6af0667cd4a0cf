//! Curves in time whose logarithm has a place and a width: exponential, Weibull, log-normal, log-logistic.

use super::family::CurveFamily;
use crate::model::number::Number;

/// ln S(t) with the place and the logarithm of the width of ln t.
pub(in crate::model) fn log_survival<T: Number>(family: &CurveFamily, place: T, width: T, t: f64) -> T {
    if t <= 0.0 {
        return T::constant(0.0);
    }
    let z = standard(place, width, t);
    match family {
        CurveFamily::Exponential | CurveFamily::Weibull => -z.exp(),
        CurveFamily::LogNormal => z.normal_log_upper(),
        CurveFamily::LogLogistic => -z.softplus(),
        _ => T::constant(f64::NAN),
    }
}

/// ln f(t), the logarithm of the density.
pub(in crate::model) fn log_density<T: Number>(family: &CurveFamily, place: T, width: T, t: f64) -> T {
    let z = standard(place, width, t);
    let shape = match family {
        CurveFamily::Exponential | CurveFamily::Weibull => z - z.exp(),
        CurveFamily::LogNormal => -((z * z).times(0.5)) - T::constant(0.5 * std::f64::consts::TAU.ln()),
        CurveFamily::LogLogistic => z - z.softplus().times(2.0),
        _ => T::constant(f64::NAN),
    };
    shape - width - T::constant(t.ln())
}

/// (ln t − place) / width.
fn standard<T: Number>(place: T, width: T, t: f64) -> T {
    (T::constant(t.ln()) - place) * (-width).exp()
}

/// Place and width of the parameters of the search; the exponential has the width 1.
pub(super) fn place_and_width<T: Number>(free: &[T]) -> Option<(T, T)> {
    match *free {
        [place] => Some((place, T::constant(0.0))),
        [place, width] => Some((place, width)),
        _ => None,
    }
}

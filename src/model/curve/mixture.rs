//! Members who never leave, mixed with members who leave by a curve (mixture cure model).

use crate::model::number::Number;

/// ln(π + (1 − π) S) with π by its log odds; ln S itself where there is no such share.
pub(super) fn log_survival<T: Number>(long_term: Option<T>, log_survival: T) -> T {
    match long_term {
        Some(odds) => (-(-odds).softplus()).log_sum(log_survival - odds.softplus()),
        None => log_survival,
    }
}

/// ln((1 − π) f).
pub(super) fn log_density<T: Number>(long_term: Option<T>, log_density: T) -> T {
    match long_term {
        Some(odds) => log_density - odds.softplus(),
        None => log_density,
    }
}

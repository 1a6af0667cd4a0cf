//! Python bindings: conversions and calls only. No arithmetic and no defaults of its own; errors go through `error::err`, work
//! through `error::enter`.

mod arrow_in;
mod arrow_out;
mod calendar;
mod cell;
mod cohort;
mod command_line;
mod day;
mod error;
mod html;
mod issue;
mod licensees;
mod projection;
mod python_in;
mod rates;
mod read_settings;
mod register;
mod report;
mod result;
mod simulate;
mod source;
mod table;
mod words;
mod yearly;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::calendar::FiscalCalendar;
    #[pymodule_export]
    use super::cohort::{CohortRule, CohortTable, MovementTable, RetentionTriangle};
    #[pymodule_export]
    use super::command_line::main;
    #[pymodule_export]
    use super::issue::Issue;
    #[pymodule_export]
    use super::licensees::Licensees;
    #[pymodule_export]
    use super::projection::{Assumptions, Population, Projection};
    #[pymodule_export]
    use super::rates::{
        CohortRates, Interval, MovementRates, Rate, RateSettings, first_year_retention, proportion_interval, rate_interval, rate_kinds,
    };
    #[pymodule_export]
    use super::read_settings::ReadSettings;
    #[pymodule_export]
    use super::register::{MassExitDay, Register};
    #[pymodule_export]
    use super::report::AnnualReport;
    #[pymodule_export]
    use super::simulate::{Effect, SimulatedRegister, simulate};
    #[pymodule_export]
    use super::table::Table;

    /// Version of the library.
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

//! How much time were members at risk in each year of tenure, when a year is 365.25 days for everybody?
//!
//! The way of the epidemiologists' tools (R `Epi::Lexis`, `survival::pyears`), for comparison with them. [`MemberDays`](super::MemberDays)
//! counts by calendar anniversaries and is what a membership year means in print: a year of 365.25 days puts an exit on or next to an
//! anniversary into the neighbouring band.

use crate::cohort::span::{ExitCounts, ExitDay, ObservationWindow, Span};
use crate::cohort::stretch::{Stretch, stretches_of};
use crate::cohort::tenure::TenureRules;
use crate::error::{Error, Result};
use crate::register::Register;
use crate::table::{Table, Values};
use crate::time::Day;
use crate::unit::PersonYears;
use serde::{Deserialize, Serialize};

/// Quarters of a day in a year of 365.25 days: all counts are whole numbers of them.
const QUARTER_DAYS_IN_YEAR: i64 = 1_461;

/// Time at risk and exits in one band of tenure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct TenureBand {
    quarter_days: i64,
    exits: ExitCounts,
}

impl TenureBand {
    /// Time at risk, in years of 365.25 days.
    #[must_use]
    pub fn person_years(self) -> PersonYears {
        PersonYears(self.quarter_days as f64 / QUARTER_DAYS_IN_YEAR as f64)
    }

    /// Exits by reason.
    #[must_use]
    pub fn exits(self) -> ExitCounts {
        self.exits
    }

    fn add(&mut self, other: Self) {
        self.quarter_days += other.quarter_days;
        self.exits.add(other.exits);
    }
}

/// Person-years and exits by tenure in bands of 365.25 days.
///
/// Time runs in bands closed on the right, `(i, i + 1]` years: an exit exactly at the end of a band belongs to it. A span without a day at
/// risk in the window is dropped with its exit, as `Epi::Lexis` does; [`MemberDays`](super::MemberDays) keeps the exit.
///
/// # Formula
///
/// ```text
/// t  = days of tenure / 365.25, from the start of each span on, or as the rules of tenure say
/// py = sum over spans of the length of [t at entry, t at exit or window end) inside the band
/// ```
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, cohort::{ObservationWindow, Span, TenureBands}};
/// let day = |text: &str| text.parse::<Day>();
/// let window = ObservationWindow::new(day("2020-01-01")?, day("2026-01-01")?)?;
/// // 1461 days are four years exactly: the exit belongs to the fourth band.
/// let span = Span::open(day("2020-01-01")?).until(day("2024-01-01")?, EndReason::Voluntary);
/// let bands = TenureBands::count(window, [span]);
/// assert_eq!(bands.bands().len(), 4);
/// assert_eq!(bands.bands()[3].exits().total(), 1);
/// assert_eq!(bands.total().person_years().get(), 4.0);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// B. Carstensen, M. Plummer, "Using Lexis objects for multi-state models in R", *Journal of Statistical Software* 38(6), 2011.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenureBands {
    window: ObservationWindow,
    #[serde(default)]
    tenure: Option<TenureRules>,
    bands: Vec<TenureBand>,
}

impl TenureBands {
    /// Counts the time at risk and the exits of all members of a register in a window. Exits are booked on the first day out.
    ///
    /// Time on leave is time at risk. Where tenure stops during leave it is spent in the band of the tenure reached, closed on the right
    /// like the bands, and so is an exit on leave. Memberships whose first day is not known have no tenure and are left out.
    ///
    /// With [`TenureRules::default`] the bands are those of the spells, each a [`Span`]. Weak where leaves are not in the register:
    /// tenure runs through a leave that nobody recorded, and through those before a record begins.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, Episode, EndReason, Register, Standing};
    /// use kaiin::cohort::{ObservationWindow, TenureBands, TenureDuringLeave, TenureRules};
    /// let day = |text: &str| text.parse::<Day>();
    /// let rows = [
    ///     Episode::new("A", day("2020-04-01")?).until(day("2020-10-01")?, EndReason::Unstated), // 183 days
    ///     Episode::new("A", day("2020-10-01")?).until(day("2022-10-01")?, EndReason::Unstated).standing(Standing::OnLeave), // 730
    ///     Episode::new("A", day("2022-10-01")?).until(day("2022-12-30")?, EndReason::Voluntary), // 90
    /// ];
    /// let register = Register::settings_as_of(day("2024-03-31")?).build(&rows.into_iter().collect())?;
    /// let window = ObservationWindow::new(day("2020-01-01")?, day("2024-01-01")?)?;
    /// let bands = |during_leave| TenureBands::of_register(window, &register, TenureRules { during_leave, ..Default::default() });
    /// assert_eq!(bands(TenureDuringLeave::Runs).bands().len(), 3); // 1003 days: the exit is in the third year
    /// let stops = bands(TenureDuringLeave::Stops); // 273 days of tenure
    /// assert_eq!((stops.bands().len(), stops.bands()[0].exits().total()), (1, 1));
    /// assert_eq!(stops.total().person_years(), bands(TenureDuringLeave::Runs).total().person_years());
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn of_register(window: ObservationWindow, register: &Register, rules: TenureRules) -> Self {
        let mut tally = Tally::default();
        (0..register.persons()).flat_map(|person| stretches_of(register, person, rules)).for_each(|stretch| tally.add(window, &stretch));
        Self { window, tenure: Some(rules), bands: tally.bands() }
    }

    /// Counts the time at risk and the exits of all spans in a window. Exits are booked on the first day out. When tenure runs is what
    /// the starts of the spans say.
    #[must_use]
    pub fn count(window: ObservationWindow, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut tally = Tally::default();
        for span in spans {
            let Some((from, to)) = window.at_risk(&span) else { continue };
            tally.mark(from.since(span.start), -1);
            tally.mark(to.since(span.start), 1);
            if let Some((day, reason)) = window.exit(&span, ExitDay::FirstDayOut) {
                tally.band(last_band(day.since(span.start))).0.exits.count(reason);
            }
        }
        Self { window, tenure: None, bands: tally.bands() }
    }

    /// When tenure ran; `None` for bands of spans, which say it themselves.
    #[must_use]
    pub fn tenure(&self) -> Option<TenureRules> {
        self.tenure
    }

    /// The window that was counted.
    #[must_use]
    pub fn window(&self) -> ObservationWindow {
        self.window
    }

    /// The bands: the first is the first year of membership.
    #[must_use]
    pub fn bands(&self) -> &[TenureBand] {
        &self.bands
    }

    /// Time and exits of all bands.
    #[must_use]
    pub fn total(&self) -> TenureBand {
        self.bands.iter().fold(TenureBand::default(), |mut total, band| {
            total.add(*band);
            total
        })
    }

    /// The bands of the spans of both, which must be different spans.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the windows or the rules of tenure differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        if self.window != other.window {
            return Err(Error::Mismatch { what: "window", left: self.window.to_string(), right: other.window.to_string() });
        }
        if self.tenure != other.tenure {
            let shown = |rules: Option<TenureRules>| rules.map_or_else(|| "tenure as the spans say".to_owned(), |rules| rules.to_string());
            return Err(Error::Mismatch { what: "tenure", left: shown(self.tenure), right: shown(other.tenure) });
        }
        let (longer, shorter) = if self.bands.len() >= other.bands.len() { (self, other) } else { (other, self) };
        let mut merged = longer.clone();
        merged.bands.iter_mut().zip(&shorter.bands).for_each(|(band, more)| band.add(*more));
        Ok(merged)
    }

    /// One row a band: `tenure`, `person_years`, `exits`.
    ///
    /// # Errors
    ///
    /// None in practice: all columns have one length.
    pub fn to_table(&self) -> Result<Table> {
        let bands = &self.bands;
        Table::new("tenure_bands")
            .with("tenure", Values::Integers((0..bands.len()).map(|band| Some(band as i64)).collect()))?
            .with("person_years", Values::Reals(bands.iter().map(|band| Some(band.person_years().get())).collect()))?
            .with("exits", Values::Integers(bands.iter().map(|band| Some(band.exits.total() as i64)).collect()))
    }
}

/// The band that ends with, or holds, a tenure in days.
fn last_band(days: i32) -> i64 {
    (4 * i64::from(days) - 1) / QUARTER_DAYS_IN_YEAR
}

/// Time up to the ends of stretches less time up to their starts: the part of the last band, and how many ends lie in it.
#[derive(Debug, Default)]
struct Tally(Vec<(TenureBand, i64)>);

impl Tally {
    fn band(&mut self, band: i64) -> &mut (TenureBand, i64) {
        let band = usize::try_from(band).unwrap_or(0);
        if self.0.len() <= band {
            self.0.resize(band + 1, Default::default());
        }
        &mut self.0[band]
    }

    /// Adds the time at risk of a stretch, and its exit when the membership had a day at risk in the window.
    fn add(&mut self, window: ObservationWindow, stretch: &Stretch) {
        let reached = |day: Day| if stretch.runs { day.since(stretch.origin) } else { stretch.start.since(stretch.origin) };
        let (from, to) = (stretch.observed.max(window.from()), stretch.end.map_or(window.to(), |end| end.min(window.to())));
        if from < to && stretch.runs {
            self.mark(reached(from), -1);
            self.mark(reached(to), 1);
        } else if from < to {
            self.band(last_band(reached(from))).0.quarter_days += 4 * i64::from(to.since(from));
        }
        let exit = stretch.booked_exit(ExitDay::FirstDayOut).filter(|&(day, _)| window.contains(day));
        if let Some((day, reason)) = exit.filter(|&(day, _)| stretch.entry.max(window.from()) < day) {
            self.band(last_band(reached(day))).0.exits.count(reason);
        }
    }

    fn mark(&mut self, days_since_joining: i32, sign: i64) {
        let quarters = 4 * i64::from(days_since_joining);
        let (band, ends) = self.band(quarters / QUARTER_DAYS_IN_YEAR);
        band.quarter_days += sign * (quarters % QUARTER_DAYS_IN_YEAR);
        *ends += sign;
    }

    /// Adds to each band the stretches that go on beyond it.
    fn bands(self) -> Vec<TenureBand> {
        let mut beyond = 0;
        let mut bands = Vec::with_capacity(self.0.len());
        for (mut band, ends) in self.0.into_iter().rev() {
            band.quarter_days += beyond * QUARTER_DAYS_IN_YEAR;
            beyond += ends;
            bands.push(band);
        }
        bands.reverse();
        while bands.last().is_some_and(|band| *band == TenureBand::default()) {
            bands.pop();
        }
        bands
    }
}

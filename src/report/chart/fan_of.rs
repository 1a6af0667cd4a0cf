//! Which picture do a projection and scenarios make? The fan of the base, a line for each scenario, and the goal.

use super::tornado_of::of_year;
use super::{Fan, FanBand, FanCourse, FanGoal, ValueUnit, YearPoint};
use crate::decision::scenario::{Goal, ScenarioComparison, ScenarioOutcome};
use crate::error::{Error, Result};
use crate::projection::{Projection, Quantity};
use crate::report::language::Language;
use crate::unit::Confidence;

/// Levels of the prediction intervals drawn.
const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

impl Fan {
    /// The picture of a quantity of a projection, with prediction intervals of 50, 80 and 95 %. Its history is what the projection starts
    /// from, where that is known; put a longer one in its place by [`Fan::after`].
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when the projection knows the quantity in no year.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, decision::{Lever, scenario::*}, projection::{Assumed, Assumptions, Population, Projection, Quantity}};
    /// use kaiin::report::{Language, chart::{Fan, YearPoint}};
    /// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
    /// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
    /// let base = Projection::of(&population, &assumptions, [0, 0]);
    /// let half = Scenario::named("half as many leave").with(LeverChange::of(Lever::Lapse, Amount::Factor(0.5))?);
    /// let compared = ScenarioComparison::of(&base, &[half])?;
    /// let chart = Fan::of_scenarios(&compared, Quantity::Members, Language::En)?.after([YearPoint::new(2024, 1_000.0)]);
    /// assert_eq!(chart.centre[1].value, Some(810.0)); // 1,000 × 0.9²
    /// assert_eq!(chart.courses[0].points[1].value, Some(902.5)); // 1,000 × 0.95²
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of(projection: &Projection, quantity: Quantity, language: Language) -> Result<Self> {
        let centre = course(projection, quantity);
        if centre.iter().all(|point| point.value.is_none()) {
            let what = format!("the {} of any projected year", quantity.title().english);
            return Err(Error::missing(what, "give the projection the licence holders of the base year"));
        }
        let year = projection.years().last().map_or(projection.base_year(), |last| last.year);
        let title = quantity.title();
        let mut chart = Self {
            title: match language {
                Language::En => format!("What will happen: {}", title.english),
                Language::Ja => format!("{}の見通し", title.japanese),
            },
            description: String::new(),
            year_label: language.choose("fiscal year", "年度").into(),
            value_label: language.choose(&title.english, &title.japanese).into(),
            unit: if quantity.is_rate() { ValueUnit::Percent } else { ValueUnit::Count },
            history_label: language.choose("history", "実績").into(),
            history: start(projection, quantity).into_iter().collect(),
            centre_label: language.choose("if nothing changes", "現状が続いた場合").into(),
            centre,
            bands: bands(projection, quantity, language),
            courses: Vec::new(),
            goal: None,
            reference: None,
            breaks: Vec::new(),
        };
        chart.description = chart.in_words(&of_year(quantity, &language.fiscal_year(year), language), language);
        Ok(chart)
    }

    /// The same with a line for each scenario, by its name in the language.
    ///
    /// # Errors
    ///
    /// As [`Fan::of`].
    pub fn of_scenarios(compared: &ScenarioComparison, quantity: Quantity, language: Language) -> Result<Self> {
        let mut chart = Self::of(compared.base(), quantity, language)?;
        let line = |outcome: &ScenarioOutcome| {
            let name = outcome.scenario.name();
            let label = language.choose(&name.english, &name.japanese).to_owned();
            FanCourse { label, points: course(&outcome.projection, quantity) }
        };
        chart.courses = compared.outcomes().iter().map(line).collect();
        let year = compared.base().years().last().map_or(compared.base().base_year(), |last| last.year);
        chart.description = chart.in_words(&of_year(quantity, &language.fiscal_year(year), language), language);
        Ok(chart)
    }

    /// With another history before it.
    #[must_use]
    pub fn after(self, history: impl IntoIterator<Item = YearPoint>) -> Self {
        Self { history: history.into_iter().collect(), ..self }
    }

    /// With a goal marked in its year.
    #[must_use]
    pub fn with_goal(self, goal: &Goal, language: Language) -> Self {
        let value = self.unit.brief(goal.value(), language);
        let label = match language {
            Language::En => format!("goal: {value}"),
            Language::Ja => format!("目標：{value}"),
        };
        Self { goal: Some(FanGoal { year: goal.year().get(), value: goal.value(), label }), ..self }
    }

    /// The whole picture in a sentence, for readers who cannot see it; `what` is the quantity of the last year.
    #[must_use]
    pub fn in_words(&self, what: &str, language: Language) -> String {
        let last = |points: &[YearPoint]| points.iter().rev().find_map(YearPoint::known).map(|value| self.unit.brief(value, language));
        let all =
            std::iter::once((&self.centre_label, &self.centre)).chain(self.courses.iter().map(|course| (&course.label, &course.points)));
        let said = all.filter_map(|(label, points)| Some(format!("{label}{}{}", language.choose(" ", " "), last(points)?)));
        let said: Vec<String> = said.collect();
        let mut ends = self.bands.iter().filter_map(|band| Some((&band.label, band.points.last()?.limits()?)));
        let band = ends.next_back().map(|(label, (low, high))| {
            let [low, high] = [low, high].map(|limit| self.unit.brief(limit, language));
            language.choose(&format!(" ({label}: {low} to {high})"), &format!("（{label}：{low}～{high}）")).to_owned()
        });
        let (said, band) = (said.join(language.choose(", ", "、")), band.unwrap_or_default());
        match language {
            Language::En => format!("{what}: {said}{band}."),
            Language::Ja => format!("{what}：{said}{band}。"),
        }
    }
}

/// The means of a quantity in every projected year.
fn course(projection: &Projection, quantity: Quantity) -> Vec<YearPoint> {
    projection.years().iter().map(|year| YearPoint::new(year.year.get(), quantity.of(year).map(|found| found.mean))).collect()
}

/// What the projection starts from.
fn start(projection: &Projection, quantity: Quantity) -> Option<YearPoint> {
    let members = projection.base_members() as f64;
    let value = match quantity {
        Quantity::Members => members,
        Quantity::OrganizationRate => {
            members / projection.base_licensees().map(|licensees| licensees.value.get()).filter(|below| *below > 0.0)?
        }
        _ => return None,
    };
    Some(YearPoint::new(projection.base_year().get(), value))
}

/// The prediction intervals of a quantity.
pub(in crate::report) fn bands(projection: &Projection, quantity: Quantity, language: Language) -> Vec<FanBand> {
    let band = |level: f64| {
        let confidence = Confidence::new(level).ok()?;
        let points = projection.years().iter().map(|year| match quantity.of(year) {
            None => YearPoint::new(year.year.get(), None),
            Some(found) => {
                let interval = found.interval(confidence);
                YearPoint::new(year.year.get(), found.mean).with_interval(interval.lower, interval.upper)
            }
        });
        let percent = language.real(100.0 * level, 0);
        let label = language.choose(&format!("{percent} % prediction interval"), &format!("{percent}％予測区間")).to_owned();
        Some(FanBand { label, points: points.collect() })
    };
    LEVELS.into_iter().filter_map(band).collect()
}

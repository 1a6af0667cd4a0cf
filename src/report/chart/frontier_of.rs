//! Which picture do costs and results make? What is reached without cost, what could be done, and the goal.

use super::tornado_of::of_year;
use super::{Frontier, FrontierPoint, ReferenceLine, ValueUnit};
use crate::decision::scenario::Goal;
use crate::projection::Quantity;
use crate::report::language::Language;
use crate::unit::FiscalYear;

impl Frontier {
    /// The picture of a quantity of a year: what it is `without` any cost, and what each of `points` reaches for its cost.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, projection::Quantity};
    /// use kaiin::report::{Language, chart::{Frontier, FrontierPoint}};
    /// let points = [FrontierPoint::new("mentors", 1_000_000.0, 0.56), FrontierPoint::new("posters", 2_000_000.0, 0.55)];
    /// let chart = Frontier::of(Quantity::OrganizationRate, FiscalYear(2035), 0.54, points, Language::En);
    /// assert!(chart.description.ends_with("Without cost 54.0 %. mentors: 56.0 % for 1,000,000. Beaten by another one: posters."));
    /// ```
    #[must_use]
    pub fn of(
        quantity: Quantity,
        year: FiscalYear,
        without: f64,
        points: impl IntoIterator<Item = FrontierPoint>,
        language: Language,
    ) -> Self {
        let unit = if quantity.is_rate() { ValueUnit::Percent } else { ValueUnit::Count };
        let mut chart = Self {
            title: language.choose("What does it cost to get there?", "費用と到達点").into(),
            description: String::new(),
            cost_label: language.choose("cost", "費用").into(),
            value_label: of_year(quantity, &language.fiscal_year(year), language),
            unit,
            decimals: if unit == ValueUnit::Percent { 1 } else { 0 },
            base: FrontierPoint::new(language.choose("if nothing changes", "現状が続いた場合"), 0.0, without),
            points: points.into_iter().collect(),
            goal: None,
        };
        chart.description = chart.in_words(language);
        chart
    }

    /// With the value of a goal as a level line.
    #[must_use]
    pub fn with_goal(self, goal: &Goal, language: Language) -> Self {
        let value = self.unit.shown(goal.value(), self.decimals, language);
        let label = language.choose(&format!("goal: {value}"), &format!("目標：{value}")).to_owned();
        Self { goal: Some(ReferenceLine { value: goal.value(), label }), ..self }
    }

    /// The whole picture in sentences, for readers who cannot see it.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let value = |value: f64| self.unit.shown(value, self.decimals, language);
        let (mut best, mut beaten) = (Vec::new(), Vec::new());
        for (point, is_beaten) in self.judged().into_iter().filter(|(point, _)| *point != &self.base) {
            let (reached, cost) = (value(point.value), language.real(point.cost, 0));
            match (is_beaten, language) {
                (true, _) => beaten.push(point.label.clone()),
                (false, Language::En) => best.push(format!("{}: {reached} for {cost}", point.label)),
                (false, Language::Ja) => best.push(format!("{}は{cost}で{reached}", point.label)),
            }
        }
        let (between, end) = (language.choose("; ", "、"), language.choose(".", "。"));
        let (what, without) = (&self.value_label, value(self.base.value));
        let first = match language {
            Language::En => format!("{what}. Without cost {without}."),
            Language::Ja => format!("{what}。費用をかけない場合は{without}。"),
        };
        let space = language.choose(" ", "");
        let best = if best.is_empty() { String::new() } else { format!("{space}{}{end}", best.join(between)) };
        let lead = language.choose("Beaten by another one: ", "より有利な案がほかにあるもの：");
        let beaten = if beaten.is_empty() { String::new() } else { format!("{space}{lead}{}{end}", beaten.join(between)) };
        format!("{first}{best}{beaten}")
    }
}

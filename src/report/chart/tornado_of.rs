//! Which picture do sensitivities make? The assumptions that move the quantity most, each by a named step to both sides.

use super::assumption_name::{assumption_name, kind_name};
use super::{Tornado, TornadoBar, ValueUnit};
use crate::decision::scenario::{Sensitivity, SensitivityRow};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::projection::Quantity;
use crate::report::language::Language;
use serde::{Deserialize, Serialize};

/// By how much each assumption of a tornado picture is lowered and raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Swing {
    /// By a tenth of itself, in all segments, and in all years since licence, joining or lapse, together: which rate moves the quantity most. Entry in the year
    /// of the licence and late entry stand apart. The default.
    #[default]
    Tenth,
    /// By a tenth of itself, each year alone: in which years a rate matters.
    TenthOfOneYear,
    /// By its standard error: which doubt about an assumption matters. Assumptions without one are left out.
    StandardError,
}

impl Tornado {
    /// How many assumptions a reader takes in at a glance.
    pub const MOST: usize = 10;

    /// The picture of sensitivities: the `most` assumptions that move the quantity furthest, those that are left out in a remark.
    ///
    /// No assumption is moved below 0 or above 1: the bar ends there. Effects are taken as proportional, as [`Sensitivity`] gives them.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for no assumption at all; [`Error::Missing`] when standard errors are asked for and none is known.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, decision::scenario::Sensitivity};
    /// use kaiin::projection::{Assumed, Assumptions, Population, Projection, Quantity};
    /// use kaiin::report::{Language, chart::{Swing, Tornado}};
    /// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
    /// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
    /// let base = Projection::of(&population, &assumptions, [0, 0]);
    /// let found = Sensitivity::of(&base, Quantity::Members, FiscalYear(2026))?;
    /// let chart = Tornado::of(&found, Swing::Tenth, Tornado::MOST, Language::En)?;
    /// // 1,000 × 0.9² = 810 are left, and a tenth of a tenth more lapse costs 1,800 × 0.01 = 18 of them
    /// assert_eq!((chart.bars[0].label.as_str(), chart.bars[0].higher.round()), ("lapse", 792.0));
    /// assert_eq!(chart.note.as_deref(), Some("6 others do not move it."));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of(sensitivity: &Sensitivity, swing: Swing, most: usize, language: Language) -> Result<Self> {
        if most == 0 {
            return Err(Error::setting("most", most, "leaves nothing to draw; give 10"));
        }
        let moved = moved(sensitivity, swing);
        if moved.is_empty() && swing == Swing::StandardError {
            return Err(Error::missing("a standard error of any assumption", "estimate the assumptions, or move each by a tenth"));
        }
        let unknown = if swing == Swing::StandardError { sensitivity.rows().len() - moved.len() } else { 0 };
        let (drawn, others) = moved.split_at(moved.iter().take(most).take_while(|moved| moved.furthest() > 0.0).count());
        let unit = if sensitivity.quantity().is_rate() { ValueUnit::Percent } else { ValueUnit::Count };
        let decimals = decimals(drawn.first().map_or(0.0, Moved::furthest), unit);
        let bar = |moved: &Moved<'_>| TornadoBar {
            label: language.choose(&moved.name.english, &moved.name.japanese).to_owned(),
            note: Some(moved.assumed(swing, language)),
            lower: sensitivity.mean() + moved.lower,
            higher: sensitivity.mean() + moved.higher,
        };
        let [lower_label, higher_label] = sides(swing, language);
        let mut chart = Self {
            title: language.choose("Which assumptions matter most?", "どの前提の影響が大きいか").into(),
            description: String::new(),
            value_label: of_year(sensitivity.quantity(), &language.fiscal_year(sensitivity.year()), language),
            unit,
            decimals,
            centre: sensitivity.mean(),
            lower_label,
            higher_label,
            bars: drawn.iter().map(bar).collect(),
            note: None,
        };
        chart.note = chart.remark(others, unknown, language);
        chart.description = chart.in_words(language);
        Ok(chart)
    }

    /// The whole picture in a sentence, for readers who cannot see it.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let (centre, points) = (self.unit.shown(self.centre, self.decimals, language), self.unit.points(language));
        let moves = self.bars.iter().map(|bar| {
            let [lower, higher] = [bar.lower, bar.higher].map(|value| self.difference(value, language));
            match language {
                Language::En => format!("{} {lower} or {higher} {points}", bar.label).trim_end().to_owned(),
                Language::Ja => format!("{}は{lower}または{higher}{points}", bar.label),
            }
        });
        let moves: Vec<String> = moves.collect();
        let (label, lower, higher) = (&self.value_label, &self.lower_label, &self.higher_label);
        match (moves.is_empty(), language) {
            (true, Language::En) => format!("{label}: {centre}; no assumption moves it."),
            (true, Language::Ja) => format!("{label}は{centre}。どの前提もこれを動かさない。"),
            (false, Language::En) => format!("{label}: {centre}. It moves ({lower} or {higher}): {}.", moves.join("; ")),
            (false, Language::Ja) => format!("{label}は{centre}。変化（{lower}場合、または{higher}場合）：{}。", moves.join("、")),
        }
    }

    /// How many assumptions are not drawn, and how far they move the quantity at most.
    fn remark(&self, others: &[Moved<'_>], unknown: usize, language: Language) -> Option<String> {
        let scale = self.unit.factor() * 10f64.powi(i32::from(self.decimals));
        let most = (scale * others.iter().map(Moved::furthest).fold(0.0, f64::max)).ceil() / scale;
        let (most_shown, points) = (language.real(most * self.unit.factor(), self.decimals), self.unit.points(language));
        let shown = language.choose(&format!("{most_shown} {points}"), &format!("{most_shown}{points}")).trim_end().to_owned();
        let count = others.len();
        let say = |english: String, japanese: String| if language == Language::En { english } else { japanese };
        let others = match count {
            0 => None,
            1 if most == 0.0 => Some(say("One other does not move it.".into(), "他の1項目は影響しない。".into())),
            _ if most == 0.0 => Some(say(format!("{count} others do not move it."), format!("他の{count}項目は影響しない。"))),
            1 => Some(say(format!("One other moves it by no more than {shown}."), format!("他の1項目の影響は{shown}以下。"))),
            _ => Some(say(
                format!("{count} others move it by no more than {shown} each."),
                format!("他の{count}項目の影響は、それぞれ{shown}以下。"),
            )),
        };
        let unknown = (unknown > 0).then(|| {
            say(
                format!("Assumptions without a standard error are left out: {unknown}."),
                format!("標準誤差のない{unknown}項目は示していない。"),
            )
        });
        let sentences: Vec<String> = others.into_iter().chain(unknown).collect();
        (!sentences.is_empty()).then(|| sentences.join(language.choose(" ", "")))
    }
}

/// What a quantity moves when an assumption, or all years of it, is lowered and raised.
struct Moved<'s> {
    name: Bilingual,
    rows: Vec<&'s SensitivityRow>,
    lower: f64,
    higher: f64,
}

impl<'s> Moved<'s> {
    /// The effect of one row, which ends where its probability is 0 or 1.
    fn of(row: &'s SensitivityRow, among: &[SensitivityRow], swing: Swing) -> Option<Self> {
        let step = match swing {
            Swing::Tenth | Swing::TenthOfOneYear => 0.1 * row.probability,
            Swing::StandardError => row.standard_error?,
        };
        let name = match (&row.segment, swing) {
            (_, Swing::Tenth) => kind_name(row, among),
            (None, _) => assumption_name(row, among),
            (Some(segment), _) => {
                let name = assumption_name(row, among);
                Bilingual::new(format!("{segment}: {}", name.english), format!("{segment}：{}", name.japanese))
            }
        };
        let (down, up) = (step.min(row.probability), step.min(1.0 - row.probability));
        Some(Self { name, rows: vec![row], lower: -down * row.derivative, higher: up * row.derivative })
    }

    fn furthest(&self) -> f64 {
        self.lower.abs().max(self.higher.abs())
    }

    /// The assumed probability, or the range of those of the years in which it happens at all; with its standard error where that is the step.
    fn assumed(&self, swing: Swing, language: Language) -> String {
        let share = |share: f64| language.percent(share, if share > 0.0 && share < 0.01 { 2 } else { 1 });
        let happens = self.rows.iter().any(|row| row.probability > 0.0);
        let probabilities = || self.rows.iter().map(|row| row.probability).filter(|p| *p > 0.0 || !happens);
        let (low, high) = (probabilities().fold(f64::INFINITY, f64::min), probabilities().fold(0.0, f64::max));
        let error = self.rows.first().and_then(|row| row.standard_error).filter(|_| swing == Swing::StandardError);
        match error {
            Some(error) => format!("{} ± {}", share(high), language.real(100.0 * error, 2)),
            None if low == high => share(high),
            None => language.choose(&format!("{} to {}", share(low), share(high)), &format!("{}～{}", share(low), share(high))).to_owned(),
        }
    }
}

/// Every assumption that can be moved, those first that move the quantity furthest; for all years together their effects are added up.
fn moved(sensitivity: &Sensitivity, swing: Swing) -> Vec<Moved<'_>> {
    let mut moved: Vec<Moved<'_>> = Vec::new();
    for one in sensitivity.rows().iter().filter_map(|row| Moved::of(row, sensitivity.rows(), swing)) {
        match moved.iter_mut().find(|kind| swing == Swing::Tenth && kind.name == one.name) {
            Some(kind) => {
                (kind.lower, kind.higher) = (kind.lower + one.lower, kind.higher + one.higher);
                kind.rows.extend(one.rows);
            }
            None => moved.push(one),
        }
    }
    moved.sort_by(|one, other| other.furthest().total_cmp(&one.furthest()));
    moved
}

/// The digits that the largest difference needs.
fn decimals(largest: f64, unit: ValueUnit) -> u8 {
    let shown = largest * unit.factor();
    match unit {
        ValueUnit::Percent if shown < 0.1 => 3,
        ValueUnit::Percent if shown < 2.0 => 2,
        ValueUnit::Percent => 1,
        _ if shown < 10.0 => 1,
        _ => 0,
    }
}

/// What lower and higher mean.
fn sides(swing: Swing, language: Language) -> [String; 2] {
    let [lower, higher] = match (swing, language) {
        (Swing::Tenth | Swing::TenthOfOneYear, Language::En) => ["assumption a tenth lower", "assumption a tenth higher"],
        (Swing::Tenth | Swing::TenthOfOneYear, Language::Ja) => ["前提が1割低い", "前提が1割高い"],
        (Swing::StandardError, Language::En) => ["assumption one standard error lower", "assumption one standard error higher"],
        (Swing::StandardError, Language::Ja) => ["前提が標準誤差1つ分低い", "前提が標準誤差1つ分高い"],
    };
    [lower.to_owned(), higher.to_owned()]
}

/// A quantity and its year.
pub(in crate::report) fn of_year(quantity: Quantity, year: &str, language: Language) -> String {
    let title = quantity.title();
    match language {
        Language::En => format!("{}, {year}", title.english),
        Language::Ja => format!("{year}の{}", title.japanese),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::{Assumed, Assumptions, Population, Projection};
    use crate::unit::FiscalYear;

    /// 1,000 members, 100 new licence holders a year of whom half join, lapse 2 % ± 3 points.
    fn sensitivity() -> Sensitivity {
        let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
        let lapse = Assumed::typed_in(0.02, "toy").unwrap().with_error(0.03).unwrap();
        let assumptions = Assumptions {
            entry: vec![Assumed::typed_in(0.5, "half").unwrap(), Assumed::typed_in(0.0, "nobody later").unwrap()],
            lapse: vec![Assumed::typed_in(0.0, "nobody at once").unwrap(), lapse],
            ..Assumptions::nothing_happens()
        };
        Sensitivity::of(&Projection::of(&population, &assumptions, [100]), Quantity::Members, FiscalYear(2025)).unwrap()
    }

    #[test]
    fn a_tenth_is_of_the_assumption_itself() {
        let chart = Tornado::of(&sensitivity(), Swing::Tenth, 10, Language::En).unwrap();
        let bars: Vec<_> = chart.bars.iter().map(|bar| (bar.label.as_str(), bar.lower.round(), bar.higher.round())).collect();
        // 1,000 × 0.98 + 100 × 0.5 = 1,030; 0.05 × 100 = 5 and 0.002 × 1,000 = 2
        assert_eq!(bars, [("entry in the year of the licence", 1_025.0, 1_035.0), ("lapse", 1_032.0, 1_028.0)]);
        assert!(chart.description.starts_with("members, fiscal 2025: 1,030.0. It moves"), "{}", chart.description);
    }

    #[test]
    fn the_years_of_a_rate_together_do_what_each_does_alone() {
        let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
        let lapse = [0.2, 0.1, 0.05].map(|p| Assumed::typed_in(p, "toy").unwrap()).to_vec();
        let entry = [0.5, 0.1, 0.0].map(|p| Assumed::typed_in(p, "toy").unwrap()).to_vec();
        let assumptions = Assumptions { entry, lapse, ..Assumptions::nothing_happens() };
        let found = Sensitivity::of(&Projection::of(&population, &assumptions, [100; 3]), Quantity::Members, FiscalYear(2027)).unwrap();
        let [together, alone] = [Swing::Tenth, Swing::TenthOfOneYear].map(|swing| Tornado::of(&found, swing, 20, Language::En).unwrap());
        let sum = |chart: &Tornado, of: &str| -> f64 {
            chart.bars.iter().filter(|bar| bar.label.starts_with(of)).map(|bar| bar.higher - chart.centre).sum()
        };
        for kind in ["lapse", "entry in the year of the licence"] {
            assert_eq!(together.bars.iter().filter(|bar| bar.label == kind).count(), 1);
            assert!((sum(&together, kind) - sum(&alone, kind)).abs() < 1e-9 && sum(&together, kind) != 0.0);
        }
        let lapse = together.bars.iter().find(|bar| bar.label == "lapse").unwrap();
        assert_eq!(lapse.note.as_deref(), Some("5.0 % to 20.0 %"));
    }

    #[test]
    fn one_standard_error_down_ends_at_zero() {
        let chart = Tornado::of(&sensitivity(), Swing::StandardError, 10, Language::Ja).unwrap();
        assert_eq!((chart.bars[0].lower.round(), chart.bars[0].higher.round()), (1_050.0, 1_000.0)); // 2 points down, 3 up
        assert!(chart.note.as_deref().is_some_and(|note| note.contains("標準誤差のない8項目")), "{:?}", chart.note);
    }

    #[test]
    fn those_beyond_the_most_are_summed_up() {
        let of_kinds = Tornado::of(&sensitivity(), Swing::Tenth, 1, Language::En).unwrap();
        assert_eq!(of_kinds.note.as_deref(), Some("7 others move it by no more than 2.0 each."));
        let chart = Tornado::of(&sensitivity(), Swing::TenthOfOneYear, 1, Language::En).unwrap();
        assert_eq!(chart.note.as_deref(), Some("8 others move it by no more than 2.0 each."));
        assert_eq!(Tornado::of(&sensitivity(), Swing::Tenth, 0, Language::En).unwrap_err().code(), "setting");
    }
}

//! Which kinds of chart are there, and how is one turned into SVG?

use super::canvas::Canvas;
use super::{Fan, Frontier, Heatmap, RateSeries, StockFlow, Survival, Tornado, Waterfall};
use crate::error::{Error, Result};
use crate::report::document::DocTable;
use crate::report::language::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most marks that one picture may have: more cannot be seen, and the page would not open.
const MOST_MARKS: u64 = 100_000;

/// A chart as data: what is drawn, with every label in the language of the reader.
///
/// # Example
///
/// ```
/// use kaiin::report::chart::{RateLine, RateSeries, ValueUnit, YearPoint};
/// use kaiin::report::{ChartSize, ChartSpec, Language};
/// let entry = RateLine { label: "entry rate".into(), points: vec![YearPoint::new(2018, 0.91), YearPoint::new(2019, None)] };
/// let chart = ChartSpec::RateSeries(RateSeries {
///     title: "Entry rate".into(),
///     description: "The entry rate was 91 % in 2018 and is not known for 2019.".into(),
///     year_label: "fiscal year".into(),
///     value_label: "joiners a licensee".into(),
///     unit: ValueUnit::Percent,
///     interval_label: String::new(),
///     lines: vec![entry],
///     breaks: Vec::new(),
/// });
/// let picture = chart.to_svg(Language::En, ChartSize::default())?;
/// assert!(picture.starts_with("<svg ") && picture.contains("<title>Entry rate</title>"));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChartSpec {
    /// The stock of members and the flows in and out.
    StockFlow(StockFlow),
    /// Rates over the years.
    RateSeries(RateSeries),
    /// A retention triangle.
    Heatmap(Heatmap),
    /// The share still there by time since joining.
    Survival(Survival),
    /// History and projection.
    Fan(Fan),
    /// The change of a rate as a sum of parts.
    Waterfall(Waterfall),
    /// How far a quantity moves with each assumption.
    Tornado(Tornado),
    /// Cost against what is reached.
    Frontier(Frontier),
}

/// The size of a picture in CSS pixels (96 to the inch).
///
/// A picture becomes higher than asked for when its legend needs the room; a heat map, a waterfall and a tornado are as high as their rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChartSize {
    width: f64,
    height: f64,
}

impl ChartSize {
    /// A size: width 320 to 4,000, height 200 to 4,000.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the width or the height is out of range.
    pub fn new(width: f64, height: f64) -> Result<Self> {
        if !(320.0..=4_000.0).contains(&width) {
            return Err(Error::setting("chart width", width, "is outside 320 to 4000 pixels; write 680 for a page of A4"));
        }
        if !(200.0..=4_000.0).contains(&height) {
            return Err(Error::setting("chart height", height, "is outside 200 to 4000 pixels; write 370"));
        }
        Ok(Self { width, height })
    }
}

impl Default for ChartSize {
    /// 680 by 370: the text width of an upright page of A4.
    fn default() -> Self {
        Self { width: 680.0, height: 370.0 }
    }
}

impl ChartSpec {
    /// The picture as an `<svg>` element to be put into a page, with a title and a description for readers who cannot see it.
    ///
    /// The same chart gives the same bytes. A chart without a single known value gives a picture that says so.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] when the chart has more than 100,000 marks.
    pub fn to_svg(&self, language: Language, size: ChartSize) -> Result<String> {
        self.to_svg_named(language, size, &format!("k{:016x}", self.fingerprint()))
    }

    /// The picture with a given prefix for the names inside it, unique in the page.
    pub(in crate::report) fn to_svg_named(&self, language: Language, size: ChartSize, id: &str) -> Result<String> {
        let marks = self.marks();
        if marks > MOST_MARKS {
            let advice = "draw fewer years, cohorts or series".to_string();
            return Err(Error::Limit { what: "marks of a chart", found: marks, limit: MOST_MARKS, advice });
        }
        let canvas = Canvas::new(id, language, size.width);
        Ok(match self {
            Self::StockFlow(chart) => chart.draw(canvas, size.height.max(400.0)),
            Self::RateSeries(chart) => chart.draw(canvas, size.height),
            Self::Heatmap(chart) => chart.draw(canvas),
            Self::Survival(chart) => chart.draw(canvas, size.height),
            Self::Fan(chart) => chart.draw(canvas, size.height),
            Self::Waterfall(chart) => chart.draw(canvas),
            Self::Tornado(chart) => chart.draw(canvas),
            Self::Frontier(chart) => chart.draw(canvas, size.height),
        })
    }

    /// The numbers behind the picture as a table, for readers and formats without pictures.
    #[must_use]
    pub fn data_table(&self, language: Language) -> DocTable {
        match self {
            Self::StockFlow(chart) => chart.data_table(),
            Self::RateSeries(chart) => chart.data_table(language),
            Self::Heatmap(chart) => chart.data_table(),
            Self::Survival(chart) => chart.data_table(language),
            Self::Fan(chart) => chart.data_table(language),
            Self::Waterfall(chart) => chart.data_table(language),
            Self::Tornado(chart) => chart.data_table(language),
            Self::Frontier(chart) => chart.data_table(language),
        }
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::StockFlow(chart) => &chart.title,
            Self::RateSeries(chart) => &chart.title,
            Self::Heatmap(chart) => &chart.title,
            Self::Survival(chart) => &chart.title,
            Self::Fan(chart) => &chart.title,
            Self::Waterfall(chart) => &chart.title,
            Self::Tornado(chart) => &chart.title,
            Self::Frontier(chart) => &chart.title,
        }
    }

    /// What the picture shows, in words.
    #[must_use]
    pub fn description(&self) -> &str {
        match self {
            Self::StockFlow(chart) => &chart.description,
            Self::RateSeries(chart) => &chart.description,
            Self::Heatmap(chart) => &chart.description,
            Self::Survival(chart) => &chart.description,
            Self::Fan(chart) => &chart.description,
            Self::Waterfall(chart) => &chart.description,
            Self::Tornado(chart) => &chart.description,
            Self::Frontier(chart) => &chart.description,
        }
    }

    /// How many points, cells and steps there are.
    fn marks(&self) -> u64 {
        let count = match self {
            Self::StockFlow(c) => c.stock.len() + c.inflows.iter().chain(&c.outflows).map(|f| f.points.len() + 1).sum::<usize>(),
            Self::RateSeries(c) => c.breaks.len() + c.lines.iter().map(|l| l.points.len() + 1).sum::<usize>(),
            Self::Heatmap(c) => c.columns.len().saturating_mul(c.rows.len()).max(c.columns.len().max(c.rows.len())),
            Self::Survival(c) => c.curves.iter().map(|c| c.steps.len() + c.at_risk.len() + 1).sum(),
            Self::Fan(c) => {
                let lines = c.bands.iter().map(|band| band.points.len()).chain(c.courses.iter().map(|course| course.points.len()));
                c.breaks.len() + c.history.len() + c.centre.len() + lines.map(|points| points + 1).sum::<usize>()
            }
            Self::Waterfall(c) => c.parts.len() + 2,
            Self::Tornado(c) => c.bars.len().saturating_mul(2),
            // Every name looks for a place among all the others.
            Self::Frontier(c) => c.points.len().saturating_mul(c.points.len()).saturating_add(1),
        };
        count as u64
    }

    /// A number that differs between different charts (FNV-1a, 64 bits): names inside two pictures of one page do not clash.
    fn fingerprint(&self) -> u64 {
        let bytes = format!("{self:?}");
        bytes.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

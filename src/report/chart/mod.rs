//! Which picture does a board see? A chart is data (series, points, labels) that is drawn as inline SVG.
//!
//! The pictures need no script, no network and no font but the reader's own, can be told apart by colour-blind readers and on a
//! grey printer, and show what is not known as a gap and what is not complete as hollow: never as 0.

mod canvas;
mod fan;
mod frame;
mod heatmap;
mod legend;
mod line;
mod palette;
mod point;
mod rate_series;
mod spec;
mod stock_flow;
mod survival;
mod text_width;
mod ticks;
mod unit;
mod waterfall;
mod waterfall_of;

pub use fan::{Fan, FanBand, ReferenceLine};
pub use heatmap::{HeatCell, HeatRow, Heatmap};
pub use point::{SeriesBreak, YearPoint};
pub use rate_series::{RateLine, RateSeries};
pub use spec::{ChartSize, ChartSpec};
pub use stock_flow::{Flow, StockFlow};
pub use survival::{AtRisk, StepPoint, Survival, SurvivalCurve};
pub use unit::ValueUnit;
pub use waterfall::{Waterfall, WaterfallPart, WaterfallTotal};

pub(in crate::report) use text_width::{text_width, wrapped};

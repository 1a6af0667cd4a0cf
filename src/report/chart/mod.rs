//! Which picture does a board see? A chart is data (series, points, labels) that is drawn as inline SVG.
//!
//! The pictures need no script, no network and no font but the reader's own, can be told apart by colour-blind readers and on a
//! grey printer, and show what is not known as a gap and what is not complete as hollow: never as 0.

mod assumption_name;
mod canvas;
mod end_label;
mod fan;
mod fan_of;
mod frame;
mod frontier;
mod frontier_of;
mod heatmap;
mod legend;
mod line;
mod palette;
mod point;
mod rate_series;
mod row;
mod spec;
mod stock_flow;
mod survival;
mod text_width;
mod ticks;
mod tornado;
mod tornado_of;
mod unit;
mod waterfall;
mod waterfall_of;

pub use fan::{Fan, FanBand, FanCourse, FanGoal, ReferenceLine};
pub use frontier::{Frontier, FrontierPoint};
pub use heatmap::{HeatCell, HeatRow, Heatmap};
pub use point::{SeriesBreak, YearPoint};
pub use rate_series::{RateLine, RateSeries};
pub use spec::{ChartSize, ChartSpec};
pub use stock_flow::{Flow, StockFlow};
pub use survival::{AtRisk, StepPoint, Survival, SurvivalCurve};
pub use tornado::{Tornado, TornadoBar};
pub use tornado_of::Swing;
pub use unit::ValueUnit;
pub use waterfall::{Waterfall, WaterfallPart, WaterfallTotal};

pub(in crate::report) use assumption_name::entry_name;
pub(in crate::report) use fan_of::bands;
pub(in crate::report) use text_width::{text_width, wrapped};

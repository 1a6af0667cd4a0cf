//! Do pictures, pages, Markdown and CSV show what the document says, whatever is in it, and always the same bytes?
//!
//! All numbers in the samples are constructed.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::panic)]

use kaiin::report::chart::{
    AtRisk, Fan, FanBand, Flow, HeatCell, HeatRow, Heatmap, RateLine, RateSeries, ReferenceLine, SeriesBreak, StepPoint, StockFlow,
    Survival, SurvivalCurve, ValueUnit, YearPoint,
};
use kaiin::report::{
    Alignment, Block, Card, Cell, CellValue, ChartFigure, ChartSize, ChartSpec, Completeness, CsvStyle, DocTable, Document, KeyFigure,
    Language, Section, document_csv, document_html, document_markdown,
};

/// The text of the language.
fn say(language: Language, en: &str, ja: &str) -> String {
    if language == Language::En { en.into() } else { ja.into() }
}

pub(crate) fn stock_flow(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let points = |value: &dyn Fn(f64) -> f64| {
        let point = |y: i32| YearPoint::new(y, value(f64::from(y - 2009)));
        (2009..=2024).map(|y| if y == 2024 { point(y).incomplete() } else { point(y) }).collect::<Vec<_>>()
    };
    let flow = |en, ja, value: &dyn Fn(f64) -> f64| Flow { label: t(en, ja), points: points(value) };
    let mut stock = points(&|k| 59_586.0 + k * 4_210.0);
    stock[3].value = None;
    ChartSpec::StockFlow(StockFlow {
        title: t("Members and their movements, 2009 to 2024", "会員数と異動の推移（2009〜2024年度）"),
        description: t("Members rise from 59,586 to 122,736.", "会員数は59,586人から122,736人に増加。"),
        year_label: t("fiscal year", "年度"),
        stock_label: t("members on 31 March", "会員数（3月31日現在）"),
        flow_label: t("members who came (up) and went (down) in the year", "年度中の入会（上）と退会（下）"),
        stock,
        inflows: vec![flow("joined", "新入会", &|k| 8_000.0 + k * 120.0), flow("reinstated", "再入会", &|k| 700.0 + (k % 4.0) * 90.0)],
        outflows: vec![
            flow("voluntary", "任意退会", &|k| 2_000.0 + (k % 5.0) * 110.0),
            flow("arrears (struck off on 30 June)", "会費滞納による退会（6月30日付）", &|k| {
                if k == 7.0 { 5_200.0 } else { 1_800.0 }
            }),
            flow("death", "死亡", &|k| 120.0 + k * 6.0),
            flow("retired or gave up the licence", "引退・免許喪失", &|k| 300.0 + k * 25.0),
            flow("unstated", "理由不明", &|_| 260.0),
        ],
    })
}

pub(crate) fn rates(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let line = |en, ja, base: f64, slope: f64, half: f64| {
        let value =
            |y: i32| base + slope * f64::from(y - 1998) + 0.006 * f64::from((y * 7) % 5) - if y >= 2014 { base * 0.25 } else { 0.0 };
        let point = |y: i32| match y {
            2010..=2013 => YearPoint::new(y, None),
            2024 => YearPoint::new(y, value(y)).with_interval(value(y) - half, value(y) + half).incomplete(),
            _ => YearPoint::new(y, value(y)).with_interval(value(y) - half, value(y) + half),
        };
        RateLine { label: t(en, ja), points: (1998..=2024).map(point).collect() }
    };
    ChartSpec::RateSeries(RateSeries {
        title: t("Organization, entry and first-year retention rates", "組織率・入会率・初年度継続率の推移"),
        description: t("Three rates with 95 % intervals.", "3つの率と95%信頼区間。"),
        year_label: t("fiscal year", "年度"),
        value_label: t("share", "割合"),
        unit: ValueUnit::Percent,
        interval_label: t("band: 95 % Wilson interval", "帯：95%信頼区間（Wilson）"),
        lines: vec![
            line("entry rate, year (joiners / new licensees)", "入会率（当年度入会者／当年度免許取得者）", 0.92, -0.001, 0.012),
            line("organization rate, cumulative", "組織率（累計）", 0.80, -0.006, 0.004),
            line("first-year retention", "初年度継続率", 0.70, 0.003, 0.02),
        ],
        breaks: vec![SeriesBreak {
            before_year: 2014,
            label: t("from 2014 only members who have paid are counted", "2014年度から会費納入者のみを計上"),
        }],
    })
}

pub(crate) fn heatmap(language: Language, cohorts: i32, ages: usize) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let row = |cohort: i32| {
        let seen = usize::try_from(cohorts - cohort).unwrap().min(ages);
        let cell = |age: usize| {
            let years = age as f64;
            let value = (1.0 - 0.11 * (1.0 - (-years / 3.0).exp()) - 0.012 * years - 0.002 * f64::from(cohort % 7)).max(0.2);
            if age + 1 == seen && age > 0 { HeatCell::new(value).incomplete() } else { HeatCell::new(value) }
        };
        let size = Some(7_500 + i64::from(cohort) * 137);
        HeatRow { label: (2025 - cohorts + cohort).to_string(), size, cells: (0..seen).map(cell).collect() }
    };
    ChartSpec::Heatmap(Heatmap {
        title: t("Retention by fiscal year of joining", "入会年度別の継続率"),
        description: t("Share still members by years since joining.", "入会後の経過年数別の継続率。"),
        row_label: t("joined", "入会年度"),
        column_label: t("whole years since joining", "入会後の経過年数"),
        value_label: t("share still members", "継続率"),
        size_label: Some(t("joiners", "入会者数")),
        unit: ValueUnit::Percent,
        columns: (0..ages).map(|age| age.to_string()).collect(),
        rows: (0..cohorts).map(row).collect(),
    })
}

pub(crate) fn survival(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let curve = |en, ja, rate: f64, until: f64, n: f64| {
        let at = |time: f64| (0.97 - 0.08 * (1.0 - (-time).exp())) * (-rate * time).exp();
        let half = |time: f64| 0.004 + 0.004 * time;
        let step =
            |time: f64| StepPoint { time, value: Some(at(time)), lower: Some(at(time) - half(time)), upper: Some(at(time) + half(time)) };
        SurvivalCurve {
            label: t(en, ja),
            steps: (1..).map(|k| f64::from(k) * 0.5).take_while(|time| *time <= until).map(step).collect(),
            watched_until: Some(until),
            at_risk: (0..=25)
                .map(f64::from)
                .filter(|time| *time <= until)
                .map(|time| AtRisk { time, count: (n * at(time)) as i64 })
                .collect(),
        }
    };
    ChartSpec::Survival(Survival {
        title: t("How long do members stay?", "会員はどれだけ継続するか"),
        description: t("Kaplan-Meier curves by cohort group.", "入会年度区分別のカプラン・マイヤー曲線。"),
        time_label: t("years since joining", "入会からの年数"),
        value_label: t("share still members", "継続している割合"),
        interval_label: t("band: 95 % log-log interval", "帯：95%信頼区間（log-log）"),
        curves: vec![
            curve("joined 2000–2009", "2000〜2009年度入会", 0.018, 24.5, 61_000.0),
            curve("joined 2010–2017", "2010〜2017年度入会", 0.031, 14.2, 74_000.0),
            curve("joined 2018–2024", "2018〜2024年度入会", 0.052, 6.4, 69_000.0),
        ],
    })
}

pub(crate) fn fan(language: Language) -> ChartSpec {
    let t = |en, ja| say(language, en, ja);
    let centre = |y: i32| 0.653 - 0.008 * f64::from(y - 2024);
    let band = |label: String, width: f64| {
        let half = |y: i32| width * f64::from(y - 2024).sqrt();
        FanBand {
            label,
            points: (2025..=2040).map(|y| YearPoint::new(y, None).with_interval(centre(y) - half(y), centre(y) + half(y))).collect(),
        }
    };
    let observed = |y: i32| YearPoint::new(y, 0.82 - 0.0088 * f64::from(y - 2005));
    ChartSpec::Fan(Fan {
        title: t("Organization rate, projected to 2040", "組織率の将来推計（2040年度まで）"),
        description: t("The rate falls to 52.5 % if entry and lapse stay as they are.", "入会・退会が現状のままなら52.5%まで低下。"),
        year_label: t("fiscal year", "年度"),
        value_label: t("members / cumulative licence holders", "会員数／免許取得者累計"),
        unit: ValueUnit::Percent,
        history_label: t("observed", "実績"),
        history: (2005..=2024).map(|y| if y == 2024 { observed(y).incomplete() } else { observed(y) }).collect(),
        centre_label: t("projection, median", "推計（中央値）"),
        centre: (2025..=2040).map(|y| YearPoint::new(y, centre(y))).collect(),
        bands: vec![
            band(t("50 % prediction interval", "50%予測区間"), 0.006),
            band(t("80 %", "80%"), 0.012),
            band(t("95 %", "95%"), 0.018),
        ],
        reference: Some(ReferenceLine { value: 0.6, label: t("goal: 60 %", "目標：60%") }),
        breaks: Vec::new(),
    })
}

pub(crate) fn all_charts(language: Language) -> Vec<ChartSpec> {
    vec![stock_flow(language), rates(language), heatmap(language, 16, 16), survival(language), fan(language)]
}

fn card(language: Language) -> Card {
    let t = |en, ja| say(language, en, ja);
    Card::new(t("organization rate, cumulative", "組織率（累計）"))
        .with(t("numerator", "分子"), t("members on 31 March 2020: 112,518", "2020年3月31日の会員数：112,518人"))
        .with(t("denominator", "分母"), t("cumulative licence holders on that date: 172,285", "同日の免許取得者累計：172,285人"))
        .with(t("rules", "規則"), t("on leave counted in; the dead stay in the denominator", "休会者を含む。死亡者は分母から除いていない"))
}

fn movements(language: Language) -> DocTable {
    let t = |en, ja| say(language, en, ja);
    let mut table = DocTable::new("movements", t("Movements of members by fiscal year", "年度別の会員異動"))
        .with_column(t("fiscal year", "年度"), Alignment::Left)
        .with_column(t("members at start", "期首会員数"), Alignment::Right)
        .with_column(t("joined", "入会"), Alignment::Right)
        .with_column(t("left", "退会"), Alignment::Right)
        .with_column(t("lapse rate", "退会率"), Alignment::Right)
        .with_column(t("remark", "備考"), Alignment::Left);
    for year in 1966..2025 {
        let mark = if year == 2024 { Completeness::Incomplete } else { Completeness::Complete };
        table = table.with_row([
            Cell::new(CellValue::FiscalYear(year)),
            Cell::count(1_000 * i64::from(year - 1965)),
            Cell::count((year != 2011).then_some(9_812)),
            Cell::count(i64::from(year - 1900)).marked(mark),
            Cell::percent(0.0123 + f64::from(year - 1966) / 1e4, 1).marked(mark),
            if year == 2011 { Cell::text(t("joiners are not recorded", "入会者数の記録がない")) } else { Cell::text("") },
        ]);
    }
    table.definition = Some(card(language));
    table.notes.push(t("Opening plus joined minus left is closing.", "期首＋入会−退会＝期末。"));
    table
}

fn by_branch(language: Language) -> DocTable {
    let t = |en, ja| say(language, en, ja);
    let mut table = DocTable::new("by_branch", t("Members by branch and year", "都道府県別・年度別の会員数"))
        .with_column(t("branch", "所属士会"), Alignment::Left);
    for year in 2001..=2024 {
        table = table.with_column(year.to_string(), Alignment::Right);
    }
    for (en, ja) in [("Tokyo", "東京都"), ("<b>Osaka</b> & \"Kyoto\"", "大阪府<&\">"), ("=1+1", "=1+1")] {
        table = table.with_row(std::iter::once(Cell::text(t(en, ja))).chain((2001..=2024).map(|y| Cell::count(12_345 + y))));
    }
    table
}

fn key_figures(language: Language) -> Vec<KeyFigure> {
    let t = |en, ja| say(language, en, ja);
    let key = |label, value, note: String| KeyFigure { label, value, note: Some(note), definition: Some(card(language)) };
    let rate = Cell::percent(112_518.0 / 172_285.0, 1);
    vec![
        key(t("organization rate, cumulative (組織率)", "組織率（累計）"), rate, t("112,518 / 172,285", "112,518人／172,285人")),
        key(
            t("entry rate, year", "入会率（当年度）"),
            Cell::percent(0.908, 1),
            t("95 % interval 90.2 to 91.3 %", "95%信頼区間 90.2〜91.3%"),
        ),
        key(t("members", "会員数"), Cell::count(112_518).marked(Completeness::Incomplete), t("on 31 March", "3月31日現在")),
        key(t("median membership", "継続年数の中央値"), Cell::absent(), t("not reached", "未到達")),
    ]
}

pub(crate) fn document(language: Language) -> Document {
    let t = |en, ja| say(language, en, ja);
    let mut pictures = Section::new(t("Pictures", "図"));
    for chart in all_charts(language) {
        let mut figure = ChartFigure::new(chart, t("Hollow points can still change.", "白抜きの点は今後変わりうる値。"));
        figure.counts = Some(t("112,518 members, 172,285 licence holders.", "会員112,518人、免許取得者172,285人。"));
        figure.definition = Some(card(language));
        pictures = pictures.with(Block::Chart(Box::new(figure)));
    }
    let situation = Section::new(t("Where are we?", "現状"))
        .with(Block::Paragraph(t("The association has 112,518 members.", "会員数は112,518人である。")))
        .with(Block::KeyFigures(key_figures(language)))
        .with(Block::Warning(t("The definition changed between 2009 and 2014.", "2009年度と2014年度の間で定義が変わった。")))
        .with(Block::Note(t("The register is complete: no sampling error.", "全数のため標本誤差はない。")));
    let tables = Section::new(t("Tables", "表"))
        .with(Block::Subheading(t("Movements", "異動")))
        .with(Block::Table(movements(language)))
        .with(Block::Table(by_branch(language)));
    let definitions = Section::new(t("Definitions", "定義"))
        .with(Block::Items(vec![t("first", "第一"), t("second", "第二")]))
        .with(Block::DefinitionCards(vec![card(language), card(language)]));
    Document::new(t("Annual report of the association, fiscal 2024", "2024年度 会員動態年次報告"), language)
        .with_subtitle(t("Extract of 2024-12-31", "基準日 2024年12月31日"))
        .with(situation)
        .with(pictures)
        .with(tables)
        .with(definitions)
}

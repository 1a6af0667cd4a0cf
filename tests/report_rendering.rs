//! Do pictures, pages, Markdown and CSV show what the document says, whatever is in it, and always the same bytes?
//!
//! All numbers in the samples are constructed.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::panic)]

use kaiin::report::chart::{
    AtRisk, Fan, FanBand, FanCourse, FanGoal, Flow, Frontier, FrontierPoint, HeatCell, HeatRow, Heatmap, RateLine, RateSeries,
    ReferenceLine, SeriesBreak, StepPoint, StockFlow, Survival, SurvivalCurve, Tornado, TornadoBar, ValueUnit, Waterfall, WaterfallPart,
    WaterfallTotal, YearPoint,
};
use kaiin::report::{
    Alignment, Block, Card, Cell, CellValue, ChartFigure, ChartSize, ChartSpec, Completeness, CsvStyle, DocTable, Document, KeyFigure,
    Language, Section, document_csv, document_html, document_markdown,
};

/// The text of the language.
fn say(language: Language, en: &str, ja: &str) -> String {
    if language == Language::En { en.into() } else { ja.into() }
}

fn stock_flow(language: Language) -> ChartSpec {
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

fn rates(language: Language) -> ChartSpec {
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

fn heatmap(language: Language, cohorts: i32, ages: usize) -> ChartSpec {
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

fn survival(language: Language) -> ChartSpec {
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

fn fan(language: Language) -> ChartSpec {
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
        courses: Vec::new(),
        goal: None,
        reference: Some(ReferenceLine { value: 0.6, label: t("goal: 60 %", "目標：60%") }),
        breaks: Vec::new(),
    })
}

/// The fan with scenarios that end close together and far apart, and a goal in its last year.
fn scenarios(language: Language) -> Fan {
    let t = |en, ja| say(language, en, ja);
    let course = |en, ja, slope: f64| FanCourse {
        label: t(en, ja),
        points: (2025..=2040).map(|y| YearPoint::new(y, 0.653 + slope * f64::from(y - 2024))).collect(),
    };
    let ChartSpec::Fan(fan) = fan(language) else { panic!("not a fan") };
    Fan {
        courses: vec![
            course("a tenth fewer leave", "退会1割減", -0.0062),
            course("every second newcomer has a mentor", "新入会員の半数に相談役", -0.0060),
            course("free first year, reminders by telephone and a shorter form", "初年度会費免除・電話による督促・申込書の簡素化", -0.0021),
            course("all of it", "すべて実施", -0.0018),
        ],
        goal: Some(FanGoal { year: 2040, value: 0.6, label: t("goal: 60 %", "目標：60%") }),
        reference: None,
        ..fan
    }
}

fn tornado(language: Language) -> Tornado {
    let t = |en, ja| say(language, en, ja);
    let bar = |en, ja, assumed: &str, swing: f64| TornadoBar {
        label: t(en, ja),
        note: Some(assumed.to_owned()),
        lower: 0.521 - swing,
        higher: 0.521 + swing,
    };
    Tornado {
        title: t("Which assumptions matter most?", "どの前提の影響が大きいか"),
        description: t("Entry matters most.", "入会の影響が最も大きい。"),
        value_label: t("organization rate at the end of fiscal 2040", "2040年度末の組織率（対累計免許取得者）"),
        unit: ValueUnit::Percent,
        decimals: 2,
        centre: 0.521,
        lower_label: t("assumption a tenth lower", "前提が1割低い"),
        higher_label: t("assumption a tenth higher", "前提が1割高い"),
        bars: vec![
            bar("entry in the year of the licence", "免許取得年度の入会", "72.1 %", 0.0142),
            bar("lapse 12 years after joining and later", "入会12年後以降の退会", "2.4 %", -0.0101),
            bar("lapse in the year after joining", "入会の翌年度の退会", "9.8 %", -0.0044),
            bar("reinstatement of former members", "退会者の再入会", "1.9 %", 0.0012),
            bar("return from leave", "復会", "31.0 %", 0.0001),
        ],
        note: Some(t("31 others move it by no more than 0.01 points each.", "他の31項目の影響は、それぞれ0.01ポイント以下。")),
    }
}

fn frontier(language: Language) -> Frontier {
    let t = |en, ja| say(language, en, ja);
    let point = |en, ja, cost, value| FrontierPoint::new(t(en, ja), cost, value);
    Frontier {
        title: t("What does it cost to get there?", "費用と到達点"),
        description: t("Three courses are not beaten.", "3案が有利である。"),
        cost_label: t("cost in ten years, yen", "10年間の費用（円）"),
        value_label: t("organization rate at the end of fiscal 2040", "2040年度末の組織率（対累計免許取得者）"),
        unit: ValueUnit::Percent,
        decimals: 1,
        base: point("if nothing changes", "現状が続いた場合", 0.0, 0.521),
        points: vec![
            point("mentors", "相談役", 12_000_000.0, 0.546),
            point("free first year", "初年度会費免除", 31_000_000.0, 0.551),
            point("mentors and reminders", "相談役と督促", 15_500_000.0, 0.559),
            point("posters", "ポスター掲示", 16_000_000.0, 0.524),
            point("all of it", "すべて実施", 58_000_000.0, 0.603),
        ],
        goal: Some(ReferenceLine { value: 0.6, label: t("goal: 60 %", "目標：60%") }),
    }
}

/// 65.90 % to 65.31 % in parts that add up, one of them 0.
fn waterfall(language: Language) -> Waterfall {
    let t = |en, ja| say(language, en, ja);
    let part = |en, ja, value, persons| WaterfallPart { label: t(en, ja), value, note: persons };
    Waterfall {
        title: t("Why did the organization rate change?", "組織率はなぜ変わったか"),
        description: t("65.90 % fell to 65.31 %.", "65.90%から65.31%に下がった。"),
        value_label: t("organization rate, over cumulative licence holders", "組織率（対累計免許取得者）"),
        unit: ValueUnit::Percent,
        decimals: 2,
        before: WaterfallTotal { label: t("end of fiscal 2018", "2018年度末"), value: 0.6590 },
        parts: vec![
            part(
                "persons who joined by the end of the fiscal year of their licence",
                "免許取得年度内の入会者",
                0.0587,
                Some(t("+9,812 persons", "+9,812人")),
            ),
            part("persons of earlier licence cohorts who joined for the first time", "過年度免許取得者の新規入会者", 0.0, None),
            part("members who left", "退会者", -0.0246, Some(t("-4,125 persons", "-4,125人"))),
            part("new licence holders", "新規免許取得者", -0.0400, Some(t("+10,809 persons", "+10,809人"))),
        ],
        after: WaterfallTotal { label: t("end of fiscal 2019", "2019年度末"), value: 0.6531 },
    }
}

fn all_charts(language: Language) -> Vec<ChartSpec> {
    let decided = [
        ChartSpec::Waterfall(waterfall(language)),
        ChartSpec::Fan(scenarios(language)),
        ChartSpec::Tornado(tornado(language)),
        ChartSpec::Frontier(frontier(language)),
    ];
    let known = [stock_flow(language), rates(language), heatmap(language, 16, 16), survival(language), fan(language)];
    known.into_iter().chain(decided).collect()
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
            Cell::percent(f64::from(year - 1966 + 123) / 1e4, 1).marked(mark),
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

fn document(language: Language) -> Document {
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

/// Whether the tags of the text open and close in order: what an XML parser would refuse first.
fn is_well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let Some((inside, text)) = tag.split_once('>') else { return false };
        let name = inside.split_whitespace().next().unwrap_or_default().trim_end_matches('/');
        match inside.strip_prefix('/') {
            Some(closed) if open.pop() != Some(closed) => return false,
            None if !inside.ends_with('/') => open.push(name),
            _ => {}
        }
        if text.contains('"') && text.contains("=\"") {
            return false; // an attribute that was ended by its own content
        }
    }
    open.is_empty()
}

fn drawn(chart: &ChartSpec, language: Language) -> String {
    let svg = chart.to_svg(language, ChartSize::default()).unwrap();
    assert!(is_well_formed(&svg), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    svg
}

/// A rate series with one line.
fn one_line(label: &str, points: Vec<YearPoint>) -> RateSeries {
    let ChartSpec::RateSeries(mut chart) = rates(Language::En) else { panic!("not a rate series") };
    chart.lines = vec![RateLine { label: label.into(), points }];
    chart.breaks.clear();
    chart
}

#[test]
fn the_same_chart_has_the_same_bytes_and_names_its_fonts() {
    for language in Language::ALL {
        for chart in all_charts(language) {
            let svg = drawn(&chart, language);
            assert_eq!(svg, drawn(&chart.clone(), language));
            assert!(svg.contains("role=\"img\"") && svg.contains("<title>") && svg.contains("<desc>"));
            assert!(svg.contains("Noto Sans JP") && svg.contains("Meiryo"));
        }
    }
}

#[test]
fn a_chart_survives_json() {
    for chart in all_charts(Language::Ja) {
        let text = serde_json::to_string(&chart).unwrap();
        assert_eq!(serde_json::from_str::<ChartSpec>(&text).unwrap(), chart);
    }
    let document = document(Language::Ja);
    assert_eq!(serde_json::from_str::<Document>(&serde_json::to_string(&document).unwrap()).unwrap(), document);
}

#[test]
fn a_chart_without_a_known_value_says_so() {
    let nothing = [None, Some(f64::NAN), Some(f64::INFINITY), Some(1e300)].map(|value| YearPoint::new(2020, value)).to_vec();
    let mut charts = all_charts(Language::En);
    for chart in &mut charts {
        match chart {
            ChartSpec::StockFlow(c) => {
                (c.stock, c.inflows, c.outflows) = (nothing.clone(), Vec::new(), vec![Flow { label: "x".into(), points: nothing.clone() }]);
            }
            ChartSpec::RateSeries(c) => c.lines.iter_mut().for_each(|line| line.points.clone_from(&nothing)),
            ChartSpec::Heatmap(c) => c.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.value = None),
            ChartSpec::Survival(c) => c.curves.clear(),
            ChartSpec::Fan(c) => (c.history, c.centre, c.bands, c.courses) = (nothing.clone(), Vec::new(), Vec::new(), Vec::new()),
            ChartSpec::Waterfall(c) => c.before.value = f64::NAN,
            ChartSpec::Tornado(c) => c.bars[0].lower = f64::NAN,
            ChartSpec::Frontier(c) => (c.base.value, c.points) = (f64::NAN, vec![FrontierPoint::new("x", f64::INFINITY, 0.5)]),
            _ => panic!("a new kind of chart needs a case here"),
        }
        assert!(drawn(chart, Language::En).contains("No data to show"));
        assert!(drawn(chart, Language::Ja).contains("表示できるデータがありません"));
    }
}

#[test]
fn empty_charts_of_every_kind_are_drawn() {
    let empty = |json: &str| serde_json::from_str::<ChartSpec>(json).unwrap();
    for json in [
        r#"{"kind":"stock_flow","title":"","description":"","year_label":"","stock_label":"","flow_label":"","stock":[],"inflows":[],"outflows":[]}"#,
        r#"{"kind":"rate_series","title":"","description":"","year_label":"","value_label":"","unit":"percent","interval_label":"","lines":[],"breaks":[]}"#,
        r#"{"kind":"heatmap","title":"","description":"","row_label":"","column_label":"","value_label":"","size_label":null,"unit":"real","columns":[],"rows":[]}"#,
        r#"{"kind":"survival","title":"","description":"","time_label":"","value_label":"","interval_label":"","curves":[]}"#,
        r#"{"kind":"fan","title":"","description":"","year_label":"","value_label":"","unit":"count","history_label":"","history":[],"centre_label":"","centre":[],"bands":[],"reference":null,"breaks":[]}"#,
        r#"{"kind":"tornado","title":"","description":"","value_label":"","unit":"percent","decimals":1,"centre":0.5,"lower_label":"","higher_label":"","bars":[]}"#,
    ] {
        assert!(drawn(&empty(json), Language::En).contains("No data to show"));
    }
}

#[test]
fn one_point_zeros_and_huge_values_are_drawn() {
    for values in [vec![0.5], vec![0.0, 0.0], vec![1e8, 2e8], vec![-3.0, 4.0], vec![1e15, -1e15], vec![1e-12]] {
        for unit in [ValueUnit::Percent, ValueUnit::Count, ValueUnit::Real] {
            let points: Vec<_> = values.iter().zip(2020..).map(|(value, year)| YearPoint::new(year, *value)).collect();
            let chart = RateSeries { unit, ..one_line("x", points.clone()) };
            drawn(&ChartSpec::RateSeries(chart), Language::Ja);
            let ChartSpec::StockFlow(mut flows) = stock_flow(Language::En) else { panic!("not a stock and flow chart") };
            (flows.stock, flows.inflows[0].points) = (points.clone(), points);
            drawn(&ChartSpec::StockFlow(flows), Language::En);
        }
    }
    let far = vec![YearPoint::new(i32::MIN, 0.1), YearPoint::new(i32::MAX, 0.2)];
    drawn(&ChartSpec::RateSeries(one_line("x", far)), Language::En);
}

/// A picture of one part a value, from 60 % on.
fn parts_of(values: &[f64]) -> Waterfall {
    let part = |(at, value): (usize, &f64)| WaterfallPart { label: format!("part {at}"), value: *value, note: None };
    let mut chart = waterfall(Language::En);
    chart.parts = values.iter().enumerate().map(part).collect();
    chart.after.value = chart.before.value + values.iter().sum::<f64>();
    chart
}

#[test]
fn parts_of_a_waterfall_are_told_apart_by_sign_and_fill() {
    let svg = drawn(&ChartSpec::Waterfall(waterfall(Language::En)), Language::En);
    for figure in [">65.90 %<", ">+5.87<", ">0.00<", ">-2.46<", ">-4.00<", ">65.31 %<", ">change -0.59 points<"] {
        assert!(svg.contains(figure), "{figure}");
    }
    // one part rises in a plain colour, two fall in a hatched one; the legend has a sample of each
    assert_eq!((svg.matches("fill=\"#0072B2\"").count(), svg.matches("fill=\"url(#").count()), (2, 3));
    assert!(svg.contains("raised the rate (+)") && svg.contains("lowered the rate (-)"));
    let ja = drawn(&ChartSpec::Waterfall(waterfall(Language::Ja)), Language::Ja);
    assert!(ja.contains("率を上げた要因（＋）") && ja.contains("変化 -0.59ポイント"));
    let short = Waterfall { parts: Vec::new(), ..waterfall(Language::Ja) };
    assert!(drawn(&ChartSpec::Waterfall(short), Language::Ja).contains(">変化 -0.59ポイント<")); // short labels do not cut it
}

#[test]
fn a_waterfall_says_when_its_axis_leaves_out_zero_and_then_draws_no_bar_for_a_rate() {
    const TOTAL: &str = "#5F6B7A";
    let cut = drawn(&ChartSpec::Waterfall(waterfall(Language::En)), Language::En);
    assert!(cut.contains("without 0") && !cut.contains(TOTAL));
    assert!(drawn(&ChartSpec::Waterfall(waterfall(Language::Ja)), Language::Ja).contains("0を含まない"));
    let whole = drawn(&ChartSpec::Waterfall(parts_of(&[-0.4, 0.1])), Language::En);
    assert!(!whole.contains("without 0"));
    assert_eq!(whole.matches(TOTAL).count(), 2);
    let mut negative = parts_of(&[-0.01, 0.02]);
    (negative.before.value, negative.after.value) = (-0.60, -0.59);
    let negative = drawn(&ChartSpec::Waterfall(negative), Language::En);
    assert!(negative.contains("without 0") && negative.contains(">-60.00 %<"));
}

#[test]
fn waterfalls_of_no_and_of_many_parts_and_of_any_size_are_drawn() {
    for values in [vec![], vec![0.0], vec![0.0; 3], vec![1e12, -1e12], vec![1e-12], vec![-1.2], vec![0.001; 300]] {
        for unit in [ValueUnit::Percent, ValueUnit::Count, ValueUnit::Real] {
            let svg = drawn(&ChartSpec::Waterfall(Waterfall { unit, ..parts_of(&values) }), Language::Ja);
            assert!(svg.contains("率を") == values.iter().any(|value| *value != 0.0));
        }
    }
    let part = |value| WaterfallPart { label: "x".into(), value, note: None };
    let many = Waterfall { parts: vec![part(0.0); 100_000], ..waterfall(Language::En) };
    assert_eq!(ChartSpec::Waterfall(many).to_svg(Language::En, ChartSize::default()).unwrap_err().code(), "limit");
}

#[test]
fn every_course_of_a_fan_is_named_at_its_end_with_its_value_and_names_keep_clear() {
    for language in Language::ALL {
        let svg = drawn(&ChartSpec::Fan(scenarios(language)), language);
        // 0.653 - 16 × 0.0062, 0.0060 and 0.0018
        for value in [0.5538, 0.557, 0.6242] {
            assert!(svg.contains(&format!("{}<", language.percent(value, 1))), "{value} is not in {svg}");
        }
        let right: Vec<f64> = texts(&svg).into_iter().filter(|(x, _)| *x > 480.0).map(|(_, y)| y).collect();
        assert!(right.len() >= 5, "{right:?}");
        for (at, one) in right.iter().enumerate() {
            assert!(right[at + 1..].iter().all(|other| (one - other).abs() > 10.0), "{right:?}");
        }
    }
    let table = ChartSpec::Fan(scenarios(Language::En)).data_table(Language::En);
    assert!(table.columns.iter().any(|column| column.label == "all of it") && table.notes.iter().any(|note| note == "2040: goal: 60 %"));
}

/// Where the texts of a picture stand: x and y of each.
fn texts(svg: &str) -> Vec<(f64, f64)> {
    let number = |tag: &str, name: &str| -> Option<f64> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    let tags = svg.split("<text").skip(1).filter_map(|tag| tag.split('>').next());
    tags.filter(|tag| !tag.contains("text-anchor")).filter_map(|tag| Some((number(tag, "x")?, number(tag, "y")?))).collect()
}

#[test]
fn a_tornado_tells_lower_from_higher_by_fill_and_by_figures() {
    let svg = drawn(&ChartSpec::Tornado(tornado(Language::En)), Language::En);
    for figure in [">-1.42<", ">+1.42<", ">+1.01<", ">-0.44<", ">lower, points<", ">assumption a tenth lower<", "31 others"] {
        assert!(svg.contains(figure), "{figure}");
    }
    // five bars to each side and the samples of the legend
    assert_eq!((svg.matches("fill=\"#0072B2\"").count(), svg.matches("fill=\"url(#").count()), (6, 6));
    assert!(svg.contains("axis from 50 % to 54 %, without 0"));
    let ja = drawn(&ChartSpec::Tornado(tornado(Language::Ja)), Language::Ja);
    assert!(ja.contains("前提が1割低い") && ja.contains("低い（ポイント）"));
}

#[test]
fn tornados_of_many_bars_and_of_any_size_are_drawn() {
    let bar = |at: usize, swing: f64| TornadoBar {
        label: format!("assumption {at} with a name that is too long for one line of the picture"),
        note: None,
        lower: 0.5 - swing,
        higher: 0.5 + swing,
    };
    for unit in [ValueUnit::Percent, ValueUnit::Count, ValueUnit::Real] {
        for swings in [vec![0.0], vec![1e12], vec![1e-12, 1.0], vec![0.01; 60]] {
            let bars = swings.iter().enumerate().map(|(at, swing)| bar(at, *swing)).collect();
            drawn(&ChartSpec::Tornado(Tornado { bars, unit, ..tornado(Language::En) }), Language::En);
        }
    }
    let many = Tornado { bars: vec![bar(0, 0.1); 60_000], ..tornado(Language::En) };
    assert_eq!(ChartSpec::Tornado(many).to_svg(Language::En, ChartSize::default()).unwrap_err().code(), "limit");
}

#[test]
fn a_frontier_joins_what_no_other_one_beats_and_hollows_the_rest() {
    let svg = drawn(&ChartSpec::Frontier(frontier(Language::En)), Language::En);
    assert_eq!(svg.matches("fill=\"#FFFFFF\" stroke=\"#595959\"").count(), 3); // free first year, posters, and the legend
    for name in [">if nothing changes<", ">mentors and reminders<", ">posters<", ">goal: 60 %<", "another one is better"] {
        assert!(svg.contains(name), "{name}");
    }
    let table = ChartSpec::Frontier(frontier(Language::En)).data_table(Language::En);
    let beaten: Vec<_> = table.rows.iter().map(|row| (row[0].plain(), row[3].plain())).collect();
    let said = ["if nothing changes no", "mentors no", "mentors and reminders no", "posters yes", "free first year yes", "all of it no"];
    assert_eq!(beaten.iter().map(|(name, flag)| format!("{name} {flag}")).collect::<Vec<_>>(), said);
}

#[test]
fn frontiers_of_no_and_of_many_points_are_drawn() {
    for count in [0_u32, 1, 40, 200] {
        let point = |at: u32| FrontierPoint::new(format!("course {at}"), f64::from(at % 7) * 1e6, 0.5 + f64::from(at % 11) / 100.0);
        let points = (0..count).map(point).collect();
        drawn(&ChartSpec::Frontier(Frontier { points, ..frontier(Language::Ja) }), Language::Ja);
    }
    let points = vec![FrontierPoint::new("x", 1.0, 0.5); 400];
    let many = ChartSpec::Frontier(Frontier { points, ..frontier(Language::En) });
    assert_eq!(many.to_svg(Language::En, ChartSize::default()).unwrap_err().code(), "limit");
}

#[test]
fn years_are_never_fractions_and_unknown_values_never_zero() {
    let svg = drawn(&ChartSpec::RateSeries(one_line("x", vec![YearPoint::new(2012, 0.4), YearPoint::new(2013, None)])), Language::En);
    assert!(svg.contains(">2012<") && svg.contains(">2013<") && !svg.contains("2012.5"));
    assert_eq!(svg.matches("<title>x, ").count(), 1); // one point with a hint: the unknown one is not drawn
}

#[test]
fn text_from_a_register_cannot_become_markup_or_end_an_attribute() {
    let evil = "<script>alert(\"1\")</script>&amp;'\u{0}\u{8}";
    let svg = drawn(&ChartSpec::RateSeries(one_line(evil, vec![YearPoint::new(2020, 0.5)])), Language::En);
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script") && !svg.contains(['\u{0}', '\u{8}']));
    let table = DocTable::new("t", evil).with_column(evil, Alignment::Left).with_row([Cell::text(evil)]);
    let section = Section::new(evil)
        .with(Block::Paragraph(evil.into()))
        .with(Block::Table(table))
        .with(Block::DefinitionCards(vec![Card::new(evil)]));
    let document = Document::new(evil, Language::En).with_subtitle(evil).with(section);
    assert!(!document_html(&document).unwrap().contains("<script"));
    assert!(!document_markdown(&document).contains("<script"));
}

#[test]
fn sixty_cohorts_by_sixty_years_are_drawn_and_a_hundred_thousand_marks_refused() {
    let svg = drawn(&heatmap(Language::Ja, 60, 60), Language::Ja);
    assert!(svg.contains("入会年度"));
    assert_eq!(svg.matches("<title>").count(), 1 + 60 * 61 / 2 + 59); // picture, seen cells, one hatched area in all rows but the first
    let error = heatmap(Language::En, 400, 400).to_svg(Language::En, ChartSize::default()).unwrap_err();
    assert_eq!(error.code(), "limit");
}

#[test]
fn an_unseen_cell_has_no_colour() {
    let svg = drawn(&heatmap(Language::En, 2, 2), Language::En);
    let hatched = svg.matches("fill=\"url(#").count();
    assert_eq!(hatched, 2); // the sample in the key and the one unseen cell
}

#[test]
fn sizes_that_cannot_be_read_are_refused() {
    for (width, height) in [(100.0, 400.0), (680.0, 10.0), (f64::NAN, 400.0), (680.0, f64::INFINITY)] {
        assert_eq!(ChartSize::new(width, height).unwrap_err().code(), "setting");
    }
}

#[test]
fn narrow_pictures_with_long_labels_are_drawn() {
    let narrow = ChartSize::new(320.0, 200.0).unwrap();
    for language in Language::ALL {
        for chart in all_charts(language) {
            assert!(is_well_formed(&chart.to_svg(language, narrow).unwrap()));
        }
    }
}

#[test]
fn a_page_is_self_contained_and_in_its_language() {
    for language in Language::ALL {
        let page = document_html(&document(language)).unwrap();
        assert!(page.starts_with(&format!("<!DOCTYPE html><html lang=\"{}\">", language.code())));
        for outside in ["<script", "<link", "<img", "@import", "url(http", "src="] {
            assert!(!page.contains(outside), "{outside}");
        }
        let addresses = page.matches("http://").count() + page.matches("https://").count();
        assert_eq!(addresses, page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count());
        assert_eq!(page.matches("<figure>").count(), 9);
        assert_eq!(page.matches("href=\"#s").count(), 4);
    }
}

#[test]
fn names_inside_the_pictures_of_a_page_are_unique() {
    let page = document_html(&document(Language::En)).unwrap();
    let ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}

#[test]
fn markdown_gives_the_numbers_behind_the_pictures() {
    let text = document_markdown(&document(Language::En));
    assert!(text.contains("| organization rate, cumulative (組織率) | 65.3 % | 112,518 / 172,285 |"));
    assert!(text.contains("**Figure 1. Members and their movements, 2009 to 2024**"));
    assert!(text.contains("| 2009 | 8,000 | 700 | 2,000 | 1,800 | 120 | 300 | 260 | 59,586 |"));
    assert!(text.contains("&lt;b&gt;Osaka&lt;/b&gt;"));
}

#[test]
fn every_table_has_a_csv_file_with_plain_numbers() {
    let files = document_csv(&document(Language::Ja), CsvStyle::default()).unwrap();
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    let expected = [
        "key_figures.csv",
        "chart_stock_and_flows.csv",
        "chart_rate_series.csv",
        "chart_retention_triangle.csv",
        "chart_survival.csv",
        "chart_projection.csv",
        "chart_waterfall.csv",
        "chart_projection-2.csv",
        "chart_tornado.csv",
        "chart_frontier.csv",
        "movements.csv",
        "by_branch.csv",
        "definitions.csv",
    ];
    assert_eq!(names, expected);
    let movements = &files[10].text;
    assert!(movements.starts_with("年度,期首会員数,入会,退会,退会率,備考,未確定\r\n1966,1000,9812,66,0.0123,,\r\n"), "{movements}");
    assert!(movements.ends_with("2024,59000,9812,124,0.0181,,退会; 退会率\r\n"), "{movements}");
    assert!(files[11].text.contains("\r\n'=1+1,"));
    for file in &files {
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        let columns = reader.headers().unwrap().len();
        assert!(reader.records().all(|record| record.unwrap().len() == columns), "{}", file.name);
    }
}

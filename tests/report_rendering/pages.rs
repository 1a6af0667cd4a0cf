//! A page, its Markdown and its CSV show the same.

use super::samples::document;
use kaiin::report::{CsvStyle, Language, document_csv, document_html, document_markdown};

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

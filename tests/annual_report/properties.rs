//! What holds of every report: same bytes, every form, two languages that say the same, pages that need nothing, a manifest that is true.

use super::{KUBERNETES, MEMBERS, PHYSIOTHERAPISTS, SIMULATED, all, example};
use kaiin::report::{AnnualReport, Block, CsvStyle, Language, ReportFormat};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Everything that a report is written as, by name.
fn written(report: &AnnualReport) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::from([("json".to_owned(), report.json().unwrap())]);
    for language in Language::ALL {
        texts.insert(format!("html {language}"), report.html(language).unwrap());
        texts.insert(format!("md {language}"), report.markdown(language));
        texts.insert(format!("summary {language}"), report.summary(language));
        for file in report.csv(language, CsvStyle::excel()).unwrap() {
            texts.insert(format!("csv {language} {}", file.name), file.text);
        }
    }
    texts
}

/// What a reader sees of a page: the text between the tags, those of pictures with it; style left out.
fn visible(page: &str) -> Vec<String> {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let texts = format!("{head}{body}");
    let texts = texts.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text.trim());
    texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// Runs of words of ASCII letters that only spaces part; identifiers, file names and numbers are no words.
fn longest_run_of_english(text: &str) -> usize {
    let word = |token: &str| {
        let token = token.trim_matches([',', '.', ';', ':', '(', ')']);
        token.len() > 1 && token.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    };
    let (mut longest, mut run) = (0, 0);
    for token in text.split_whitespace() {
        run = if word(token) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffef}')
}

fn every_file(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(every_file(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn the_rules_of_language_find_what_they_are_for() {
    assert_eq!(longest_run_of_english("これは the number of joiners です"), 4);
    assert_eq!(longest_run_of_english("kaiin 0.1.0、SHA-256、total_differs、association = JPTA"), 1);
    assert!("期 末".contains(is_japanese) && "ｶﾅ".contains(is_japanese) && !"9,812 ÷ 10,809 – 95 %".contains(is_japanese));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let again =
        [example::physiotherapists(), example::kubernetes(), example::scriveners(), example::simulated(MEMBERS)].map(Result::unwrap);
    for (report, again) in all().into_iter().zip(&again) {
        let (first, second) = (written(report), written(again));
        assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
        for (name, text) in first {
            assert!(text == second[&name], "{}: {name} differs", report.association.english);
        }
    }
}

#[test]
fn every_form_is_written_to_a_folder_as_it_is_rendered() {
    let folder = std::env::temp_dir().join(format!("kaiin-annual-report-{}", std::process::id()));
    for (at, report) in all().into_iter().enumerate() {
        let folder = folder.join(at.to_string());
        let mut files = report.write(&folder, &Language::ALL, &ReportFormat::ALL).unwrap();
        files.sort();
        assert_eq!(files, every_file(&folder));
        assert_eq!(fs::read_to_string(folder.join("report.json")).unwrap(), report.json().unwrap());
        for language in Language::ALL {
            let page = fs::read_to_string(folder.join(format!("report.{language}.html"))).unwrap();
            assert_eq!(page, report.html(language).unwrap());
            assert!(fs::read_to_string(folder.join(format!("report.{language}.md"))).unwrap().starts_with("# "));
            let tables = files.iter().filter(|file| file.starts_with(folder.join(format!("tables.{language}")))).count();
            assert!(tables >= 8, "{tables} tables");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn both_languages_have_the_same_sections_tables_charts_and_rows() {
    let shape = |report: &AnnualReport, language| -> Vec<Vec<String>> {
        let block = |block: &Block| match block {
            Block::Table(table) => format!("table {} {} x {} {}", table.name, table.rows.len(), table.columns.len(), table.notes.len()),
            Block::Chart(figure) => {
                let numbers = figure.chart.data_table(language);
                format!("chart {} {} x {}", numbers.name, numbers.rows.len(), numbers.columns.len())
            }
            Block::KeyFigures(figures) => format!("figures {}", figures.len()),
            Block::DefinitionCards(cards) => format!("cards {:?}", cards.iter().map(|card| card.entries.len()).collect::<Vec<_>>()),
            Block::Items(items) => format!("items {}", items.len()),
            other => format!("{:?}", std::mem::discriminant(other)),
        };
        report.document(language).sections.iter().map(|section| section.blocks.iter().map(block).collect()).collect()
    };
    for report in all() {
        let (english, japanese) = (shape(report, Language::En), shape(report, Language::Ja));
        assert_eq!(english, japanese);
        assert!(english.len() >= 7, "{} sections", english.len());
        let values = |language| -> Vec<Vec<String>> {
            report.document(language).tables().flat_map(|table| table.rows.clone()).map(|row| row.iter().map(digits).collect()).collect()
        };
        assert_eq!(values(Language::En), values(Language::Ja));
    }
    fn digits(cell: &kaiin::report::Cell) -> String {
        match cell.value {
            kaiin::report::CellValue::Text(_) => String::new(), // words, in the words of the language
            _ => cell.plain(),
        }
    }
}

#[test]
fn no_english_sentence_stands_in_a_japanese_page_and_no_japanese_in_an_english_one() {
    for report in all() {
        for (name, text) in written(report) {
            let lines = match name.split(' ').next().unwrap() {
                "html" => visible(&text),
                // Both languages, by design.
                "json" => continue,
                _ if name.ends_with("report_rates.csv") => continue,
                "csv" => text.split([',', '\n']).map(str::to_owned).collect(),
                _ => text.lines().map(str::to_owned).collect(),
            };
            for line in lines {
                if name.contains(" ja") {
                    assert!(longest_run_of_english(&line) < 3, "{name}: {line}");
                } else {
                    assert!(!line.contains(is_japanese), "{name}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_page_needs_no_network_and_runs_nothing() {
    for report in all() {
        for language in Language::ALL {
            let page = report.html(language).unwrap().to_lowercase();
            for forbidden in ["<script", "javascript:", "<iframe", "<object", "<embed", "<link", "<img", "@import", "onload=", "onclick="] {
                assert!(!page.contains(forbidden), "{forbidden}");
            }
            for reference in ["src=", "href=", "url(", "action="] {
                for (at, _) in page.match_indices(reference) {
                    let target = page[at + reference.len()..].trim_start_matches(['"', '\'']);
                    assert!(target.starts_with('#'), "{reference}{}", &target[..40.min(target.len())]);
                }
            }
            let outside: Vec<_> =
                page.match_indices("http").filter(|(at, _)| !page[*at..].starts_with("http://www.w3.org/2000/svg")).collect();
            assert!(outside.iter().all(|(at, _)| page[*at..].starts_with("http-equiv")), "{outside:?}");
            // Whatever is linked within the page is there.
            for (at, _) in page.match_indices("href=\"#") {
                let target = page[at + 7..].split('"').next().unwrap();
                assert!(page.contains(&format!("id=\"{target}\"")), "#{target}");
            }
        }
    }
}

#[test]
fn the_json_form_reads_back_as_the_same_value() {
    for report in all() {
        let text = report.json().unwrap();
        let back = AnnualReport::from_json(&text).unwrap();
        assert!(back == *report);
        assert_eq!(back.json().unwrap(), text);
        assert_eq!(back.html(Language::Ja).unwrap(), report.html(Language::Ja).unwrap());
    }
}

#[test]
fn the_digests_of_the_manifest_are_those_of_the_files() {
    // sha256sum (GNU coreutils 9.1) and the lengths of the files of examples/data.
    let expected = [
        ("jp_rehab_association_members.csv", "3d4b7bf0a82952840ac52eddb5440dce0ebb181d3aed8a5818a0a54c36ce30d7"),
        ("jp_rehab_exams.csv", "3381f2a00e91eeb12d8333c2e876649da1cf533b2091b840e1922c3b90a4f59a"),
        ("jp_pt_members_1966_2019.csv", "e56a8d410e9647aeccfd50bf4f8126a405f7bf225c1976734f924b7bc107a255"),
        ("kubernetes_org_member_spells.csv", "c028f298922385831936c5cb39953a66cf131df4de50fbba55579fe7aac27192"),
        ("jp_shihoshoshi_flows.csv", "04063ea77d5eefad2c69e499d65428c1b3f0ebd53eaac081befcc29f5321e7e2"),
    ];
    let found: Vec<_> = all().into_iter().flat_map(|report| &report.manifest.inputs).collect();
    assert_eq!(found.len(), expected.len());
    for (found, (name, sha256)) in found.into_iter().zip(expected) {
        assert_eq!((found.name.as_str(), found.sha256.as_str()), (name, sha256));
        let length = fs::metadata(format!("{}/examples/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap().len();
        assert_eq!(found.bytes, length);
        let shown = all().into_iter().filter(|report| report.html(Language::Ja).unwrap().contains(sha256)).count();
        assert_eq!(shown, 1, "{name}");
    }
}

#[test]
fn the_manifest_holds_version_settings_and_seed() {
    let value = |report: &AnnualReport, name: &str| {
        let line = report.manifest.settings.iter().find(|line| line.name == name);
        line.map(|line| line.value.english.clone())
    };
    for report in all() {
        assert_eq!(report.manifest.kaiin_version, env!("CARGO_PKG_VERSION"));
        assert_eq!(report.manifest.reference_year, report.reference_year);
        for name in ["fiscal_calendar", "confidence", "interval_of_shares", "interval_of_rates", "leave", "projected_years"] {
            assert!(value(report, name).is_some_and(|value| !value.is_empty()), "{name}");
        }
    }
    assert_eq!(PHYSIOTHERAPISTS.manifest.seed, None);
    assert_eq!(SIMULATED.manifest.seed, Some(1));
    assert!(value(&PHYSIOTHERAPISTS, "cohort_rule").unwrap().contains("31 days"));
    assert_eq!(value(&KUBERNETES, "extract_date").as_deref(), Some("2026-08-21"));
    assert_eq!(value(&KUBERNETES, "fiscal_calendar").as_deref(), Some("calendar years"));
}

#[test]
fn a_summary_fits_one_screen_and_answers_in_both_languages() {
    for report in all() {
        for language in Language::ALL {
            let summary = report.summary(language);
            assert!(summary.lines().count() <= 24, "{summary}");
            assert!(summary.starts_with(language_name(report, language)), "{summary}");
        }
    }
    fn language_name(report: &AnnualReport, language: Language) -> &str {
        match language {
            Language::En => &report.association.english,
            Language::Ja => &report.association.japanese,
        }
    }
}

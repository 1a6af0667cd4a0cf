//! Enough of R's model formulas to run the reference cases: `cbind(lapse, n - lapse) ~ factor(pmin(tenure, 5)) + log(x):branch`.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic, unreachable_pub)]

use super::oracle::Columns;
use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Spline, Term};

/// A column of numbers or of texts.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

impl Column {
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Numbers(values) => values.clone(),
            Self::Texts(values) => panic!("numbers are needed, not {values:?}"),
        }
    }
}

/// A formula taken apart.
#[derive(Debug)]
pub struct Formula {
    response: String,
    terms: Vec<String>,
    offset: Option<String>,
    intercept: bool,
}

impl Formula {
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (response, right) = text.split_once('~').unwrap();
        let mut formula = Self { response: response.into(), terms: Vec::new(), offset: None, intercept: true };
        for (sign, part) in signed_parts(right) {
            match part.as_str() {
                "1" => formula.intercept = sign,
                "0" => formula.intercept = !sign,
                offset if offset.starts_with("offset(") => formula.offset = Some(inside(offset).into()),
                term if sign => {
                    for term in expanded(term) {
                        if !formula.terms.contains(&term) {
                            formula.terms.push(term);
                        }
                    }
                }
                _ => panic!("cannot take {part} away"),
            }
        }
        // R puts interactions after the terms themselves.
        formula.terms.sort_by_key(|term| split_top(term, ':').len());
        formula
    }

    /// The covariates that the terms need, and the offset.
    pub fn covariates(&self, columns: &Columns) -> Covariates {
        let mut covariates = Covariates::new();
        let parts = self.terms.iter().flat_map(|term| split_top(term, ':'));
        let mut seen: Vec<String> = Vec::new();
        for part in parts {
            if seen.contains(&part) {
                continue;
            }
            covariates = match value(&column_text(&part), columns) {
                Column::Numbers(values) => covariates.number(&part, &values).unwrap(),
                Column::Texts(values) => covariates.category(&part, &values).unwrap(),
            };
            seen.push(part);
        }
        match &self.offset {
            Some(offset) => covariates.offset(&value(offset, columns).numbers()).unwrap(),
            None => covariates,
        }
    }

    pub fn regression(&self, link: Link, columns: &Columns) -> HazardRegression {
        let settings = HazardRegression::new(link);
        let settings = if self.intercept { settings } else { settings.without_intercept() };
        self.terms.iter().fold(settings, |settings, term| {
            let mut parts = split_top(term, ':').into_iter().map(|part| simple_term(&part, columns));
            let first = parts.next().unwrap();
            settings.term(parts.fold(first, Term::times))
        })
    }

    pub fn rows(&self, columns: &Columns) -> HazardRows {
        let whole = |values: &[f64]| values.iter().map(|&value| value as u64).collect::<Vec<u64>>();
        let covariates = self.covariates(columns);
        match self.response.strip_prefix("cbind(") {
            Some(_) => {
                let parts = arguments(inside(&self.response));
                let (events, others) = (value(&parts[0], columns).numbers(), value(&parts[1], columns).numbers());
                let trials: Vec<f64> = events.iter().zip(others).map(|(events, others)| events + others).collect();
                HazardRows::grouped(covariates, &whole(&events), &whole(&trials)).unwrap()
            }
            None => {
                let events: Vec<bool> = value(&self.response, columns).numbers().into_iter().map(|event| event > 0.0).collect();
                HazardRows::person_periods(covariates, &events).unwrap()
            }
        }
    }
}

/// The terms that a product stands for.
fn expanded(term: &str) -> Vec<String> {
    match split_top(term, '*').as_slice() {
        [left, right] => vec![left.clone(), right.clone(), format!("{left}:{right}")],
        _ => vec![term.to_owned()],
    }
}

/// What is written into the column of a term: a factor, a spline of it come later.
fn column_text(part: &str) -> String {
    for name in ["factor(", "as.factor(", "relevel(", "ns(", "bs("] {
        if part.starts_with(name) {
            return column_text(&arguments(inside(part))[0]);
        }
    }
    part.to_owned()
}

fn simple_term(part: &str, columns: &Columns) -> Term {
    let named =
        |name: &str| arguments(inside(part)).into_iter().find_map(|argument| argument.strip_prefix(&format!("{name}=")).map(str::to_owned));
    let list = |text: String| value(&text, columns).numbers();
    if part.starts_with("relevel(") {
        return Term::category(part).reference(named("ref").unwrap().trim_matches(['"', '\'']));
    }
    if part.starts_with("factor(") || part.starts_with("as.factor(") {
        return Term::category(part);
    }
    if part.starts_with("ns(") || part.starts_with("bs(") {
        let is_natural = part.starts_with("ns(");
        let values = value(&column_text(part), columns).numbers();
        let ends = named("Boundary.knots").map(list).unwrap_or_else(|| {
            vec![values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().copied().fold(f64::NEG_INFINITY, f64::max)]
        });
        let knots = named("knots").map(list).unwrap_or_else(|| {
            // R: quantiles of the rows, however many trials each has.
            let degrees: usize = named("df").map_or(if is_natural { 1 } else { 3 }, |df| df.parse().unwrap());
            quantiles(&values, degrees - if is_natural { 1 } else { 3 })
        });
        let spline = if is_natural { Spline::natural(&knots) } else { Spline::cubic(&knots) };
        return Term::spline(part, spline.boundary(ends[0], ends[1]));
    }
    match value(part, columns) {
        Column::Numbers(_) => Term::number(part),
        Column::Texts(_) => Term::category(part),
    }
}

fn quantiles(values: &[f64], knots: usize) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    (1..=knots)
        .map(|k| {
            let at = (sorted.len() - 1) as f64 * k as f64 / (knots + 1) as f64;
            let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
            below + (at - at.floor()) * (above - below)
        })
        .collect()
}

/// The parts of a sum with their signs.
fn signed_parts(text: &str) -> Vec<(bool, String)> {
    let mut parts: Vec<(bool, String)> = vec![(true, String::new())];
    let mut depth = 0;
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match c {
            '+' | '-' if depth == 0 => parts.push((c == '+', String::new())),
            _ => parts.last_mut().unwrap().1.push(c),
        }
    }
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

fn split_top(text: &str, at: char) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if c == at && depth == 0 { parts.push(String::new()) } else { parts.last_mut().unwrap().push(c) }
    }
    parts
}

fn arguments(text: &str) -> Vec<String> {
    split_top(text, ',')
}

/// The first argument of a call: `event ~ x` of `glm(event ~ x, binomial)`.
pub fn first_argument(call: &str) -> String {
    arguments(inside(call)).remove(0)
}

/// What stands between the first bracket and the last.
fn inside(text: &str) -> &str {
    &text[text.find('(').unwrap() + 1..text.rfind(')').unwrap()]
}

/// The value of an expression of columns.
pub fn value(text: &str, columns: &Columns) -> Column {
    let operators: [&[(&str, Apply)]; 4] = [
        &[
            (">=", |a, b| f64::from(u8::from(a >= b))),
            ("<=", |a, b| f64::from(u8::from(a <= b))),
            (">", |a, b| f64::from(u8::from(a > b))),
            ("<", |a, b| f64::from(u8::from(a < b))),
        ],
        &[("+", |a, b| a + b), ("-", |a, b| a - b)],
        &[("*", |a, b| a * b), ("/", |a, b| a / b)],
        &[("^", f64::powf)],
    ];
    for level in operators {
        if let Some((at, length, apply)) = last_operator(text, level) {
            let (left, right) = (&text[..at], &text[at + length..]);
            if left.is_empty() {
                return Column::Numbers(value(right, columns).numbers().into_iter().map(|value| -value).collect());
            }
            return Column::Numbers(zipped(&value(left, columns).numbers(), &value(right, columns).numbers(), apply));
        }
    }
    if let Ok(number) = text.parse::<f64>() {
        return Column::Numbers(vec![number]);
    }
    if let Some(open) = text.find('(') {
        let parts: Vec<Column> = arguments(inside(text)).iter().map(|part| value(part, columns)).collect();
        let first = parts[0].clone();
        let each = |apply: fn(f64) -> f64| Column::Numbers(first.numbers().into_iter().map(apply).collect());
        return match &text[..open] {
            "log" => each(f64::ln),
            "log1p" => each(f64::ln_1p),
            "exp" => each(f64::exp),
            "sqrt" => each(f64::sqrt),
            "I" | "" | "as.numeric" | "as.integer" => first,
            "pmin" => Column::Numbers(zipped(&first.numbers(), &parts[1].numbers(), f64::min)),
            "pmax" => Column::Numbers(zipped(&first.numbers(), &parts[1].numbers(), f64::max)),
            "c" => Column::Numbers(parts.iter().flat_map(Column::numbers).collect()),
            other => panic!("no function {other} in {text}"),
        };
    }
    let values = &columns[text.trim_start_matches("d$")];
    match values.iter().map(|value| value.parse::<f64>()).collect::<Result<Vec<_>, _>>() {
        Ok(numbers) => Column::Numbers(numbers),
        Err(_) => Column::Texts(values.clone()),
    }
}

type Apply = fn(f64, f64) -> f64;

/// The last operator of a level outside brackets.
fn last_operator(text: &str, level: &[(&str, Apply)]) -> Option<(usize, usize, Apply)> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        depth += i32::from(c == ')') - i32::from(c == '(');
        if depth != 0 {
            continue;
        }
        let found = level.iter().find(|(sign, _)| text[at..].starts_with(sign));
        if let Some((sign, apply)) = found {
            return Some((at, sign.len(), *apply));
        }
    }
    None
}

fn zipped(left: &[f64], right: &[f64], apply: fn(f64, f64) -> f64) -> Vec<f64> {
    let length = left.len().max(right.len());
    (0..length).map(|at| apply(left[at % left.len()], right[at % right.len()])).collect()
}

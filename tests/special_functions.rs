//! Incomplete beta and gamma functions and their inverses against 50-digit values: tests/golden/README.md tells how those were made.

use kaiin::special::{
    Tails, incomplete_beta, incomplete_gamma, inverse_incomplete_beta, inverse_incomplete_gamma, normal_quantile, normal_tails,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Relative errors allowed where the problem is well conditioned. A quantile near an edge where the distribution is a power of x with
/// exponent `shape` gets the error of the tail's logarithm divided by the shape; a tail gets the error of x divided by the standard
/// deviation. Both are allowed on top.
const QUANTILE: f64 = 5e-15;
const TAIL: f64 = 5e-13;

struct Row {
    shapes: Vec<f64>,
    level: Tails,
    lower: bool,
    quantile: f64,
    x: f64,
    tail_at_x: f64,
}

fn golden(name: &str) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut rows = Vec::new();
    for record in csv::Reader::from_path(path)?.records() {
        let record = record?;
        let shapes = record.len() - 5;
        let number = |column: usize| record[column].parse::<f64>();
        let lower = &record[shapes] == "lower";
        let level = number(shapes + 1)?;
        rows.push(Row {
            shapes: (0..shapes).map(number).collect::<Result<_, _>>()?,
            level: if lower { Tails::from_lower(level)? } else { Tails::from_upper(level)? },
            lower,
            quantile: number(shapes + 2)?,
            x: number(shapes + 3)?,
            tail_at_x: number(shapes + 4)?,
        });
    }
    Ok(rows)
}

impl Row {
    fn check(&self, quantile: f64, tails: Tails, standard_deviation: f64) -> (f64, f64) {
        let tail = if self.lower { tails.lower() } else { tails.upper() };
        // ln tail moves by about |z| per standard deviation of x, and x is known to ε x
        let z = normal_quantile(self.level).abs() + 1.0;
        let rounding = 4.0 * f64::EPSILON * z * (self.x / standard_deviation).max(1.0);
        let (of_quantile, of_tail) = ((quantile / self.quantile - 1.0).abs(), (tail / self.tail_at_x - 1.0).abs());
        let (side, level) = (if self.lower { "lower" } else { "upper" }, self.level.smaller());
        let smallest = self.shapes.iter().fold(1.0, |least: f64, shape| least.min(*shape));
        let conditioned = QUANTILE + 4.0 * f64::EPSILON * (2.0 - self.level.smaller().ln()) / smallest;
        assert!(of_quantile < conditioned, "{:?} {side} {level:e}: {quantile:e} for {:e}: {of_quantile:e}", self.shapes, self.quantile);
        assert!(of_tail < TAIL + rounding, "{:?} {side} {level:e}: tail {tail:e} for {:e}: {of_tail:e}", self.shapes, self.tail_at_x);
        (of_quantile, of_tail)
    }
}

fn report(name: &str, errors: &[(f64, f64)]) {
    let worst = errors.iter().fold((0.0f64, 0.0f64), |worst, e| (worst.0.max(e.0), worst.1.max(e.1)));
    println!("{name}: {} points, worst relative error of a quantile {:.1e}, of a tail {:.1e}", errors.len(), worst.0, worst.1);
}

#[test]
fn the_beta_distribution_agrees_with_fifty_digit_values() -> Outcome {
    let mut errors = Vec::new();
    for row in golden("incomplete_beta.csv")? {
        let (a, b) = (row.shapes[0], row.shapes[1]);
        let deviation = (a / (a + b) * (b / (a + b)) / (a + b + 1.0)).sqrt();
        errors.push(row.check(inverse_incomplete_beta(a, b, row.level)?, incomplete_beta(a, b, row.x)?, deviation));
    }
    report("beta", &errors);
    assert!(errors.len() > 200);
    Ok(())
}

#[test]
fn the_gamma_distribution_agrees_with_fifty_digit_values() -> Outcome {
    let mut errors = Vec::new();
    for row in golden("incomplete_gamma.csv")? {
        let a = row.shapes[0];
        errors.push(row.check(inverse_incomplete_gamma(a, row.level)?, incomplete_gamma(a, row.x)?, a.sqrt()));
    }
    report("gamma", &errors);
    assert!(errors.len() > 100);
    Ok(())
}

/// Published to 12 or more decimals in many tables, e.g. Abramowitz & Stegun (1964), table 26.5: z for 0.025 is 1.95996 39845 40054.
#[test]
fn the_normal_quantile_has_its_published_value() -> Outcome {
    assert!((normal_quantile(Tails::from_upper(0.025)?) - 1.959_963_984_540_054).abs() < 1e-15);
    assert!((normal_tails(1.0).upper() - 0.158_655_253_931_457_05).abs() < 1e-16);
    Ok(())
}

/// Any shapes and levels, however odd: an answer in range, and in time (a hang would show as a test that does not end).
#[test]
fn the_whole_grid_of_shapes_and_levels_has_answers_that_undo_each_other() -> Outcome {
    let shapes = [1e-6, 1e-3, 0.5, 1.0, 2.5, 37.0, 4999.0, 5001.0, 1e5, 1e7, 1e9, 1e13, 1.8e19];
    let levels = [1e-300, 1e-170, 1e-60, 1e-16, 1e-3, 0.025, 0.3, 0.5];
    for a in shapes {
        for level in levels {
            for tails in [Tails::from_lower(level)?, Tails::from_upper(level)?] {
                let x = inverse_incomplete_gamma(a, tails)?;
                assert!(x >= 0.0 && x.is_finite(), "{a} {tails:?}: {x}");
                for b in shapes {
                    let x = inverse_incomplete_beta(a, b, tails)?;
                    assert!((0.0..=1.0).contains(&x), "{a} {b} {tails:?}: {x}");
                    let back = incomplete_beta(a, b, x)?;
                    // rounding x moves the tails by its error divided by the standard deviation
                    let deviation = (a / (a + b) * (b / (a + b)) / (a + b + 1.0)).sqrt();
                    let allowed = 1e-12 + 4.0 * f64::EPSILON * x / deviation + f64::EPSILON / (1.0 - x);
                    // where the answer is too near an end for a double there is no way back
                    if (1e-290..1.0 - 1e-12).contains(&x) || a.min(b) > 1.0 {
                        assert!((back.lower() - tails.lower()).abs() < allowed, "{a} {b} {tails:?}: {x:e} {back:?}");
                    }
                }
            }
        }
    }
    Ok(())
}

//! The part of an effect that is no straight line: columns without mean and without slope over the levels.

/// For each level its row of an orthonormal basis of what is neither constant nor linear; `levels - 2` columns.
pub(super) fn curvature_basis(levels: usize) -> Vec<Vec<f64>> {
    let middle = (levels as f64 - 1.0) / 2.0;
    let mut columns: Vec<Vec<f64>> = vec![vec![1.0; levels], (0..levels).map(|level| level as f64 - middle).collect()];
    for column in &mut columns {
        scale(column);
    }
    for level in 0..levels {
        if columns.len() == levels.max(2) {
            break;
        }
        let mut column: Vec<f64> = (0..levels).map(|other| f64::from(u8::from(other == level))).collect();
        // twice: once is not enough where little is left
        for _ in 0..2 {
            for known in &columns {
                let along: f64 = known.iter().zip(&column).map(|(a, b)| a * b).sum();
                column.iter_mut().zip(known).for_each(|(value, known)| *value -= along * known);
            }
        }
        if scale(&mut column) > 1e-8 {
            columns.push(column);
        }
    }
    (0..levels).map(|level| columns[2..].iter().map(|column| column[level]).collect()).collect()
}

/// Makes a column one long; its length before.
fn scale(column: &mut [f64]) -> f64 {
    let length = column.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        column.iter_mut().for_each(|value| *value /= length);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_no_mean_and_no_slope_and_are_orthonormal() {
        for levels in [1, 2, 3, 4, 9, 40] {
            let rows = curvature_basis(levels);
            let columns = rows[0].len();
            assert_eq!(columns, levels.saturating_sub(2), "{levels}");
            for a in 0..columns {
                let sum = |f: &dyn Fn(usize) -> f64| (0..levels).map(|level| rows[level][a] * f(level)).sum::<f64>();
                assert!(sum(&|_| 1.0).abs() < 1e-13 && sum(&|level| level as f64).abs() < 1e-12);
                let products = (0..columns).map(|b| sum(&|level| rows[level][b]) - f64::from(u8::from(a == b)));
                assert!(products.into_iter().all(|off| off.abs() < 1e-13));
            }
        }
    }
}

//! Contestants that run in turn, round after round, so that a machine that slows down slows all of them.

use std::time::{Duration, Instant};

/// Something to be timed, with a name.
pub(crate) type Contestant<'a> = (String, Box<dyn FnMut() + 'a>);

/// Runs every contestant once a round and prints the median and fastest of each, with the median of the rounds' ratios to the first.
pub(crate) fn run(rounds: usize, contestants: &mut [Contestant<'_>]) {
    let mut times = vec![Vec::with_capacity(rounds); contestants.len()];
    for _ in 0..rounds {
        for ((_, work), times) in contestants.iter_mut().zip(&mut times) {
            let from = Instant::now();
            work();
            times.push(from.elapsed());
        }
    }
    let yardstick = times[0].clone();
    for ((name, _), times) in contestants.iter().zip(&mut times) {
        let mut ratios: Vec<f64> = times.iter().zip(&yardstick).map(|(time, unit)| time.as_secs_f64() / unit.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        times.sort();
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let (median, fastest) = (milliseconds(times[times.len() / 2]), milliseconds(times[0]));
        println!("{name:<64} median {median:9.2}  fastest {fastest:9.2}  ratio {:6.2}", ratios[ratios.len() / 2]);
    }
}

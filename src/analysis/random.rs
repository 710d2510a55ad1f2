//! Random draws that repeat: the same seed and trial give the same numbers on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A source of random numbers for one trial.
#[derive(Debug)]
pub(in crate::analysis) struct Dice(ChaCha8Rng);

impl Dice {
    /// The source for this trial; trials of one seed are independent streams.
    pub fn new(seed: u64, trial: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(trial);
        Self(source)
    }

    /// Evenly between 0 and 1, never 0 or 1: the middle of one of 2⁵² equal steps.
    pub fn unit(&mut self) -> f64 {
        const STEPS: f64 = 4_503_599_627_370_496.0;
        ((self.0.next_u64() >> 12) as f64 + 0.5) / STEPS
    }

    /// −1, 0 or +1, each as likely.
    pub fn step(&mut self) -> f64 {
        (self.unit() * 3.0).floor() - 1.0
    }

    /// From the normal distribution (Box and Muller 1958).
    fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.unit(), self.unit());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }

    /// From the gamma distribution with this shape and scale 1 (Marsaglia and Tsang 2000); 0 for a shape of 0 or less.
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape <= 0.0 {
            return 0.0;
        }
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.unit().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.unit().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Shares from the Dirichlet distribution with these parameters; they sum to 1 unless all parameters are 0.
    pub fn shares(&mut self, parameters: &[f64]) -> Vec<f64> {
        let draws: Vec<f64> = parameters.iter().map(|parameter| self.gamma(*parameter)).collect();
        let sum: f64 = draws.iter().sum();
        if sum > 0.0 { draws.into_iter().map(|draw| draw / sum).collect() } else { draws }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_scatter_around_their_means() {
        let parameters = [8.8, 2.8, 0.4];
        let mut means = [0.0; 3];
        for trial in 0..2000 {
            let shares = Dice::new(7, trial).shares(&parameters);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (mean, share) in means.iter_mut().zip(shares) {
                *mean += share / 2000.0;
            }
        }
        for (mean, parameter) in means.into_iter().zip(parameters) {
            // Four standard errors of the widest share are about 0.012.
            assert!((mean - parameter / 12.0).abs() < 0.015, "{mean} instead of {}", parameter / 12.0);
        }
    }

    #[test]
    fn steps_are_equally_likely_and_streams_repeat() {
        let mut counts = [0; 3];
        let mut dice = Dice::new(1, 0);
        for _ in 0..3000 {
            counts[(dice.step() + 1.0) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
        assert_eq!(Dice::new(1, 5).shares(&[1.0, 2.0]), Dice::new(1, 5).shares(&[1.0, 2.0]));
        assert_ne!(Dice::new(1, 5).shares(&[1.0, 2.0]), Dice::new(1, 6).shares(&[1.0, 2.0]));
    }
}

//! One rule of rounding for every figure that is shown.

/// `n` of `of` as a whole number; halves away from zero, as on paper. `of` is above zero.
pub fn divided(n: i64, of: i64) -> i64 {
    (n.abs() * 2 + of) / (of * 2) * n.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_once_and_halves_away_from_zero() {
        assert_eq!(divided(25, 10), 3);
        assert_eq!(divided(-25, 10), -3);
        assert_eq!(divided(24, 10), 2);
        assert_eq!(divided(0, 7), 0);
    }
}

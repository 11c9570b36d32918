//! The knee of a gain curve (Kneedle).

/// Minimum distance of a knee from the diagonal, in percent of the height.
const MIN_BEND: u128 = 5;

/// The number of steps up to the knee of a curve: `curve[i]` is the total gain of the first `i` steps and
/// never decreases. `None` if it rises too evenly to have a knee.
///
/// Kneedle (Satopaa, Albrecht, Irwin and Raghavan, "Finding a 'Kneedle' in a Haystack", 2011) for a concave
/// increasing curve that is known completely: with both axes normalised to length one, the knee is where the
/// curve is farthest above the diagonal.
pub(crate) fn knee(curve: &[u64]) -> Option<usize> {
    let (first, last) = (*curve.first()?, *curve.last()?);
    let (width, height) = (curve.len() as u128 - 1, u128::from(last.checked_sub(first)?));
    if width == 0 || height == 0 {
        return None;
    }
    // Both sides are multiplied by both lengths, so that nothing is divided.
    let above = |(at, gained): (usize, &u64)| {
        (u128::from(gained.saturating_sub(first)) * width).saturating_sub(at as u128 * height)
    };
    let (at, most) = curve
        .iter()
        .enumerate()
        .map(|point| (point.0, above(point)))
        .reduce(|best, point| if point.1 > best.1 { point } else { best })?;
    (most * 100 >= MIN_BEND * width * height).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_knee_is_farthest_from_the_diagonal() {
        // Gains of 10 for five steps, then of 1.
        let curve: Vec<u64> = (0..=20).map(|step| if step <= 5 { 10 * step } else { 45 + step }).collect();
        assert_eq!(knee(&curve), Some(5));
        // The curve 1 - 1/x of the paper's figure 1 over 1..=10, times 2520: the knee is where the slope is
        // that of the diagonal, near x = √10.
        let curve: Vec<u64> = (1..=10).map(|x| 2520 - 2520 / x).collect();
        assert_eq!(knee(&curve), Some(2));
    }

    #[test]
    fn even_and_flat_curves_have_no_knee() {
        for curve in
            [vec![], vec![7], vec![7; 30], (0..50).collect::<Vec<u64>>(), (0..50).map(|x| x * x).collect()]
        {
            assert_eq!(knee(&curve), None, "{curve:?}");
        }
        assert_eq!(knee(&[0, u64::MAX, u64::MAX]), Some(1));
    }
}

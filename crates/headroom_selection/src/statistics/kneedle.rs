//! Where more stops paying.

/// The least distance from the diagonal that makes a bend, in hundredths of the height.
const MIN_BEND: u128 = 5;

/// How many steps of a curve lead up to its knee: `curve[i]` is what the first `i` steps gain together, never less than before. `None`: it rises
/// too evenly to have one.
///
/// Kneedle (Satopaa, Albrecht, Irwin and Raghavan, "Finding a 'Kneedle' in a Haystack", 2011) for a concave increasing curve that is known whole: with both
/// axes made one long, the knee is where the curve is farthest above the diagonal.
pub(crate) fn knee(curve: &[u64]) -> Option<usize> {
    let (first, last) = (*curve.first()?, *curve.last()?);
    let (width, height) = (curve.len() as u128 - 1, u128::from(last.checked_sub(first)?));
    if width == 0 || height == 0 {
        return None;
    }
    // Multiplied by both lengths, so that nothing is divided.
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
        // 1 - 1/x of the paper's figure 1 over 1..=10, times 2520: the knee is where the slope is that of the diagonal, near x = √10.
        let curve: Vec<u64> = (1..=10).map(|x| 2520 - 2520 / x).collect();
        assert_eq!(knee(&curve), Some(2));
    }

    #[test]
    fn what_rises_evenly_or_not_at_all_has_none() {
        for curve in
            [vec![], vec![7], vec![7; 30], (0..50).collect::<Vec<u64>>(), (0..50).map(|x| x * x).collect()]
        {
            assert_eq!(knee(&curve), None, "{curve:?}");
        }
        assert_eq!(knee(&[0, u64::MAX, u64::MAX]), Some(1));
    }
}

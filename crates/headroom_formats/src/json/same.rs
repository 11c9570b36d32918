//! Comparing the short pieces that JSON is made of without calling a function that is made for long ones.

/// Whether two pieces of text are equal.
#[inline]
#[must_use]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    // Two words that overlap where the length is no multiple of theirs.
    if let (Some(a1), Some(a2), Some(b1), Some(b2)) =
        (a.first_chunk::<8>(), a.last_chunk::<8>(), b.first_chunk::<8>(), b.last_chunk::<8>())
    {
        return a1 == b1 && a2 == b2 && (a.len() <= 16 || a[8..a.len() - 8] == b[8..b.len() - 8]);
    }
    if let (Some(a1), Some(a2), Some(b1), Some(b2)) =
        (a.first_chunk::<4>(), a.last_chunk::<4>(), b.first_chunk::<4>(), b.last_chunk::<4>())
    {
        return a1 == b1 && a2 == b2;
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_is_what_has_the_same_bytes() {
        let text = b"abcdefghijklmnopqrstuvwxyz0123456789";
        for length in 0..text.len() {
            let own = &text[..length];
            assert!(same(own, [own, text].concat().get(..length).unwrap_or_default()));
            assert!(!same(own, &text[..=length]));
            for at in 0..length {
                let mut other = own.to_vec();
                other[at] ^= 1;
                assert!(!same(own, &other), "{length} {at}");
            }
        }
    }
}

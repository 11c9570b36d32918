//! Reads shares and multiples as integers in thousandths, because decisions use only integers.

use serde::de::{Deserialize, Deserializer, Error, Unexpected};

/// Maximum value, in whole units: larger values make no difference.
const MAX_VALUE: f64 = 1_000_000.0;

/// Reads `0.3` as 300.
pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let number = f64::deserialize(from)?;
    if !(0.0..=MAX_VALUE).contains(&number) {
        return Err(D::Error::invalid_value(Unexpected::Float(number), &"a number from 0 to 1000000"));
    }
    // Products and rounding of IEEE 754 are the same everywhere.
    #[allow(clippy::cast_sign_loss, reason = "it is not negative")]
    Ok((number * 1000.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;
    use serde::de::value::Error;

    fn of(number: f64) -> Option<u32> {
        super::read(IntoDeserializer::<Error>::into_deserializer(number)).ok()
    }

    #[test]
    fn shares_become_thousandths() {
        assert_eq!([2.0, 0.3, 0.1 + 0.2, 0.0, 1e6].map(of), [2000, 300, 300, 0, 1_000_000_000].map(Some));
        assert_eq!([-0.1, 1e7, f64::NAN, f64::INFINITY].map(of), [None; 4]);
    }
}

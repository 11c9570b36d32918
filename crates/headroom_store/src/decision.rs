//! How a decision about a text stands in the ledger: nothing where the text is sent as it is; else the length of what is sent in its place, in eight bytes,
//! the lowest first, and that text, packed.

use std::sync::Arc;

use headroom_core::{SentAs, StoreError};

use crate::store::Bodies;

const LENGTH: usize = size_of::<u64>();

pub(crate) fn write(sent: &SentAs, bodies: &Bodies) -> Result<Vec<u8>, StoreError> {
    let SentAs::Text(text) = sent else { return Ok(Vec::new()) };
    Ok([&(text.len() as u64).to_le_bytes(), bodies.pack(text)?.as_slice()].concat())
}

/// `None`: this is no decision about what is sent.
pub(crate) fn read(edits: &[u8], bodies: &Bodies) -> Option<SentAs> {
    if edits.is_empty() {
        return Some(SentAs::ItIs);
    }
    let (length, packed) = edits.split_first_chunk::<LENGTH>()?;
    let text = bodies.unpack(packed, usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some(SentAs::Text(Arc::from(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_come_back() {
        let bodies = Bodies::default();
        for text in ["", "a", "ä\n", &"all the same ".repeat(10_000)] {
            let sent = SentAs::Text(text.into());
            assert_eq!(read(&write(&sent, &bodies).expect("packed"), &bodies), Some(sent));
        }
        assert_eq!(read(&write(&SentAs::ItIs, &bodies).expect("nothing"), &bodies), Some(SentAs::ItIs));
    }

    #[test]
    fn what_is_none_is_told() {
        let bodies = Bodies::default();
        let written = write(&SentAs::Text("some text".into()), &bodies).expect("packed");
        let longer = [&u64::MAX.to_le_bytes(), &written[LENGTH..]].concat();
        for wrong in [&written[..7], &written[..written.len() - 1], &longer, &[1; 10]] {
            assert_eq!(read(wrong, &bodies), None, "{wrong:?}");
        }
    }
}

//! How a decision about a text stands in the ledger: nothing where the text is sent as it is; else the length of what is sent in its place, in eight bytes,
//! the lowest first, and that text, packed.

use std::sync::Arc;

use headroom_core::{SentAs, StoreError};
use zstd::bulk;

/// The longest text that is taken in, in bytes.
const LONGEST: usize = 128 << 20;
const LEVEL: i32 = 1;
const LENGTH: usize = size_of::<u64>();

pub(crate) fn write(sent: &SentAs) -> Result<Vec<u8>, StoreError> {
    let SentAs::Text(text) = sent else { return Ok(Vec::new()) };
    if text.len() > LONGEST {
        return Err(StoreError::TooLarge { limit: LONGEST });
    }
    let packed = bulk::compress(text.as_bytes(), LEVEL).map_err(|_| StoreError::Failed { code: 0 })?;
    Ok([&(text.len() as u64).to_le_bytes(), packed.as_slice()].concat())
}

/// `None`: this is no decision about what is sent.
pub(crate) fn read(edits: &[u8]) -> Option<SentAs> {
    if edits.is_empty() {
        return Some(SentAs::ItIs);
    }
    let (length, packed) = edits.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|&length| length <= LONGEST)?;
    let text = bulk::decompress(packed, length).ok().filter(|text| text.len() == length)?;
    Some(SentAs::Text(Arc::from(String::from_utf8(text).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_come_back() {
        for text in ["", "a", "ä\n", &"all the same ".repeat(10_000)] {
            let sent = SentAs::Text(text.into());
            assert_eq!(read(&write(&sent).expect("packed")), Some(sent));
        }
        assert_eq!(read(&write(&SentAs::ItIs).expect("nothing")), Some(SentAs::ItIs));
    }

    #[test]
    fn what_is_none_is_told() {
        let written = write(&SentAs::Text("some text".into())).expect("packed");
        let longer = [&u64::MAX.to_le_bytes(), &written[LENGTH..]].concat();
        for wrong in [&written[..7], &written[..written.len() - 1], &longer, &[1; 10]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}

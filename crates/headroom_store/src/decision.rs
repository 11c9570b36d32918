//! The form of decisions in the ledger. An empty value means that the text is sent unchanged. Otherwise eight
//! bytes, the lowest first, give the length of the text that is sent in its place, and the compressed text
//! follows. If [`RESENT`] or [`PRUNED`] stands in place of the length, the chain of another decision follows.

use std::sync::Arc;

use headroom_core::{Chain, SentAs, StoreError};

use crate::store::Bodies;

const LENGTH: usize = size_of::<u64>();
/// No text has this length.
const RESENT: [u8; LENGTH] = u64::MAX.to_le_bytes();
/// Nor has one this length.
const PRUNED: [u8; LENGTH] = (u64::MAX - 1).to_le_bytes();

pub(crate) fn write(sent: &SentAs, bodies: &Bodies) -> Result<Vec<u8>, StoreError> {
    Ok(match sent {
        SentAs::Unchanged => Vec::new(),
        SentAs::Text(text) => [&(text.len() as u64).to_le_bytes(), bodies.pack(text)?.as_slice()].concat(),
        SentAs::Resent(chain) => [&RESENT[..], &chain.0].concat(),
        SentAs::Pruned(chain) => [&PRUNED[..], &chain.0].concat(),
    })
}

/// `None`: the value is no decision about a text.
pub(crate) fn read(edits: &[u8], bodies: &Bodies) -> Option<SentAs> {
    if edits.is_empty() {
        return Some(SentAs::Unchanged);
    }
    let (length, packed) = edits.split_first_chunk::<LENGTH>()?;
    if *length == RESENT || *length == PRUNED {
        let chain = Chain(packed.try_into().ok()?);
        return Some(if *length == RESENT { SentAs::Resent(chain) } else { SentAs::Pruned(chain) });
    }
    let text = bodies.unpack(packed, usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some(SentAs::Text(Arc::from(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_round_trip() {
        let bodies = Bodies::default();
        for text in ["", "a", "ä\n", &"all the same ".repeat(10_000)] {
            let sent = SentAs::Text(text.into());
            assert_eq!(read(&write(&sent, &bodies).expect("packed"), &bodies), Some(sent));
        }
        for sent in [SentAs::Unchanged, SentAs::Resent(Chain([7; 32])), SentAs::Pruned(Chain([7; 32]))] {
            assert_eq!(read(&write(&sent, &bodies).expect("no text"), &bodies), Some(sent));
        }
    }

    #[test]
    fn rejects_malformed_decisions() {
        let bodies = Bodies::default();
        let written = write(&SentAs::Text("some text".into()), &bodies).expect("packed");
        let longer = [&u64::MAX.to_le_bytes(), &written[LENGTH..]].concat();
        for wrong in [&written[..7], &written[..written.len() - 1], &longer, &[1; 10]] {
            assert_eq!(read(wrong, &bodies), None, "{wrong:?}");
        }
    }
}

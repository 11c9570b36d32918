//! Texts, packed: Zstandard (RFC 8878), level 1.

use std::sync::Mutex;

use headroom_core::{Digest, StoreError};
use zstd::bulk::{Compressor, Decompressor};

use super::lock;

/// The longest text that is stored, in bytes.
pub(crate) const LONGEST: usize = 128 << 20;
const LEVEL: i32 = 1;
/// Contexts are kept, for making one takes longer than packing a short text; this many at most.
const KEPT: usize = 4;

/// Packs and unpacks.
#[derive(Default)]
pub(crate) struct Bodies {
    compressors: Mutex<Vec<Compressor<'static>>>,
    decompressors: Mutex<Vec<Decompressor<'static>>>,
}

impl Bodies {
    pub(crate) fn pack(&self, text: &str) -> Result<Vec<u8>, StoreError> {
        let kept = lock(&self.compressors).pop();
        let mut compressor = kept.map_or_else(|| Compressor::new(LEVEL), Ok).map_err(|_| FAILED)?;
        let packed = compressor.compress(text.as_bytes()).map_err(|_| FAILED)?;
        keep(&self.compressors, compressor);
        Ok(packed)
    }

    /// The text of so many bytes with this digest; `None`: what is stored is not it.
    pub(crate) fn unpack(&self, packed: &[u8], bytes: i64, digest: Digest) -> Option<String> {
        let bytes = usize::try_from(bytes).ok().filter(|&bytes| bytes <= LONGEST)?;
        let kept = lock(&self.decompressors).pop();
        let mut decompressor = kept.map_or_else(Decompressor::new, Ok).ok()?;
        let text = decompressor.decompress(packed, bytes).ok();
        keep(&self.decompressors, decompressor);
        let text = String::from_utf8(text?).ok()?;
        (text.len() == bytes && Digest::of(&text) == digest).then_some(text)
    }
}

/// Only memory can be lacking.
const FAILED: StoreError = StoreError::Failed { code: 0 };

fn keep<T>(kept: &Mutex<Vec<T>>, context: T) {
    let mut kept = lock(kept);
    if kept.len() < KEPT {
        kept.push(context);
    }
}

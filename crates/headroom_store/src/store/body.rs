//! Texts, packed: Zstandard (RFC 8878), level 1.

use std::sync::Mutex;

use headroom_core::{Digest, StoreError};
use xxhash_rust::xxh3::xxh3_64_with_seed;
use zstd::bulk::{Compressor, Decompressor};

use super::lock;

/// The longest text that is stored, in bytes.
pub(crate) const MAX_LEN: usize = 128 << 20;
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
        if text.len() > MAX_LEN {
            return Err(StoreError::TooLarge { limit: MAX_LEN });
        }
        let kept = lock(&self.compressors).pop();
        let mut compressor = kept.map_or_else(|| Compressor::new(LEVEL), Ok).map_err(|_| FAILED)?;
        let packed = compressor.compress(text.as_bytes()).map_err(|_| FAILED)?;
        keep(&self.compressors, compressor);
        Ok(packed)
    }

    /// The text of so many bytes; `None`: what is packed is none.
    pub(crate) fn unpack(&self, packed: &[u8], bytes: usize) -> Option<String> {
        if bytes > MAX_LEN {
            return None;
        }
        let kept = lock(&self.decompressors).pop();
        let mut decompressor = kept.map_or_else(Decompressor::new, Ok).ok()?;
        let text = decompressor.decompress(packed, bytes).ok();
        keep(&self.decompressors, decompressor);
        String::from_utf8(text?).ok().filter(|text| text.len() == bytes)
    }

    /// The original of so many bytes with this digest and [`checksum`]; `None`: what is stored is not it.
    pub(crate) fn original(&self, packed: &[u8], bytes: i64, digest: Digest, sum: i64) -> Option<String> {
        let text = self.unpack(packed, usize::try_from(bytes).ok()?)?;
        (checksum(&digest.0, text.as_bytes()) == sum).then_some(text)
    }
}

/// What data is checked by when it is read: a hash of it and of the key that it is stored by, so that nothing is taken
/// for what is stored by another. Against accidents; computing the SHA-256 takes as long as all else of a read.
pub(crate) fn checksum(key: &[u8; 32], data: &[u8]) -> i64 {
    let mut seed = [0; 8];
    seed.copy_from_slice(&key[..8]);
    xxh3_64_with_seed(data, u64::from_le_bytes(seed)).cast_signed()
}

/// Only memory can be lacking.
const FAILED: StoreError = StoreError::Failed { code: 0 };

fn keep<T>(kept: &Mutex<Vec<T>>, context: T) {
    let mut kept = lock(kept);
    if kept.len() < KEPT {
        kept.push(context);
    }
}

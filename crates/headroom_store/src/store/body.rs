//! Compressed bodies of originals: Zstandard (RFC 8878), level 1.

use std::sync::Mutex;

use headroom_core::{Digest, StoreError};
use xxhash_rust::xxh3::xxh3_64_with_seed;
use zstd::bulk::{Compressor, Decompressor};

use super::lock;

/// Maximum length of a stored text, in bytes.
pub(crate) const MAX_LEN: usize = 128 << 20;
const LEVEL: i32 = 1;
/// Maximum number of contexts kept for reuse: creating one takes longer than compressing a short text.
const KEPT: usize = 4;

/// Compresses and decompresses texts.
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

    /// Decompresses a text of `bytes` bytes; `None`: the data is damaged.
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

    /// The original with this length, digest and [`checksum`]; `None`: the stored data is not that original.
    pub(crate) fn original(&self, packed: &[u8], bytes: i64, digest: Digest, sum: i64) -> Option<String> {
        let text = self.unpack(packed, usize::try_from(bytes).ok()?)?;
        (checksum(&digest.0, text.as_bytes()) == sum).then_some(text)
    }
}

/// The checksum of stored data: a hash of the data and of its key, so that data stored under another key does
/// not match. It protects against accidents only, because computing the SHA-256 takes as long as the rest of
/// a read.
pub(crate) fn checksum(key: &[u8; 32], data: &[u8]) -> i64 {
    let mut seed = [0; 8];
    seed.copy_from_slice(&key[..8]);
    xxh3_64_with_seed(data, u64::from_le_bytes(seed)).cast_signed()
}

/// The only possible failure is a lack of memory.
const FAILED: StoreError = StoreError::Failed { code: 0 };

fn keep<T>(kept: &Mutex<Vec<T>>, context: T) {
    let mut kept = lock(kept);
    if kept.len() < KEPT {
        kept.push(context);
    }
}

//! The tokenizer of a model.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use headroom_core::work::step;
use tokenizers::Tokenizer;

use crate::error::ModelError;
use crate::files::read_tokenizer;

/// Length of the pieces of a text that are tokenized at a time, in bytes: between pieces, work can be cancelled.
const PIECE: usize = 1 << 14;

/// The tokens of a text, without those that only mark its start and end.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) ids: Vec<u32>,
    /// Where each token stands in the text, in bytes.
    pub(crate) spans: Vec<Range<usize>>,
}

/// A tokenizer that reads texts without truncation or padding.
pub(crate) struct TextTokenizer {
    tokenizer: Tokenizer,
    file: PathBuf,
    /// The tokens that stand before and behind each sequence, such as `[CLS]` and `[SEP]`.
    pub(crate) before: Vec<u32>,
    pub(crate) behind: Vec<u32>,
    /// The largest id in the vocabulary.
    pub(crate) largest: u32,
}

impl TextTokenizer {
    pub(crate) fn load(file: &Path) -> Result<Self, ModelError> {
        let bytes = read_tokenizer(file)?;
        let invalid = |error| ModelError::invalid(file, error);
        let tokenizer = caught(|| read(&bytes)).map_err(invalid)?;
        let largest = tokenizer.get_vocab(true).into_values().max();
        let largest = largest.ok_or_else(|| ModelError::invalid(file, "it has no vocabulary"))?;
        let mut loaded =
            Self { tokenizer, file: file.to_path_buf(), before: Vec::new(), behind: Vec::new(), largest };
        (loaded.before, loaded.behind) = caught(|| marks(&loaded.tokenizer)).map_err(invalid)?;
        Ok(loaded)
    }

    /// The tokens of a text.
    pub(crate) fn tokens(&self, text: &str) -> Result<Tokens, ModelError> {
        let mut tokens = Tokens::default();
        let mut start = 0;
        while start < text.len() {
            let end = piece_end(text, start);
            step(end - start);
            self.append(&mut tokens, &text[start..end], start)?;
            start = end;
        }
        Ok(tokens)
    }

    fn append(&self, tokens: &mut Tokens, piece: &str, offset: usize) -> Result<(), ModelError> {
        let encoding = caught(|| self.tokenizer.encode(piece, false))
            .map_err(|error| ModelError::failed(&self.file, error))?;
        for (&id, &(start, end)) in encoding.get_ids().iter().zip(encoding.get_offsets()) {
            // Offsets come from the tokenizer, whose file may be forged.
            let (start, end) = (start.min(piece.len()), end.min(piece.len()));
            tokens.ids.push(id);
            tokens.spans.push(offset + start..offset + end.max(start));
        }
        Ok(())
    }
}

fn read(bytes: &[u8]) -> tokenizers::Result<Tokenizer> {
    let mut tokenizer = Tokenizer::from_bytes(bytes)?;
    tokenizer.with_truncation(None)?;
    tokenizer.with_padding(None);
    Ok(tokenizer)
}

/// The tokens that are put before and behind a text.
fn marks(tokenizer: &Tokenizer) -> tokenizers::Result<(Vec<u32>, Vec<u32>)> {
    let encoding = tokenizer.encode("a", true)?;
    let special = encoding.get_special_tokens_mask();
    let before = special.iter().take_while(|&&own| own == 1).count();
    let behind = special[before..].iter().rev().take_while(|&&own| own == 1).count();
    let ids = encoding.get_ids();
    Ok((ids[..before].to_vec(), ids[ids.len() - behind..].to_vec()))
}

/// Where a piece that starts here ends: before a white space, so that no word is divided, unless one is too long.
fn piece_end(text: &str, start: usize) -> usize {
    let limit = text.floor_char_boundary((start + PIECE).min(text.len()));
    if limit == text.len() {
        return limit;
    }
    match text[start..limit].rfind(char::is_whitespace) {
        Some(at) if at > 0 => start + at,
        _ => limit,
    }
}

/// The result of a tokenizer. It panics for some files that have the right form.
fn caught<T>(work: impl FnOnce() -> tokenizers::Result<T>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| "the tokenizer failed".to_owned())?
        .map_err(|error| error.to_string())
}

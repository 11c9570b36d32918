//! Shortens prose by a token classifier: LLMLingua-2 (arXiv 2403.12968) and models like it say for each token
//! whether it is worth keeping.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use headroom_core::work::step;

use crate::batch::Batch;
use crate::error::ModelError;
use crate::keep::always_stays;
use crate::model::{Model, ModelInfo, ModelOptions, Output};
use crate::structure::Structure;
use crate::tokens::Tokens;
use crate::windows::{Window, windows};
use crate::words::{join, words};

/// Tokens that neighbouring windows have in common.
const OVERLAP: usize = 64;
/// The number of windows in one run of the model. Work can be cancelled between runs.
const BATCH: usize = 4;
/// Scores are compared as whole numbers of this unit, so that the last digits of a float decide nothing.
const UNITS: f32 = 10_000.0;
/// Maximum length of a text, in bytes.
const MAX_TEXT: usize = 16 << 20;

/// Which words are kept.
#[derive(Clone, Copy, Debug)]
pub enum Keep {
    /// Those with at least this probability.
    Threshold(f32),
    /// This share of the words: those with the highest probabilities. Words that always stay count.
    Ratio(f32),
}

/// A shortened text.
#[derive(Clone, Debug)]
pub struct CompressedProse {
    /// The text of the kept words.
    pub text: String,
    /// The number of words in the original.
    pub words: usize,
    /// The number of kept words.
    pub kept: usize,
}

/// A token classifier for prompts.
pub struct PromptCompressor {
    model: Model,
}

impl PromptCompressor {
    /// Loads the classifier of a folder, and runs it once to see that it is one.
    pub fn load(folder: &Path, options: &ModelOptions) -> Result<Self, ModelError> {
        let model = Model::load(folder, options, &["final_scores", "logits"])?;
        let compressor = Self { model };
        compressor.scores("a", &words("a"))?;
        Ok(compressor)
    }

    /// What is known about the model.
    #[must_use]
    pub fn info(&self) -> &ModelInfo {
        &self.model.info
    }

    /// The text without the words that the model finds dispensable. Numbers, names of code, negations and the
    /// like stay, and so do lines whose form carries meaning.
    pub fn compress(&self, text: &str, keep: Keep) -> Result<CompressedProse, ModelError> {
        if text.len() > MAX_TEXT {
            return Err(self.model.failed(format!("a text has more than {MAX_TEXT} bytes")));
        }
        let words = words(text);
        let stays = stays(text, &words);
        let scores = if stays.iter().all(|stays| *stays) { Vec::new() } else { self.scores(text, &words)? };
        let kept = if scores.is_empty() { stays } else { chosen(&scores, &stays, keep) };
        Ok(CompressedProse {
            text: join(text, &words, &kept),
            words: words.len(),
            kept: kept.iter().filter(|kept| **kept).count(),
        })
    }

    /// The probability of each word that it is worth keeping: the mean of its tokens. A word without a token
    /// has 1, because the model has not seen it.
    pub fn word_scores(&self, text: &str) -> Result<Vec<f32>, ModelError> {
        self.scores(text, &words(text))
    }

    fn scores(&self, text: &str, words: &[Range<usize>]) -> Result<Vec<f32>, ModelError> {
        let tokens = self.model.tokenizer.tokens(text)?;
        let mut scores = Vec::with_capacity(tokens.ids.len());
        let room = self.model.room();
        for windows in windows(tokens.ids.len(), room, OVERLAP.min(room / 4)).chunks(BATCH) {
            self.run(&tokens, windows, &mut scores)?;
        }
        Ok(by_word(words, &tokens.spans, &scores))
    }

    fn run(&self, tokens: &Tokens, windows: &[Window], scores: &mut Vec<f32>) -> Result<(), ModelError> {
        let sequences: Vec<_> =
            windows.iter().map(|window| self.model.sequence(&tokens.ids[window.read.clone()])).collect();
        let batch = Batch::new(&sequences);
        let output = self.model.run(&batch)?;
        let classes = self.classes(&batch, &output)?;
        let before = self.model.tokenizer.before.len();
        for (row, window) in windows.iter().enumerate() {
            let first = row * batch.length + before + (window.decides.start - window.read.start);
            for at in first..first + window.decides.len() {
                scores.push(probability(&output.name, &output.values[at * classes..(at + 1) * classes]));
            }
        }
        step(batch.ids.len());
        Ok(())
    }

    /// The number of classes of each token: two logits, or one score.
    fn classes(&self, batch: &Batch, output: &Output) -> Result<usize, ModelError> {
        let tokens = (batch.rows, batch.length);
        let classes = match output.shape[..] {
            [rows, length] if (rows, length) == tokens => 1,
            [rows, length, classes @ (1 | 2)] if (rows, length) == tokens => classes,
            _ => 0,
        };
        if classes == 0 || output.values.len() != batch.rows * batch.length * classes {
            let (name, shape) = (&output.name, &output.shape);
            return Err(self.model.failed(format!(
                "its output `{name}` has the shape {shape:?}; one or two numbers for each token are expected"
            )));
        }
        Ok(classes)
    }
}

impl fmt::Debug for PromptCompressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PromptCompressor").field("info", &self.model.info).finish_non_exhaustive()
    }
}

/// The probability that a token is kept. The second of two classes keeps; one number is a logit, unless its
/// name says that it is a score.
fn probability(name: &str, values: &[f32]) -> f32 {
    match *values {
        [drop, keep] => sigmoid(keep - drop),
        [score] if name.ends_with("scores") => score.clamp(0.0, 1.0),
        [logit] => sigmoid(logit),
        _ => 1.0,
    }
}

fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// Whether each word always stays.
fn stays(text: &str, words: &[Range<usize>]) -> Vec<bool> {
    let mut stays = Vec::with_capacity(words.len());
    let mut structure = Structure::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        step(line.len());
        let end = start + line.len();
        let of_line = structure.stays(line);
        while let Some(word) = words.get(stays.len()).filter(|word| word.start < end) {
            stays.push(of_line || always_stays(&text[word.clone()]));
        }
        start = end;
    }
    stays
}

/// The mean of the scores of each word's tokens.
fn by_word(words: &[Range<usize>], spans: &[Range<usize>], scores: &[f32]) -> Vec<f32> {
    let mut first = 0;
    let mean = |word: &Range<usize>| {
        while spans.get(first).is_some_and(|span| span.end <= word.start) {
            first += 1;
        }
        let own = spans[first..].iter().take_while(|span| span.start < word.end).count();
        let sum: f32 = scores[first..first + own].iter().sum();
        // A token that reaches into the next word is looked at again there.
        let score = if own == 0 { 1.0 } else { sum / own as f32 };
        first += own.saturating_sub(1);
        score
    };
    words.iter().map(mean).collect()
}

/// Which words are kept. Ties are decided by the order of the words.
fn chosen(scores: &[f32], stays: &[bool], keep: Keep) -> Vec<bool> {
    let score = |at: usize| (scores[at] * UNITS).round() as u32;
    let ratio = match keep {
        Keep::Threshold(threshold) => {
            let least = (threshold * UNITS).round() as u32;
            return (0..scores.len()).map(|at| stays[at] || score(at) >= least).collect();
        }
        Keep::Ratio(ratio) => ratio.clamp(0.0, 1.0),
    };
    let target = (scores.len() as f32 * ratio).ceil() as usize;
    let room = target.saturating_sub(stays.iter().filter(|stays| **stays).count());
    let mut candidates: Vec<_> = (0..scores.len()).filter(|&at| !stays[at]).collect();
    candidates.sort_by_key(|&at| (std::cmp::Reverse(score(at)), at));
    let mut kept = stays.to_vec();
    for &at in candidates.iter().take(room) {
        kept[at] = true;
    }
    kept
}

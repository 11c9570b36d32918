//! The meaning of texts, by a sentence encoder such as `MiniLM`.

use std::fmt;
use std::path::Path;

use headroom_core::work::step;
use headroom_core::{CompressError, Embedder, Embedding};

use crate::batch::Batch;
use crate::error::ModelError;
use crate::model::{Model, ModelInfo, ModelOptions, Output};

/// The number of texts in one run of the model.
const BATCH: usize = 16;
/// Maximum length of the part of a text that is tokenized, in bytes for each token that the model reads.
const BYTES_PER_TOKEN: usize = 32;

/// How the vectors of tokens become the vector of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pooling {
    /// Their mean, as sentence transformers do it.
    #[default]
    Mean,
    /// The vector of the first token.
    First,
}

/// How an embedder is loaded.
#[derive(Clone, Debug, Default)]
pub struct EmbedderOptions {
    /// The options of all models.
    pub model: ModelOptions,
    /// How vectors of tokens become one.
    pub pooling: Pooling,
}

/// A sentence encoder.
pub struct OnnxEmbedder {
    model: Model,
    name: String,
    pooling: Pooling,
    dimensions: usize,
}

impl OnnxEmbedder {
    /// Loads the encoder of a folder, and runs it once to learn the length of its vectors.
    pub fn load(folder: &Path, options: &EmbedderOptions) -> Result<Self, ModelError> {
        let outputs = ["sentence_embedding", "last_hidden_state", "token_embeddings"];
        let model = Model::load(folder, &options.model, &outputs)?;
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut embedder = Self { model, name, pooling: options.pooling, dimensions: 0 };
        embedder.dimensions = embedder.vectors(&["a"])?.first().map_or(0, Vec::len);
        Ok(embedder)
    }

    /// What is known about the model.
    #[must_use]
    pub fn info(&self) -> &ModelInfo {
        &self.model.info
    }

    /// The vector of each text, of length 1. Of a long text, the model reads the start.
    pub fn vectors(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ModelError> {
        let sequences = texts.iter().map(|text| self.sequence(text)).collect::<Result<Vec<_>, _>>()?;
        // Texts of about the same length run together, because padding takes as long as words.
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|&at| sequences[at].len());
        let mut vectors = vec![Vec::new(); texts.len()];
        for places in order.chunks(BATCH) {
            let rows: Vec<&[u32]> = places.iter().map(|&at| &sequences[at][..]).collect();
            let batch = Batch::new(&rows);
            let output = self.model.run(&batch)?;
            for (&at, vector) in places.iter().zip(self.pooled(&batch, &output)?) {
                vectors[at] = vector;
            }
            step(batch.ids.len());
        }
        Ok(vectors)
    }

    fn sequence(&self, text: &str) -> Result<Vec<u32>, ModelError> {
        let room = self.model.room();
        let start = &text[..text.floor_char_boundary(text.len().min(room * BYTES_PER_TOKEN))];
        let ids = self.model.tokenizer.tokens(start)?.ids;
        let sequence = self.model.sequence(&ids[..ids.len().min(room)]);
        // A tokenizer without marks gives an empty text no token, and a model needs one.
        Ok(if sequence.is_empty() { vec![0] } else { sequence })
    }

    fn pooled(&self, batch: &Batch, output: &Output) -> Result<Vec<Vec<f32>>, ModelError> {
        let width = match output.shape[..] {
            [rows, width] if rows == batch.rows => width,
            [rows, length, width] if (rows, length) == (batch.rows, batch.length) => length * width,
            _ => return Err(self.wrong_shape(output)),
        };
        if width == 0 || output.values.len() != width * batch.rows {
            return Err(self.wrong_shape(output));
        }
        let mut vectors = Vec::with_capacity(batch.rows);
        for (values, mask) in output.values.chunks(width).zip(batch.mask.chunks(batch.length)) {
            let pooled = match output.shape.len() {
                2 => values.to_vec(),
                _ => pooled(values, mask, self.pooling),
            };
            vectors.push(
                normalised(pooled).ok_or_else(|| self.model.failed("its vector has no length".into()))?,
            );
        }
        Ok(vectors)
    }

    fn wrong_shape(&self, output: &Output) -> ModelError {
        self.model.failed(format!("its output `{}` has the shape {:?}", output.name, output.shape))
    }
}

impl Embedder for OnnxEmbedder {
    fn model(&self) -> &str {
        &self.name
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The texts are run one by one: in a batch, padding changes the last digits of their vectors.
    fn embed(&self, texts: &[&str]) -> Result<Vec<Embedding>, CompressError> {
        let embed = |text: &&str| {
            let vectors = self.vectors(&[text]).map_err(|_| CompressError::Malformed { at: 0 })?;
            Ok(vectors
                .into_iter()
                .flatten()
                .map(|value| (value * f32::from(i8::MAX)).round() as i8)
                .collect())
        };
        texts.iter().map(embed).collect()
    }
}

impl fmt::Debug for OnnxEmbedder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnnxEmbedder").field("info", &self.model.info).finish_non_exhaustive()
    }
}

/// The vector of one sequence from those of its tokens.
fn pooled(values: &[f32], mask: &[i64], pooling: Pooling) -> Vec<f32> {
    let width = values.len() / mask.len();
    if pooling == Pooling::First {
        return values[..width].to_vec();
    }
    let mut sum = vec![0.0; width];
    for (token, _) in values.chunks(width).zip(mask).filter(|(_, mask)| **mask == 1) {
        for (sum, value) in sum.iter_mut().zip(token) {
            *sum += value;
        }
    }
    // The length is made 1 afterwards, so the sum will do.
    sum
}

fn normalised(vector: Vec<f32>) -> Option<Vec<f32>> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    (length.is_finite() && length > 0.0).then(|| vector.into_iter().map(|value| value / length).collect())
}

//! Models that run on this machine: sentence embedders and token classifiers in ONNX, as folders with
//! `tokenizer.json` and `model.onnx`. ONNX Runtime is opened when a model is loaded. Nothing is downloaded.

// Scores are floats, and counts of words and tokens are small.
#![allow(clippy::cast_precision_loss, clippy::cast_sign_loss)]

mod batch;
mod compressor;
mod embedder;
mod error;
mod files;
mod keep;
mod model;
mod provider;
mod runtime;
mod structure;
mod tokens;
mod windows;
mod words;

pub use compressor::{CompressedProse, Keep, PromptCompressor};
pub use embedder::{EmbedderOptions, OnnxEmbedder, Pooling};
pub use error::{ErrorKind, ModelError};
pub use model::{ModelInfo, ModelOptions};
pub use provider::Provider;
pub use runtime::{RuntimeState, open_runtime, runtime_state};

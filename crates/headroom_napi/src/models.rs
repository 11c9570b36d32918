//! Models that run on this machine. Loading and running them is done off the event loop.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use headroom_core::Embedder;
use headroom_onnx::{
    EmbedderOptions, Keep, ModelError, ModelInfo, ModelOptions, OnnxEmbedder, Pooling, PromptCompressor,
    RuntimeState,
};
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Float32Array};
use napi_derive::napi;

use crate::control::Control;
use crate::options::failure;
use crate::text::LongText;
use crate::work::{Work, long_work};

/// How a model is loaded.
#[napi(object, object_to_js = false)]
pub struct LocalModelOptions {
    /// The path of the library of ONNX Runtime.
    pub runtime: String,
    /// Maximum number of tokens that the model reads at a time.
    pub max_tokens: Option<u32>,
    /// The number of threads of one run.
    pub threads: Option<u32>,
    /// Whether the vector of the first token stands for a text, and not the mean of all.
    pub first_token: Option<bool>,
}

/// The facts about a loaded model.
#[napi(object, object_from_js = false)]
pub struct LocalModelInfo {
    /// The path of its file.
    pub file: String,
    /// The size of its files in bytes. It needs at least as much memory.
    pub bytes: f64,
    /// Maximum number of tokens that it reads at a time.
    pub max_tokens: u32,
    /// The number of components of its vectors; undefined if it makes none.
    pub dimensions: Option<u32>,
}

/// A text without the words that a model finds dispensable.
#[napi(object, object_from_js = false)]
pub struct ShortenedProse {
    /// The text of the kept words.
    pub text: String,
    /// The number of words in the original.
    pub words: u32,
    /// The number of kept words.
    pub kept: u32,
}

/// The path of the library of ONNX Runtime that this process has opened; null if none is.
#[napi(catch_unwind)]
#[must_use]
pub fn model_runtime() -> Option<String> {
    match headroom_onnx::runtime_state() {
        RuntimeState::Open(path) => Some(path.to_string_lossy().into_owned()),
        RuntimeState::Closed => None,
    }
}

/// Opens the library of ONNX Runtime at this path, unless one is open.
#[napi(catch_unwind, ts_return_type = "Promise<void>")]
#[must_use]
pub fn open_model_runtime(path: String, control: Option<&Control>) -> AsyncTask<Work<()>> {
    long_work(control, move || headroom_onnx::open_runtime(&PathBuf::from(path)).map_err(model_failure))
}

/// A loaded token classifier, until it is closed.
#[napi]
pub struct LocalCompressor(Loaded<PromptCompressor>);

/// A loaded sentence encoder, until it is closed.
#[napi]
pub struct LocalEmbedder(Loaded<OnnxEmbedder>);

/// A model. Work that is under way keeps it alive after it was closed.
type Loaded<T> = Mutex<Option<Arc<T>>>;

fn taken<T>(model: &Loaded<T>) -> Result<Arc<T>> {
    let model = model.lock().unwrap_or_else(PoisonError::into_inner);
    model.clone().ok_or_else(|| failure("closed", "the model is closed"))
}

fn close<T>(model: &Loaded<T>) {
    // A model may take long to be freed, so it is not freed while the lock is held.
    let taken = model.lock().unwrap_or_else(PoisonError::into_inner).take();
    drop(taken);
}

/// Loads the token classifier of a folder.
#[napi(catch_unwind, ts_return_type = "Promise<LocalCompressor>")]
#[must_use]
pub fn load_compressor(
    folder: String,
    options: LocalModelOptions,
    control: Option<&Control>,
) -> AsyncTask<Work<LocalCompressor>> {
    long_work(control, move || {
        let model = PromptCompressor::load(&PathBuf::from(folder), &model_options(&options));
        Ok(LocalCompressor(Mutex::new(Some(Arc::new(model.map_err(model_failure)?)))))
    })
}

/// Loads the sentence encoder of a folder.
#[napi(catch_unwind, ts_return_type = "Promise<LocalEmbedder>")]
#[must_use]
pub fn load_embedder(
    folder: String,
    options: LocalModelOptions,
    control: Option<&Control>,
) -> AsyncTask<Work<LocalEmbedder>> {
    long_work(control, move || {
        let pooling =
            if options.first_token.unwrap_or_default() { Pooling::First } else { Pooling::default() };
        let options = EmbedderOptions { model: model_options(&options), pooling };
        let model = OnnxEmbedder::load(&PathBuf::from(folder), &options).map_err(model_failure)?;
        Ok(LocalEmbedder(Mutex::new(Some(Arc::new(model)))))
    })
}

#[napi]
impl LocalCompressor {
    /// Shortens a text: words with at least `threshold` stay, or else the share `ratio` of them. `text` is left
    /// empty.
    #[napi(catch_unwind, ts_return_type = "Promise<ShortenedProse>")]
    pub fn compress(
        &self,
        text: &mut LongText,
        ratio: f64,
        threshold: Option<f64>,
        control: Option<&Control>,
    ) -> Result<AsyncTask<Work<ShortenedProse>>> {
        let model = taken(&self.0)?;
        let parts = text.take();
        let keep = threshold.map_or(Keep::Ratio(ratio as f32), |threshold| Keep::Threshold(threshold as f32));
        Ok(long_work(control, move || {
            let done = model.compress(&parts.concat(), keep).map_err(model_failure)?;
            Ok(ShortenedProse { text: done.text, words: done.words as u32, kept: done.kept as u32 })
        }))
    }

    /// The facts about the model.
    #[napi(catch_unwind)]
    pub fn info(&self) -> Result<LocalModelInfo> {
        Ok(info(taken(&self.0)?.info(), None))
    }

    /// Frees the model as soon as no work uses it.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        close(&self.0);
    }
}

#[napi]
impl LocalEmbedder {
    /// The vectors of texts, one behind the other, each of length 1.
    #[napi(catch_unwind, ts_return_type = "Promise<Float32Array>")]
    pub fn embed(
        &self,
        texts: Vec<String>,
        control: Option<&Control>,
    ) -> Result<AsyncTask<Work<Float32Array>>> {
        let model = taken(&self.0)?;
        Ok(long_work(control, move || {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            Ok(Float32Array::new(model.vectors(&texts).map_err(model_failure)?.concat()))
        }))
    }

    /// The facts about the model.
    #[napi(catch_unwind)]
    pub fn info(&self) -> Result<LocalModelInfo> {
        let model = taken(&self.0)?;
        Ok(info(model.info(), Some(model.dimensions() as u32)))
    }

    /// Frees the model as soon as no work uses it.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        close(&self.0);
    }
}

fn model_options(given: &LocalModelOptions) -> ModelOptions {
    let default = ModelOptions::default();
    ModelOptions {
        runtime: PathBuf::from(&given.runtime),
        max_tokens: given.max_tokens.map_or(default.max_tokens, |count| count as usize),
        threads: given.threads.map_or(default.threads, |count| count as usize),
    }
}

fn info(model: &ModelInfo, dimensions: Option<u32>) -> LocalModelInfo {
    LocalModelInfo {
        file: model.model.to_string_lossy().into_owned(),
        bytes: model.bytes as f64,
        max_tokens: model.max_tokens as u32,
        dimensions,
    }
}

fn model_failure(error: ModelError) -> napi::Error {
    failure(&format!("model/{}", error.kind.code()), error)
}

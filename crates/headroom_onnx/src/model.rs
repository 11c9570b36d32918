//! A model of a folder, and how it is run.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::session::{Session, SessionInputValue};
use ort::value::{Tensor, TensorElementType, ValueType};

use crate::batch::Batch;
use crate::error::ModelError;
use crate::files::Files;
use crate::provider::Provider;
use crate::runtime::environment;
use crate::tokens::TextTokenizer;

/// The inputs that encoders of text have.
const INPUTS: [&str; 3] = ["input_ids", "attention_mask", "token_type_ids"];
/// The minimum and the maximum number of tokens in a window.
const MIN_TOKENS: usize = 16;
const MAX_TOKENS: usize = 8192;

/// Maximum number of threads of one run: a process cannot have any number.
const MAX_THREADS: usize = 64;

/// How a model is loaded.
#[derive(Clone, Debug)]
pub struct ModelOptions {
    /// The library of ONNX Runtime.
    pub runtime: PathBuf,
    /// Maximum number of tokens that the model reads at a time.
    pub max_tokens: usize,
    /// The number of threads of one run, at most 64.
    pub threads: usize,
    /// The hardware that computes.
    pub provider: Provider,
}

impl Default for ModelOptions {
    fn default() -> Self {
        Self { runtime: PathBuf::new(), max_tokens: 512, threads: 1, provider: Provider::Cpu }
    }
}

/// What is known about a loaded model.
#[derive(Clone, Debug)]
pub struct ModelInfo {
    /// The file of the model.
    pub model: PathBuf,
    /// The size of the model and its tokenizer on disk, in bytes. It needs at least as much memory.
    pub bytes: u64,
    /// Maximum number of tokens that it reads at a time.
    pub max_tokens: usize,
}

/// An output: one number for each row, token and class, or without the last of them.
pub(crate) struct Output {
    pub(crate) name: String,
    pub(crate) shape: Vec<usize>,
    pub(crate) values: Vec<f32>,
}

pub(crate) struct Model {
    pub(crate) tokenizer: TextTokenizer,
    pub(crate) info: ModelInfo,
    session: Mutex<Session>,
    /// The inputs that this model has, as indices in [`INPUTS`].
    inputs: Vec<usize>,
    output: String,
}

impl Model {
    /// Loads the model of a folder. `outputs` are the names of its output, the best first; another is taken if
    /// it is the only one.
    pub(crate) fn load(folder: &Path, options: &ModelOptions, outputs: &[&str]) -> Result<Self, ModelError> {
        let files = Files::find(folder)?;
        let tokenizer = TextTokenizer::load(&files.tokenizer)?;
        let environment = environment(&options.runtime)?;
        let builder = builder(&environment, options.threads)
            .map_err(|error| ModelError::failed(&files.model, error))?;
        let session = options
            .provider
            .register(builder)?
            .commit_from_file(&files.model)
            .map_err(|error| ModelError::invalid(&files.model, error))?;
        let inputs = inputs_of(&session).map_err(|error| ModelError::invalid(&files.model, error))?;
        let output =
            output_of(&session, outputs).map_err(|error| ModelError::invalid(&files.model, error))?;
        let max_tokens = options.max_tokens.clamp(MIN_TOKENS, MAX_TOKENS);
        let info = ModelInfo { model: files.model, bytes: files.bytes, max_tokens };
        let model = Self { tokenizer, info, session: Mutex::new(session), inputs, output };
        // A tokenizer of another model may have ids for which this one has no weights.
        model.run(&Batch::new(&[model.sequence(&[model.tokenizer.largest])]))?;
        Ok(model)
    }

    /// The number of tokens of a text that fit into a window.
    pub(crate) fn room(&self) -> usize {
        let marks = self.tokenizer.before.len() + self.tokenizer.behind.len();
        self.info.max_tokens.saturating_sub(marks).max(1)
    }

    /// A sequence with the marks of its start and end.
    pub(crate) fn sequence(&self, ids: &[u32]) -> Vec<u32> {
        [&self.tokenizer.before, ids, &self.tokenizer.behind].concat()
    }

    /// Runs the model. All numbers of the output are finite.
    pub(crate) fn run(&self, batch: &Batch) -> Result<Output, ModelError> {
        let output = self.outputs(batch).map_err(|error| self.failed(error))?;
        if output.values.iter().any(|value| !value.is_finite()) {
            return Err(self.failed(format!("its output `{}` has numbers that are not finite", output.name)));
        }
        Ok(output)
    }

    /// An error about the file of the model.
    pub(crate) fn failed(&self, reason: String) -> ModelError {
        ModelError::failed(&self.info.model, reason)
    }

    fn outputs(&self, batch: &Batch) -> Result<Output, String> {
        let values = self.inputs.iter().map(|&at| {
            let data = match at {
                0 => batch.ids.clone(),
                1 => batch.mask.clone(),
                _ => vec![0; batch.ids.len()],
            };
            let tensor = Tensor::from_array(([batch.rows, batch.length], data)).map_err(said)?;
            Ok((Cow::Borrowed(INPUTS[at]), SessionInputValue::from(tensor)))
        });
        let values = values.collect::<Result<Vec<_>, String>>()?;
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = session.run(values).map_err(said)?;
        let output = outputs.get(&self.output).ok_or_else(|| format!("no output `{}`", self.output))?;
        let (shape, values) = output.try_extract_tensor::<f32>().map_err(said)?;
        let shape = shape.iter().map(|&size| usize::try_from(size).unwrap_or(0)).collect();
        Ok(Output { name: self.output.clone(), shape, values: values.to_vec() })
    }
}

fn builder(environment: &ort::environment::Environment, threads: usize) -> Result<SessionBuilder, String> {
    Session::builder(environment)
        .map_err(said)?
        .with_log_level(ort::logging::LogLevel::Fatal)
        .map_err(said)?
        .with_intra_threads(threads.clamp(1, MAX_THREADS))
        .map_err(said)?
        .with_intra_op_spinning(false)
        .map_err(said)?
        .with_deterministic_compute(true)
        .map_err(said)?
        .with_optimization_level(GraphOptimizationLevel::All)
        .map_err(said)
}

fn inputs_of(session: &Session) -> Result<Vec<usize>, String> {
    let mut found = Vec::new();
    for input in session.inputs() {
        let name = input.name();
        let at = INPUTS.iter().position(|own| *own == name);
        found.push(at.ok_or_else(|| format!("it has an input `{name}`; known are {}", INPUTS.join(", ")))?);
        if element_of(input.dtype()) != Some(TensorElementType::Int64) {
            return Err(format!("its input `{name}` is no tensor of int64"));
        }
    }
    if found.contains(&0) { Ok(found) } else { Err(format!("it has no input `{}`", INPUTS[0])) }
}

fn output_of(session: &Session, wanted: &[&str]) -> Result<String, String> {
    let names: Vec<_> = session.outputs().iter().map(ort::value::Outlet::name).collect();
    let name = wanted.iter().find(|name| names.contains(name)).copied();
    let name = name.or_else(|| (names.len() == 1).then(|| names[0]));
    let name = name.ok_or_else(|| format!("it has no output {}", wanted.join(" or ")))?;
    let outlet = session.outputs().iter().find(|outlet| outlet.name() == name);
    match outlet.and_then(|outlet| element_of(outlet.dtype())) {
        Some(TensorElementType::Float32) => Ok(name.to_owned()),
        _ => Err(format!("its output `{name}` is no tensor of float32")),
    }
}

fn element_of(of: &ValueType) -> Option<TensorElementType> {
    match of {
        ValueType::Tensor { ty, .. } => Some(*ty),
        _ => None,
    }
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

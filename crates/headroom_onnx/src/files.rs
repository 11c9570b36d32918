//! The files of a model, with limits.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::ModelError;

/// Maximum size of `tokenizer.json`, in bytes. The largest vocabularies in use have about 35 MB.
const MAX_TOKENIZER: u64 = 64 << 20;
/// Maximum size of `model.onnx`, in bytes: a protobuf message cannot be larger.
const MAX_MODEL: u64 = 2 << 30;

/// The checked files of a model.
pub(crate) struct Files {
    pub(crate) tokenizer: PathBuf,
    pub(crate) model: PathBuf,
    /// The size of both, in bytes.
    pub(crate) bytes: u64,
}

impl Files {
    /// Finds the files in a folder as Hugging Face lays it out: the model may be in its folder `onnx`.
    pub(crate) fn find(folder: &Path) -> Result<Self, ModelError> {
        let tokenizer = folder.join("tokenizer.json");
        let [beside, within] = ["model.onnx", "onnx/model.onnx"].map(|name| folder.join(name));
        let model = if !beside.exists() && within.exists() { within } else { beside };
        let bytes = size_of(&tokenizer, MAX_TOKENIZER)? + size_of(&model, MAX_MODEL)?;
        Ok(Self { tokenizer, model, bytes })
    }
}

/// The size of a file with content. A pipe or a device would block the thread, so it is no file of a model.
fn size_of(file: &Path, limit: u64) -> Result<u64, ModelError> {
    let about = fs::metadata(file).map_err(|error| ModelError::invalid(file, error))?;
    match about.len() {
        _ if !about.is_file() => Err(ModelError::invalid(file, "not a file")),
        0 => Err(ModelError::invalid(file, "the file is empty")),
        size if size > limit => Err(ModelError::invalid(file, format_args!("larger than {limit} bytes"))),
        size => Ok(size),
    }
}

/// The content of a tokenizer's file.
pub(crate) fn read_tokenizer(file: &Path) -> Result<Vec<u8>, ModelError> {
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).map_err(|error| ModelError::invalid(file, error))?;
    // The file may grow while it is read.
    opened.take(MAX_TOKENIZER).read_to_end(&mut bytes).map_err(|error| ModelError::invalid(file, error))?;
    Ok(bytes)
}

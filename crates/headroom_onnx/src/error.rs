//! Reasons why a model cannot be loaded or run.

use std::fmt;
use std::path::Path;

/// What failed. The set is closed: callers switch on the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// ONNX Runtime is not installed, or its library cannot be opened.
    Unavailable,
    /// A file of the model is missing, unreadable or not what its name says.
    InvalidModel,
    /// The model ran, and its output cannot be used.
    Failed,
}

impl ErrorKind {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::InvalidModel => "invalid",
            Self::Failed => "failed",
        }
    }
}

/// A model that cannot be loaded or run. The message names the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    /// What failed.
    pub kind: ErrorKind,
    message: String,
}

impl ModelError {
    pub(crate) fn unavailable(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Unavailable, message: message.into() }
    }

    pub(crate) fn invalid(file: &Path, message: impl fmt::Display) -> Self {
        Self { kind: ErrorKind::InvalidModel, message: said_of(file, &message) }
    }

    pub(crate) fn failed(file: &Path, message: impl fmt::Display) -> Self {
        Self { kind: ErrorKind::Failed, message: said_of(file, &message) }
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ModelError {}

/// Maximum length of what a library says about a file, in characters: it may repeat the file.
const MAX_DETAIL: usize = 300;

/// The folder is the caller's, and messages never repeat values of callers.
fn said_of(file: &Path, message: &dyn fmt::Display) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let folder = file.parent().unwrap_or(Path::new("")).to_string_lossy();
    let said = message.to_string().replace(&*folder, "");
    let detail: String = said.chars().take(MAX_DETAIL).collect();
    format!("{name}: {}", detail.trim())
}

//! ONNX Runtime, opened once in a process from the path of its library.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ort::environment::Environment;
use ort::logging::LogLevel;

use crate::error::ModelError;

struct Opened {
    path: PathBuf,
    environment: Environment,
}

/// A library stays open until the process ends: its threads cannot be taken back.
static OPENED: Mutex<Option<Opened>> = Mutex::new(None);

/// Whether ONNX Runtime is open in this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeState {
    /// No model was loaded yet.
    Closed,
    /// The library at this path is open.
    Open(PathBuf),
}

/// Whether ONNX Runtime is open in this process.
#[must_use]
pub fn runtime_state() -> RuntimeState {
    let opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    opened.as_ref().map_or(RuntimeState::Closed, |opened| RuntimeState::Open(opened.path.clone()))
}

/// Opens ONNX Runtime. If a library is open already, it is used, whatever the path is: a process has one.
pub fn open_runtime(path: &Path) -> Result<(), ModelError> {
    environment(path).map(drop)
}

pub(crate) fn environment(path: &Path) -> Result<Environment, ModelError> {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(opened) = opened.as_ref() {
        return Ok(opened.environment.clone());
    }
    let environment = open(path)?;
    *opened = Some(Opened { path: path.to_path_buf(), environment: environment.clone() });
    Ok(environment)
}

fn open(path: &Path) -> Result<Environment, ModelError> {
    // The loader searches the system for a name without a folder, and would run whatever it finds.
    if !path.is_absolute() {
        return Err(cannot_open(path, "not an absolute path"));
    }
    if !path.is_file() {
        return Err(cannot_open(path, "there is no such file"));
    }
    // The loader asserts what libraries with another content than ONNX Runtime's need not fulfil.
    catch_unwind(AssertUnwindSafe(|| -> Result<Environment, String> {
        let builder = ort::init_from(path).map_err(|error| error.to_string())?;
        let environment =
            builder.with_name("headroom").with_telemetry(false).build().map_err(|error| error.to_string())?;
        // What the library logs goes to standard error, which belongs to the host.
        environment.set_log_level(LogLevel::Fatal);
        Ok(environment)
    }))
    .unwrap_or_else(|_| Err("it is not ONNX Runtime".into()))
    .map_err(|reason| cannot_open(path, &reason))
}

/// The path is the caller's, and messages never repeat values of callers.
fn cannot_open(path: &Path, reason: &str) -> ModelError {
    let reason = reason.replace(&*path.to_string_lossy(), "the library");
    ModelError::unavailable(format!("ONNX Runtime cannot be opened: {reason}"))
}

//! Where the models of the tests and ONNX Runtime are.

use std::env;
use std::path::PathBuf;

use headroom_onnx::ModelOptions;

/// The folder of a test's model.
pub(crate) fn model(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/models").join(name)
}

/// Options with the runtime that `ORT_DYLIB_PATH` names; none if there is no such variable, and the test says
/// that it did nothing.
pub(crate) fn options() -> Option<ModelOptions> {
    let Some(runtime) = env::var_os("ORT_DYLIB_PATH") else {
        eprintln!("skipped: ORT_DYLIB_PATH names no ONNX Runtime");
        return None;
    };
    Some(ModelOptions { runtime: runtime.into(), ..ModelOptions::default() })
}

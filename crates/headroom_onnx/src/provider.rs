//! Execution providers: the hardware on which ONNX Runtime computes.

use ort::ep::{CUDA, CoreML, DirectML, ExecutionProviderDispatch};
use ort::session::builder::SessionBuilder;

use crate::error::ModelError;

/// The hardware that computes. Results of another one than the CPU may differ in their last digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provider {
    /// The CPU, which every library of ONNX Runtime has.
    #[default]
    Cpu,
    /// Apple's neural engine and GPU.
    CoreMl,
    /// GPUs of NVIDIA.
    Cuda,
    /// GPUs on Windows.
    DirectMl,
}

impl Provider {
    /// The builder of a session that computes there. An error says that the library cannot: it never falls back in
    /// silence, because the user would pay for hardware that does nothing.
    pub(crate) fn register(self, builder: SessionBuilder) -> Result<SessionBuilder, ModelError> {
        let failed = |reason: String| {
            ModelError::unavailable(format!("ONNX Runtime cannot compute by {self:?} here: {reason}"))
        };
        // DirectML cannot plan its allocations ahead (documentation of the provider).
        let builder = if self == Self::DirectMl {
            builder.with_memory_pattern(false).map_err(|error| failed(error.to_string()))?
        } else {
            builder
        };
        let Some(own) = self.dispatch() else { return Ok(builder) };
        builder.with_execution_providers([own.error_on_failure()]).map_err(|error| failed(error.to_string()))
    }

    fn dispatch(self) -> Option<ExecutionProviderDispatch> {
        match self {
            Self::Cpu => None,
            Self::CoreMl => Some(CoreML::default().build()),
            Self::Cuda => Some(CUDA::default().build()),
            Self::DirectMl => Some(DirectML::default().build()),
        }
    }
}

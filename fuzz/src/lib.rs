//! Helpers that the targets share.

pub mod compressor;
mod conversation;
pub mod selector;

pub use conversation::conversation;
#[doc(hidden)]
pub use libfuzzer_sys::fuzz_target;

/// A target for one compressor.
#[macro_export]
macro_rules! target {
    ($compressor:path) => {
        $crate::fuzz_target!(|data: &[u8]| $crate::compressor::holds(&$compressor, data));
    };
}

/// A target for one selector, with its default options.
#[macro_export]
macro_rules! selector_target {
    ($selector:ty) => {
        $crate::fuzz_target!(|data: &[u8]| $crate::selector::holds(&<$selector>::default(), data));
    };
}

use headroom_core::{Codec, Compressor};
/// Every compressor, by name.
pub const COMPRESSORS: &[&dyn Compressor] = &[&crate::json::Json::DEFAULT, &crate::repeats::Repeats::DEFAULT];
/// Every codec that reads back what they write.
pub const CODECS: &[&dyn Codec] = &[crate::json::CODECS[0], crate::repeats::CODECS[0], crate::repeats::CODECS[1]];

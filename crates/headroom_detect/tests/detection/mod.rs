//! Samples of every kind.

pub(crate) mod data;
pub(crate) mod look_alikes;
pub(crate) mod outputs;
pub(crate) mod programs;

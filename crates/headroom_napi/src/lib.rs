//! The engine in Node: conversion only. What can be tested without Node is in another crate.

// Values cross over as JavaScript has them: owned strings, numbers as `f64`, which casts saturate.
#![allow(clippy::needless_pass_by_value, clippy::cast_precision_loss, clippy::cast_sign_loss)]
// What is exported is reached from JavaScript, through the addon's table of functions.
#![allow(unreachable_pub, dead_code)]

mod compress_text;
mod control;
mod crush;
mod detection;
mod engine;
mod guard;
mod options;
mod report;
mod request;
mod session;
mod slot;
mod staged;
mod store;
mod text;
mod texts;
mod tokens;
mod turn;
mod work;

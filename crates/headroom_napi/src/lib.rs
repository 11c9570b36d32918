//! The engine in Node: conversion only. Code that can be tested without Node is in another crate.

// Values have the types of JavaScript: owned strings, and numbers as `f64`. Casts from `f64` saturate.
#![allow(clippy::needless_pass_by_value, clippy::cast_precision_loss, clippy::cast_sign_loss)]
// JavaScript calls the exports through the table of functions of the addon.
#![allow(unreachable_pub, dead_code)]

mod code;
mod compress;
mod compress_text;
mod control;
mod crush;
mod detection;
mod documents;
mod engine;
mod guard;
mod html;
mod image;
mod models;
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

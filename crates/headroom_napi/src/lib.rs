//! The engine in Node: conversion only. What can be tested without Node is in another crate.

mod engine;
mod request;
mod text;

//! The vocabulary of the engine: kinds of text, the edits that compressors propose, and [`apply()`], the one
//! place that carries edits out. No I/O, no threads, no clock.

mod apply;
mod bm25;
mod codec;
mod compressor;
pub mod cost;
mod decimal;
mod edit;
mod error;
mod fidelity;
mod hashed;
mod history;
mod index_table;
mod input;
mod kind;
mod language;
pub mod line_ends;
mod lines;
pub mod marker;
mod originals;
mod plan;
mod plural;
mod ports;
pub mod query;
mod selection;
mod sink;
pub mod thousandths;
mod two_generation_cache;
mod verified;
mod watch;
pub mod work;

pub use apply::{
    Applied, AppliedEdit, Budget, EXPANSION_BYTES, EXPANSION_FACTOR, WRITTEN_OUT, apply, expand,
    looks_encoded, said_verbatim, verbatim,
};
pub use bm25::Bm25;
pub use codec::{Codec, Decoded, Reading, Unreadable, Waste};
pub use compressor::Compressor;
pub use cost::{Balance, Cost, by_pieces, cost, cost_behind};
pub use decimal::Decimal;
pub use edit::Edit;
pub use error::CompressError;
pub use fidelity::Fidelity;
pub use hashed::{Hashed, Identity};
pub use history::{History, Spot, VisibleText, Windows, anchors, is_long, rows};
pub use index_table::IndexTable;
pub use input::{Input, Policy};
pub use kind::Kind;
pub use language::Language;
pub use lines::{Line, Lines, Numbering, Run};
pub use originals::{
    Administration, Chain, Digest, Entry, Handle, HandleInput, Ledger, Listed, Missing, Original, Originals,
    Prefix, Purged, Scope, Standing, StoreError, StoreStats,
};
pub use plan::Plan;
pub use plural::{counted, grouped, is_note, more_like_this};
pub use ports::{Decision, DecisionStore, Embedder, Embedding, OriginalStore, Scorer, SentAs};
pub use selection::{Cut, Elided, Elision, Selectable, Selector, Stub, elide};
pub use sink::Sink;
pub use two_generation_cache::TwoGenerationCache;
pub use verified::Verified;
pub use watch::{Unwatched, Watch};

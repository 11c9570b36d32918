//! Tests of the store through its public interface: one battery for all backends, and failures of files and
//! processes.

mod child;
mod contract;
mod crash;
mod ledger;
mod limits;
mod lost;
mod markers;
mod originals;
mod parts;
mod place;
mod search;
mod support;

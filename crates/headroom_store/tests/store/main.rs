//! The store as its callers use it: one battery for all backends, and what happens when things break.

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

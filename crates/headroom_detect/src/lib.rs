//! The kind of a text, and the kinds of its sections.
//!
//! Each line is read once. Every [recogniser](recogniser::Recogniser) knows one kind and gives each line points. [`segmentation`] finds the way through
//! all lines that earns the most points, where each change of kind costs some; that gives the sections, which [`detect()`] then weighs. Only the
//! text is read: the names of tools and commands would be hints at best.
//!
//! **Sections** cover the text in order without gaps, each from the start of a line to the start of another. **Confidence** is in
//! hundredths. A section below [`UNSURE`](detection::UNSURE) is `text`, or `terminal` if it has control codes; nothing is claimed of it, and its confidence is 0.
//!
//! **The whole** has the kind of most of its bytes. What a test, a build or a log prints between its own lines counts as its own: a
//! traceback in the output of pytest does not make it less of a test's output. There is no kind for mixed texts: if no kind has most of the bytes,
//! the whole is `text`, and the sections tell more. Its confidence is the confidence of its sections, or their share of the text if that is lower.

mod detect;
mod detection;
mod language;
mod line;
mod recogniser;
mod recognisers;
mod segmentation;
mod whole;

pub use detect::detect;
pub use detection::{Detection, Section};
pub use language::Language;

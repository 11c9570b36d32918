//! Detects the kind of a text and the kinds of its sections.
//!
//! Each line is read once. Every [recogniser](recogniser::Recogniser) knows one kind and gives each line
//! points. [`segmentation`] finds the path through all lines that earns the most points, where each change of
//! kind costs points. The path gives the sections, which [`detect()`] then weighs. Only the text is read,
//! because names of tools and commands would be hints at best.
//!
//! **Sections** cover the text in order and without gaps. Each one starts at the start of a line.
//! **Confidence** is in percent. A section below [`UNSURE`](detection::UNSURE) is `terminal` if it has
//! control codes; otherwise it is `text` with a confidence of 0, which claims nothing.
//!
//! **The whole text** has the kind of most of its bytes. Text that tests, builds or logs print between their
//! own lines counts as theirs: a traceback in the output of pytest is part of the test output. There is no
//! kind for mixed texts: if no kind has most of the bytes, the whole text is `text`, and the sections tell
//! more. Its confidence is that of its sections, or their share of the text if that is lower.

mod detect;
mod detection;
mod language;
mod line;
mod recogniser;
mod recognisers;
mod rows;
mod segmentation;
mod whole;

pub use detect::detect;
pub use detection::{Detection, Section};
pub use headroom_core::Language;

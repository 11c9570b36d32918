//! Compresses conversations block by block: detect → plan → apply → judge. The only crate that knows all others.

mod code;
mod conversation;
mod crush;
mod engine;
mod expand;
mod html;
mod judge;
mod memory;
mod names;
mod options;
mod outcome;
mod pruning;
mod registry;
mod request;
mod session;
mod tags;
mod text;
mod units;
mod written_out;

pub use code::{CodeOutcome, CodeRequest, CodeView, outline_code};
pub use crush::{CrushOutcome, crush};
pub use engine::{Engine, StoreMode};
pub use expand::{Expanded, expand_request, expand_text, unresolved};
pub use headroom_code::code::Options as CodeOptions;
pub use headroom_code::map::{File as CodeFile, Map as CodeMap, map as map_code};
pub use headroom_compressors::json::is_json;
pub use headroom_core::Kind;
pub use headroom_detect::{Detection, Language, Section, detect};
pub use headroom_html::html::Options as HtmlOptions;
pub use headroom_selection::documents::{Chosen, DocumentOptions, choose as choose_documents};
pub use headroom_selection::{Hybrid, Lexical};
pub use html::{HtmlOutcome, compress_html};
pub use options::{
    ConfigurationError, CrushOptions, Documents, Format, Options, ToolMode, ToolProfile, read_options,
};
pub use outcome::{Compressed, EditReport, Outcome, SkipReason};
pub use pruning::{Prune, PruneVerdict, Pruning, PruningMode, StayReason, Weights};
pub use registry::{CODECS, COMPRESSORS, SelectionOptions};
pub use request::{Block, Request, Role};
pub use session::{Lineage, Session, Settled, Turn, TurnResult};
pub use tags::Tags;
pub use text::{CompressedText, Hint, compress_text, scored_parts};
pub use units::Units;

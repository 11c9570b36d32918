//! Parts of an original: by lines, by rows, by a place in its JSON, by what is asked.

mod ask;
mod json;
mod lines;
mod path;
mod rank;
mod rows;

pub use ask::Ask;
pub use rank::Passage;

use std::fmt;
use std::ops::RangeInclusive;

use headroom_core::{HandleInput, Missing, Scope, StoreError, Vault, counted, grouped};

/// How long what names a part may be, about, in bytes: an answer is not to be made long by what was asked.
const MAX_NAMED: usize = 200;

/// Which part of an original is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// These lines, counted from 1, the last one included.
    Lines(RangeInclusive<u32>),
    /// Rows of its JSON: the elements of the array that it is, or of the longest one in it, or its lines of JSON.
    Rows {
        /// Which ones, counted from 1, the last one included; `None`: all.
        rows: Option<RangeInclusive<u32>>,
        /// Only these fields of each row; empty: all.
        fields: Vec<String>,
    },
    /// What stands at a place in its JSON: a pointer (RFC 6901) such as `/items/0/name`, or `items[0].name`.
    Path(String),
    /// The passages that say most about these words.
    Query(String),
}

/// A part of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrieved {
    /// It, in the bytes of the original.
    pub text: String,
    /// Which part it is, for the reader: `lines 120-160 of 4,113`.
    pub part: String,
    /// Whether it is all that was asked for: else the limit was met.
    pub complete: bool,
}

/// Why an original has no such part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPart {
    /// It has fewer lines.
    Lines {
        /// So many.
        count: u32,
    },
    /// It has fewer rows.
    Rows {
        /// So many.
        count: u32,
    },
    /// It is neither an array in JSON, nor has one, nor are its lines JSON.
    NotRows,
    /// It is not JSON.
    NotJson,
    /// There is nothing at the path.
    Path {
        /// As much of it as there is something at.
        reached: String,
    },
    /// None of the words occur.
    Words,
}

impl NoPart {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Lines { .. } => "no-such-lines",
            Self::Rows { .. } => "no-such-rows",
            Self::NotRows => "not-rows",
            Self::NotJson => "not-json",
            Self::Path { .. } => "no-such-path",
            Self::Words => "no-such-words",
        }
    }
}

/// Said so that the model that asked can ask better.
impl fmt::Display for NoPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines { count } => write!(f, "The original has lines 1-{}.", grouped(*count as usize)),
            Self::Rows { count } => write!(f, "The original has {}.", counted(*count as usize, "row")),
            Self::NotRows => f.write_str("The original has no rows. Ask for lines, or with a query."),
            Self::NotJson => f.write_str("The original is not JSON. Ask for lines, or with a query."),
            Self::Path { reached } if reached.is_empty() => {
                f.write_str("The original has nothing at this path.")
            }
            Self::Path { reached } => {
                write!(f, "The original has nothing at this path, but it has {reached}.")
            }
            Self::Words => f.write_str("None of these words occur in the original."),
        }
    }
}

/// Why nothing was retrieved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unretrieved {
    /// It cannot be told what is asked for.
    Unclear {
        /// What is wrong with it.
        problem: String,
    },
    /// The handle redeems nothing.
    Missing(Missing),
    /// The original has no such part.
    NoPart(NoPart),
    /// The store failed.
    Store(StoreError),
}

impl Unretrieved {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unclear { .. } => "unclear",
            Self::Missing(missing) => missing.code(),
            Self::NoPart(no_part) => no_part.code(),
            Self::Store(error) => error.code(),
        }
    }
}

impl fmt::Display for Unretrieved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclear { problem } => write!(f, "This cannot be understood: {problem}."),
            Self::Missing(missing) => missing.fmt(f),
            Self::NoPart(no_part) => no_part.fmt(f),
            Self::Store(error) => write!(f, "The original cannot be read now: {error}. Run the tool again."),
        }
    }
}

impl std::error::Error for Unretrieved {}

/// A part of what `handle`, as somebody wrote it, stands for in this scope; its text has at most `limit` bytes.
pub fn retrieve(
    vault: &dyn Vault,
    scope: &Scope,
    handle: &str,
    part: &Part,
    limit: usize,
) -> Result<Retrieved, Unretrieved> {
    let echo = HandleInput::parse(handle).map_err(Unretrieved::Missing)?;
    let original = vault.get(scope, &echo).map_err(Unretrieved::Store)?.map_err(Unretrieved::Missing)?;
    part_of(&original.text, part, limit).map_err(Unretrieved::NoPart)
}

/// A part of `text`, of at most `limit` bytes.
pub fn part_of(text: &str, part: &Part, limit: usize) -> Result<Retrieved, NoPart> {
    match part {
        Part::Whole => Ok(lines::whole(text, limit)),
        Part::Lines(range) => lines::lines(text, range, limit),
        Part::Rows { rows, fields } => rows::rows(text, rows.as_ref(), fields, limit),
        Part::Path(path) => path::at_path(text, path, limit),
        Part::Query(query) => rank::matching(text, query, limit),
    }
}

/// The passages of `text` that say most about the words of `query`, the best first, of at most `limit` bytes together
/// unless the first has more:
/// Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over lines, with those around them.
#[must_use]
pub fn find(text: &str, query: &str, limit: usize) -> Vec<Passage> {
    rank::passages(text, query, limit)
}

/// As [`find`], for words by their [hashes](crate::words::words).
pub(crate) fn find_words(text: &str, words: &[u64], limit: usize) -> Vec<Passage> {
    rank::passages_with(text, words.iter().copied(), limit)
}

/// Names in a row; where they are too long together, the first of them and how many more there are.
fn named<'a>(names: impl Iterator<Item = impl AsRef<str> + 'a>, what: &str) -> String {
    let (mut said, mut more) = (String::new(), 0);
    for name in names {
        let name = name.as_ref();
        if more > 0 || said.len() + name.len() > MAX_NAMED {
            more += 1;
            continue;
        }
        if !said.is_empty() {
            said.push_str(", ");
        }
        said.push_str(name);
    }
    match (said.is_empty(), more) {
        (_, 0) => said,
        (true, more) => counted(more, what),
        (false, more) => format!("{said} and {} more", grouped(more)),
    }
}

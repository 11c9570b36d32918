//! Retrieval of parts of an original: by lines, by rows, by a path in its JSON, by a query.

mod ask;
mod asked;
mod json;
mod lines;
mod path;
mod rank;
mod rows;

pub use ask::Ask;
pub use rank::Passage;

use std::fmt;
use std::ops::RangeInclusive;

use headroom_core::{HandleInput, Missing, Originals, Scope, StoreError, counted, grouped};

/// Approximate maximum length of the name of a part, in bytes: a long request must not make the answer long.
const MAX_NAMED: usize = 200;

/// The requested part of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The whole original.
    Whole,
    /// These lines, counted from 1, including the last one.
    Lines(RangeInclusive<u32>),
    /// Rows of its JSON: the elements of the array that it is, or of the longest array in it, or its lines of
    /// JSON.
    Rows {
        /// The rows, counted from 1, including the last one; `None`: all rows.
        rows: Option<RangeInclusive<u32>>,
        /// The fields of each row; empty: all fields.
        fields: Vec<String>,
    },
    /// The value at a path in its JSON: a pointer (RFC 6901) such as `/items/0/name`, or `items[0].name`.
    Path(String),
    /// The passages that match these words best.
    Query(String),
}

/// A retrieved part of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrieved {
    /// The text of the part, in the bytes of the original.
    pub text: String,
    /// The name of the part, for the reader: `lines 120-160 of 4,113`.
    pub part: String,
    /// Whether it is all that was requested. Otherwise the limit cut it off.
    pub complete: bool,
}

/// The reason why an original has no such part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPart {
    /// It has fewer lines.
    Lines {
        /// The number of its lines.
        count: u32,
    },
    /// It has fewer rows.
    Rows {
        /// The number of its rows.
        count: u32,
    },
    /// It is not a JSON array, contains none, and its lines are not JSON.
    NotRows,
    /// It is not JSON.
    NotJson,
    /// There is no value at the path.
    Path {
        /// The longest prefix of the path that has a value.
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

/// The messages help the model that asked to correct its request.
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

/// The reason why nothing was retrieved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unretrieved {
    /// The request is unclear.
    Unclear {
        /// The problem with it.
        problem: String,
    },
    /// The handle cannot be redeemed.
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

/// Retrieves a part of the original that `handle`, as a reader wrote it, means in this scope. The text has at
/// most `limit` bytes.
pub fn retrieve(
    originals: &dyn Originals,
    scope: &Scope,
    handle: &str,
    part: &Part,
    limit: usize,
) -> Result<Retrieved, Unretrieved> {
    let echo = HandleInput::parse(handle).map_err(Unretrieved::Missing)?;
    let original = originals.get(scope, &echo).map_err(Unretrieved::Store)?.map_err(Unretrieved::Missing)?;
    part_of(&original.text, part, limit).map_err(Unretrieved::NoPart)
}

/// A part of `text`, at most `limit` bytes long.
///
/// # Errors
///
/// [`NoPart`] if `text` has no such part.
///
/// # Examples
///
/// ```
/// use headroom_store::{Part, part_of};
///
/// let part = part_of("one\ntwo\nthree\n", &Part::Lines(2..=3), 1024).expect("lines");
/// assert_eq!(part.text, "two\nthree\n");
/// assert!(part.complete);
/// ```
pub fn part_of(text: &str, part: &Part, limit: usize) -> Result<Retrieved, NoPart> {
    match part {
        Part::Whole => Ok(lines::whole(text, limit)),
        Part::Lines(range) => lines::lines(text, range, limit),
        Part::Rows { rows, fields } => rows::rows(text, rows.as_ref(), fields, limit),
        Part::Path(path) => path::at_path(text, path, limit),
        Part::Query(query) => rank::matching(text, query, limit),
    }
}

/// The passages of `text` that match the words of `query` best, the best first. Together they have at most
/// `limit` bytes, unless the first alone has more. Ranking is Okapi BM25 (Robertson and Zaragoza, "The
/// Probabilistic Relevance Framework: BM25 and Beyond", 2009) over lines; each passage includes the lines
/// around its best one.
#[must_use]
pub fn find(text: &str, query: &str, limit: usize) -> Vec<Passage> {
    rank::passages(text, query, limit)
}

/// Like [`find`], for words given by their [hashes](crate::words::words).
pub(crate) fn find_words(text: &str, words: &[u64], limit: usize) -> Vec<Passage> {
    rank::passages_with(text, words.iter().copied(), limit)
}

/// A list of names. If it is too long, only the first names and the number of the others are listed.
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

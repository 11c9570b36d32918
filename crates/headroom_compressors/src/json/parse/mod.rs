//! JSON as a model reads it well, and as it is read back exactly.
//!
//! ```text
//! [{"flight": "HAT017", "from": "MCO", "to": "BOS", "seats": {"economy": 8, "business": 16}}, …]
//!
//! [table 9 rows, spaced: flight from=MCO to=BOS seats(economy business)]
//! HAT017 8 16
//! HAT208 2 11 to:JFK
//! …
//! ```
//!
//! A value is JSON without commas, and with quotes only where they are needed:
//!
//! | written | is |
//! |---|---|
//! | `12`, `true`, `null`, `{}`, `[]` | itself |
//! | `word`, `"two words"`, `"12"` | a string, as JSON escapes it |
//! | `[a b c]`, `{k:a l:b}` | an array, an object |
//! | `v ×4` | among elements and rows: `v` and four more like it |
//! | `[json]v` | a string that holds `v` as JSON; at the start of the text: `v` itself |
//! | `&name v`, `*name` | a value with a name; the value of that name |
//! | `[table 9 rows: …]` | an array of objects, one each line; `lines`: one JSON text each line; `entries`: an object of objects, each behind its key |
//!
//! A table's head declares its columns. `name=v`: `v` unless a row says otherwise, `name=~`: nothing unless; `name(…)`: an
//! object whose fields are columns too. Other columns have a cell in each row, in order; behind them `name:v` says
//! what is not as usual. A cell is a value, or `~`: nothing; `^`: as in the row above. What its parts are called is
//! declared in the head as well: `name?(a b)`: an object written `(1 2)`; `name[](a b)`: an array of such; `name{}(a b)`: an object
//! of such. `name:str`: all are strings, with or without quotes. `=v`: an element that is not of the declared form.

mod bare;
mod codec;
mod read;
mod spec;
mod write;

pub(super) use bare::looks_like_no_string;
pub(super) use codec::Table;
pub(super) use write::{write_lines, write_value};

/// What a text that is no table starts with, and a string that holds JSON; a style may stand before the bracket.
pub(super) const VALUE_OPENER: &str = "[json";
/// What a table starts with.
pub(super) const TABLE_OPENER: &str = "[table ";
/// What an encoding may stand for, as a multiple of its length: usual values and repeats must not fill the memory.
const EXPANSION_FACTOR: usize = 256;

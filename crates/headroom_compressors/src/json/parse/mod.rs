//! The notation of JSON: easy to read for a model, and decoded exactly.
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
//! | written | meaning |
//! |---|---|
//! | `12`, `true`, `null`, `{}`, `[]` | itself |
//! | `word`, `"two words"`, `"12"` | a string, as JSON escapes it |
//! | `[a b c]`, `{k:a l:b}` | an array, an object |
//! | `v ×4` | among elements and rows: `v` and four more like it |
//! | `[json]v` | a string that contains `v` as JSON; at the start of the text: `v` itself |
//! | `&name v`, `*name` | a value with a name; the value with that name |
//! | `[table 9 rows: …]` | an array of objects, one on each line; `lines`: one JSON text on each line; `entries`: an object of objects, each after its key; `items`: objects of an array that is cut off, without its brackets |
//!
//! The head of a table declares its columns. `name=v`: the field is `v` unless a row says otherwise.
//! `name=~`: the field is missing unless a row says otherwise. `name(…)`: an object whose fields are columns
//! too. Every other column has one cell in each row, in order. After the cells, `name:v` gives each value
//! that differs from the head. A cell is a value, or `~` for a missing value, or `^` for the same value as in
//! the row above. The head also declares the parts of values. `name?(a b)`: an object, written `(1 2)`.
//! `name[](a b)`: an array of such objects. `name{}(a b)`: an object of such objects. `name:str`: all values
//! are strings, with or without quotes. `=v`: an element that does not have the declared form.

mod bare;
mod codec;
mod read;
mod spec;
mod write;

use headroom_formats::json::MAX_DEPTH;

pub(super) use bare::looks_like_no_string;
pub(super) use codec::Table;
pub(super) use write::{write_items, write_lines, write_value};

/// The opener of a value, and of a string that contains JSON. A layout may stand before the bracket.
pub(super) const VALUE_OPENER: &str = "[json";
/// The opener of a table.
pub(super) const TABLE_OPENER: &str = "[table ";
/// The noun for rows of an array whose brackets are not part of the table, at depth 1, and deeper.
const ITEMS: &str = "items";
const DEEP_ITEMS: &str = "items at depth ";

/// The noun for items at this depth.
fn items(depth: usize) -> String {
    if depth == 1 { ITEMS.to_owned() } else { format!("{DEEP_ITEMS}{depth}") }
}

/// The depth of items with this noun.
fn items_depth(noun: &str) -> Option<usize> {
    if noun == ITEMS {
        return Some(1);
    }
    let depth = noun.strip_prefix(DEEP_ITEMS)?.parse().ok()?;
    (items(depth) == noun && (2..=MAX_DEPTH).contains(&depth)).then_some(depth)
}

/// Every encoding may expand to this multiple of its length, so that repeated values cannot fill the memory.
const EXPANSION_FACTOR: usize = 256;

//! Decides which data is elided.

use headroom_core::{Cut, Stub, counted};
use headroom_formats::encoded::{Data, data};

/// Minimum length of data that is elided, in characters. Keys, hashes and tokens are shorter.
const MIN_LEN: usize = 1024;

pub(super) fn plan(text: &str) -> Vec<Cut> {
    data(text, MIN_LEN).into_iter().map(cut).collect()
}

fn cut(Data { span, size, format }: Data) -> Cut {
    let what = format!("{} of {}", counted(size, "byte"), format.unwrap_or("data in base64"));
    Cut { span, stub: Stub { what: Some(what.into()), ..Stub::default() } }
}

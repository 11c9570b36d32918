//! Writes and finds the markers that stand for elided text. There is one form:
//!
//! ```text
//! [312 lines left out: headroom_retrieve 7k3f9q2m4n5p6r7s]
//! ```
//!
//! A marker says how much is missing and names the tool and its argument, so it explains itself. It contains
//! no quote, backslash, line feed or end of a comment: it is valid in a JSON string, in a comment and on a
//! line of its own.
//!
//! A marker in a text proves nothing, because a tool may have printed it. Only a [`Originals`] knows whether its
//! handle was issued in this scope.

mod older;

use std::ops::Range;

use memchr::memmem;

use crate::originals::{Handle, HandleInput, Missing, Originals, Scope, StoreError};

/// The name of the tool that retrieves elided text.
pub const TOOL: &str = "headroom_retrieve";
/// The text between the amount and the handle.
const LEFT_OUT: &str = " left out: headroom_retrieve ";
/// Maximum length of the amount, in bytes.
const MAX_LEN: usize = 160;
/// Maximum length of a text that is parsed as a handle, in bytes.
const MAX_HANDLE_LEN: usize = 80;

/// The origin of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// This package.
    Own,
    /// Another tool of the field, in one of its older forms.
    Older,
}

/// A marker in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its bytes.
    pub span: Range<usize>,
    /// The origin of the marker.
    pub form: Form,
    /// The handle that it names.
    pub echo: Result<HandleInput, Missing>,
}

/// Writes the marker for an amount such as `312 lines` or `40 of 52 rows, all alike`. `None`: `what` is too
/// long or has characters that are not allowed everywhere.
#[must_use]
pub fn write(what: &str, handle: Handle) -> Option<String> {
    may_be_said(what).then(|| format!("[{what}{LEFT_OUT}{handle}]"))
}

/// Writes the note for a further cut of the same text. Only the first note names the handle.
#[must_use]
pub fn note(what: &str) -> Option<String> {
    may_be_said(what).then(|| format!("[{what} left out]"))
}

/// Whether `text` contains words that look like a marker.
#[must_use]
pub fn stands_in(text: &str) -> bool {
    memmem::find(text.as_bytes(), LEFT_OUT.as_bytes()).is_some()
}

fn may_be_said(what: &str) -> bool {
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b" ,.:;()_+=%-".contains(&byte);
    // An amount starts with a digit, so it cannot start with an opener: openers start with letters or signs.
    let counts = what.starts_with(|first: char| first.is_ascii_digit());
    let fits = counts
        && (1..=MAX_LEN).contains(&what.len())
        && what.bytes().all(is_safe)
        && !what.contains("--")
        && what.trim() == what;
    // A second handle within would make it two markers.
    fits && !what.contains("left out")
}

/// The markers in `text`, in order: our own, and those in older forms of other tools.
#[must_use]
pub fn parse(text: &str) -> Vec<Marker> {
    let mut markers: Vec<_> = own(text).collect();
    older::parse(text, &mut markers);
    markers.sort_by_key(|marker| (marker.span.start, marker.span.end));
    // Where two forms overlap, the one that starts first wins.
    let mut end = 0;
    markers.retain(|marker| {
        let is_apart = marker.span.start >= end;
        if is_apart {
            end = marker.span.end;
        }
        is_apart
    });
    markers
}

/// The original of the marker's handle in this scope, or the reason why there is none.
pub fn redeem(
    originals: &dyn Originals,
    scope: &Scope,
    marker: &Marker,
) -> Result<Result<Handle, Missing>, StoreError> {
    match &marker.echo {
        Ok(echo) => originals.find(scope, echo),
        Err(missing) => Ok(Err(*missing)),
    }
}

fn own(text: &str) -> impl Iterator<Item = Marker> {
    memmem::find_iter(text.as_bytes(), LEFT_OUT).filter_map(|at| {
        let start = opening(text, at)?;
        let from = at + LEFT_OUT.len();
        let end = closing(text, from, MAX_HANDLE_LEN)?;
        Some(Marker { span: start..end, form: Form::Own, echo: HandleInput::parse(&text[from..end - 1]) })
    })
}

/// The bracket that opens before `at` on the same line.
fn opening(text: &str, at: usize) -> Option<usize> {
    let from = text.floor_char_boundary(at.saturating_sub(MAX_LEN + 1));
    let before = &text.as_bytes()[from..at];
    let open = memchr::memrchr(b'[', before)?;
    memchr::memchr2(b'\n', b']', &before[open..]).is_none().then_some(from + open)
}

/// The end of the bracket that is open at `from`, on the same line.
fn closing(text: &str, from: usize, longest: usize) -> Option<usize> {
    let behind = &text.as_bytes()[from..text.len().min(from + longest)];
    let close = memchr::memchr3(b']', b'\n', b'[', behind)?;
    (behind[close] == b']').then_some(from + close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_markers_in_every_position() {
        let handle = Handle::of("original");
        let marker = write("1,204 of 1,210 rows, all alike", handle).expect("a marker");
        assert_eq!(marker, format!("[1,204 of 1,210 rows, all alike left out: headroom_retrieve {handle}]"));
        for text in [
            marker.clone(),
            format!("a\n{marker}\nb"),
            format!("{{\"a\":\"{marker}\"}}"),
            format!("/* {marker} */"),
            format!("é [not] {marker}[é]"),
            format!("<!-- {marker} -->"),
        ] {
            let found = parse(&text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(&text[found[0].span.clone()], marker);
            assert_eq!((found[0].form, &found[0].echo), (Form::Own, &Ok(HandleInput::from(handle))));
        }
    }

    #[test]
    fn refuses_amounts_with_unsafe_characters() {
        for what in [
            "",
            " ",
            "lines",
            "1 \"b",
            "1 \\b",
            "1 \nb",
            "1 ]b",
            "1 [b",
            "1 */ b",
            "1 --> b",
            "1 é",
            "1 <b>",
            "1 line left out: headroom_retrieve q9w1dfwf",
            &"1".repeat(161),
        ] {
            assert_eq!(write(what, Handle::of("")), None, "{what}");
        }
    }

    #[test]
    fn malformed_markers_name_no_handle() {
        for (text, count) in [
            ("[3 lines left out: headroom_retrieve ../../etc/passwd]", 1),
            ("[3 lines left out: headroom_retrieve ]", 1),
            ("[3 lines\nleft out: headroom_retrieve q9w1dfwf077ymga1]", 0),
            ("3 lines left out: headroom_retrieve q9w1dfwf077ymga1]", 0),
            ("[3 lines left out: headroom_retrieve q9w1dfwf077ymga1", 0),
        ] {
            let found = parse(text);
            assert_eq!(found.len(), count, "{text}");
            assert!(found.iter().all(|marker| marker.echo == Err(Missing::Malformed)), "{text}");
        }
    }

    #[test]
    fn finds_several_markers_in_order() {
        let one = write("2 lines", Handle::of("1")).expect("a marker");
        let text = one.repeat(1000);
        assert_eq!(parse(&text).len(), 1000);
    }
}

//! Escape sequences.

pub(in crate::terminal) const BELL: u8 = 0x07;
/// Maximum length of an escape sequence, in bytes. Titles and links are the longest.
const MAX_LEN: usize = 4096;

/// The effect of a sequence on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terminal) enum Control {
    /// No lasting effect: colours, titles, links, the look of the cursor.
    Nothing,
    /// Moves the cursor by this number of lines; up is negative.
    Lines(i32),
    /// Moves the cursor by this number of columns.
    Columns(i32),
    /// Moves the cursor to a column, counted from 0.
    Column(usize),
    /// Erases the line after the cursor, before it, or the whole line.
    EraseBehind,
    EraseInFront,
    EraseLine,
    /// Erases the line after the cursor and all lines below.
    EraseBelow,
}

/// Reads the sequence at the start of `text`, which is an escape, and its length. `None` if its effect is
/// unknown or concerns the whole screen.
pub(in crate::terminal) fn control(text: &str) -> Option<(Control, usize)> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_LEN)];
    match bytes.get(1)? {
        b'[' => {
            let end = 2 + bytes[2..].iter().position(|byte| (0x40..=0x7e).contains(byte))?;
            let inner = text.get(2..end)?;
            Some((sequence(inner, bytes[end])?, end + 1))
        }
        // An operating system command: a title, a link or a mark. It ends with a bell, or with an escape and
        // a backslash.
        b']' => {
            let end = bytes
                .iter()
                .position(|byte| *byte == BELL)
                .into_iter()
                .chain(memchr::memmem::find(bytes, b"\x1b\\").map(|at| at + 1))
                .min()?;
            Some((Control::Nothing, end + 1))
        }
        // Character sets and keypad modes.
        b'(' | b')' => (bytes.len() > 2 && bytes[2].is_ascii()).then_some((Control::Nothing, 3)),
        b'=' | b'>' => Some((Control::Nothing, 2)),
        _ => None,
    }
}

/// Whether the sequence at the start of `text`, which is an escape, has no end because the text ends.
pub(in crate::terminal) fn is_cut_off(text: &str) -> bool {
    match text.as_bytes() {
        [_] => true,
        [_, b'[', inner @ ..] => {
            inner.len() < MAX_LEN && inner.iter().all(|byte| (0x20..0x40).contains(byte))
        }
        [_, b']', inner @ ..] => {
            inner.len() < MAX_LEN && inner.iter().all(|byte| *byte >= 0x20 && *byte != BELL)
        }
        _ => false,
    }
}

/// The control sequence with these parameters and this last byte.
fn sequence(inner: &str, last: u8) -> Option<Control> {
    if let Some(mode) = inner.strip_prefix('?') {
        // The alternate screen is for programs that draw.
        let draws = mode.split(';').any(|mode| matches!(mode, "47" | "1047" | "1049"));
        return (matches!(last, b'h' | b'l') && !draws).then_some(Control::Nothing);
    }
    let count =
        || if inner.is_empty() { Some(1) } else { inner.parse::<u16>().ok().map(|count| count.max(1)) };
    let by = || count().map(i32::from);
    match (last, inner) {
        (b'm' | b'q' | b't', _) => Some(Control::Nothing),
        (b'A', _) => Some(Control::Lines(-by()?)),
        (b'B', _) => Some(Control::Lines(by()?)),
        (b'C', _) => Some(Control::Columns(by()?)),
        (b'D', _) => Some(Control::Columns(-by()?)),
        (b'G', _) => Some(Control::Column(usize::from(count()?) - 1)),
        (b'K', "" | "0") => Some(Control::EraseBehind),
        (b'K', "1") => Some(Control::EraseInFront),
        (b'K', "2") => Some(Control::EraseLine),
        (b'J', "" | "0") => Some(Control::EraseBelow),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_escape_sequences() {
        for (text, control_, length) in [
            ("\x1b[1;32mx", Control::Nothing, 7),
            ("\x1b[0K", Control::EraseBehind, 4),
            ("\x1b[2K\x1b[1G", Control::EraseLine, 4),
            ("\x1b[3A", Control::Lines(-3), 4),
            ("\x1b[C", Control::Columns(1), 3),
            ("\x1b[7G", Control::Column(6), 4),
            ("\x1b]0;title\x07x", Control::Nothing, 10),
            ("\x1b]8;;https://example.com\x1b\\link", Control::Nothing, 26),
            ("\x1b[?25l", Control::Nothing, 6),
            ("\x1b(B", Control::Nothing, 3),
        ] {
            assert_eq!(control(text), Some((control_, length)), "{text:?}");
        }
        for text in [
            "\x1b",
            "\x1b[",
            "\x1b[31",
            "\x1b[2J",
            "\x1b[5;10H",
            "\x1b[?1049h",
            "\x1bM",
            "\x1b]0;title",
            "\x1b(é",
        ] {
            assert_eq!(control(text), None, "{text:?}");
        }
    }
}

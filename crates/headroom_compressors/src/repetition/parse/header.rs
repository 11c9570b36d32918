//! `[runs 12 lines]`, `[runs 12 lines: test {1..12} ... ok]`

use super::Form;

pub(super) const OPENER: &str = "[runs ";
/// Maximum length of a header without a form, in bytes.
const MAX_HEADER_LEN: usize = 32;
/// Maximum length of a header with a form, in bytes.
pub(super) const MAX_FORM_LEN: usize = 1024;

/// Writes the header for this number of lines.
pub(in crate::repetition) fn write_header(lines: usize, out: &mut String) {
    out.extend([OPENER, &lines.to_string(), " lines]"]);
}

/// Writes the header for lines of one form. `false`: the header would be too long.
pub(in crate::repetition) fn write_form_header(lines: usize, form: &Form<'_>, out: &mut String) -> bool {
    let start = out.len();
    out.extend([OPENER, &lines.to_string(), " lines: "]);
    form.write(out);
    out.push(']');
    let fits = out.len() - start <= MAX_FORM_LEN;
    if !fits {
        out.truncate(start);
    }
    fits
}

/// The number of lines, the form of all of them if the header has one, and the length of the header.
pub(super) fn read_header(text: &str) -> Option<(usize, Option<Form<'_>>, usize)> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN)];
    let end = memchr::memchr2(b']', b':', window)?;
    let lines = text[..end].strip_prefix(OPENER)?.strip_suffix(" lines")?;
    let is_number = !lines.starts_with('0') && lines.bytes().all(|byte| byte.is_ascii_digit());
    let lines = lines.parse().ok().filter(|_| is_number)?;
    if window[end] == b']' {
        return Some((lines, None, end + 1));
    }
    let window = &text.as_bytes()[..text.len().min(MAX_FORM_LEN + 1)];
    let length =
        memchr::memchr(b'\n', window).or_else(|| (text.len() <= MAX_FORM_LEN).then_some(text.len()))?;
    let form = text[end..length].strip_prefix(": ")?.strip_suffix(']')?;
    Some((lines, Some(Form::read(form, lines)?), length))
}

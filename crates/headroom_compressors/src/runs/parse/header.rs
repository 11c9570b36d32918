//! `[runs 12 lines]`, `[runs 12 lines: test {1..12} ... ok]`

use super::Form;

pub(super) const OPENER: &str = "[runs ";
/// The longest header that says no form, in bytes.
const LONGEST_HEADER: usize = 32;
/// The longest header that says a form, in bytes.
pub(super) const LONGEST_FORM: usize = 1024;

/// Writes the line in front of so many folded lines.
pub(in crate::runs) fn write_header(lines: usize, out: &mut String) {
    out.extend([OPENER, &lines.to_string(), " lines]"]);
}

/// Writes the line in front of lines that all have one form, if it is not too long for that.
pub(in crate::runs) fn write_form_header(lines: usize, form: &Form<'_>, out: &mut String) -> bool {
    let start = out.len();
    out.extend([OPENER, &lines.to_string(), " lines: "]);
    form.write(out);
    out.push(']');
    let fits = out.len() - start <= LONGEST_FORM;
    if !fits {
        out.truncate(start);
    }
    fits
}

/// How many lines, the form of all of them if it is said, and the length of the header.
pub(super) fn read_header(text: &str) -> Option<(usize, Option<Form<'_>>, usize)> {
    let window = &text.as_bytes()[..text.len().min(LONGEST_HEADER)];
    let end = memchr::memchr2(b']', b':', window)?;
    let lines = text[..end].strip_prefix(OPENER)?.strip_suffix(" lines")?;
    let is_number = !lines.starts_with('0') && lines.bytes().all(|byte| byte.is_ascii_digit());
    let lines = lines.parse().ok().filter(|_| is_number)?;
    if window[end] == b']' {
        return Some((lines, None, end + 1));
    }
    let window = &text.as_bytes()[..text.len().min(LONGEST_FORM + 1)];
    let length =
        memchr::memchr(b'\n', window).or_else(|| (text.len() <= LONGEST_FORM).then_some(text.len()))?;
    let form = text[end..length].strip_prefix(": ")?.strip_suffix(']')?;
    Some((lines, Some(Form::read(form, lines)?), length))
}

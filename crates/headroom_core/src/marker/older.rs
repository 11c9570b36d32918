//! The forms that older tools of the field write: `<<ccr:HASH>>`, `<<ccr:HASH 12_rows_offloaded>>`,
//! `<<ccr:HASH,KIND,SIZE>>`, `[… compressed … hash=HASH]`, `Retrieve original: hash=HASH`, `Retrieve more:
//! hash=HASH`. A hash that is the start of a SHA-256 names the same original as our handle does.

use memchr::memmem;

use crate::originals::HandleInput;

use super::{Form, MAX_HANDLE_LEN, Marker, closing, opening};

const ANGLES: &str = "<<ccr:";
const HASH: &str = "hash=";
/// The words before a hash outside of brackets.
const LEADS: [&str; 2] = ["Retrieve more: ", "Retrieve original: "];
/// Maximum distance from a hash to its closing bracket, in bytes.
const REMARK: usize = 200;

pub(super) fn parse(text: &str, markers: &mut Vec<Marker>) {
    markers.extend(memmem::find_iter(text.as_bytes(), ANGLES).filter_map(|at| in_angles(text, at)));
    markers.extend(memmem::find_iter(text.as_bytes(), HASH).filter_map(|at| with_hash(text, at)));
}

fn in_angles(text: &str, at: usize) -> Option<Marker> {
    let from = at + ANGLES.len();
    let behind = &text.as_bytes()[from..text.len().min(from + REMARK)];
    let end = memmem::find(behind, b">>").filter(|&end| memchr::memchr(b'\n', &behind[..end]).is_none())?;
    let hash = text[from..from + end].split([' ', ',']).next().unwrap_or_default();
    Some(Marker { span: at..from + end + 2, form: Form::Older, echo: HandleInput::parse(hash) })
}

fn with_hash(text: &str, at: usize) -> Option<Marker> {
    let from = at + HASH.len();
    let length = text.as_bytes()[from..]
        .iter()
        .take(MAX_HANDLE_LEN)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let end = from + length;
    let marker = |span| Some(Marker { span, form: Form::Older, echo: HandleInput::parse(&text[from..end]) });
    let bracket = opening(text, at).filter(|&start| text[start..at].contains("compressed"));
    if let Some(start) = bracket
        && let Some(end) = closing(text, end, REMARK)
    {
        return marker(start..end);
    }
    let lead = LEADS.iter().find(|lead| text[..at].ends_with(*lead))?;
    marker(at - lead.len()..end)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn older_forms_name_the_same_original() {
        // SHA-256("abc").
        let echo = |digits| HandleInput::parse(&"ba7816bf8f01cfea414140de5dae2223"[..digits]);
        for (marker, digits) in [
            ("<<ccr:ba7816bf8f01>>", 12),
            ("<<ccr:ba7816bf8f01cfea414140de 12_rows_offloaded>>", 24),
            ("<<ccr:ba7816bf8f01,base64,12.3KB>>", 12),
            ("[120 items compressed to 16. Retrieve more: hash=ba7816bf8f01cfea414140de]", 24),
            (
                "[120 items compressed to 16 (kept: errors). Original content preserved. Retrieve more: hash=ba7816bf8f01cfea414140de. Expires in 30m.]",
                24,
            ),
            ("[9 lines compressed. hash=ba7816bf8f01cfea414140de]", 24),
            ("Retrieve original: hash=ba7816bf8f01", 12),
            ("Retrieve more: hash=ba7816bf8f01", 12),
        ] {
            for text in [marker.to_owned(), format!("x {marker}\ny"), format!("\"{marker}\"")] {
                let found = parse(&text);
                assert_eq!(found.len(), 1, "{text}: {found:?}");
                assert_eq!(
                    (&text[found[0].span.clone()], found[0].form, &found[0].echo),
                    (marker, Form::Older, &echo(digits))
                );
            }
        }
    }

    #[test]
    fn rejects_other_hashes() {
        for text in [
            "git hash=ba7816bf8f01",
            "?hash=ba7816bf8f01cfea414140de",
            "[hash=ba7816bf8f01]",
            "<<ccr:ba7816bf8f01",
            "<<ccr:ba78\n16bf8f01>>",
            "<ccr:ba7816bf8f01>",
        ] {
            assert_eq!(parse(text), [], "{text}");
        }
    }
}

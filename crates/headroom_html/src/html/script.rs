//! Finds data in scripts: `window.__STATE__ = {"orders": [{"id": 9001}]};`

/// Minimum length of data that a page may need, in bytes. Shorter literals are settings of a program.
const MIN_LEN: usize = 64;

/// Whether a script assigns data, passes data to a function, or starts with data. Such data is often what an agent
/// looks for in a page.
pub(super) fn has_data(script: &str) -> bool {
    let bytes = script.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'{', b'[', &bytes[at..]) {
        let start = at + found;
        let before = bytes[at..start].trim_ascii_end().last().copied();
        if !before.map_or(at == 0, is_start) {
            at = start + 1;
            continue;
        }
        let literal = Literal::read(bytes, start);
        if literal.is_data && literal.end - start >= MIN_LEN {
            return true;
        }
        at = literal.end.max(start + 1);
    }
    false
}

/// Whether a value follows this byte.
fn is_start(byte: u8) -> bool {
    matches!(byte, b'=' | b'(')
}

/// Brackets and all that is in them, up to the first byte that no data has.
struct Literal {
    end: usize,
    is_data: bool,
}

impl Literal {
    /// Reads a literal that starts with a bracket. The script may be cut off in it.
    fn read(bytes: &[u8], start: usize) -> Self {
        let (mut at, mut depth) = (start, 0_usize);
        while at < bytes.len() {
            match bytes[at] {
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 1 => return Self { end: at + 1, is_data: true },
                b'}' | b']' => depth -= 1,
                quote @ (b'"' | b'\'') => match end_of_string(bytes, at, quote) {
                    Some(end) => {
                        at = end;
                        continue;
                    }
                    None => return Self { end: at, is_data: false },
                },
                byte if is_plain(byte) => {}
                _ => return Self { end: at, is_data: false },
            }
            at += 1;
        }
        Self { end: at, is_data: true }
    }
}

/// Whether a byte outside of strings may be in data: names, numbers and separators, but no calls and no operators.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || byte >= 0x80 || b"_$,:.+-!".contains(&byte)
}

/// The end of the string that starts here: behind its quote, or the end of a script that is cut off. `None` if the
/// line ends first.
fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> Option<usize> {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' => return None,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    Some(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = r#"[{"id":9001,"total":3.5,"note":"it's (paid); f() => {"},{"id":9002,"total":-1}]"#;

    #[test]
    fn data_is_found() {
        for script in [
            format!("window.__STATE__ = {{\"orders\": {ROWS}}};"),
            format!("var a = 1;\nconst rows={ROWS}\nrun(a);"),
            format!("f(function(){{}}); push({ROWS})"),
            format!("  {ROWS}"),
            format!("window.__STATE__ = {{orders: {ROWS}, open: !0, more: void 0, 'a': [1, 2"),
            format!("window.__STATE__ = {}", &ROWS[..70]),
        ] {
            assert!(has_data(&script), "{script}");
        }
    }

    #[test]
    fn programs_are_no_data() {
        let settings =
            "window.dataLayer = window.dataLayer || []; dataLayer.push({ event: 'view', page: 'tides' });";
        for script in [
            settings.to_owned(),
            format!("if (a) {{ b = [] }} else {{ c = {{}} }} {settings}"),
            "var a = {run: function (b) { return b.map((c) => c + 1).filter((d) => d > 2).join('; ') }, go: 1}".into(),
            "x = a[\"a very long name of a property of an object that nobody would have\"][1].b.c.d.e.f".into(),
            "var a = {b: 'a string that nothing closes, so that nobody knows what follows it\n}".into(),
            String::new(),
            "={".repeat(10_000) + "(",
        ] {
            assert!(!has_data(&script), "{script:.100}");
        }
    }
}

//! What bytes and words are.

pub(super) const LETTER: u8 = 1;
pub(super) const HEX: u8 = 2;
pub(super) const DIGIT: u8 = 4;
pub(super) const WORD: u8 = LETTER | HEX | DIGIT;
pub(super) const BLANK: u8 = 8;
pub(super) const PATH: u8 = 16;
/// What needs a closer look outside of words.
pub(super) const SPECIAL: u8 = 32;
const CLASSES: [u8; 256] = classes();
/// Ends of names of source files, which are no hosts though a number stands behind them.
const SOURCES: [&[u8]; 16] = [
    b"java", b"go", b"py", b"rs", b"js", b"ts", b"tsx", b"cc", b"cpp", b"c", b"h", b"rb", b"kt", b"scala",
    b"php", b"cs",
];

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT | PATH,
            b'a'..=b'f' | b'A'..=b'F' => HEX | PATH,
            b'g'..=b'z' | b'G'..=b'Z' | 0x80.. => LETTER | PATH,
            b' ' | b'\t' => BLANK,
            b'/' => PATH | SPECIAL,
            b'.' | b'_' | b'-' | b'%' | b'~' | b'+' | b'@' | b'#' | b'$' | b'&' | b'?' | b'=' | b':' => PATH,
            0 => SPECIAL,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// What a byte may be part of.
pub(super) const fn class(byte: u8) -> u8 {
    CLASSES[byte as usize]
}

/// The end of a UUID (RFC 9562) whose first part is `at..end`.
pub(super) fn uuid(line: &[u8], at: usize, end: usize) -> Option<usize> {
    let text = line.get(at..at + 36).filter(|_| end - at == 8)?;
    let fits = text.iter().enumerate().all(|(at, byte)| {
        if matches!(at, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
    });
    (fits && line.get(at + 36).is_none_or(|byte| class(*byte) & WORD == 0)).then_some(at + 36)
}

/// The end of a MAC or IPv6 address.
pub(super) fn address(line: &[u8], at: usize) -> Option<usize> {
    let length =
        line[at..].iter().take(46).take_while(|byte| byte.is_ascii_hexdigit() || **byte == b':').count();
    let text = line[at..at + length].strip_suffix(b":").unwrap_or(&line[at..at + length]);
    let colons = memchr::memchr_iter(b':', text).count();
    let grouped = text.split(|byte| *byte == b':').all(|group| group.len() <= 4);
    let enough = colons >= 5 || colons >= 2 && memchr::memmem::find(text, b"::").is_some();
    let end = at + text.len();
    (enough
        && grouped
        && text.iter().any(u8::is_ascii_digit)
        && line.get(end).is_none_or(|byte| class(*byte) & WORD == 0))
    .then_some(end)
}

/// The end of `db1.example.com:5432`, whose first part is `at..end`.
pub(super) fn host(line: &[u8], at: usize, end: usize) -> Option<usize> {
    let name = line[end..]
        .iter()
        .take(253)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    let colon = end + name;
    let digits = line[colon..].strip_prefix(b":")?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let to = colon + 1 + digits;
    let last = line[at..colon].rsplit(|byte| *byte == b'.').next()?;
    let is_port = (2..=5).contains(&digits)
        && line.get(to).is_none_or(|byte| class(*byte) & WORD == 0 && *byte != b':');
    (is_port && last.len() > 1 && last.iter().all(u8::is_ascii_lowercase) && !SOURCES.contains(&last))
        .then_some(to)
}

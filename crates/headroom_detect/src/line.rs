//! A line as recognisers see it.

/// How much of a line is looked at, in bytes. What follows adds nothing that its start does not tell.
const LOOKED_AT: usize = 1024;
const ESCAPE: u8 = 0x1b;

/// A line without its line end, colours and blanks behind it.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// All of it that is looked at.
    pub(crate) text: &'a str,
    /// Without the blanks in front.
    pub(crate) body: &'a str,
    /// How many blanks, or tabs, there are in front.
    pub(crate) indent: usize,
    /// All of it, as it stands.
    pub(crate) whole: &'a str,
    /// The last byte that is not blank, of all of it.
    pub(crate) last: u8,
    /// How many blank lines stand before it.
    pub(crate) blanks_before: usize,
    /// What it is made of.
    pub(crate) counts: Counts,
}

/// How many bytes of a sort the part that is looked at has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) letters: usize,
    pub(crate) digits: usize,
    pub(crate) blanks: usize,
    /// Not ASCII.
    pub(crate) wide: usize,
    /// Not printable, tabs aside.
    pub(crate) controls: usize,
    pub(crate) commas: usize,
    pub(crate) colons: usize,
    pub(crate) tabs: usize,
    /// `{}[]();=<>`
    pub(crate) code: usize,
}

impl<'a> Line<'a> {
    /// Looks at `whole`, which has no line feed; `None`: it is blank. `scratch` takes it where it has to be copied.
    pub(crate) fn new(whole: &'a str, blanks_before: usize, scratch: &'a mut String) -> Option<Self> {
        let end = whole.trim_end_matches(['\r', ' ', '\t']);
        let last = *end.as_bytes().last()?;
        let mut text = &end[..end.floor_char_boundary(LOOKED_AT)];
        if memchr::memchr2(ESCAPE, b'\r', text.as_bytes()).is_some() {
            as_shown(text, scratch);
            text = scratch.trim_end();
        }
        let body = text.trim_start_matches([' ', '\t']);
        if body.is_empty() {
            return None;
        }
        Some(Self {
            text,
            body,
            indent: text.len() - body.len(),
            whole,
            last,
            blanks_before,
            counts: Counts::of(text),
        })
    }

    /// Its first byte behind the blanks.
    pub(crate) fn first(&self) -> u8 {
        self.body.as_bytes()[0]
    }

    /// Whether all of it was looked at.
    pub(crate) fn ends_with(&self, end: &str) -> bool {
        self.text.ends_with(end) && self.last == self.text.as_bytes()[self.text.len() - 1]
    }

    /// How many words it has.
    pub(crate) fn words(&self) -> usize {
        self.counts.blanks + 1 - self.indent.min(self.counts.blanks)
    }
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' => counts.letters += 1,
                b'0'..=b'9' => counts.digits += 1,
                b' ' => counts.blanks += 1,
                b'\t' => counts.tabs += 1,
                b',' => counts.commas += 1,
                b':' => counts.colons += 1,
                b'{' | b'}' | b'[' | b']' | b'(' | b')' | b';' | b'=' | b'<' | b'>' => counts.code += 1,
                0x80.. => counts.wide += 1,
                0..=0x1f | 0x7f => counts.controls += 1,
                _ => {}
            }
        }
        counts.controls += 3 * text.matches('\u{fffd}').count();
        counts
    }
}

/// Writes what is on the screen: without colours and other sequences, and only the last of frames that write over each other.
fn as_shown(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    while let Some(at) = memchr::memchr2(ESCAPE, b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'\r' {
            out.clear();
        }
        rest = &rest[at + sequence(&rest.as_bytes()[at..])..];
    }
    out.push_str(rest);
}

/// The length of the control sequence (ECMA-48, section 5.4) that starts here, or of the control character.
fn sequence(bytes: &[u8]) -> usize {
    if !bytes.starts_with(b"\x1b[") {
        return 1;
    }
    let parameters = bytes[2..].iter().take_while(|byte| (0x20..0x40).contains(*byte)).count();
    2 + parameters + usize::from(bytes.get(2 + parameters).is_some_and(|byte| (0x40..0x7f).contains(byte)))
}

//! Conversations from the bytes of a fuzzer.

use headroom_testkit::Step;

/// Maximum total length of the parts, which repeat each other, in bytes, so that a run stays short.
const MAX_LEN: usize = 1 << 18;
/// Separators between a line number and its line.
const SEPARATORS: [&str; 6] = ["→", "\t", ":", "|", " | ", " │ "];

/// A conversation from bytes. 0xff, which no text contains, ends a part. The first bytes of a part say how it
/// is made.
#[must_use]
pub fn conversation(data: &[u8]) -> Vec<Step> {
    let mut texts: Vec<String> = Vec::new();
    let mut steps = Vec::new();
    let mut length = 0;
    for part in data.split(|&byte| byte == 0xff) {
        let [kind, which, from, rest @ ..] = part else { continue };
        let own = String::from_utf8_lossy(rest).into_owned();
        let known = if texts.is_empty() { "" } else { &texts[*which as usize % texts.len()] };
        let text = match kind % 8 {
            0 => own,
            // Long lines, within which repetition is searched.
            1 => format!("{}{own}{}", known.replace('\n', "; "), own.replace('\n', "; ").repeat(1 + *from as usize % 8)),
            2 => format!("{known}{own}"),
            3 => format!("{own}\n{}\n{own}", lines(known, *from as usize)),
            4 => numbered(known, *from as usize),
            5 => format!("{own}\n{}", numbered(&lines(known, *from as usize), *from as usize)),
            6 => changed(known, *from as usize, &own),
            _ => own.repeat(1 + *from as usize % 16),
        };
        length += text.len();
        if length > MAX_LEN {
            break;
        }
        match kind / 8 % 5 {
            0 => steps.push(Step::Message { user: which % 2 == 0, text: text.clone() }),
            1 => {
                steps.push(Step::Call { tool: "Write", arguments: vec![("file_path", format!("src/{}.rs", which % 3)), ("content", text.clone())] });
                steps.push(Step::Result("ok".into()));
            }
            2 => steps.push(Step::Call { tool: "Read", arguments: vec![("file_path", format!("src/{}.rs", which % 3))] }),
            _ => {}
        }
        if kind / 8 % 5 > 1 {
            steps.push(Step::Result(text.clone()));
        }
        texts.push(text);
    }
    steps
}

/// Some of the lines of `text`.
fn lines(text: &str, from: usize) -> String {
    text.lines().skip(from % 16).take(1 + from / 16).collect::<Vec<_>>().join("\n")
}

/// The lines of `text` with line numbers.
fn numbered(text: &str, from: usize) -> String {
    let separator = SEPARATORS[from % SEPARATORS.len()];
    let width = if from.is_multiple_of(2) { 0 } else { 6 };
    text.lines().enumerate().map(|(index, line)| format!("{:>width$}{separator}{line}\n", from + index)).collect()
}

/// `text` with one of its lines replaced.
fn changed(text: &str, at: usize, new: &str) -> String {
    let mut lines: Vec<_> = text.split('\n').collect();
    let at = at % lines.len();
    lines[at] = new;
    lines.join("\n")
}

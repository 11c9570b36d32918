//! Frames: the texts between carriage returns. Programs repaint a line to show progress; old files end their
//! lines with a carriage return. Only evidence of progress tells that a frame replaces the one before it.

use headroom_formats::terminal::ESCAPE;

use crate::terminal::parse::control;

/// Characters of bars and spinners.
const DRAWN: &str = "█▉▊▋▌▍▎▏░▒▓■□▪▫━╸╺─▓⣿⣷⣯⣟⡿⢿⣻⣽⣾⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏◐◓◑◒◴◷◶◵";
/// Spinners that overwrite the first character of a line.
const SPINNER: &str = "|/-\\⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏⣷⣯⣟⡿⢿⣻⣽⣾◐◓◑◒◴◷◶◵.oO*+x ";
/// Words of rates, and of times that are not known yet.
const MEASURES: [&str; 10] =
    ["B/s", "b/s", "it/s", "s/it", "bits/s", "--:--", "fps=", " ETA", " eta ", "time left"];
/// Maximum length of a frame that can be a spinner, in characters.
const SPINNER_LEN: usize = 2;
/// Characters between the fields of a row of data, and their minimum number in a row.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
const MIN_SEPARATORS: usize = 2;
/// Words that report an error, in lower case.
const ERRORS: [&str; 14] = [
    "error",
    "errors",
    "failed",
    "failure",
    "fail",
    "fatal",
    "denied",
    "exception",
    "panic",
    "panicked",
    "refused",
    "cannot",
    "unable",
    "warning",
];

/// A frame without its controls, and without blanks at its end.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frame(String);

/// What a frame does with the frame before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It writes over the first characters, and the others stay.
    Spins,
    /// It replaces the whole line.
    Repaints,
    /// It is not a repaint: both frames stay.
    Stays,
}

impl Frame {
    /// The frame at the start of `text`: up to the next carriage return or line feed.
    pub(super) fn at_start_of(text: &str) -> Self {
        let end = memchr::memchr2(b'\r', b'\n', text.as_bytes()).unwrap_or(text.len());
        let mut rest = &text[..end];
        let mut shown = String::with_capacity(end);
        while let Some(at) = memchr::memchr(ESCAPE, rest.as_bytes()) {
            shown.push_str(&rest[..at]);
            rest = &rest[at + control(&rest[at..]).map_or(1, |(_, length)| length)..];
        }
        shown.push_str(rest);
        Self::from(shown)
    }

    /// What this frame does with the frame `before` it. `paints`: earlier frames of the line were repaints,
    /// or the line began with a carriage return and both frames are alike.
    pub(super) fn effect_on(&self, before: &Self, paints: bool) -> Effect {
        if before.0.is_empty() || self.0.starts_with(&before.0) {
            return Effect::Repaints;
        }
        let is_spinner = |text: &str| text.chars().next().is_some_and(|first| SPINNER.contains(first));
        if self.0.chars().nth(SPINNER_LEN).is_none() && is_spinner(&self.0) && is_spinner(&before.0) {
            return Effect::Spins;
        }
        let draws = self.is_drawn() || before.is_drawn() || self.turns(before);
        if draws || !self.is_data() && (paints || self.goes_on(before)) {
            Effect::Repaints
        } else {
            Effect::Stays
        }
    }

    /// Whether it reports an error, and a later frame must not hide it.
    pub(super) fn reports_error(&self) -> bool {
        let mut before = "";
        self.0.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).any(|word| {
            let is_denied = matches!(before, "0" | "no" | "without");
            before = word;
            !is_denied && ERRORS.iter().any(|error| error.eq_ignore_ascii_case(word))
        })
    }

    /// Whether it has a bar, a spinner or a rate.
    fn is_drawn(&self) -> bool {
        self.0.chars().any(|c| !c.is_ascii() && DRAWN.contains(c))
            || ["##", "==", "=>", "[>", "[ ", " ]", "--]"].iter().any(|part| self.0.contains(part))
                && self.0.contains('[')
            || MEASURES.iter().any(|measure| self.0.contains(measure))
    }

    /// Whether both frames start alike but for digits.
    pub(super) fn is_like(&self, before: &Self) -> bool {
        let masked = |frame: &Self| frame.0.bytes().filter(|byte| !byte.is_ascii_digit()).collect::<Vec<_>>();
        let (ours, theirs) = (masked(self), masked(before));
        let alike = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
        2 * alike >= ours.len().min(theirs.len()) && alike > 0
    }

    /// Whether both frames start with a spinner, which turns.
    fn turns(&self, before: &Self) -> bool {
        let spinner = |frame: &Self| {
            let mut start = frame.0.chars();
            start.next().filter(|first| "|/-\\".contains(*first) && matches!(start.next(), None | Some(' ')))
        };
        spinner(self).zip(spinner(before)).is_some_and(|(ours, theirs)| ours != theirs)
    }

    /// Whether it has fields with separators between them, as a row of data does.
    fn is_data(&self) -> bool {
        SEPARATORS.iter().any(|separator| self.0.matches(*separator).nth(MIN_SEPARATORS - 1).is_some())
    }

    /// Whether its progress is that of the frame before it, or more: `3/12` after `2/12`, `47%` after `12%`.
    fn goes_on(&self, before: &Self) -> bool {
        let (ours, theirs) = (self.progress(), before.progress());
        ours.zip(theirs).is_some_and(|(ours, theirs)| ours.1 == theirs.1 && ours.0 >= theirs.0)
    }

    /// How many of how many are done: `47%`, `3/12`, `3 of 12`.
    fn progress(&self) -> Option<(u64, u64)> {
        let bytes = self.0.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut at = 0;
        while at < bytes.len() {
            let length = digits(at);
            if length == 0 {
                at += 1;
                continue;
            }
            let (number, end) = (&self.0[at..at + length], at + length);
            let rest = &self.0[end..];
            if rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit() || c == ' ').starts_with('%')
            {
                return Some((number.parse().ok()?, 100));
            }
            let total = rest.strip_prefix('/').or_else(|| rest.strip_prefix(" of "));
            if let Some(total) = total {
                let start = self.0.len() - total.len();
                let length = digits(start);
                if length > 0 && bytes.get(start + length) != Some(&b'/') {
                    return Some((number.parse().ok()?, self.0[start..start + length].parse().ok()?));
                }
            }
            at = end;
        }
        None
    }
}

impl From<String> for Frame {
    fn from(mut text: String) -> Self {
        text.truncate(text.trim_end().len());
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(before: &str, after: &str, paints: bool) -> Effect {
        Frame::at_start_of(after).effect_on(&Frame::at_start_of(before), paints)
    }

    #[test]
    fn only_progress_repaints_a_line() {
        for (before, after) in [
            ("Downloading   0%", "Downloading  12%"),
            ("Counting objects: 2/12", "Counting objects: 3/12, done."),
            ("[##   ] app", "[###  ] app"),
            ("⠋ reify", "\x1b[32m⠙\x1b[0m reify"),
            ("Reading package lists...", "Reading package lists... Done"),
            ("  0     0    0     0 --:--:--     0", "100  1256  100  1256 --:--:--  9k"),
            ("", "x"),
            ("| resolving a", "/ resolving b"),
        ] {
            assert_eq!(effect(before, after, false), Effect::Repaints, "{before:?} {after:?}");
        }
        for (before, after) in [
            ("id,name,total", "0,customer 0,0"),
            ("0,a,10%", "1,b,20%"),
            ("10:00:01 cpu 47%", "10:00:02 cpu 45%"),
            ("Dear Ada,", "thank you for your letter"),
            ("1", "2"),
            ("- eggs", "- milk"),
        ] {
            assert_eq!(effect(before, after, false), Effect::Stays, "{before:?} {after:?}");
        }
        assert_eq!(effect("copying a.txt", "copying b.txt", true), Effect::Repaints);
        assert_eq!(effect("1,a,10", "2,b,20", true), Effect::Stays);
        assert!(!Frame::from("Dear Ada,".to_owned()).is_like(&Frame::from("thank you".to_owned())));
        assert_eq!(effect("| building", "/", false), Effect::Spins);
    }

    #[test]
    fn errors_are_recognised() {
        for text in ["a.txt: copying ERROR permission denied", "Failed: b", "3 errors"] {
            assert!(Frame::from(text.to_owned()).reports_error(), "{text}");
        }
        for text in ["12/40, 0 errors", "no failures", "terror.txt", "47%"] {
            assert!(!Frame::from(text.to_owned()).reports_error(), "{text}");
        }
    }
}

//! What the model has already been shown in this conversation, and how to call it.
//!
//! Texts are pushed in the order of the conversation and can be popped again, which leaves everything as it was
//! before: what is found never depends on what was pushed and popped in between.

mod anchors;
mod index;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::fidelity::Fidelity;
use crate::line_ends::without_cr;
use crate::lines::Lines;
use crate::verified::Verified;
pub use anchors::{anchors, is_long};
use index::Index;
pub use index::{Spot, Windows};

/// The longest name of a text, in bytes: a reference has to stay shorter than what it stands for.
const MAX_NAME_LEN: usize = 48;

/// The texts of a conversation up to some point.
#[derive(Debug, Default)]
pub struct History {
    shown: Vec<VisibleText>,
    /// How many texts were called this, before numbers were added to tell them apart.
    called: HashMap<Box<str>, u32>,
    named: HashMap<Box<str>, u32>,
    whole: HashMap<u64, u32>,
    index: Index,
    bytes: usize,
}

/// A text of the conversation.
#[derive(Debug)]
pub struct VisibleText {
    /// What the model knows it by, no other text the same; empty: it cannot be referred to.
    pub name: Box<str>,
    /// What it was before it was compressed; where all its lines ended in CRLF, without carriage returns.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Lines,
    /// The lines that can be read as they are, sorted and disjoint.
    pub visible: Vec<Range<u32>>,
    /// The name without its number.
    called: Box<str>,
    /// Whether all of it can be read, in one form or another.
    whole: Option<u64>,
}

impl History {
    /// Nothing shown yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many texts were shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// How long they are together, in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The text with this index.
    #[must_use]
    pub fn get(&self, block: u32) -> &VisibleText {
        &self.shown[block as usize]
    }

    /// Adds a text whose every line can be read.
    pub fn push(&mut self, called: &str, text: Arc<str>) {
        let how = Verified::as_is(text.len());
        self.push_shown(called, text, &how);
    }

    /// Adds a text of which `how.visible` can be read as it is: of one whose lines all end in CRLF, in bytes of it without carriage returns. Where all of
    /// it can be read in some form it may be referred to as a whole.
    pub fn push_shown(&mut self, called: &str, text: Arc<str>, how: &Verified) {
        let text = without_cr(&text).map_or(text, Into::into);
        let block = self.shown.len() as u32;
        let lines = Lines::new(&text);
        let visible: Vec<_> =
            how.visible.iter().map(|span| lines.within(span)).filter(|lines| !lines.is_empty()).collect();
        let called = printable(called);
        let mut name = called.clone();
        if !called.is_empty() {
            let count = self.called.entry(called.clone()).or_default();
            *count += 1;
            if *count > 1 {
                name = format!("{called} #{count}").into();
            }
            // A text may be called what another's number made it: the first keeps the name.
            if self.named.contains_key(&name) {
                name = Box::default();
            } else {
                self.named.insert(name.clone(), block);
            }
        }
        let whole = (!how.refers && how.fidelity == Fidelity::Bytes && !name.is_empty())
            .then(|| xxh3_64(text.as_bytes()));
        if let Some(hash) = whole {
            self.whole.entry(hash).or_insert(block);
        }
        if !name.is_empty() && !visible.is_empty() {
            self.index.add(block, &text, &lines, &visible);
        }
        self.bytes += text.len();
        self.shown.push(VisibleText { name, text, lines, visible, called, whole });
    }

    /// Forgets the last texts until `count` are left.
    pub fn truncate(&mut self, count: usize) {
        while self.shown.len() > count {
            let Some(last) = self.shown.pop() else { break };
            let block = self.shown.len() as u32;
            self.bytes -= last.text.len();
            self.index.remove(block);
            if let Some(hash) = last.whole
                && self.whole.get(&hash) == Some(&block)
            {
                self.whole.remove(&hash);
            }
            self.named.remove(&last.name);
            if let Some(count) = self.called.get_mut(&last.called) {
                *count -= 1;
                if *count == 0 {
                    self.called.remove(&last.called);
                }
            }
        }
    }

    /// The text of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&VisibleText> {
        self.named.get(name).map(|&block| self.get(block))
    }

    /// The first text that is equal to `text` and can be read whole.
    #[must_use]
    pub fn whole(&self, text: &str) -> Option<&VisibleText> {
        let shown = self.get(*self.whole.get(&xxh3_64(text.as_bytes()))?);
        (&*shown.text == text).then_some(shown)
    }

    /// Places where a window stands, latest first; a few at most.
    pub fn spots(&self, window: u64) -> impl Iterator<Item = Spot> {
        self.index.spots(window)
    }

    /// An estimate of the memory it holds beside the texts themselves, in bytes.
    #[must_use]
    pub fn overhead(&self) -> usize {
        self.index.size()
            + self.shown.iter().map(|shown| (shown.lines.count() as usize + 1) * 4 + 256).sum::<usize>()
    }
}

impl VisibleText {
    /// Whether the line with this index can be read as it is.
    #[must_use]
    pub fn shows(&self, line: u32) -> bool {
        let at = self.visible.partition_point(|lines| lines.end <= line);
        self.visible.get(at).is_some_and(|lines| lines.start <= line)
    }

    /// The line with this index, without its number.
    #[must_use]
    pub fn body(&self, line: u32) -> &str {
        &self.text[self.lines.body(line)]
    }
}

/// A name that can stand in a reference: one line, no bracket that would end it, not too long.
fn printable(name: &str) -> Box<str> {
    let mut out = String::with_capacity(name.len().min(MAX_NAME_LEN));
    for c in name.chars() {
        let c = if c.is_control() || matches!(c, '[' | ']' | ':') { ' ' } else { c };
        if c.is_whitespace() && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        if out.len() + c.len_utf8() > MAX_NAME_LEN {
            break;
        }
        out.push(if c.is_whitespace() { ' ' } else { c });
    }
    out.trim_end().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_stay_printable() {
        let mut history = History::new();
        for called in ["Read a.rs", "Read a.rs", "Bash x\n[y]: z", "", "Read a.rs #2"] {
            history.push(called, "text".into());
        }
        let names: Vec<_> = (0..5).map(|block| &*history.get(block).name).collect();
        assert_eq!(names, ["Read a.rs", "Read a.rs #2", "Bash x y z", "", ""]);
    }

    #[test]
    fn truncation_leaves_no_trace() {
        let texts = [
            "let alpha = beta_gamma();\nlet delta = epsilon();",
            "something else entirely, on one line",
            "let alpha = beta_gamma();\nlet delta = epsilon();",
        ];
        let mut history = History::new();
        history.push("Read a", texts[0].into());
        let before = format!("{:?}", history.index);
        for text in texts {
            history.push("Read a", text.into());
        }
        history.truncate(1);
        assert_eq!(format!("{:?}", history.index), before);
        assert_eq!((history.named.len(), history.called.len(), history.whole.len()), (1, 1, 1));
        assert_eq!(history.called["Read a"], 1);
        assert!(history.whole(texts[0]).is_some());
        assert!(history.named("Read a #2").is_none());
    }
}

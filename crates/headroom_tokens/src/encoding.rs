//! The encodings that are known, and counting by them.

use std::sync::LazyLock;

use headroom_core::work::step;

use crate::merges::Merges;
use crate::pretokenizer;
use crate::vocabulary::Vocabulary;

static O200K_BASE: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(include_bytes!(concat!(env!("OUT_DIR"), "/o200k_base"))));
static CL100K_BASE: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(include_bytes!(concat!(env!("OUT_DIR"), "/cl100k_base"))));

/// An encoding whose vocabulary is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Of GPT-4o and what came after.
    O200kBase,
    /// Of GPT-4 and GPT-3.5.
    Cl100kBase,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::O200kBase, Self::Cl100kBase];

    /// Its name in the field.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::O200kBase => "o200k_base",
            Self::Cl100kBase => "cl100k_base",
        }
    }

    /// The encoding of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// How many tokens a text is, exactly, in time that grows with its length, whatever is in it, and in memory that grows with its longest word. What
    /// looks like a special token is text like any other. The first count of an encoding makes its tables.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::O200kBase => count(text, &O200K_BASE, pretokenizer::o200k),
            Self::Cl100kBase => count(text, &CL100K_BASE, pretokenizer::cl100k),
        }
    }
}

fn count(text: &str, vocabulary: &Vocabulary, piece: impl Fn(&str, usize) -> usize) -> usize {
    let mut merges = Merges::new(vocabulary);
    let mut tokens = 0;
    let mut at = 0;
    while at < text.len() {
        let end = piece(text, at);
        step(end - at);
        tokens += merges.count(&text.as_bytes()[at..end]);
        at = end;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use std::iter;

    use headroom_testkit::Random;

    use super::Encoding;
    use crate::work::steps;

    /// What makes other tokenizers slow, each about so many bytes long.
    fn hostile(bytes: usize) -> Vec<String> {
        let repeated = [
            "a",
            "\0",
            " ",
            "\n",
            "\r\n",
            "1",
            "=",
            "A",
            "aA",
            "ab",
            "abcdefghijklmnopqrstuvwxyz",
            "\u{6587}",
            "\u{301}",
            "\u{a0}",
            "\u{3000}",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "word\u{a0}other\u{3000} x ",
            "\u{a0}x",
            " \t",
            "\n ",
            "'ll",
            "\u{301}A",
            "A\u{6587}",
        ];
        let drawn = [
            "ab",
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
            "=-+*/<>!@#$%^&()[]{}",
            "=",
            "\u{e01}\u{e33}\u{e40}\u{e2d}\u{e19}",
            "A\u{6587}\u{301}",
            " \n\u{a0}",
        ];
        let mut random = Random::new(1);
        let mut draw = |letters: &str| {
            let letters: Vec<char> = letters.chars().collect();
            iter::repeat_with(|| letters[random.below(letters.len())])
                .take(bytes / letters[0].len_utf8())
                .collect::<String>()
        };
        let texts: Vec<String> =
            repeated.iter().map(|part| part.repeat(bytes / part.len())).chain(drawn.map(&mut draw)).collect();
        let ended = texts.iter().map(|text| format!("{text}b"));
        let often =
            repeated.iter().map(|part| format!("{}b", part.repeat(97)).repeat(bytes / part.len() / 97));
        ended.chain(often).chain(texts.clone()).collect()
    }

    /// The most steps that a byte may take: what lies between texts of whole tokens and those that nothing can be foreseen of.
    const STEPS_PER_BYTE: u64 = 60;

    #[test]
    fn work_grows_with_the_text() {
        for encoding in Encoding::ALL {
            for (short, long) in hostile(20_000).iter().zip(hostile(80_000)) {
                let work = |text: &str| steps(|| assert!(encoding.count(text) > 0));
                let (of_short, of_long) = (work(short), work(&long));
                let start: String = short.chars().take(20).collect();
                assert!(
                    of_long <= 5 * of_short,
                    "{encoding:?} {start:?}: {of_short} steps for {} bytes, {of_long} for {}",
                    short.len(),
                    long.len()
                );
                assert!(
                    of_long <= STEPS_PER_BYTE * long.len() as u64,
                    "{encoding:?} {start:?}: {of_long} steps for {} bytes",
                    long.len()
                );
            }
        }
    }

    #[test]
    fn names_are_those_of_encodings() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::from_name("o200k"), None);
    }
}

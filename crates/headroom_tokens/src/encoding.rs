//! The known encodings, and counting with them.

use std::sync::LazyLock;

use headroom_core::work::step;

use crate::merges::Merges;
use crate::pretokenizer;
use crate::vocabulary::Vocabulary;

static O200K_BASE: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(include_bytes!(concat!(env!("OUT_DIR"), "/o200k_base"))));
static CL100K_BASE: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(include_bytes!(concat!(env!("OUT_DIR"), "/cl100k_base"))));

/// An encoding with a published vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The encoding of GPT-4o and later models.
    O200kBase,
    /// The encoding of GPT-4 and GPT-3.5.
    Cl100kBase,
}

impl Encoding {
    /// All encodings.
    pub const ALL: [Self; 2] = [Self::O200kBase, Self::Cl100kBase];

    /// The usual name of the encoding.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::O200kBase => "o200k_base",
            Self::Cl100kBase => "cl100k_base",
        }
    }

    /// The encoding with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// The exact number of tokens of a text. Time is linear in its length, whatever it contains, and memory
    /// is linear in its longest word. Special tokens in the text count as ordinary text. The first count with
    /// an encoding builds its tables.
    ///
    /// # Examples
    ///
    /// ```
    /// use headroom_tokens::Encoding;
    ///
    /// assert_eq!(Encoding::O200kBase.count("hello world"), 2);
    /// ```
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

    /// Texts that make other tokenizers slow, each about `bytes` long.
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

    /// Maximum number of steps for each byte: between that of texts made of whole tokens and that of
    /// unpredictable ones.
    const STEPS_PER_BYTE: u64 = 60;

    #[test]
    fn work_is_linear_in_the_text() {
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
    fn encodings_are_found_by_name() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::from_name("o200k"), None);
    }
}

//! Ledger entries as text, for stores that callers provide. A key is 64 hexadecimal digits. A value is a checksum of
//! 16 characters and a payload, whose first character says what it is. The checksum also covers the key: a value that
//! was cut off, or that belongs to another key, is refused.

use std::fmt::Write as _;
use std::sync::Arc;

use headroom_core::{Chain, Handle, SentAs};

use crate::originals::{chain_of_sent, chain_of_shown};

/// The number of characters of a checksum.
const CHECKSUM: usize = 16;

/// A ledger entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEntry {
    /// Identifies the text that the entry is about.
    pub key: String,
    /// The decision, or the handle of an original.
    pub value: String,
}

impl TextEntry {
    /// Leads from an elided text to its original.
    #[must_use]
    pub fn of_shown(shown: &str, original: Handle) -> Self {
        Self::new(key_of_shown(shown), &format!("#{original}"))
    }

    /// The text that was sent for the text of a conversation.
    #[must_use]
    pub fn of_sent(chain: &Chain, sent: &SentAs) -> Self {
        let payload = match sent {
            SentAs::Unchanged => "-".to_owned(),
            SentAs::Text(text) => format!("={text}"),
            SentAs::Resent(chain) => format!("@{}", hexadecimal(chain)),
            SentAs::Pruned(chain) => format!("<{}", hexadecimal(chain)),
        };
        Self::new(key_of_sent(chain), &payload)
    }

    fn new(key: String, payload: &str) -> Self {
        let value = checksum(&key, payload) + payload;
        Self { key, value }
    }

    /// The original that an entry leads to. `None`: the value was not written for this key.
    #[must_use]
    pub fn original(&self) -> Option<Handle> {
        self.payload()?.strip_prefix('#')?.parse().ok()
    }

    /// The decision of an entry. `None`: the value was not written for this key.
    #[must_use]
    pub fn sent(&self) -> Option<SentAs> {
        let payload = self.payload()?;
        match payload.as_bytes().first()? {
            b'-' => (payload.len() == 1).then_some(SentAs::Unchanged),
            b'=' => Some(SentAs::Text(Arc::from(&payload[1..]))),
            b'@' => chain(&payload[1..]).map(SentAs::Resent),
            b'<' => chain(&payload[1..]).map(SentAs::Pruned),
            _ => None,
        }
    }

    /// The hash that the key is written from. `None`: it is not a key.
    pub(super) fn chain(&self) -> Option<Chain> {
        chain(&self.key)
    }

    fn payload(&self) -> Option<&str> {
        let (sum, payload) = self.value.split_at_checked(CHECKSUM)?;
        (sum == checksum(&self.key, payload)).then_some(payload)
    }
}

/// The key of the entry that leads from an elided text to its original.
#[must_use]
pub fn key_of_shown(shown: &str) -> String {
    hexadecimal(&chain_of_shown(shown))
}

/// The key of the entry for a text of a conversation.
#[must_use]
pub fn key_of_sent(chain: &Chain) -> String {
    hexadecimal(&chain_of_sent(chain))
}

fn checksum(key: &str, payload: &str) -> String {
    Handle::of(&[key, payload].concat()).to_string()
}

fn hexadecimal(chain: &Chain) -> String {
    chain.0.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn chain(digits: &str) -> Option<Chain> {
    let mut chain = [0; 32];
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    if pairs.len() != chain.len() || !rest.is_empty() {
        return None;
    }
    for (byte, [high, low]) in chain.iter_mut().zip(pairs) {
        let value = |digit: u8| char::from(digit).to_digit(16);
        *byte = (value(*high)? << 4 | value(*low)?) as u8;
    }
    Some(Chain(chain))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAIN: Chain = Chain([7; 32]);

    #[test]
    fn entries_round_trip() {
        for sent in [SentAs::Unchanged, SentAs::Text("é\n".into()), SentAs::Text("".into())] {
            assert_eq!(TextEntry::of_sent(&CHAIN, &sent).sent(), Some(sent));
        }
        for sent in [SentAs::Resent(Chain([0xa5; 32])), SentAs::Pruned(Chain([0xa5; 32]))] {
            assert_eq!(TextEntry::of_sent(&CHAIN, &sent).sent(), Some(sent));
        }
        let handle = Handle::of("abc");
        assert_eq!(TextEntry::of_shown("a", handle).original(), Some(handle));
        assert_eq!(TextEntry::of_shown("a", handle).sent(), None);
    }

    #[test]
    fn changed_cut_and_foreign_values_are_refused() {
        let entry = TextEntry::of_sent(&CHAIN, &SentAs::Text("some text".into()));
        let forged = |value: String| TextEntry { value, ..entry.clone() }.sent();
        assert_eq!(forged(entry.value.clone()), Some(SentAs::Text("some text".into())));
        for end in 0..entry.value.len() {
            assert_eq!(forged(entry.value[..end].to_owned()), None, "{end}");
        }
        assert_eq!(forged(entry.value.replace("text", "test")), None);
        assert_eq!(forged(format!("éé{}", entry.value)), None);
        assert_eq!(forged(TextEntry::of_sent(&Chain([8; 32]), &SentAs::Unchanged).value), None);
    }
}

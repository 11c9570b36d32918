//! All words of all rows, read once for whoever wants them.

use headroom_formats::json::Kind;
use headroom_formats::words::{Form, words};

use super::alike::{Alike, Key};
use super::asked::Asked;
use crate::json::Options;
use crate::json::parse::Rows;

/// Which rows are alike, and what of a question stands in them.
pub(super) fn read(rows: &Rows<'_, '_>, question: Option<&str>, options: &Options) -> (Alike, Option<Asked>) {
    let (mut alike, mut asked) = (Alike::default(), question.map(Asked::new));
    let is_number = |&value: &u32| rows.tape.kind(value) == Kind::Number;
    let are_compared = options.dedupe_identical && !rows.values.iter().all(is_number);
    if !are_compared && asked.is_none() {
        return (alike, asked);
    }
    for row in 0..rows.count() {
        let text = rows.text(row);
        let mut key = Key::default();
        words(text, Form::Json, |word| {
            key.push(word);
            if let Some(asked) = &mut asked {
                asked.corpus.push(word);
            }
        });
        if are_compared {
            alike.push(text, &key);
        }
        if let Some(asked) = &mut asked {
            asked.corpus.end_row();
        }
    }
    alike.join();
    (alike, asked)
}

//! Words that every text has, whatever it is about.

use std::collections::HashSet;
use std::sync::LazyLock;

use headroom_formats::words::{Form, words};

/// Articles, pronouns, prepositions, auxiliaries and some question words of English, German, French and Spanish. Words
/// that negate or compare are none of them, and neither are words that mean something else in English, such as `die`.
const FUNCTION_WORDS: &str = "\
    a an the this that these those it its he she they them his her their i me my we us our you your \
    is are was were be been being am do does did done has have had having will would can could might shall \
    should of in on at to for from by with about into onto as if and or but so than then there here \
    what which who whom whose how please look tell show give any some also just \
    der das den dem ein eine einen einem einer eines und oder aber ist sind waren wird werden wurde haben im \
    auf zu zum zur von vom mit für bei aus nach über er sie wir ihr ich uns welche welcher welches wer wie \
    bitte la les une du et sont ce cette ces il elle ils elles nous vous je dans avec que qui quoi quel quelle \
    quels quelles el los las unos unas este esta estos estas para por con lo al del qué cuál cuáles quién cómo";

static HASHES: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let mut hashes = HashSet::new();
    words(FUNCTION_WORDS, Form::Plain, |word| {
        hashes.insert(word.hash);
    });
    hashes
});

/// Whether the word with this hash tells nothing about what a query asks for.
pub(super) fn is_function_word(hash: u64) -> bool {
    HASHES.contains(&hash)
}

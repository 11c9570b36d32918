//! Every edit that `apply` makes decodes to the original, whatever a compressor proposed.

use headroom_core::{Codec, Edit, History, Plan, Reading, Sink, Unreadable, apply, expand};
use headroom_testkit::{Random, seeds};

/// `[say abc]` stands for `abc` twice.
#[derive(Debug)]
struct Twice;

const CODECS: &[&'static dyn Codec] = &[&Twice];

impl Codec for Twice {
    fn name(&self) -> &'static str {
        "twice"
    }

    fn unit(&self) -> &'static str {
        "twice"
    }

    fn openers(&self) -> &'static [&'static str] {
        &["[say "]
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let end = text.find(']').ok_or(Unreadable { read: text.len() })?;
        let own = &text["[say ".len()..end];
        out.extend([own, own]).ok_or(Unreadable { read: end })?;
        Ok(Reading::new(end + 1))
    }
}

fn edit(start: usize, length: usize, text: String) -> Edit<'static> {
    Edit::Rewrite { span: start..start + length, text: text.into(), codec: &Twice, reason: "said twice" }
}

/// A text, edits of it, and the number of bad edits: their replacement decodes to another text, or runs past
/// its end.
fn proposal(random: &mut Random) -> (String, Vec<Edit<'static>>, usize) {
    let (mut text, mut edits, mut wrong) = (String::new(), Vec::new(), 0);
    for _ in 0..random.below(30) {
        text.extend(std::iter::repeat_n(random.pick(&["é", "x\n", "[say", "]", "]"]), random.below(20)));
        let own = random.pick(&["é", "ab", " "]).repeat(1 + random.below(12));
        let start = text.len();
        text.extend([&*own, &*own]);
        let is_wrong = random.once_in(8);
        wrong += usize::from(is_wrong);
        edits.push(edit(
            start,
            own.len() * 2,
            match (is_wrong, random.once_in(2)) {
                (false, _) => format!("[say {own}]"),
                (true, true) => format!("[say {own}.]"),
                (true, false) => format!("[say {own}]]"),
            },
        ));
    }
    (text, edits, wrong)
}

#[test]
fn drops_edits_that_do_not_decode_to_the_original() {
    let history = History::new();
    let mut whole = 0;
    for seed in seeds(3000) {
        let (text, edits, wrong) = proposal(&mut Random::new(seed));
        let count = edits.len();
        let applied = apply(&text, Plan::new(&text, edits), &history, CODECS);
        let Some(output) = applied.text else { continue };
        assert_eq!(expand(&output, &history, CODECS, usize::MAX), text, "seed {seed}: {output}");
        assert_eq!((applied.dropped, applied.edits.len()), (wrong, count - wrong), "seed {seed}: {output}");
        for edit in applied.edits {
            assert_eq!(
                &text[edit.span],
                output[edit.output][5..].trim_end_matches(']').repeat(2),
                "seed {seed}"
            );
        }
        whole += usize::from(wrong > 0);
    }
    assert!(whole > seeds(300).count(), "most right edits are made beside wrong ones: {whole}");
}

#[test]
fn counts_misplaced_edits() {
    let text = "aaé.bb.cccc";
    let right = Plan::new(text, [edit(0, 2, "[say a]".into()), edit(8, 4, "[say cc]".into())]);
    assert_eq!(
        (right.misplaced(), apply(text, right, &History::new(), CODECS).text.as_deref()),
        (0, Some("[say a]é.bb.[say cc]"))
    );
    // Within a character, empty, past the end, before the last edit.
    for (start, length) in [(3, 2), (2, 0), (11, 9), (0, 2)] {
        let mut plan = Plan::new(text, [edit(0, 2, "[say a]".into())]);
        plan.push(text, edit(start, length, "[say b]".into()));
        assert_eq!((plan.misplaced(), plan.edits().count()), (1, 1), "{start}, {length}");
        assert_eq!(apply(text, plan, &History::new(), CODECS).text.as_deref(), Some("[say a]é.bb.cccc"));
    }
}

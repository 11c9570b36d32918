//! Input that is made to stall, overflow or confuse. It is answered, and it comes back.
//!
//! Nothing is timed: work that is not linear would make these tests take hours.

mod support;

use headroom_core::work::counted;
use headroom_core::{CompressError, Unwatched};
use headroom_engine::{
    CrushOptions, Engine, Format, Options, Request, Role, SkipReason, StoreMode, crush, expand_request,
    expand_text,
};
use headroom_testkit::{Random, changed, file, minified, scaled};
use support::shelf::Shelf;
use support::values;

const MEGABYTE: usize = 1 << 20;
const LIMIT: usize = 1 << 30;

/// A conversation of tool results, each with a call of its own.
fn results<'a>(texts: impl IntoIterator<Item = &'a str>) -> Request {
    let mut request = Request::new();
    for (index, text) in texts.into_iter().enumerate() {
        request.start_message(index as u32);
        let call = request.call("fetch");
        request.argument(call, "id", (index % 7).to_string().into());
        request.result(Some(call), text.into(), true);
    }
    request
}

/// Compresses a conversation, checks that every text comes back, and returns the total length of the outputs,
/// in bytes.
fn check(request: &Request) -> usize {
    let outcomes = Engine::new()
        .compress(request, &Options::default(), StoreMode::DryRun, &Unwatched)
        .expect("not cancelled")
        .outcomes;
    let mut sent = Request::new();
    let mut call = None;
    for (block, outcome) in request.blocks().iter().zip(&outcomes) {
        let text = outcome.output.clone().unwrap_or_else(|| block.text.clone());
        if block.role == Role::Argument {
            let number = sent.call("fetch");
            sent.argument(number, "id", text);
            call = Some(number);
        } else {
            sent.result(call, text, true);
        }
    }
    let back =
        expand_request(&sent, &Options::default(), Some(&Shelf::of(&outcomes)), LIMIT).expect("memory").texts;
    for (((block, sent), back), outcome) in
        request.blocks().iter().zip(sent.blocks()).zip(&back).zip(&outcomes)
    {
        let back = back.as_ref().unwrap_or(&sent.text);
        let same = outcome.skipped == Some(SkipReason::AlreadyCompressed)
            || values::came_back(&block.text, back, outcome);
        assert!(same, "{:.200} was sent as {:.200} and came back as {back:.200}", block.text, sent.text);
    }
    sent.blocks().iter().map(|block| block.text.len()).sum()
}

#[test]
fn the_work_on_forged_texts_is_bounded_by_their_length() {
    let words =
        |count: usize, word: &dyn Fn(usize) -> String| (0..count).map(word).collect::<Vec<_>>().join(" ");
    let rows = 200_000;
    let forged = [
        format!("[table 1 rows: {}({})]\n1", "k".repeat(MEGABYTE / 2), words(4096, &|_| "a".into())),
        format!(
            "[table {rows} rows: x {}]\n{}",
            words(4090, &|at| format!("c{at}=~")),
            vec!["1"; rows].join("\n")
        ),
        format!(
            "[{}]",
            vec![
                format!(
                    r#"{{"{}":{{{}}}}}"#,
                    "k".repeat(MEGABYTE),
                    words(250, &|at| format!(r#""c{at}":{at}"#)).replace(' ', ",")
                );
                3
            ]
            .join(",")
        ),
        "\u{1b}[50000C\u{1b}[1K".repeat(50_000),
        "<a>".repeat(300_000),
    ];
    for text in forged {
        let (_, work) = counted(|| check(&results([&*text])));
        assert!(
            work < 100 * text.len() as u64 + (64 << 20),
            "{work} bytes of work for {} of {text:.60}",
            text.len()
        );
    }
}

#[test]
fn many_short_forged_texts_take_no_more_work_than_a_long_one() {
    let forged = |count: usize| {
        let plain = (0..50_000).map(|at| format!("line {at} of a plain text\n")).collect::<Vec<_>>().concat();
        let texts: Vec<_> = std::iter::once(plain)
            .chain(
                (0..count)
                    .map(|at| format!("[runs 400001 lines]\n[400000 lines: {{{at}..{}}}]", at + 399_999)),
            )
            .collect();
        counted(|| check(&results(texts.iter().map(|text| &**text)))).1
    };
    let more = scaled(1800);
    let (few, many) = (forged(200), forged(200 + more));
    assert!(many < few + more as u64 * 20_000, "{few}, then {many} bytes of work");
}

#[test]
fn the_same_block_many_times_comes_back() {
    let numbered = |lines: Vec<String>| {
        lines
            .iter()
            .enumerate()
            .map(|(index, line)| format!("{:>6}→{line}", index + 1))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mut random = Random::new(1);
    for text in [
        numbered(file(&mut random, 60)),
        file(&mut random, 60).join("\n"),
        "{\"a\":[1,2,3]}".repeat(20),
        "\n".repeat(500),
        "a\n".repeat(500),
        "[@ fetch 0:1-9]\n".repeat(30),
    ] {
        let request = results(std::iter::repeat_n(&*text, scaled(5000)));
        check(&request);
    }
}

#[test]
fn lines_at_another_place_each_time_come_back() {
    let mut random = Random::new(2);
    let mut text = file(&mut random, 80).join("\n");
    let mut texts = Vec::new();
    for _ in 0..scaled(2000) {
        text = changed(&mut random, &text);
        texts.push(text.clone());
    }
    check(&results(texts.iter().map(|text| &**text)));
}

#[test]
fn ten_thousand_blocks_come_back() {
    let mut random = Random::new(3);
    let texts: Vec<_> = (0..scaled(10_000)).map(|_| file(&mut random, 12).join("\n")).collect();
    check(&results(texts.iter().map(|text| &**text)));
}

#[test]
fn one_line_of_twenty_megabytes_comes_back() {
    let line = minified(&mut Random::new(4), scaled(20 * MEGABYTE));
    let again = changed(&mut Random::new(5), &line);
    check(&results([&*line, &*again, &*line]));
    for unit in ["a", " ", "[", "{\"", "é", "1:", "→", "\\", "\"", "\\u"] {
        check(&results([&*unit.repeat(scaled(2 * MEGABYTE) / unit.len())]));
    }
}

#[test]
fn the_deepest_nesting_comes_back() {
    for depth in [511, 512, 513, 100_000, scaled(1_000_000)] {
        let arrays = "[".repeat(depth) + &"]".repeat(depth);
        let objects = "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
        let in_strings = format!("{arrays} and {objects}\n{objects}");
        for text in [&arrays, &objects, &in_strings, &"[{\"a\":".repeat(depth), &"[[1],".repeat(depth)] {
            check(&results([&**text]));
            for format in [Format::Rows, Format::Columns, Format::Text] {
                let crushed = crush(
                    text,
                    &CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() },
                    None,
                    StoreMode::Off,
                );
                assert!(depth <= 512 || crushed.output.is_none(), "{format:?} {depth}");
                assert!(
                    depth <= 512
                        || !matches!(crushed.skipped, Some(SkipReason::Failed(CompressError::Panicked))),
                    "{format:?} {depth}"
                );
            }
        }
    }
}

/// Compresses and expands a megabyte of each repeated unit, or less if fewer cases are asked for.
fn check_all(units: &[&str]) {
    for unit in units {
        let text = unit.repeat(scaled(MEGABYTE) / unit.len());
        let request = results(["1\n2\n3\n4\n5\n6\n7\n8\n9", &text, &text]);
        check(&request);
        let given: usize = expand_request(&request, &Options::default(), None, LIMIT)
            .expect("no store")
            .texts
            .iter()
            .flatten()
            .map(|text| text.len())
            .sum();
        assert!(
            given <= LIMIT
                && expand_text(&text, None, LIMIT).expect("no store").is_none_or(|text| text.len() <= LIMIT)
        );
    }
}

#[test]
fn text_of_repeated_openers_comes_back() {
    check_all(&[
        "[@ ",
        "[@ fetch 0]",
        "[@ fetch 0:1-9]",
        "[@ 1-9]",
        "[@ fetch 0:1 «",
        "[@ fetch 0:1 «x» … «",
        "[@ fetch 0:1 «1» … «1»]",
        "[table ",
        "[table 3 rows: a b]\n",
        "[table 999999999 rows: a=1]\n×999999998",
        "[table 9 rows: a(",
        "[table 2 rows: a{}(b c=[json]{x:1})]\n{k:(1)}\n",
        "[json",
        "[lines ",
        "[lines 1→999999]\n",
        "[lines 1→3]\na\nb\nc\n",
        "[lines 1→9999]\n[@ fetch 0:1-9]\n",
        "[verbatim]\n",
        "[verbatim]",
        "[crlf]\n",
        "[crlf]\r\n",
    ]);
}

#[test]
fn nested_openers_come_back() {
    check_all(&["[json]", "[json]{a:", "[json]{a:[json]b ", "[table 1 rows: a]\n[json]"]);
}

#[test]
fn unfinished_forms_that_stand_for_much_come_back() {
    check_all(&[
        "[json][1 ×9999999 ",
        "[json][&a [1 1 1 1] *a ×99 ",
        "[json]{\"k\":[a ×9999] ",
        "[table 99999999 rows: a=1 b]\n1\n×9999999\n",
    ]);
}

#[test]
fn references_cannot_double_the_text_without_limit() {
    // Without a limit, each block would double the text before it.
    let mut texts = vec!["x".repeat(MEGABYTE)];
    texts.extend((0..1000).map(|block| format!("[@ fetch {}]", block % 7).repeat(3)));
    let request = results(texts.iter().map(|text| &**text));
    let limit = 64 * MEGABYTE;
    let given: usize = expand_request(&request, &Options::default(), None, limit)
        .expect("no store")
        .texts
        .iter()
        .flatten()
        .map(|text| text.len())
        .sum();
    assert!(given <= limit, "{given}");
    check(&request);
}

#[test]
fn odd_characters_come_back() {
    for text in [
        "\0",
        "\u{feff}",
        "\u{feff}{\"a\":1}",
        "\u{2028}",
        "\r",
        "\r\n",
        "\u{1}\u{2}",
        "🙂",
        "e\u{301}",
        "\u{10ffff}",
        "\u{fffd}",
    ] {
        check(&results([
            text,
            &text.repeat(1000),
            &format!("{text}\n").repeat(1000),
            &format!("[{{\"k\":\"{text}\"}}]").repeat(100),
        ]));
    }
}

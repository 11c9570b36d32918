//! Detection of samples of every kind, of texts that resemble others, and properties of any text.

mod detection;

use detection::{data, look_alikes, outputs, programs};
use headroom_core::Kind;
use headroom_detect::{Detection, Language, detect};
use headroom_testkit::{Random, look_alike, seeds, text};

#[test]
fn every_sample_is_detected() {
    let wrong: Vec<String> = data::SAMPLES
        .iter()
        .chain(outputs::SAMPLES)
        .filter_map(|(name, kind, text)| miss(name, &[*kind], text))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn look_alikes_are_not_mistaken() {
    let wrong: Vec<String> =
        look_alikes::SAMPLES.iter().filter_map(|(name, kinds, text)| miss(name, kinds, text)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_language_is_detected() {
    let found = |text: &str| (detect(text).kind, detect(text).language);
    let wrong: Vec<String> = programs::SAMPLES
        .iter()
        .filter(|(language, text)| found(text) != (Kind::Source, Some(*language)))
        .map(|(language, text)| format!("{language}: {:?} {:?}", found(text), detect(text).sections))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    for language in Language::ALL {
        assert!(programs::SAMPLES.iter().any(|(own, _)| *own == language), "{language} has a sample");
    }
}

#[test]
fn every_kind_has_samples() {
    for kind in Kind::ALL {
        let samples = data::SAMPLES.iter().chain(outputs::SAMPLES).filter(|(_, own, _)| *own == kind).count();
        assert!(samples > 0 || kind == Kind::Source, "{kind}");
    }
}

#[test]
fn carriage_returns_and_colours_do_not_change_the_kind() {
    for (name, kind, text) in outputs::SAMPLES {
        let windows = text.replace('\n', "\r\n");
        assert_eq!(detect(&windows).kind, *kind, "{name} with CRLF");
        let coloured = text.lines().flat_map(|line| ["\x1b[1m", line, "\x1b[0m\n"]).collect::<String>();
        assert_eq!(detect(&coloured).kind, *kind, "{name} in bold");
    }
}

#[test]
fn mixed_texts_are_split_into_sections() {
    let json = "{\n  \"id\": 1,\n  \"tags\": [\n    \"a\"\n  ]\n}\n";
    let log =
        "2024-05-06T10:00:01Z INFO started\n2024-05-06T10:00:02Z WARN slow\n2024-05-06T10:00:03Z INFO done\n";
    let diff = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n";
    let trace = "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    main()\n  File \"a.py\", line 2, in main\n    raise ValueError\nValueError\n";
    let prose = "The server was asked for the item, and this is what it had to say about it.\n";
    for (parts, kinds, whole) in [
        (vec![log, diff, log], vec![Kind::Log, Kind::Diff, Kind::Log], Kind::Log),
        (vec![log, trace, log], vec![Kind::Log, Kind::StackTrace, Kind::Log], Kind::Log),
        (vec![log, json, log], vec![Kind::Log, Kind::Json, Kind::Log], Kind::Log),
        (vec!["🙂 naïve\n", json, diff], vec![Kind::Text, Kind::Json, Kind::Diff], Kind::Diff),
        (vec![diff, json], vec![Kind::Diff, Kind::Json], Kind::Diff),
        (vec![prose, prose, json, prose, prose], vec![Kind::Prose, Kind::Json, Kind::Prose], Kind::Prose),
    ] {
        let text = parts.concat();
        let found = detect(&text);
        assert_eq!(found.sections.iter().map(|section| section.kind).collect::<Vec<_>>(), kinds, "{text}");
        assert_eq!(found.kind, whole, "{text}");
    }
}

#[test]
fn names_are_stable_and_unique() {
    let mut names: Vec<_> = Kind::ALL.map(Kind::name).to_vec();
    assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len());
}

/// JavaScript sees these types as literals in attributes, which cannot refer to constants.
#[test]
fn the_declared_types_list_every_kind_and_language() {
    let union = |names: &[&str]| format!("ts_type = \"'{}'\"", names.join("' | '"));
    let (kinds, languages) = (union(&Kind::ALL.map(Kind::name)), union(&Language::ALL.map(Language::name)));
    let declared = include_str!("../../headroom_napi/src/detection.rs");
    assert_eq!(declared.matches(&kinds).count(), 1, "{kinds}");
    assert_eq!(declared.matches(&languages).count(), 1, "{languages}");
}

#[test]
fn sections_cover_every_text() {
    for seed in seeds(3000) {
        let mut random = Random::new(seed);
        let count = 1 + random.below(5);
        let parts: String = (0..count).map(|_| part(&mut random)).collect();
        covers(&parts, &detect(&parts))
            .unwrap_or_else(|problem| panic!("HEADROOM_SEED={seed}: {problem}\n{parts:?}"));
        assert_eq!(detect(&parts), detect(&parts), "HEADROOM_SEED={seed}: the same twice");
    }
}

#[test]
fn twenty_megabytes_of_hostile_lines_are_detected() {
    const LENGTH: usize = 20 << 20;
    let units = [
        "\n",
        "a:",
        "@@ -1,9999999999999 +1,9999999999999 @@\n-\n",
        "[[[[{\"\n",
        "\"\"\"\n/*\n```\n",
        "at a.b(\n\tat c.d(E.java:1)\n",
        "1:2:3:4:5:6:7:8:9:\n",
        "\u{1b}[\r",
        "日",
        "| - |  = , ; \t [x](`**\n",
        "=== \n--- \n+++ \n",
        "<script>\n",
        "{\"a\":1}\n2024-05-06T10:00:01Z x\n",
    ];
    let text: String =
        units.iter().map(|unit| unit.repeat(LENGTH / units.len() / unit.len() + 1) + "\n").collect();
    let found = detect(&text);
    covers(&text, &found).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(found.sections.len() < 10_000, "bounded");
}

fn part(random: &mut Random) -> String {
    let samples = data::SAMPLES.len() + outputs::SAMPLES.len();
    match random.below(4) {
        0 => text(random),
        1 => look_alike(random),
        2 => programs::SAMPLES[random.below(programs::SAMPLES.len())].1.into(),
        _ => {
            let text = data::SAMPLES
                .iter()
                .chain(outputs::SAMPLES)
                .nth(random.below(samples))
                .map_or("", |sample| sample.2);
            // Truncated anywhere.
            text[..text.floor_char_boundary(random.below(text.len() + 1))].into()
        }
    }
}

fn covers(text: &str, found: &Detection) -> Result<(), String> {
    let mut end = 0;
    for section in &found.sections {
        if section.span.start != end
            || section.span.is_empty()
            || !text.is_char_boundary(section.span.end)
            || section.confidence > 100
        {
            return Err(format!("{section:?} does not follow {end}"));
        }
        end = section.span.end;
    }
    if end == text.len() { Ok(()) } else { Err(format!("ends at {end} of {}", text.len())) }
}

fn miss(name: &str, kinds: &[Kind], text: &str) -> Option<String> {
    let found = detect(text);
    (!kinds.contains(&found.kind)).then(|| {
        let sections: Vec<_> = found
            .sections
            .iter()
            .map(|section| {
                format!(
                    "{} {} {:?}",
                    section.kind,
                    section.confidence,
                    text[section.span.clone()].lines().next().unwrap_or_default()
                )
            })
            .collect();
        format!("{name}: {kinds:?}, and found {} {}: {sections:#?}", found.kind, found.confidence)
    })
}
